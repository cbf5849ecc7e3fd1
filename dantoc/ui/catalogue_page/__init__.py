"""The catalogue page, a module a section."""
