"""Ethnic Minority Statistics of Viet Nam: one catalogue of figures, served as pages, files, charts and an API."""

import os

__version__ = "0.1.0"

# NumPy starts a thread a core for linear algebra, of which there is none here: half the time that its import takes.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
