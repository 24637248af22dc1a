"""An open return is filled as the command fills its file, through the host, all cells or none."""

from __future__ import annotations

import json

import pytest

from tests.support.commands import xlbcf
from tests.support.fills import EOY, PLACES, YEAR_END, fill, full_commentary, output
from tests.support.open_returns import FailingBook, form, library, place_cell, planned
from tests.support.templates import RETURNS, template_of
from xlbcf.books.file_book import FileBook
from xlbcf.books.open_book import Block
from xlbcf.books.open_memory_book import OpenMemoryBook
from xlbcf.desk.open.fill import carry_out
from xlbcf.desk.open.fill_record import read_record
from xlbcf.rules.findings import Refused
from xlbcf.template.addresses import Area, parse_cell
from xlbcf.template.return_mapping import Origin

METRICS = "4. Metrics"
H12 = parse_cell("H12")


def values_of(data: bytes, return_id: str) -> dict[str, object]:
    """Return the values of all cells that a fill may write."""
    book = FileBook.from_bytes(data, "book")
    fields = [f for f in library().mapping(return_id).fields if f.origin is not Origin.TEMPLATE]
    return {f"{f.sheet}!{f.cell}": book.value(f.sheet, f.cell) or None for f in fields}


@pytest.mark.parametrize("place", PLACES.values())
@pytest.mark.parametrize("return_id", RETURNS)
def test_the_cells_are_those_that_the_command_fills(tmp_path, return_id, place):
    name = place.capitalize()
    open_book = OpenMemoryBook(form(return_id, name), f"{return_id}.xlsx")
    mine = tmp_path / f"{return_id}.xlsx"
    mine.write_bytes(open_book.content())

    plan = planned(open_book)
    carry_out(open_book, plan, tmp_path / "undo", "the test")
    fill(return_id, tmp_path / "out", "--template", mine, "--place", name)

    by_command = output(tmp_path / "out", return_id, place).read_bytes()
    assert values_of(open_book.content(), return_id) == values_of(by_command, return_id)
    assert len(plan.changes) == sum(
        value != held
        for value, held in zip(
            values_of(by_command, return_id).values(),
            values_of(mine.read_bytes(), return_id).values(),
            strict=True,
        )
    )


@pytest.mark.parametrize("return_id", RETURNS)
def test_every_kind_of_answer_arrives_as_the_command_writes_it(tmp_path, return_id):
    template = template_of(return_id)
    answers = full_commentary(tmp_path / "all.yaml", template)
    data = library().home.data / f"{return_id}.csv"
    open_book = OpenMemoryBook(form(return_id, "Leicestershire"), f"{return_id}.xlsx")
    mine = tmp_path / f"{return_id}.xlsx"
    mine.write_bytes(open_book.content())

    plan = planned(open_book, figures=str(data), commentary=answers)
    carry_out(open_book, plan, tmp_path / "undo", "the test")
    words = ("--template", mine, "--place", "Leicestershire", "--figures", data)
    fill(return_id, tmp_path / "out", *words, "--commentary", answers)

    by_command = output(tmp_path / "out", return_id).read_bytes()
    assert values_of(open_book.content(), return_id) == values_of(by_command, return_id)
    assert len(open_book.written) < len(plan.changes)


def test_only_cells_that_change_are_written(tmp_path):
    book = OpenMemoryBook(form(EOY, "Leicestershire", {f"{METRICS}!H12": 199.9}), "a.xlsx")
    plan = planned(book)
    carry_out(book, plan, tmp_path, "the test")
    written = {(b.sheet, cell) for b in book.written for cell in b.area.cells()}
    assert written == {(each.sheet, each.cell) for each in plan.changes}
    assert (METRICS, H12) not in written
    assert plan.standing == 2


def test_a_second_fill_writes_nothing_and_keeps_the_record_of_the_first(tmp_path):
    book = OpenMemoryBook(form(EOY, "Leicestershire"), "a.xlsx")
    carry_out(book, planned(book), tmp_path, "the first")
    blocks = len(book.written)

    again = planned(book)
    carry_out(book, again, tmp_path, "the second")

    assert again.changes == ()
    assert len(book.written) == blocks
    record = read_record(tmp_path, book)
    assert record is not None
    assert (record.source, len(record.changes)) == ("the first", 23)


def test_a_cell_with_another_value_keeps_the_fill_from_writing_anything(tmp_path):
    data = form(EOY, "Leicestershire", {f"{METRICS}!H12": 150, f"{METRICS}!H13": 0.5})
    book = OpenMemoryBook(data, "a.xlsx")
    plan = planned(book)

    with pytest.raises(Refused) as refused:
        carry_out(book, plan, tmp_path, "the test")

    assert [each.code for each in refused.value.findings] == ["FILL08", "FILL08"]
    assert "150 already, and 199.9" in refused.value.findings[0].message
    assert "Empty the cell" in refused.value.findings[0].action
    assert "--force" not in refused.value.findings[0].action
    assert book.written == []
    assert read_record(tmp_path, book) is None


