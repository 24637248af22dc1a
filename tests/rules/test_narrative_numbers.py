"""Numbers in a narrative, told from the digits that are no figure."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xlbcf.rules.narrative_asides import Aside
from xlbcf.rules.narrative_numbers import Counted, Exactness, Number, find_numbers


def figures(text: str) -> list[Number]:
    return [each for each in find_numbers(text) if isinstance(each, Number)]


@pytest.mark.parametrize(
    ("text", "value", "counted"),
    [
        ("at 92.7%", "92.7", Counted.PERCENT),
        ("at 92.7 %", "92.7", Counted.PERCENT),
        ("at ９２.７％", "92.7", Counted.PERCENT),
        ("5 per cent", "5", Counted.PERCENT),
        ("5 percent", "5", Counted.PERCENT),
        ("2.9 percentage points", "2.9", Counted.POINTS),
        ("2.9 percentage-points", "2.9", Counted.POINTS),
        ("2.9pp", "2.9", Counted.POINTS),
        ("2.9 % points", "2.9", Counted.POINTS),
        ("574.7 per 100,000 population", "574.7", Counted.RATE),
        ("32 people per 100,000", "32", Counted.RATE),
        ("12/100,000", "12", Counted.RATE),
        ("899 admissions", "899", Counted.COUNT),
        ("45 more people", "45", Counted.COUNT),
        ("a cost of £1,200.50", "1200.50", Counted.CURRENCY),
        ("£1.2m", "1200000", Counted.CURRENCY),
        ("883k of investment", "883000", Counted.BARE),
        ("60 million", "60000000", Counted.BARE),
        ("3.5 days", "3.5", Counted.DAYS),
        ("−2.88%", "-2.88", Counted.PERCENT),
        ("+0.5%", "0.5", Counted.PERCENT),
        ("Actual YTD - 92.9%", "92.9", Counted.PERCENT),
        ("Numerator= 231", "231", Counted.BARE),
        ("Denominator = 44,865)", "44865", Counted.BARE),
        ("a rate of 2021", "2021", Counted.BARE),
        ("(574.7)", "574.7", Counted.BARE),
        ("In May 92.9%", "92.9", Counted.PERCENT),
        ("level 92.9%", "92.9", Counted.PERCENT),
        ("an admissions figure 798", "798", Counted.BARE),
    ],
)
def test_a_number_is_read_with_its_unit(text, value, counted):
    (number,) = find_numbers(text)
    assert isinstance(number, Number)
    assert (number.value, number.counted) == (Decimal(value), counted)


@pytest.mark.parametrize(
    ("text", "found", "why"),
    [
        ("people aged 65 and over", "aged 65", "an age"),
        ("those 65 and over", "65 and over", "an age"),
        ("per head of over 65s", "over 65s", "an age"),
        ("people over 65 are", "people over 65", "an age"),
        ("a 70 year old", "70 year old", "an age"),
        ("65+ population", "65+", "a threshold"),
        ("for 14+ stays", "14+", "a threshold"),
        ("within 6 weeks", "6 weeks", "a length of time"),
        ("a 2-hour response", "2-hour", "a length of time"),
        ("the last 2 years", "2 years", "a length of time"),
        ("in 2021-22", "2021-22", "a year"),
        ("in 2021 / 22", "2021 / 22", "a year"),
        ("in 2024–25", "2024-25", "a year"),
        ("in 24-25", "24-25", "a year"),
        ("in 24/25", "24/25", "a year"),
        ("since 2017", "2017", "a year"),
        ("from ONS MYE 2023)", "2023", "a year"),
        ("on 23rd November 2021", "23rd November 2021", "a date"),
        ("on 26 May", "26 May", "a date"),
        ("in June 2025", "June 2025", "a date"),
        ("on 01/04/2024", "01/04/2024", "a date"),
        ("by 2024-04-01", "2024-04-01", "a date"),
        ("in Q3", "Q3", "a quarter"),
        ("in Q4 2024-25", "Q4 2024-25", "a quarter"),
        ("in quarter 4 of 24-25", "quarter 4 of 24-25", "a quarter"),
        ("on PNG 9/10/11 will", "PNG 9/10/11", "a label"),
        ("cohorts 9, 10 and 11", "cohorts 9, 10 and 11", "a label"),
        ("Pathway 1", "Pathway 1", "a label"),
        ("section 75", "section 75", "a label"),
        ("Covid-19", "Covid-19", "a label"),
        ("indicator 2.3i", "2.3", "a code"),
        ("the D2A beds", "2", "a code"),
        ("call 0116 now", "0116", "a code"),
        ("a ratio of 1:4", "1:4", "a ratio or a time"),
        ("1 in 4 people", "1 in 4", "a ratio or a time"),
        ("open 24/7", "24/7", "a ratio or a time"),
        ("from 8am", "8am", "a ratio or a time"),
        ("classes of 10-14 people", "10-14 ", "a range"),
        ("the 4th place", "4th", "an ordinal"),
        ("per 100,000 people", "per 100,000", "the base of a rate"),
        ("per 1,000,000 people", "per 1,000,000", "the base of a rate"),
        ("1234567890123456", "1234567890123456", "a code"),
    ],
)
def test_digits_that_are_no_figure_are_named_as_what_they_are(text, found, why):
    (aside,) = find_numbers(text)
    assert isinstance(aside, Aside)
    assert (aside.text, aside.why) == (found, why)


@pytest.mark.parametrize(
    ("words", "exactness"),
    [
        ("approximately 32", Exactness.ABOUT),
        ("approx. 32", Exactness.ABOUT),
        ("an approximate 32", Exactness.ABOUT),
        ("around 32", Exactness.ABOUT),
        ("~32", Exactness.ABOUT),
        ("just over 32", Exactness.ABOUT),
        ("less than 32", Exactness.LESS_THAN),
        ("under 32", Exactness.LESS_THAN),
        ("<32", Exactness.LESS_THAN),
        ("more than 32", Exactness.MORE_THAN),
        ("over 32", Exactness.MORE_THAN),
        ("roundabout 32", Exactness.EXACT),
        ("was 32", Exactness.EXACT),
    ],
)
def test_the_words_before_a_number_say_how_exact_it_is(words, exactness):
    (number,) = figures(words)
    assert number.exactness is exactness


@pytest.mark.parametrize(
    ("told", "value", "fits"),
    [
        ("515", "514.88", True),
        ("515", "514.4", False),
        ("514.9", "514.88", True),
        ("2.5", "2.45", True),
        ("2.4", "2.45", False),
        ("3", "2.5", True),
        ("3", "-2.5", True),
        ("-3", "-2.5", True),
        ("-3", "2.5", False),
        ("approx 10%", "10.73", True),
        ("approx 10%", "11", True),
        ("approx 10%", "11.01", False),
        ("approx 4.3%", "4.4", True),
        ("approx 4.3%", "4.41", False),
        ("approx 32", "34.8", False),
        ("less than 2%", "1.59", True),
        ("less than 2%", "2", False),
        ("more than 2%", "2", False),
        ("£1.2m", "1249999", True),
        ("£1.2m", "1250000", False),
    ],
)
def test_a_number_fits_after_the_rounding_that_the_text_uses(told, value, fits):
    (number,) = figures(told)
    assert number.fits(Decimal(value)) is fits


def test_spans_point_at_the_words_in_the_text_as_typed():
    text = "Missed by − approx  5 % (574.7 per 100,000) in 2021–22."
    assert [text[each.start : each.end] for each in find_numbers(text)] == [
        "5 %",
        "574.7 per 100,000",
        "2021–22",
    ]
