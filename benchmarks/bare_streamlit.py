"""A bare Streamlit page: one table, one chart. What starting and drawing cost before anything is ours."""

import altair as alt
import pandas as pd
import streamlit as st

frame = pd.DataFrame(
    {"group": [f"Synthetic {number:02}" for number in range(54)], "persons": range(1_000, 55_000, 1_000)}
)
most = st.slider("At most", 1_000, 54_000, int(st.query_params.get("most", 54_000)))
chosen = frame[frame["persons"] <= most]
st.dataframe(chosen)
st.altair_chart(alt.Chart(chosen).mark_bar().encode(x="persons:Q", y=alt.Y("group:N", sort="-x")))
