"""The app: Streamlit's pages and the HTTP routes in one ASGI process.

Run it with ``uvicorn streamlit_app:app`` (or ``streamlit run streamlit_app.py``, which answers each small request some
44 ms later). The main script lies in another folder than ``pages/``: beside it, Streamlit would run a deep link's page
without it.
"""

from pathlib import Path

import streamlit as st

from dantoc.web.middleware import middleware
from dantoc.web.routes import routes
from dantoc.web.warming import lifespan

HERE = Path(__file__).resolve().parent
SHELL = Path(st.__file__).parent / "static" / "index.html"

app = st.App(HERE / "dantoc" / "ui" / "main.py", routes=routes(SHELL), middleware=middleware(), lifespan=lifespan)
