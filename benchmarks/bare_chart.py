"""A bare Streamlit page: one line of text that a chart bears as its title. What an edit costs before it is ours."""

import altair as alt
import pandas as pd
import streamlit as st

frame = pd.DataFrame(
    {"group": [f"Synthetic {number:02}" for number in range(54)], "persons": range(1_000, 55_000, 1_000)}
)
title = st.text_area("Title", "Synthetic figures")
st.altair_chart(
    alt.Chart(frame, title=title).mark_bar().encode(x="persons:Q", y=alt.Y("group:N", sort="-x")), alt=title
)
