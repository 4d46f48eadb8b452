"""Events -> what the views show: words, columns, bands, rows, counts. Pure: no clock, no Plotly, no Streamlit."""

from dashboard.viewmodel.columns import event_columns, news_day
from dashboard.viewmodel.windows import bands, counts, counts_line, first_window, opening_window, surety
from dashboard.viewmodel.words import (
    act_words,
    day_words,
    short_day_words,
    short_when,
    spoken_words,
    status_words,
    when_words,
)

__all__ = [
    "act_words",
    "bands",
    "counts",
    "counts_line",
    "day_words",
    "event_columns",
    "first_window",
    "news_day",
    "opening_window",
    "short_day_words",
    "short_when",
    "spoken_words",
    "status_words",
    "surety",
    "when_words",
]
