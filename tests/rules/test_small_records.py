"""Small numbers among a dashboard's figures: with their counts, and with their totals."""

from __future__ import annotations

import pytest

from xlbcf.rules.figures import BLANK, Figure, State
from xlbcf.rules.metrics import Unit
from xlbcf.rules.small_records import Record, hidden_by_totals, publish_record, with_hidden
from xlbcf.rules.suppression import HIDDEN, SECONDARY_CARE, Derived


def figure(number: float | None) -> Figure:
    return BLANK if number is None else Figure(State.NUMBER, float(number), str(number))


def record(unit: Unit, *numbers: float | None) -> Record:
    shown, numerator, denominator = (*numbers, None, None)[:3]
    return Record(unit, Derived(figure(shown), figure(numerator), figure(denominator)))


def numbers(of: Record) -> tuple[float | str | None, ...]:
    three = (of.shown.figure, of.shown.numerator, of.shown.denominator)
    return tuple("*" if each is HIDDEN else each.number for each in three)


@pytest.mark.parametrize(
    ("unit", "given", "published"),
    [
        (Unit.COUNT, (0,), (0, None, None)),
        (Unit.COUNT, (1,), ("*", None, None)),
        (Unit.COUNT, (7,), ("*", None, None)),
        (Unit.COUNT, (8,), (10, None, None)),
        (Unit.COUNT, (1234,), (1235, None, None)),
        (Unit.COUNT, (None,), (None, None, None)),
        (Unit.PERCENT, (0.25, 2, 8), ("*", "*", 10)),
        (Unit.PERCENT, (0.5, 40, 80), (0.5, 40, 80)),
        (Unit.PERCENT, (0.0, 0, 80), (0.0, 0, 80)),
        (Unit.PERCENT, (0.05, None, 80), ("*", None, 80)),
        (Unit.RATE, (493.2, 54, 10949), (493.2, 55, 10950)),
        (Unit.RATE, (4.2, 3, 71000), ("*", "*", 71000)),
        (Unit.DAYS, (3.5, None, None), (3.5, None, None)),
        (Unit.DAYS, (3.5, 21, 6), ("*", 20, "*")),
        (Unit.CATEGORY, (None,), (None, None, None)),
    ],
)
def test_a_figure_is_published_with_its_counts(unit, given, published):
    assert numbers(publish_record(record(unit, *given), SECONDARY_CARE)) == published


@pytest.mark.parametrize(
    ("unit", "given", "judged"),
    [
        (Unit.PERCENT, (0.5,), False),
        (Unit.RATE, (50.0,), False),
        (Unit.RATE, (50.0, None, 1000), False),
        (Unit.PERCENT, (0.5, None, 1000), True),
        (Unit.RATE, (50.0, 12), True),
        (Unit.COUNT, (6,), True),
        (Unit.DAYS, (6,), True),
        (Unit.PERCENT, (None,), True),
    ],
)
def test_a_share_without_its_counts_cannot_be_judged(unit, given, judged):
    assert record(unit, *given).is_judged is judged


def test_a_share_whose_numerator_is_hidden_already_is_judged_and_hidden():
    hidden = Record(Unit.PERCENT, Derived(figure(0.02), HIDDEN, figure(100)))
    assert hidden.is_judged
    assert publish_record(hidden, SECONDARY_CARE).shown.figure is HIDDEN


@pytest.mark.parametrize(
    ("unit", "parts", "total", "hidden"),
    [
        # The smallest other part goes too.
        (Unit.COUNT, [(3,), (20,), (40,)], (63,), [{"figure"}, {"figure"}, set(), set()]),
        # Two are hidden anyway, so neither can be worked out.
        (Unit.COUNT, [(3,), (4,), (40,)], (47,), [{"figure"}, {"figure"}, set(), set()]),
        # There is no other part, so the total goes.
        (Unit.COUNT, [(3,), (0,)], (3,), [{"figure"}, set(), {"figure"}]),
        (Unit.COUNT, [(30,), (40,)], (70,), [set(), set(), set()]),
        # The shares do not add up, their numerators do.
        (
            Unit.PERCENT,
            [(0.02, 2, 100), (0.2, 20, 100), (0.4, 40, 100)],
            (0.2067, 62, 300),
            [{"numerator"}, {"numerator"}, set(), set()],
        ),
    ],
)
def test_a_total_does_not_give_a_hidden_part_away(unit, parts, total, hidden):
    records = [record(unit, *part) for part in parts]
    found = hidden_by_totals(records, record(unit, *total), SECONDARY_CARE)
    assert found == [frozenset(names) for names in hidden]


def test_a_share_is_hidden_with_its_numerator_and_a_count_is_not():
    share = with_hidden(record(Unit.PERCENT, 0.2, 20, 100), {"numerator"})
    assert numbers(share) == ("*", "*", 100)
    count = with_hidden(record(Unit.COUNT, 20, 20, 100), {"numerator"})
    assert numbers(count) == (20, "*", 100)


def test_nothing_hidden_leaves_a_figure_as_it_is():
    share = record(Unit.PERCENT, 0.2, 20, 100)
    assert with_hidden(share, ()) == share
