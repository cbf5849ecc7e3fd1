"""Words, numbers, sorting and folding in every language of the product, and a query said in a sentence."""
