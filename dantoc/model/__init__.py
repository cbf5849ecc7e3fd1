"""The nouns of the product, with no input or output: text, codes, structure, dataset, query, result, table, figure."""
