"""Ethnic Minority Statistics of Viet Nam: one catalogue of figures, served as pages, files, charts and an API."""

__version__ = "0.1.0"
