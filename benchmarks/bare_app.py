"""`python -m benchmarks.bare_app PORT`: the bare page, served by the same server as the product."""

from __future__ import annotations

import sys
from pathlib import Path

import streamlit as st
import uvicorn

if __name__ == "__main__":
    app = st.App(Path(__file__).resolve().parent / "bare_streamlit.py")
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]))
