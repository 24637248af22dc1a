"""Metrics worked out from others."""

from __future__ import annotations

from xlbcf.rules.figures import Figure, State


def average_discharge_delay(on_the_day: Figure, delay: Figure) -> Figure:
    """Return the mean delay in days of all people discharged, from two published figures.

    A high share on the day is good, and a low delay is good; their product is low is good, which
    is the composite's own polarity and is stated with the metric.

    Args:
        on_the_day: the share discharged on their discharge-ready date, as a fraction.
        delay: the mean delay of the others, in days.

    Returns:
        The delay in days; where an input is not a number, that input's state.

    Source: Methods, section 3.
    """
    for figure in (on_the_day, delay):
        if figure.state is State.WORD:
            return Figure(State.INVALID, text=figure.text, reason="it is a word, not a number")
        if figure.number is None:
            return figure
    share, days = on_the_day.number or 0.0, delay.number or 0.0
    if not 0 <= share <= 1:
        return Figure(State.INVALID, text=on_the_day.text, reason="a share is from 0 to 1")
    if days < 0:
        return Figure(State.INVALID, text=delay.text, reason="a delay is not below 0")
    mean = (1 - share) * days
    return Figure(State.NUMBER, mean, f"{mean:.15g}")
