"""The page of one dataset, a module a section."""
