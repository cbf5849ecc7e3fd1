"""Source figures to checked Parquet: reading strictly, validating, drafting, publishing."""
