"""Engines earn trust for each workbook: what they get wrong there is never stored."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from tests.support.sheets import book, formula, sheet
from xlbcf.books import recalculation
from xlbcf.books.cellrune_engine import Cellrune
from xlbcf.books.engines import EngineFailed, Place, Results
from xlbcf.books.file_book import FileBook
from xlbcf.books.pyofficeeditor_engine import PyOfficeEditor
from xlbcf.books.recalculation import agree, earn_trust, recalculate, store
from xlbcf.books.values import CellError, Value
from xlbcf.template.addresses import parse_cell

# B1 reads A1, C1 reads B1, D1 reads A1 alone, E1 reads C1 and D1.
CELLS = {
    "A1": 1,
    "B1": formula("A1+1", 2),
    "C1": formula("B1*10", 20),
    "D1": formula("A1*2", 2),
    "E1": formula("C1+D1", 22),
}
TRUE = {"B1": 2, "C1": 20, "D1": 2, "E1": 22}


def made(cells: Mapping[str, object] = CELLS) -> FileBook:
    return FileBook.from_bytes(book(sheet("Form", cells)), "book.xlsx")


def place(cell: str) -> Place:
    return "Form", parse_cell(cell)


def at(*cells: str) -> set[Place]:
    return {place(cell) for cell in cells}


def says(name: str, values: Mapping[str, Value], spilled: Mapping[str, Value] | None = None):
    """Return a way to make an engine that always gives the same results."""

    class Fixed:
        def __init__(self) -> None:
            self.name = name

        def results(self, *_: object) -> Results:
            return Results(
                {place(cell): value for cell, value in values.items()},
                {place(cell): value for cell, value in (spilled or {}).items()},
            )

    return Fixed


def fails(name: str) -> Callable:
    class Failing:
        def __init__(self) -> None:
            self.name = name

        def results(self, *_: object) -> Results:
            raise EngineFailed("a part is strange to it")

    return Failing


def test_an_engine_that_reproduces_all_is_trusted_for_all():
    trust = earn_trust(made(), [says("good", TRUE)])
    assert trust.engine.name == "good"
    assert trust.formulas == at("B1", "C1", "D1", "E1")
    assert trust.doubted == set()


def test_a_formula_not_reproduced_is_doubted_with_all_that_reads_it():
    trust = earn_trust(made(), [says("wrong", TRUE | {"C1": 21})])
    assert trust.doubted == at("C1", "E1")


@pytest.mark.parametrize("wrong", ["21", 20.001, True, None, CellError("#NAME?")])
def test_another_kind_of_value_is_not_reproduced(wrong):
    assert place("C1") in earn_trust(made(), [says("wrong", TRUE | {"C1": wrong})]).doubted


def test_a_number_that_differs_only_by_the_last_digits_is_reproduced():
    assert earn_trust(made(), [says("close", TRUE | {"C1": 20 + 1e-14})]).doubted == set()


def test_a_formula_the_engine_is_silent_on_is_doubted():
    values = {cell: value for cell, value in TRUE.items() if cell != "D1"}
    assert earn_trust(made(), [says("silent", values)]).doubted == at("D1", "E1")


def test_a_formula_that_was_never_calculated_proves_nothing():
    trust = earn_trust(made(CELLS | {"D1": formula("A1*2")}), [says("good", TRUE)])
    assert trust.doubted == at("D1", "E1")


def test_the_engine_that_reproduces_more_is_chosen():
    worse, better = says("worse", TRUE | {"B1": 0, "D1": 0}), says("better", TRUE | {"D1": 0})
    for engines in ([worse, better], [better, worse]):
        trust = earn_trust(made(), engines)
        assert (trust.engine.name, trust.doubted) == ("better", at("D1", "E1"))


def test_the_preferred_engine_is_chosen_where_both_reproduce_all():
    def unused():
        raise AssertionError("the second engine was started for nothing")

    assert earn_trust(made(), [says("first", TRUE), unused]).engine.name == "first"


def test_an_engine_that_fails_is_passed_over():
    assert earn_trust(made(), [fails("first"), says("second", TRUE)]).engine.name == "second"


def test_with_no_engine_everything_is_doubted_and_said_so():
    trust = earn_trust(made(), [fails("first"), fails("second")])
    assert (trust.engine, trust.doubted) == (None, at("B1", "C1", "D1", "E1"))
    edited = made()
    before = edited.to_bytes()
    done = recalculate(trust, edited)
    assert [found.code for found in done.findings] == ["BOOK09"]
    assert "first: a part is strange to it" in done.findings[0].message
    assert "second: a part is strange to it" in done.findings[0].message
    assert edited.to_bytes() == before
    assert not done.known("Form", parse_cell("B1"))


def test_an_engine_that_fails_on_the_edited_file_leaves_its_results(monkeypatch):
    trust = earn_trust(made(), [says("good", TRUE)])
    monkeypatch.setattr(trust.engine, "results", fails("good")().results)
    done = recalculate(trust, made())
    assert [found.code for found in done.findings] == ["BOOK09"]
    assert done.changes == []
    assert not done.known("Form", parse_cell("B1"))


def test_fresh_results_are_stored_where_trusted_and_kept_where_not(monkeypatch):
    trust = earn_trust(made(), [says("wrong", TRUE | {"C1": 21})])
    fresh = {"B1": 3, "C1": 31, "D1": 4, "E1": 35}
    monkeypatch.setattr(trust.engine, "results", says("wrong", fresh)().results)
    edited = made()
    done = recalculate(trust, edited)
    values = FileBook.from_bytes(edited.to_bytes(), "edited").values("Form")
    assert [values[parse_cell(cell)] for cell in TRUE] == [3, 20, 4, 22]
    assert {(str(each.cell), each.old, each.new) for each in done.changes} == {
        ("B1", 2, 3), ("D1", 2, 4),
    }  # fmt: skip
    assert [found.code for found in done.findings] == ["BOOK07"]
    assert "Form!C1, Form!E1" in done.findings[0].message
    assert done.known("Form", parse_cell("B1"))
    assert done.known("Form", parse_cell("A1")), "a typed value is what it is"
    assert not done.known("Form", parse_cell("E1"))


def test_what_the_engine_leaves_out_after_the_edit_is_doubted_with_its_readers(monkeypatch):
    trust = earn_trust(made(), [says("good", TRUE)])
    monkeypatch.setattr(
        trust.engine, "results", says("good", {"C1": 9, "D1": 9, "E1": 9})().results
    )
    done = recalculate(trust, made())
    assert done.doubted == at("B1", "C1", "E1")
    assert [str(each.cell) for each in done.changes] == ["D1"]


def test_where_nothing_tells_what_reads_what_nothing_is_believed(monkeypatch):
    class Blind:
        def dependents(self, *_: object) -> set[Place]:
            raise EngineFailed("not installed")

    monkeypatch.setattr(recalculation, "Cellrune", Blind)
    trust = earn_trust(made(), [says("wrong", TRUE | {"E1": 0})])
    assert trust.doubted == trust.formulas


def test_a_spill_that_changed_is_left_to_excel():
    trust = earn_trust(made(), [says("good", TRUE)])
    results = Results({place(cell): v for cell, v in TRUE.items()}, {place("A1"): 5})
    done = store(trust, made(), results)
    # A1 stands in for a cell that a result spills into; all here reads it.
    assert done.doubted >= at("B1", "C1", "D1", "E1")
    assert done.changes == []


# Where stored results may be old, what two engines agree on is believed.
OLD = CELLS | {"C1": formula("B1*10", 99), "E1": formula("C1+D1", 101)}


def test_two_engines_that_agree_are_believed_against_an_old_result():
    edited = made(OLD)
    done = store(*_swapped(edited, agree(edited, [says("one", TRUE), says("two", TRUE)])))
    assert {(str(each.cell), each.new) for each in done.changes} == {("C1", 20), ("E1", 22)}
    assert done.findings == []


def _swapped(edited, agreed):
    trust, results = agreed
    return trust, edited, results


@pytest.mark.parametrize(
    "engines",
    [
        [says("one", TRUE)],
        [says("one", TRUE), fails("two")],
        [says("one", TRUE), says("two", TRUE | {"C1": 21})],
        [says("one", TRUE), says("two", {"B1": 2, "D1": 2})],
        [says("one", TRUE | {"C1": CellError("#NAME?")})] * 2,
    ],
    ids=["alone", "the other failed", "they differ", "the other is silent", "unknown function"],
)
def test_without_agreement_the_old_result_stays(engines):
    edited = made(OLD)
    done = store(*_swapped(edited, agree(edited, engines)))
    assert done.changes == []
    assert done.doubted == at("C1", "E1")


def test_what_the_second_engine_reproduces_is_not_overwritten_with_the_firsts_error():
    edited = made()
    engines = [says("wrong", TRUE | {"B1": 5}), says("right", TRUE)]
    done = store(*_swapped(edited, agree(edited, engines)))
    assert done.changes == []
    assert FileBook.from_bytes(edited.to_bytes(), "edited").value("Form", parse_cell("B1")) == 2


def test_the_two_real_engines_agree_on_the_sheet_of_these_tests():
    pytest.importorskip("cellrune", reason="cellrune has no build for this machine")
    data = book(sheet("Form", CELLS))
    formulas = at("B1", "C1", "D1", "E1")
    for engine in (Cellrune(), PyOfficeEditor()):
        assert engine.results(data, formulas).values == {place(c): v for c, v in TRUE.items()}


def test_the_real_engine_tells_what_reads_what():
    pytest.importorskip("cellrune", reason="cellrune has no build for this machine")
    data = book(sheet("Form", CELLS))
    assert Cellrune().dependents(data, [place("B1")]) == at("C1", "E1")


@pytest.mark.parametrize("engine", [Cellrune(), PyOfficeEditor()], ids=lambda each: each.name)
def test_a_real_engine_fails_cleanly_on_what_is_no_workbook(engine):
    with pytest.raises(EngineFailed):
        engine.results(b"nothing", [])
