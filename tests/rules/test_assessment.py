"""Assessments proposed from the figures."""

from __future__ import annotations

import pytest

from xlbcf.rules.assessment import Assessment, Proposal, explain, propose, unsupported
from xlbcf.rules.figures import read_figure
from xlbcf.rules.metrics import Metric, Polarity, Unit
from xlbcf.rules.periods import Period
from xlbcf.rules.variance import Dated, Mode, NotComparable, Variance, compare

HIGH, LOW, NONE = Polarity.HIGH_IS_GOOD, Polarity.LOW_IS_GOOD, Polarity.NO_JUDGEMENT
MET_CODES = {"met", "not_met", "no_data"}
TRACK_CODES = {"on_track", "not_on_track", "no_data"}
RATE = Metric("r", "R", "", Unit.RATE, LOW, decimals=1)
SHARE = Metric("s", "S", "", Unit.PERCENT, HIGH, stored_as="fraction", decimals=1)


def against(
    actual: object,
    plan: object,
    about: Metric = RATE,
    periods: tuple[str, str] = ("2024-25 Q3", "2024-25 Q3"),
    mode: Mode = Mode.LATEST_QUARTER,
) -> Variance | NotComparable:
    sides = [
        [Dated(Period.parse(period), read_figure(text, about.unit, about.stored_as))]
        for period, text in zip(periods, (plan, actual), strict=True)
    ]
    return compare(*sides, about, mode)


@pytest.mark.parametrize(
    ("actual", "plan", "about", "met", "track"),
    [
        (199.9, 161.8, RATE, "not_met", "not_on_track"),
        (161.8, 161.8, RATE, "met", "on_track"),
        (150, 161.8, RATE, "met", "on_track"),
        ("92.22%", "95.1%", SHARE, "not_met", "not_on_track"),
        ("95.1%", "95.1%", SHARE, "met", "on_track"),
        ("96%", "95.1%", SHARE, "met", "on_track"),
        ("n/a", "95.1%", SHARE, "no_data", "no_data"),
        ("96%", "n/a", SHARE, "no_data", "no_data"),
        (3, 0, RATE, "not_met", "not_on_track"),
        ("", "95.1%", SHARE, None, None),
        ("96%", None, SHARE, None, None),
        ("*", "95.1%", SHARE, None, None),
        ("about 96", "95.1%", SHARE, None, None),
    ],
)
def test_the_figures_propose_an_assessment_in_the_templates_codes(
    actual: object, plan: object, about: Metric, met: str | None, track: str | None
):
    comparison = against(actual, plan, about)
    assert propose(comparison, MET_CODES, about).code == met
    assert propose(comparison, TRACK_CODES, about).code == track


@pytest.mark.parametrize(
    ("actual", "plan", "about", "reason"),
    [
        (
            *(199.9, 161.8, RATE),
            "actual 199.9 against plan 161.8 (2024-25 Q3), low is good: 38.1 above plan, +23.55%",
        ),
        (
            *("92.22%", "95.1%", SHARE),
            "actual 92.22% against plan 95.1% (2024-25 Q3), high is good: "
            "2.88 pp below plan, −3.03%",
        ),
        (
            *(161.8, 161.8, RATE),
            "actual 161.8 against plan 161.8 (2024-25 Q3), low is good: on plan",
        ),
        (3, 0, RATE, "actual 3 against plan 0 (2024-25 Q3), low is good: 3 above plan"),
        ("n/a", 5, RATE, "the actual for 2024-25 Q3 is not available"),
        ("", 5, RATE, "the actual for 2024-25 Q3 is blank"),
        ("*", 5, RATE, "the actual for 2024-25 Q3 is suppressed"),
    ],
)
def test_a_proposal_says_why_in_words_that_an_analyst_knows(
    actual: object, plan: object, about: Metric, reason: str
):
    assert propose(against(actual, plan, about), MET_CODES, about).reason == reason


def test_nothing_is_proposed_from_figures_of_different_periods():
    comparison = against(388.4, "1,756.9", periods=("2024-25", "2024-25 Q3"))
    told = "the plan is for 2024-25 and the actual for 2024-25 Q3"
    expected = Proposal(None, f"plan and actual are not comparable: {told}")
    assert propose(comparison, MET_CODES, RATE) == expected


@pytest.mark.parametrize("actual", [1, 5, 9])
def test_nothing_is_proposed_where_neither_way_is_better(actual: int):
    about = Metric("n", "N", "", Unit.RATE, NONE)
    proposal = propose(against(actual, 5, about), MET_CODES, about)
    assert proposal.code is None
    assert "no judgement" in proposal.reason


@pytest.mark.parametrize(
    ("available", "why"),
    [
        (set(), "the template offers no answer for met and on track"),
        ({"not_met", "no_data"}, "the template offers no answer for met and on track"),
        ({"met", "on_track"}, "the template offers both met and on track"),
    ],
)
def test_nothing_is_proposed_that_the_template_does_not_offer_once(available: set[str], why: str):
    proposal = propose(against(4, 5), available, RATE)
    assert proposal.code is None
    assert proposal.reason.endswith(why)


def test_no_data_is_proposed_only_where_the_template_offers_it():
    assert propose(against("n/a", 5), {"met", "not_met"}, RATE).code is None


@pytest.mark.parametrize(
    ("mode", "words"), [(Mode.AVERAGE, "average actual 5"), (Mode.CUMULATIVE, "total actual 5")]
)
def test_an_average_and_a_sum_are_called_so(mode: Mode, words: str):
    variance = against(5, 6, mode=mode)
    assert isinstance(variance, Variance)
    assert explain(variance, RATE).startswith(words)


@pytest.mark.parametrize(
    ("chosen", "actual", "supported"),
    [
        ("met", 4, True),
        ("on_track", 4, True),
        ("not_met", 4, False),
        ("no_data", 4, False),
        ("met", 6, False),
        ("not_met", 6, True),
        ("not_on_track", 6, True),
        ("no_data", "n/a", True),
        ("met", "n/a", False),
        ("met", "", True),
    ],
)
def test_a_choice_that_the_figures_do_not_support_is_told_with_the_reason(
    chosen: str, actual: object, supported: bool
):
    proposal = propose(against(actual, 5), MET_CODES, RATE)
    assert unsupported(chosen, proposal) == (None if supported else proposal.reason)


def test_the_codes_are_named():
    codes = ["met", "not_met", "on_track", "not_on_track", "no_data"]
    assert [str(code) for code in Assessment] == codes
