"""The language of formulas against two engines that know nothing of it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.formula_cases import CASES, book_of
from xlbcf.books.cellrune_engine import Cellrune
from xlbcf.books.engines import Engine
from xlbcf.books.file_book import FileBook
from xlbcf.books.pyofficeeditor_engine import PyOfficeEditor
from xlbcf.books.recalculation import formula_places
from xlbcf.books.values import Value, same_value
from xlbcf.books.working_out import work_out
from xlbcf.template.addresses import Cell

pytest.importorskip("cellrune", reason="cellrune has no build for this machine")

#: Where an engine differs from what Excel documents.
THEIR_OWN = {
    "cellrune": {"COUNTIF(A1:A9,A7)", "COUNT(1,)", "COUNTA(,A7)", 'TEXT(-1,"hh:mm:ss")'},
    "pyofficeeditor": {'LEN("😀")', 'TEXT(-1,"hh:mm:ss")'},
}


def engines_results(engine: Engine, content: bytes, count: int) -> list[Value]:
    """What an engine gives for the formulas of a workbook; an empty text stands for nothing."""
    places = formula_places(FileBook.from_bytes(content, "engine.xlsx"))
    values = engine.results(content, places).values
    return [values.get(("Data", Cell(row, 10))) or "" for row in range(1, count + 1)]


def our_results(content: bytes, count: int) -> list[Value | None]:
    """What is worked out here; None for what is left."""
    made = FileBook.from_bytes(content, "ours.xlsx")
    left = {each.cell for each in work_out(made, {}).left}
    values = FileBook.from_bytes(made.to_bytes(), "ours.xlsx").values("Data")
    cells = [Cell(row, 10) for row in range(1, count + 1)]
    return [None if cell in left else values.get(cell) or "" for cell in cells]


@pytest.mark.parametrize("make", [Cellrune, PyOfficeEditor])
def test_an_engine_gives_the_same_for_every_case(make):
    texts = [text for text, _ in CASES]
    content = book_of(texts)
    theirs = engines_results(make(), content, len(texts))
    ours = our_results(content, len(texts))
    differing = {
        text
        for text, our, their in zip(texts, ours, theirs, strict=True)
        if not same_value(our, their)
    }
    assert differing == THEIR_OWN[make.name]


NUMBERS = st.sampled_from(["0", "1", "2.5", "10%", "1234.5", "0.285", "-3", "1E+3"])
TEXTS = st.sampled_from(['"Red"', '"red"', '""', '"12"', '" a"', '"ab"', '"Met ● / "'])
PLACES = st.sampled_from([f"A{row}" for row in range(1, 11)] + ["$C$1", "Data!E2", "'It''s 1'!B2"])
AREAS = st.sampled_from(["A1:A3", "A1:A9", "C1:E2", "A7:A8", "A5:A6", "'It''s 1'!B2:B3"])
FORMATS = st.sampled_from(
    ['"0"', '"0.0"', '"0%"', '"0.0%"', '"#,##0"', '"#,##0.0"', '"[hh]:mm:ss"']
)
SIGNS = st.sampled_from(["+", "-", "*", "/", "&", "=", "<>", "<", "<=", ">", ">="])


def larger(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Formulas made of smaller ones."""

    def called(name: str, *arguments: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        return st.tuples(*arguments).map(lambda given: f"{name}({','.join(given)})")

    either = parts | AREAS
    return st.one_of(
        st.tuples(parts, SIGNS, parts).map("".join),
        st.tuples(parts, SIGNS, parts).map(lambda each: f"({''.join(each)})"),
        parts.map(lambda part: f"-{part}"),
        parts.map(lambda part: f"({part})%"),
        called("IF", parts, parts, parts),
        called("IFERROR", parts, parts),
        *(called(name, parts) for name in ("ISNUMBER", "ISTEXT", "ISERROR", "NOT", "LEN")),
        *(called(name, either, either) for name in ("AND", "OR", "SUM", "MIN", "MAX", "COUNT")),
        called("COUNTA", either),
        called("COUNTIF", AREAS, NUMBERS | st.sampled_from(['"Red"', '"12"', '"x"', "TRUE"])),
        called("INDEX", AREAS, st.sampled_from("123"), st.sampled_from("123")),
        called("TEXT", parts, FORMATS),
        called("ROUND", parts, st.sampled_from(["0", "1", "2", "-1"])),
        called("LEFT", parts, st.sampled_from("0123")),
    )


FORMULAS = st.recursive(NUMBERS | TEXTS | PLACES | st.just("TRUE"), larger, max_leaves=8)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(FORMULAS, min_size=20, max_size=40, unique=True))
def test_formulas_of_any_form_give_what_an_engine_gives(texts: Sequence[str]):
    content = book_of(texts)
    ours = our_results(content, len(texts))
    first, second = (
        engines_results(make(), content, len(texts)) for make in (Cellrune, PyOfficeEditor)
    )
    for text, our, one, other in zip(texts, ours, first, second, strict=True):
        assert our is None or same_value(our, one) or same_value(our, other), (
            text,
            our,
            one,
            other,
        )
