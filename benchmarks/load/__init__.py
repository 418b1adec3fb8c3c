"""How many people can look at once? Sessions over real WebSockets, without browsers, against servers of their own."""
