"""#N/A in the ranges of functions: a missing point for control charts, an error for all others."""

from __future__ import annotations

import pytest

from xlbcf.books.values import CellError
from xlbcf.hosts.functions.for_working_out import cell_functions

NA, REF = CellError("#N/A"), CellError("#REF!")
VALUES = [float(value) for value in (5, 7, 6, 9, 8, 5, 6, 7, 9, 8, 6, 5, 7, 6)]
CHARTS = [
    ("BCF_SPC_NOTE", ()),
    ("BCF_SPC_VARIATION", ("lower",)),
    ("BCF_SPC_ASSURANCE", (6.0, "lower")),
    ("BCF_SPC_LIMITS", ()),
    ("BCF_SPC_SIGNALS", ()),
]


def column(*values: object) -> list[list[object]]:
    return [[value] for value in values]


@pytest.mark.parametrize(("name", "more"), CHARTS)
@pytest.mark.parametrize("at", [0, 4, 14])
def test_for_control_charts_it_is_a_missing_point(name, more, at):
    function = cell_functions()[name]
    with_gap, with_blank = (
        function([column(*VALUES[:at], gap, *VALUES[at:]), *more]) for gap in (NA, None)
    )
    assert with_gap == with_blank
    assert with_gap != NA


@pytest.mark.parametrize(("name", "more"), CHARTS)
def test_any_other_error_is_an_error(name, more):
    assert cell_functions()[name]([column(*VALUES, NA, REF), *more]) == REF


def test_among_dates_it_is_an_error():
    dates = [45000.0 + at for at in range(len(VALUES))]
    limits = cell_functions()["BCF_SPC_LIMITS"]
    assert limits([column(*VALUES), column(NA, *dates[1:])]) == NA


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("BCF_TREND_PROPORTION", [column(1.0, NA), column(10.0, 10.0)]),
        ("BCF_STANDARDISED", [column(1.0, NA), column(10.0, 10.0), column("0-4", "5-9")]),
        ("BCF_COMPLETE", [column("x", NA)]),
    ],
)
def test_in_other_ranges_it_is_an_error(name, given):
    assert cell_functions()[name](given) == NA
