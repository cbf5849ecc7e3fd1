"""The home page, a module a section."""
