"""The guide to the API, a module a section."""
