"""The language of formulas: what is worked out, and what is left."""

from __future__ import annotations

import pytest

from tests.support.formula_cases import CASES, OUTSIDE, book_of
from xlbcf.books.file_book import FileBook
from xlbcf.books.formulas import Outside
from xlbcf.books.formulas.parsing import tree_of
from xlbcf.books.formulas.shapes import Shape, shape_of
from xlbcf.books.working_out import work_out
from xlbcf.template.addresses import Cell


@pytest.fixture(scope="module")
def results():
    """For each formula why it is left, and what its cell holds afterwards."""
    formulas = [text for text, _ in [*CASES, *OUTSIDE]]
    made = FileBook.from_bytes(book_of(formulas), "language.xlsx")
    left = {each.cell: each.reason for each in work_out(made, {}).left}
    values = FileBook.from_bytes(made.to_bytes(), "language.xlsx").values("Data")
    cells = [Cell(row, 10) for row in range(1, len(formulas) + 1)]
    return [(left.get(cell), values.get(cell)) for cell in cells]


@pytest.mark.parametrize("number", range(len(CASES)), ids=[text for text, _ in CASES])
def test_a_formula_gives_what_excel_gives(results, number: int):
    left, value = results[number]
    expected = CASES[number][1]
    assert left is None
    kinds = (bool, str)
    assert [isinstance(value, each) for each in kinds] == [isinstance(expected, e) for e in kinds]
    assert value == (pytest.approx(expected, rel=1e-14) if type(expected) is float else expected)


@pytest.mark.parametrize("number", range(len(OUTSIDE)), ids=[text[:20] for text, _ in OUTSIDE])
def test_what_is_outside_the_language_is_left_with_the_reason(results, number: int):
    left, value = results[len(CASES) + number]
    assert value is None
    assert OUTSIDE[number][1] in left


@pytest.mark.parametrize(
    ("formula", "text", "references"),
    [
        ("Data!$J$7", "\0", ("Data!$J$7",)),
        ("'S 1'!A1:B2*A1", "\0*\0", ("'S 1'!A1:B2", "A1")),
        ('IF(A1="B1","C1&D1",TRUE)', 'IF(\0="B1","C1&D1",TRUE)', ("A1",)),
        ('"a""B1"""&C1', '"a""B1"""&\0', ("C1",)),
        ("'it''s \"A1\"'!B2", "\0", ("'it''s \"A1\"'!B2",)),
        ("1E5+LOG10(A1)", "1E5+LOG10(\0)", ("A1",)),
        ("SUM(history_x)+#N/A", "SUM(\0)+#N/A", ("history_x",)),
        ("Data!#REF!+#REF!", "#REF!+#REF!", ()),
        ("[12]!BCF_RAG(A1)", "BCF_RAG(\0)", ("A1",)),
        ("'S'!#REF!", "#REF!", ()),
    ],
)
def test_a_formula_is_taken_apart_into_shape_and_references(
    formula: str, text: str, references: tuple[str, ...]
):
    assert shape_of(formula) == Shape(text, references)


@pytest.mark.parametrize(("shape", "reason"), [("", "cut short"), ("1+\0", "sign")])
def test_a_shape_that_is_no_formula_has_no_tree(shape: str, reason: str):
    with pytest.raises(Outside, match=reason):
        tree_of(Shape(shape, ()))
