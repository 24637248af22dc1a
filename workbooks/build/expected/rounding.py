"""Cases of rounding."""

from __future__ import annotations

from xlbcf.rules.rounding import round_half_away

from .tables import EDGE, Case, Column, Inputs, Table

_PAPER = "BCF Year end report 2021/22, Leicester: 231 of 44,865, printed as 515"
_CASES = (
    ("A half goes up", 2.5, 0),
    ("A half below zero goes away from zero", -2.5, 0),
    ("A half after an even number", 0.5, 0),
    ("The same below zero", -0.5, 0),
    ("A half that binary numbers store a little lower", 1.005, 2),
    ("Another such half", 2.675, 2),
    ("The same below zero", -2.675, 2),
    ("A third one", 10.235, 2),
    ("A fourth one", 1.015, 2),
    ("Four decimals", 0.98765, 4),
    ("Just below a half", 2.4999999, 0),
    ("Just above a half", 2.5000001, 0),
    ("To hundreds", 1250, -2),
    ("To tens, below zero", -45, -1),
    ("A number smaller than its last digit", 0.004, 2),
    ("Nothing to round", 7, 2),
    ("Zero", 0, 1),
    ("A large count", 1234567.5, 0),
    ("A number below half of a hundred, to hundreds", 49, -2),
)


def _answer(given: Inputs) -> tuple[float]:
    return (round_half_away(float(given["number"] or 0), int(given["digits"] or 0)),)


ROUNDING = Table(
    id="rounding",
    sheet="Rounding",
    rule="Half away from zero, on the 15 digits that Excel shows: 2.5 gives 3, -2.5 gives -3, and "
    "1.005 to two decimals gives 1.01.",
    inputs=(
        Column("number", "Number", number_format="0.0#########", width=16),
        Column("digits", "Decimals kept"),
    ),
    results=(Column("rounded", "Rounded", "ROUND({number},{digits})", width=14),),
    answer=_answer,
    cases=(
        *(Case(told, (number, digits), EDGE) for told, number, digits in _CASES),
        Case("Admissions per 100,000 people", (231 / 44865 * 100_000, 0), _PAPER),
        Case("The same to one decimal", (231 / 44865 * 100_000, 1), _PAPER),
    ),
)
