"""Content on disk turned into nouns, the settings of a process, and the search over what is published."""
