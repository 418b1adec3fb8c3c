"""A file becomes a checked, versioned release: contract, reading, checking, releases, demonstration records."""
