"""Verdicts on figures against their targets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlbcf.rules.metrics import Polarity, Unit
from xlbcf.rules.targets import read_targets
from xlbcf.rules.verdicts import CellVerdict, Verdict, judge_cell

HIGH, LOW, NONE = Polarity.HIGH_IS_GOOD, Polarity.LOW_IS_GOOD, Polarity.NO_JUDGEMENT
MET, NOT_MET, NO_VERDICT = Verdict.MET, Verdict.NOT_MET, Verdict.NO_VERDICT


def judge(
    actual: object,
    target: object,
    unit: Unit = Unit.RATE,
    polarity: Polarity = HIGH,
    as_displayed: int | None = None,
    order: tuple[str, ...] = (),
) -> CellVerdict:
    figures = read_targets(actual, unit, polarity, "fraction")
    targets = read_targets(target, unit, polarity, "fraction")
    return judge_cell(figures, targets, as_displayed=as_displayed, order=order)


@pytest.mark.parametrize(
    ("target", "below", "equal", "above"),
    [
        ("<10", MET, NOT_MET, NOT_MET),
        ("<=10", MET, MET, NOT_MET),
        (">10", NOT_MET, NOT_MET, MET),
        (">=10", NOT_MET, MET, MET),
        ("=10", NOT_MET, MET, NOT_MET),
    ],
)
@pytest.mark.parametrize("polarity", list(Polarity))
def test_a_typed_comparator_decides_whatever_the_polarity(
    target: str, below: Verdict, equal: Verdict, above: Verdict, polarity: Polarity
):
    verdicts = [judge(actual, target, polarity=polarity).verdict for actual in (9.99, 10, 10.01)]
    assert verdicts == [below, equal, above]


@pytest.mark.parametrize(
    ("polarity", "below", "equal", "above"),
    [
        (HIGH, NOT_MET, MET, MET),
        (LOW, MET, MET, NOT_MET),
        (NONE, NO_VERDICT, NO_VERDICT, NO_VERDICT),
    ],
)
def test_without_a_comparator_equal_is_met_and_the_polarity_decides_the_rest(
    polarity: Polarity, below: Verdict, equal: Verdict, above: Verdict
):
    verdicts = [judge(actual, "10", polarity=polarity).verdict for actual in (9.99, 10, 10.01)]
    assert verdicts == [below, equal, above]


@pytest.mark.parametrize("actual", ["n/a", "~", "*", "[c]", "", None, "about 5", "[x]"])
@pytest.mark.parametrize("target", ["10", "<10", ">=10"])
@pytest.mark.parametrize("polarity", [HIGH, LOW])
def test_no_data_is_never_a_missed_target(actual: object, target: str, polarity: Polarity):
    assert judge(actual, target, polarity=polarity).verdict is NO_VERDICT


@pytest.mark.parametrize(
    ("actual", "target", "reason"),
    [
        (5, None, "there is no target"),
        (5, "", "there is no target"),
        (5, "n/a", "the target is not available"),
        (5, "tbc!", "the target is invalid"),
        ("*", 5, "the figure is suppressed"),
        (4, ">5", "4 does not meet > 5"),
        (6, ">5", "6 meets > 5"),
        (6, "5", "6 meets >= 5 (implied by the polarity)"),
    ],
)
def test_a_verdict_says_why(actual: object, target: object, reason: str):
    assert judge(actual, target).worst.reason == reason


def test_the_unrounded_figure_is_judged_unless_the_displayed_one_is_asked_for():
    assert judge("94.96%", "95%", Unit.PERCENT).verdict is NOT_MET
    assert judge("94.96%", "95%", Unit.PERCENT, as_displayed=1).verdict is MET
    assert judge("94.94%", "95%", Unit.PERCENT, as_displayed=1).verdict is NOT_MET
    assert judge(9.5, "10", as_displayed=0).verdict is MET
    assert judge(9.5, "10", as_displayed=1).verdict is NOT_MET


def test_a_sum_that_a_computer_cannot_store_exactly_still_meets_its_target():
    assert judge(0.1 + 0.2, "<=30%", Unit.PERCENT, LOW).verdict is MET
    assert judge("00:15:00", "00:15:00", Unit.DURATION, LOW).verdict is MET


def test_the_cell_has_the_verdict_of_its_worst_part_and_names_it():
    cell = judge("98.5% / 99.2%", "99% / 99%\n[Figures are LPT / UHL]", Unit.PERCENT)
    assert cell.verdict is NOT_MET
    assert cell.worst.who == "LPT"
    assert [(part.who, part.verdict) for part in cell.parts] == [("LPT", NOT_MET), ("UHL", MET)]


@pytest.mark.parametrize(
    ("actual", "target", "whose"),
    [
        ("UHL 8% / LPT 9%", "LPT <= 7%\nUHL <10%", [("LPT", NOT_MET), ("UHL", MET)]),
        ("6% / 9%", "LPT <= 7%\nUHL <10%", [("LPT", MET), ("UHL", MET)]),
        ("UHL 8% / LPT 9%", "<= 8%", [("UHL", MET), ("LPT", NOT_MET)]),
        ("UHL 8% / LPT 9%", "<= 7% / <= 9%", [("UHL", NOT_MET), ("LPT", MET)]),
        ("6%", "<= 8%", [("", MET)]),
        ("6% / 9%", "<= 8%", [("part 1", MET), ("part 2", NOT_MET)]),
        (
            "6%",
            "LPT <= 7%\nUHL <10%",
            [("LPT", NO_VERDICT), ("UHL", NO_VERDICT), ("part 3", NO_VERDICT)],
        ),
        ("UHL 8%", "LPT <= 7%\nUHL <10%", [("LPT", NO_VERDICT), ("UHL", MET)]),
        ("UHL 8% / EMAS 1%", "UHL <10%", [("UHL", MET), ("EMAS", NO_VERDICT)]),
        ("n/a / 9%", "<= 8% / <=8%", [("part 1", NO_VERDICT), ("part 2", NOT_MET)]),
        ("n/a / 7%", "<= 8% / <=8%", [("part 1", NO_VERDICT), ("part 2", MET)]),
    ],
)
def test_parts_are_judged_each_against_its_own_target(
    actual: str, target: str, whose: list[tuple[str, Verdict]]
):
    cell = judge(actual, target, Unit.PERCENT, LOW)
    assert [(part.who, part.verdict) for part in cell.parts] == whose


def test_a_part_without_data_keeps_the_cell_from_being_met_but_is_not_a_miss():
    assert judge("n/a / 7%", "<= 8% / <=8%", Unit.PERCENT).verdict is NO_VERDICT
    assert judge("n/a / 9%", "<= 8% / <=8%", Unit.PERCENT).verdict is NOT_MET


RATINGS = ("Red", "Amber", "Green")


@pytest.mark.parametrize(
    ("actual", "target", "order", "verdict"),
    [
        ("green", "Green", (), MET),
        ("Amber", "Green", (), NO_VERDICT),
        ("Amber", "= Green", (), NOT_MET),
        ("Amber", "Green", RATINGS, NOT_MET),
        ("Green", "Amber", RATINGS, MET),
        ("Green", "> Amber", RATINGS, MET),
        ("Amber", "> Amber", RATINGS, NOT_MET),
        ("Purple", "Amber", RATINGS, NO_VERDICT),
        ("n/a", "Green", RATINGS, NO_VERDICT),
    ],
)
@pytest.mark.parametrize("polarity", [HIGH, LOW])
def test_a_category_is_judged_by_equality_or_by_its_stated_order(
    actual: str, target: str, order: tuple[str, ...], verdict: Verdict, polarity: Polarity
):
    assert judge(actual, target, Unit.CATEGORY, polarity, order=order).verdict is verdict


def test_figures_in_different_units_are_not_judged():
    rate, count = (read_targets(5, unit, HIGH) for unit in (Unit.RATE, Unit.COUNT))
    assert judge_cell(rate, count).worst.reason == "the figure is a rate and the target a count"


def test_nothing_against_nothing_is_no_verdict():
    assert judge_cell([], []).verdict is NO_VERDICT
    assert judge_cell([], read_targets(5, Unit.RATE, HIGH)).worst.reason == "there is no figure"


ANYTHING = st.one_of(
    st.none(),
    st.integers(),
    st.floats(),
    st.text(),
    st.text(alphabet="<>=≤ 0123.%/\nUHL[]figuresare"),
)


@given(ANYTHING, ANYTHING, st.sampled_from(Unit), st.sampled_from(Polarity), st.integers(-3, 5))
def test_any_two_cells_can_be_judged(
    actual: object, target: object, unit: Unit, polarity: Polarity, as_displayed: int
):
    cell = judge(actual, target, unit, polarity, as_displayed, RATINGS)
    assert cell.worst in cell.parts
    assert all(part.reason for part in cell.parts)


@given(st.floats(-1e9, 1e9), st.floats(-1e9, 1e9))
def test_strict_and_loose_comparators_are_each_others_opposites(actual: float, target: float):
    for strict, loose in (("<", ">="), (">", "<=")):
        verdicts = {judge(actual, f"{sign}{target!r}").verdict for sign in (strict, loose)}
        assert verdicts == {MET, NOT_MET}
