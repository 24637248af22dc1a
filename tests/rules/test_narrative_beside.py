"""Narratives that give a figure with its parts, or beside the year before."""

from __future__ import annotations

import pytest

from tests.support.narratives import RATE, read, row
from xlbcf.rules.narrative import Fit, Row


def fits(text: str, about: Row) -> list[Fit]:
    return [claim.fit for claim in read(text, about).claims if claim.fit is not Fit.NOT_A_FIGURE]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("515 (Numerator = 231. Denominator = 44,865)", Fit.RECOMPUTED),
        ("The rate was 515 [numerator 231, denominator 44,865].", Fit.RECOMPUTED),
        ("515 (Numerator = 213. Denominator = 44,865)", Fit.NOT_SUPPORTED),
        ("515 of those asked; numerator = 213, denominator = 44,865", Fit.SUPPORTED),
    ],
)
def test_a_bare_number_with_its_parts_in_brackets_is_worked_out(text, expected):
    about = row(RATE, plan_year=500, actual_year=514.88)
    assert fits(text, about)[0] is expected


@pytest.mark.parametrize(
    "text",
    [
        "The rate has risen from 480 last year to 515.",
        "It rose from 480.0 in the previous year to about 515.",
        "It was 480 last year, and 515 now.",
    ],
)
def test_last_year_right_behind_a_number_is_said_of_that_number(text):
    about = row(RATE, actual_before=480, actual_year=514.88)
    assert fits(text, about) == [Fit.SUPPORTED, Fit.SUPPORTED]


def test_schemes_on_track_say_nothing_about_the_target():
    about = row(RATE, "not_met", plan_year=500, actual_year=550)
    assert not read("2 of the 3 are on track. All schemes are on track.", about).contradictions
    assert read("We are on track.", about).contradictions
