"""The chart studio, a module a part of it."""
