"""Results that a narrative tells: outturns and achievements, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlbcf.rules.metrics import Metric, Polarity, Unit
from xlbcf.rules.narrative_results import results_told
from xlbcf.rules.periods import Period

YEAR = Period.parse("2024-25")
RATE = Metric("r", "Admissions", "", Unit.RATE, Polarity.LOW_IS_GOOD, per=100_000)
SHARE = Metric("s", "At home", "", Unit.PERCENT, Polarity.HIGH_IS_GOOD, stored_as="fraction")
#: As the return of Leicestershire for 2024-25 has it.
OUTTURN = (
    "The plan was a rate of 494 per 100,000 population based on an actual admissions figure of "
    "798. The outturn is 583.8 per 100,000 based on 899 admissions (and a smaller population "
    "figure of 153,982 from ONS MYE 2023)"
)


@pytest.mark.parametrize(
    ("text", "metric", "told"),
    [
        (OUTTURN, RATE, [("583.8 per 100,000", 583.8, "2024-25")]),
        ("Achievement = 515 (Numerator= 231. Denominator = 44,865)", RATE, [("515", 515, None)]),
        ("Achievement = 88.2% (annual)", SHARE, [("88.2%", 0.882, "2024-25")]),
        ("Performance in Q3 was 88.2%", SHARE, [("88.2%", 0.882, "2024-25 Q3")]),
        (
            "The outturn for Q3 was 600 per 100,000",
            RATE,
            [("600 per 100,000", 600.0, "2024-25 Q3")],
        ),
        ("The 2022-23 outturn was 600 per 100,000", RATE, [("600 per 100,000", 600.0, "2022-23")]),
        ("Since 2022-23 the full year outturn was 600 per 100,000", RATE, []),
        ("Forecast = 1013.3", RATE, []),
        ("We missed the target by 3%", SHARE, []),
        ("In practice the number was just 27, or 258 per 100,000 over 65s", RATE, []),
        ("Achievement = 88.2%", RATE, []),
        ("The outturn was below 600", RATE, []),
        ("No support needed", RATE, []),
        ("", RATE, []),
        (None, RATE, []),
        (583.8, RATE, []),
    ],
)
def test_only_what_the_words_call_a_result_is_told(text, metric, told):
    found = results_told(text, metric, YEAR)
    assert [(each.text, each.number, each.period and str(each.period)) for each in found] == told


@given(st.text() | st.none() | st.floats())
def test_no_text_raises(text):
    results_told(text, RATE, YEAR)
    results_told(text, SHARE, None)
