"""Suppressed numbers in texts: which numbers a text tells, and which it would tell by chance."""

from __future__ import annotations

import pytest

from xlbcf.rules.traces import Sought, numbers_told


def percent(number: float) -> Sought:
    return Sought(number, is_percent=True, is_count=False)


def count(number: float) -> Sought:
    return Sought(number, is_percent=False, is_count=True)


def rate(number: float) -> Sought:
    return Sought(number, is_percent=False, is_count=False)


@pytest.mark.parametrize(
    ("text", "sought", "told"),
    [
        ("There were 6 deaths", count(6), "6"),
        ("There were six deaths", count(6), "six"),
        ("There were Six deaths", count(6), "Six"),
        ("It was 6.", count(6), "6"),
        ("1,234 people", count(1234), "1,234"),
        ("It was 60", count(6), ""),
        ("It was 6.5", count(6), ""),
        ("Sheet 6a", count(6), ""),
        ("2024/6", count(6), ""),
        ("It fell to 2.7%", percent(0.02734), "2.7%"),
        ("It fell to 3 per cent", percent(0.02734), "3 per cent"),
        ("It fell to 2.6%", percent(0.02734), ""),
        ("It fell to 2.7", percent(0.02734), ""),
        ("a rate of 526.9", rate(526.8541), "526.9"),
        ("a rate of 526.9", rate(526.8), ""),
        ("", count(6), ""),
        ("None of them, often", count(10), ""),
    ],
)
def test_a_text_tells_a_number_as_it_rounds_it(text, sought, told):
    assert next((each.text for each in numbers_told(text) if each.tells(sought)), "") == told


@pytest.mark.parametrize(
    ("number", "telling"),
    [(6, False), (43, False), (999, False), (1000, True), (0.05, False), (0.0273, True),
     (526.9, True), (2.5, False), (0.5, False)],
)  # fmt: skip
def test_a_number_with_many_digits_stands_nowhere_by_chance(number, telling):
    assert rate(number).is_telling is telling


@pytest.mark.parametrize(
    ("text", "telling"), [("5%", [False]), ("52.7%", [True]), ("1,234 of six", [True, False])]
)
def test_the_numbers_of_a_text_know_whether_they_stand_by_chance(text, telling):
    assert [each.is_telling for each in numbers_told(text)] == telling
