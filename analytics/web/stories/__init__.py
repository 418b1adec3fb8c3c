"""What stands around each figure: one module a page, and what all of them must say."""
