"""Subjects: whether a sentence speaks of the row's metric."""

from __future__ import annotations

import pytest

from xlbcf.rules.narrative_subjects import is_of_another

NAMES = {"falls", "admissions"}


@pytest.mark.parametrize(
    ("sentence", "another"),
    [
        ("The rate was #", False),
        ("Both targets have been missed by #", False),
        ("Our Q3 position is likely to be #", False),
        ("The average was #", False),
        ("Ours was #", False),
        ("Emergency falls admissions (all ages) were #", False),
        ("The number of people who fell was #", False),
        ("5% below plan: #", False),
        ("Demand has been high and we were #", False),
        ("Staffing was low, so our performance was #", False),
        ("Because of staffing, which was low, it missed the plan by #", False),
        ("Uptake of the falls car was #", True),
        ("Home care hours were #", True),
        ("Our two-hour response stood at 80% against #", True),
        ("The rate was fine, but referrals were #", True),
        ("Falls car utilisation, at 60%, is #", True),
        ("Our rate, at 583.8 per 100,000, is #", False),
        ("Our rate (which is local) is #", False),
        ("", False),
        ("was #", False),
    ],
)
def test_the_head_of_the_subject_says_whose_a_figure_is(sentence: str, another: bool) -> None:
    at = max(sentence.find("#"), 0)
    assert is_of_another(sentence, at, NAMES) is another
