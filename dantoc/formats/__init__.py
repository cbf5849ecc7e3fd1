"""A result as a file that opens right in the tool it is for: CSV, XLSX, Parquet, JSON, ZIP, and how to cite it."""
