"""Ratings of people beside those of figures, by the shipped bands of the four dimensions."""

from __future__ import annotations

from pathlib import Path

import pytest

from xlbcf.rules.bands import Duty, Rag
from xlbcf.rules.overriding import StatedRating, ratings_of, unmet_demands
from xlbcf.template.bands import load_bands

BANDS = load_bands(Path(__file__).parents[2] / "mappings" / "bands.yaml")
GREEN, AMBER, RED, NA, E = Rag.GREEN, Rag.AMBER, Rag.RED, Rag.NOT_APPLICABLE, Rag.ENABLER


@pytest.mark.parametrize(
    ("figures", "person", "reason", "stands", "overridden", "unexplained"),
    [
        (None, None, "", None, False, False),
        (RED, None, "", RED, False, False),
        (None, AMBER, "", AMBER, False, False),
        (RED, RED, "", RED, False, False),
        (RED, NA, "", NA, True, True),
        (RED, NA, "   ", NA, True, True),
        (RED, NA, "n/a", NA, True, True),
        (RED, NA, "Data of another year", NA, True, False),
        (GREEN, RED, "", RED, True, True),
        (GREEN, E, "An enabler since June", E, True, False),
    ],
)
def test_the_persons_rating_stands_and_must_say_why_it_differs(
    figures: Rag | None,
    person: Rag | None,
    reason: str,
    stands: Rag | None,
    overridden: bool,
    unexplained: bool,
) -> None:
    stated = StatedRating(figures, person, reason)
    assert (stated.rag, stated.overridden, stated.unexplained) == (stands, overridden, unexplained)


@pytest.mark.parametrize(
    ("bands", "rating", "missing"),
    [
        ("savings", GREEN, []),
        ("savings", AMBER, ["exception commentary must be given for amber"]),
        ("savings", RED, ["exception commentary must be given for red"]),
        ("savings", NA, ["exception commentary must be given for not applicable"]),
        ("savings", E, []),
        ("milestones", GREEN, []),
        ("milestones", RED, ["exception commentary must be given for red"]),
        ("milestones", NA, ["a start date must be given for not applicable"]),
        ("milestones", E, []),
        ("finance", AMBER, ["exception commentary must be given for amber"]),
        ("finance", NA, []),
        ("impact", NA, ["exception commentary must be given for not applicable"]),
        ("impact", E, []),
        ("impact", None, []),
    ],
)
def test_each_dimension_asks_for_what_its_guidelines_say(
    bands: str, rating: Rag | None, missing: list[str]
) -> None:
    assert unmet_demands(StatedRating(None, rating), BANDS[bands]) == missing
    given = StatedRating(None, rating, "", "Delayed by the contract.", "Sept 2014")
    assert unmet_demands(given, BANDS[bands]) == []


def test_the_figures_rating_asks_too_where_nobody_states_another() -> None:
    missing = ["exception commentary must be given for red"]
    assert unmet_demands(StatedRating(RED, None), BANDS["impact"]) == missing
    assert unmet_demands(StatedRating(RED, GREEN), BANDS["impact"]) == []


def test_each_dimension_knows_its_own_ratings() -> None:
    known = {name: ratings_of(bands) for name, bands in BANDS.items()}
    assert known == {
        "savings": (GREEN, AMBER, RED, NA, E),
        "milestones": (GREEN, AMBER, RED, NA),
        "finance": (GREEN, AMBER, RED, NA),
        "impact": (GREEN, AMBER, RED, NA, E),
    }


def test_where_a_rating_is_known_in_two_ways_only_what_both_ask_for_is_demanded() -> None:
    strict = BANDS["milestones"]
    mark = strict.marks["business_plan_delayed"]
    lenient = strict._replace(
        marks={"business_plan_delayed": mark._replace(commentary=Duty.OPTIONAL)}
    )
    assert unmet_demands(StatedRating(None, RED), strict) != []
    assert unmet_demands(StatedRating(None, RED), lenient) == []
