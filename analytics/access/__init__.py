"""Who may come in, and what may they do? Roles, people, and how long a sign-in holds. Knows no web server."""
