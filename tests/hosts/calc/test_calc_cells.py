"""The functions in real cells of LibreOffice Calc, with real recalculation, in one run of it."""

from __future__ import annotations

import re

import pytest

from tests.support.calc import worked
from xlbcf.hosts.functions import all_functions

MANY = 5_000
# The cells A1:C6, of which those in C are blank.
CELLS = [["12", "10", ""], ["=NA()", "10", ""], ["=1/0", "10", ""], ["soon", "10", ""],
         ["n/a", "10", ""], ["1,234", "", ""]]  # fmt: skip
FORMULAS = {
    "numbers": ("=BCF_VARIANCE(A1;B1)", 2),
    "constants": ("=BCF_VARIANCE(12;10)", 2),
    "a function in a function": ("=BCF_VARIANCE(BCF_VARIANCE(A1;B1);1)", 1),
    "a result worked on": ("=BCF_VARIANCE(A1;B1)*3+1", 7),
    "a result asked about": ('=IF(BCF_RAG(A1;B1;"lower")="Red";"yes";"no")', "yes"),
    "a result of a range asked about": ('=IF(BCF_COMPLETE(A1:B1)="Yes";"yes";"no")', "yes"),
    "a figure as people type it": ('=BCF_VARIANCE("1,234";B1)', 1224),
    "an optional argument left out": ("=BCF_RATE(1;10)", 10_000),
    "an optional argument given": ("=BCF_RATE(1;10;100)", 10),
    "an optional argument skipped": ("=BCF_RATE(1;10;)", 10_000),
    "a blank cell": ("=BCF_VARIANCE(C1;B1)", ""),
    "a sum over blanks": ("=SUM(D10:D11)", 10_000),
    "an error in": ("=BCF_VARIANCE(A2;B2)", {"error": "#N/A"}),
    "another error in": ("=BCF_VARIANCE(A3;B3)", {"error": "#DIV/0!"}),
    "no figure": ("=BCF_VARIANCE(A4;B4)", {"error": "#VALUE!"}),
    "a figure not available": ("=BCF_VARIANCE(A5;B5)", {"error": "#N/A"}),
    "a share of nothing": ("=BCF_VARIANCE_PCT(A1;0)", {"error": "#DIV/0!"}),
    "an error that is caught": ("=IFERROR(BCF_VARIANCE(A4;B4);-1)", -1),
    "an error's kind": ("=ERROR.TYPE(BCF_VARIANCE(A4;B4))", 3),
    "more digits than a text of Calc has": ("=ROUND(BCF_VARIANCE(1/3;0)*3;14)", 1),
    # What Calc itself makes of these before it asks an add-in; the page on the self-test says so.
    "TRUE is 1": ("=BCF_VARIANCE(TRUE();B1)", -9),
    "a blank cell is 0 to an optional argument": ("=BCF_RATE(1;10;C1)", {"error": "#NUM!"}),
    "a blank area is no 0": ("=BCF_RATE(1;10;C1:C1)", 10_000),
    "an error in a range ends the call": ("=BCF_COMPLETE(A1:A2)", {"error": "Err:504"}),
    "a text among rows equals no other": ('=BCF_SUPPRESS_TOTAL({3|4};7)="*"', 0),
    "a text among rows joined to none": ('=BCF_SUPPRESS_TOTAL({3|4};7)&""="*"', 1),
}
AREAS = {
    "columns": ("F1:F3", "=BCF_VARIANCE({12|20|30};{10|5|0})", [[2], [15], [30]]),
    "a column and one cell": ("G1:G2", "=BCF_VARIANCE({12|20};B1)", [[2], [10]]),
    "a row": ("F5:G5", "=BCF_VARIANCE({12;20};B1)", [[2, 10]]),
    "a column with a blank cell": ("H1:H2", "=BCF_VARIANCE(B5:B6;1)", [[9], [""]]),
    "errors in and out": (
        "I1:I4",
        "=BCF_VARIANCE(A1:A4;B1:B4)",
        [[2], [{"error": "#N/A"}], [{"error": "#DIV/0!"}], [{"error": "#VALUE!"}]],
    ),
    "words and no result": ("J1:J2", '=BCF_RAG(B5:B6;10;"lower")', [["Green"], [""]]),
    "words asked about": ("K1:K2", '=IF(BCF_RAG(B5:B6;10;"lower")="Green";1;0)', [[1], [0]]),
    "two cells beside each other": (
        "F7:G7",
        "=ROUND(BCF_PROPORTION_CI(50;100);3)",
        [[0.404, 0.596]],
    ),
}


@pytest.fixture(scope="module")
def calc(tmp_path_factory) -> dict[str, list]:
    """What one run of LibreOffice gave, by what was asked."""
    formulas = [[formula] for formula, _ in FORMULAS.values()]
    steps = {
        "book": ["open"],
        "cells": ["put", "A1:C6", CELLS],
        "formulas": ["put", f"D1:D{len(formulas)}", formulas],
        "found": ["read", f"D1:D{len(formulas)}"],
    }
    for name, (area, formula, _) in AREAS.items():
        steps[f"put {name}"] = ["array", area, formula]
        steps[name] = ["read", area]
    examples = [[each.example.replace(",", ";")] for each in all_functions().values()]
    steps |= {
        "examples": ["put", f"M1:M{len(examples)}", examples],
        "bound": ["formulas", f"M1:M{len(examples)}"],
        "answers": ["read", f"M1:M{len(examples)}"],
        "many": ["open"],
        "numbers": ["put", f"A1:A{MANY}", [[str(number)] for number in range(MANY)]],
        "cells of it": ["put", f"B1:B{MANY}", [[f"=BCF_VARIANCE(A{row};1)"]
                                               for row in range(1, MANY + 1)]],
        "column of it": ["array", f"C1:C{MANY}", f"=BCF_VARIANCE(A1:A{MANY};1)"],
        "seconds": ["recalculate"],
        "before": ["read", "B7:C7"],
        "change": ["put", "A7:A7", [["101"]]],
        "after": ["read", "B7:C7"],
        "unchanged": ["read", "B8:C8"],
    }  # fmt: skip
    given = worked(list(steps.values()), tmp_path_factory.mktemp("calc"))
    return dict(zip(steps, given, strict=True))


@pytest.mark.parametrize("name", FORMULAS)
def test_a_formula_shows_what_the_function_answers(calc, name):
    found = calc["found"][list(FORMULAS).index(name)][0]
    assert found == FORMULAS[name][1]


@pytest.mark.parametrize("name", AREAS)
def test_an_array_formula_fills_its_area(calc, name):
    assert calc[name] == AREAS[name][2]


def test_calc_knows_every_function_by_its_name(calc):
    for function, (formula,), (value,) in zip(
        all_functions().values(), calc["bound"], calc["answers"], strict=True
    ):
        assert re.match(r"=XLBCF\.CALC\.FUNCTIONS\.BCF\w+\(", formula), function.name
        assert value != {"error": "#NAME?"}, function.name


def test_five_thousand_cells_follow_a_change(calc):
    assert calc["before"] == [[5, 5]]
    assert calc["after"] == [[100, 100]]
    assert calc["unchanged"] == [[6, 6]]
    assert calc["seconds"] < 20