def test_a_locked_cell_keeps_the_fill_from_writing_anything(monkeypatch):
    book = OpenMemoryBook(form(EOY, "Leicestershire"), "a.xlsx")
    monkeypatch.setattr("xlbcf.books.sheet_file.SheetFile.locked", lambda *_: True)
    assert {each.code for each in planned(book).faults} == {"CELL01"}


@pytest.mark.parametrize(("place", "code"), [(None, "OPEN20"), ("Nottingham", "OPEN21")])
def test_a_return_without_a_place_is_not_filled_and_the_cell_is_named(place, code):
    with pytest.raises(Refused) as refused:
        planned(OpenMemoryBook(form(EOY, place), "a.xlsx"))
    (found,) = refused.value.findings
    assert found.code == code
    assert found.where == f"a.xlsx, {place_cell(EOY)}"


@pytest.mark.parametrize("half", [False, True])
def test_a_write_that_fails_halfway_is_taken_back(tmp_path, half):
    data = form(EOY, "Leicestershire")
    book = FailingBook(data, refused=[2], half=half)
    plan = planned(book)

    with pytest.raises(Refused) as refused:
        carry_out(book, plan, tmp_path, "the test")

    assert [each.code for each in refused.value.findings] == ["OPEN02"]
    assert values_of(book.content(), EOY) == values_of(data, EOY)
    assert book.asked > 2
    assert read_record(tmp_path, book) is None


def test_a_failed_fill_leaves_the_record_of_the_one_before(tmp_path):
    book = FailingBook(form(EOY, "Leicestershire"), refused=[])
    carry_out(book, planned(book), tmp_path, "the first")
    book.write([Block(METRICS, Area(12, 8, 12, 8), ((None,),))])
    before = values_of(book.content(), EOY)
    book.refused = [book.asked + 1]

    with pytest.raises(Refused):
        carry_out(book, planned(book), tmp_path, "the second")

    record = read_record(tmp_path, book)
    assert record is not None
    assert (record.source, len(record.changes)) == ("the first", 23)
    assert values_of(book.content(), EOY) == before


def test_cells_that_cannot_be_taken_back_are_named_and_the_record_is_kept(tmp_path):
    book = FailingBook(form(EOY, "Leicestershire"), refused=range(2, 99))
    plan = planned(book)
    with pytest.raises(Refused) as refused:
        carry_out(book, plan, tmp_path, "the test")
    first, second = refused.value.findings
    assert (first.code, second.code) == ("OPEN22", "OPEN02")
    assert f"'{METRICS}'!H12" in first.message
    assert read_record(tmp_path, book) is not None


def test_nothing_is_written_if_the_record_cannot_be_kept(tmp_path):
    book = OpenMemoryBook(form(EOY, "Leicestershire"), "a.xlsx")
    (tmp_path / "undo").write_text("a file where the folder should be")
    with pytest.raises(Refused) as refused:
        carry_out(book, planned(book), tmp_path / "undo", "the test")
    assert [each.code for each in refused.value.findings] == ["FILE03"]
    assert book.written == []


def test_a_cell_that_holds_something_does_not_count_as_left_blank():
    blank = planned(OpenMemoryBook(form(EOY, "Rutland"), "a.xlsx"))
    first = blank.blanks[0]
    typed = {f"{METRICS}!J12": "Typed by a person"}
    some = planned(OpenMemoryBook(form(EOY, "Rutland", typed), "a.xlsx"))
    assert len(some.blanks) == len(blank.blanks) - 1
    assert first.reason


def test_what_only_matters_without_excel_is_not_told(monkeypatch):
    from xlbcf.books.cellrune_engine import Cellrune
    from xlbcf.books.engines import EngineFailed
    from xlbcf.books.pyofficeeditor_engine import PyOfficeEditor

    def failing(*_: object) -> None:
        raise EngineFailed("it is out of order")

    for engine in (Cellrune, PyOfficeEditor):
        monkeypatch.setattr(engine, "results", failing)
    plan = planned(OpenMemoryBook(form(EOY, "Leicestershire"), "a.xlsx"))
    assert [each.code for each in plan.findings] == ["FILL12"]


def test_the_findings_are_those_of_the_command(tmp_path):
    book = OpenMemoryBook(form(YEAR_END, "Leicestershire"), "mine.xlsx")
    mine = tmp_path / "mine.xlsx"
    mine.write_bytes(book.content())
    words = ("fill", YEAR_END, "--template", mine, "--place", "Leicestershire", "--json")
    told = json.loads(xlbcf(*words, "--out", tmp_path / "out").out)
    (place,) = told["places"]
    found = told["findings"] + place["findings"]
    expected = [each["message"] for each in found if each["code"] not in ("BOOK07", "FILL07")]
    assert expected
    assert [each.message for each in planned(book).findings] == expected
