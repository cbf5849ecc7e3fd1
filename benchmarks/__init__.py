"""How fast the product is, each figure a ratio to a named peer measured in the same run: `make bench`."""
