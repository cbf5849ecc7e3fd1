"""Methods and sources, a module a section."""
