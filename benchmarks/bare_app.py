"""`python -m benchmarks.bare_app PORT [PAGE]`: a bare page, served by the same server as the product."""

from __future__ import annotations

import sys
from pathlib import Path

import streamlit as st
import uvicorn

if __name__ == "__main__":
    script = sys.argv[2] if len(sys.argv) > 2 else "bare_streamlit"
    app = st.App(Path(__file__).resolve().parent / f"{script}.py")
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]))
