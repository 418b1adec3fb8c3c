"""Who gets in, and what does everybody else see? What a request passes before any page is there."""
