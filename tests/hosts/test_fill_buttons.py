"""The buttons that fill, preview and undo: what they do and what they tell."""

from __future__ import annotations

import csv
import dataclasses
import sqlite3
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.support.editing import parts_in
from tests.support.excel_double import Workbook
from tests.support.fills import EOY, changed_figures, full_commentary
from tests.support.laden import zipped_again
from tests.support.open_returns import form, library
from tests.support.templates import template_of
from xlbcf.books.excel_book import ExcelBook
from xlbcf.books.file_book import FileBook
from xlbcf.books.open_book import Block
from xlbcf.books.open_memory_book import OpenMemoryBook
from xlbcf.desk import fill
from xlbcf.feeds.commentary import read_commentary
from xlbcf.feeds.figures import Figures
from xlbcf.hosts.acting import Context
from xlbcf.hosts.actions import ACTIONS
from xlbcf.hosts.addin.configuration import FOLDER_VARIABLE, Configuration
from xlbcf.hosts.open_words import LONGEST
from xlbcf.template.addresses import Area, parse_cell

METRICS = "4. Metrics"
H12 = parse_cell("H12")
ADDRESS = "C:\\returns\\mine.xlsx"


@pytest.fixture
def context(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Context:
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "user"))
    return Context(library(), folder=tmp_path / "reports")


def opened(place: str | None = "Leicestershire", **typed: object) -> OpenMemoryBook:
    values = {f"{METRICS}!{address}": value for address, value in typed.items()}
    return OpenMemoryBook(form(EOY, place, values), "mine.xlsx", ADDRESS)


def press(name: str, book, context: Context) -> str:
    said = ACTIONS[name](book, context)
    assert not said.problem
    assert len(said.text) <= LONGEST
    return said.text


def test_a_fill_tells_what_it_wrote_what_stays_blank_and_what_to_look_at(context):
    text = press("fill_from_figures", opened(), context)
    lines = text.splitlines()
    assert lines[0] == "Leicestershire: Better Care Fund 2024-25 end of year return"
    assert lines[1] == "Figures and commentary: those that come with xlbcf."
    assert lines[2] == "23 cells filled. 1 cell holds its value already."
    assert lines[3] == "117 cells stay blank: not in the answers (117)."
    assert "▲ assessment, Discharge to normal place of residence" in text
    assert lines[-1] == "Undo last fill takes it back."


def test_a_second_fill_says_that_nothing_is_left(context):
    book = opened()
    press("fill_from_figures", book, context)
    text = press("fill_from_figures", book, context)
    assert "Nothing was left to fill. 24 cells hold their value already." in text
    assert "Undo" not in text


def test_a_fill_over_another_value_is_refused_and_names_the_cells(context):
    book = opened(H12=150, H13=0.5, H14=1, J12="a", J13="b")
    said = ACTIONS["fill_from_figures"](book, context)
    lines = said.text.splitlines()
    assert said.problem
    assert book.written == []
    assert lines[1] == "Nothing was filled: 5 cells or values stand in the way."
    assert lines[3] == (
        f"■ '{METRICS}'!H12: actual, Avoidable admissions, 2024-25 Q3 holds 150 already, and 199.9 "
        "would replace it."
    )
    assert lines[7] == "and 1 more; Preview fill lists them."
    assert lines[9:] == [
        "Empty the cell to have the new value, or take that out of the figures or the commentary.",
        "(FILL08)",
    ]


def test_undo_tells_what_was_taken_back_and_what_was_changed_since(context):
    book = opened()
    press("fill_from_figures", book, context)
    book.write([Block(METRICS, Area(12, 8, 12, 8), ((200.1,),))])
    text = press("undo_last_fill", book, context)
    assert text.startswith("22 cells are as before the fill of 20")
    assert f"{EOY}.csv)" in text
    assert f"1 cell was changed since and left alone: '{METRICS}'!H12." in text
    assert book.values(METRICS)[H12] == 200.1


def test_what_the_configuration_names_is_what_goes_in(context, tmp_path):
    figures = changed_figures(tmp_path / "mine.csv", "201.3")
    answers = full_commentary(tmp_path / "mine.yaml", template_of(EOY))
    settings = Configuration(figures=str(figures), commentary=str(answers))
    book = opened()
    press("fill_from_figures", book, dataclasses.replace(context, configuration=settings))
    assert book.values(METRICS)[H12] == 201.3
    assert book.values(METRICS)[parse_cell("J12")] == "Some words"


@pytest.mark.parametrize("button", ["preview_fill", "fill_from_figures"])
def test_it_is_told_what_a_fill_is_made_from(button, context, tmp_path):
    figures = changed_figures(tmp_path / "mine.csv", "201.3")
    settings = Configuration(figures=str(figures))
    text = press(button, opened(), dataclasses.replace(context, configuration=settings))
    assert text.splitlines()[1] == f"Figures: {figures}; commentary: none."


def test_figures_come_from_a_database_by_its_query(context, tmp_path):
    pytest.importorskip("sqlalchemy", reason="SQLAlchemy is not installed")
    with changed_figures(tmp_path / "mine.csv", "201.3").open(encoding="utf-8") as file:
        head, *rows = csv.reader(file)
    with sqlite3.connect(tmp_path / "mine.db") as database:
        database.execute(f"create table figures ({', '.join(head)})")
        marks = ", ".join("?" * len(head))
        database.executemany(f"insert into figures values ({marks})", rows)
    database.close()
    settings = Configuration(
        figures=f"sqlite:///{tmp_path / 'mine.db'}",
        query="select * from figures",
        commentary=str(full_commentary(tmp_path / "mine.yaml", template_of(EOY))),
    )
    context = dataclasses.replace(context, configuration=settings)
    book = opened()
    press("fill_from_figures", book, context)
    assert book.values(METRICS)[H12] == 201.3
    assert "cannot" not in press("check_workbook", book, context)


def test_the_address_of_a_database_with_its_password_is_kept_nowhere(
    context, tmp_path, monkeypatch
):
    monkeypatch.setattr(fill, "read_figures", lambda *_, **__: Figures())
    settings = Configuration(figures="postgresql://sam:secret@server/figures")
    context = dataclasses.replace(context, configuration=settings)
    monkeypatch.setattr("xlbcf.desk.fill._commentary", lambda *order: _shipped(order[-1]))
    book = opened()
    press("fill_from_figures", book, context)
    kept = [path.read_text("utf-8") for path in (tmp_path / "user").rglob("*.json")]
    assert len(kept) == 1
    assert "secret" not in kept[0]
    assert "a database" in press("undo_last_fill", book, context)


def _shipped(return_id: str):
    known = library()
    return read_commentary(known.home.data / f"{return_id}.yaml", known.places, known.metrics)


def test_a_preview_writes_nothing_and_lists_every_cell_with_a_link(context, tmp_path):
    book = opened()
    said = ACTIONS["preview_fill"](book, context)
    assert "A fill would write into 23 cells. 1 cell holds its value already." in said.text
    assert book.written == []
    assert not (tmp_path / "user").exists()
    assert said.open_path == tmp_path / "reports" / "Preview of mine.xlsx"
    shown = load_workbook(said.open_path)
    assert shown.sheetnames == ["To be filled", "Stays blank", "To look at"]
    rows = list(shown["To be filled"].iter_rows(min_row=5))
    assert len(rows) == 23
    first = [cell.value for cell in rows[0]]
    assert first[:5] == [METRICS, "H12", "actual, Avoidable admissions, 2024-25 Q3", "", 199.9]
    assert first[5].startswith("BCF 2024-25 EOY return")
    link = rows[0][1].hyperlink
    assert "mine.xlsx" in link.target
    assert link.location == f"'{METRICS}'!H12"
    assert shown["Stays blank"].max_row == 118
    assert shown["To look at"]["A2"].value == "FILL12"


def test_a_preview_tells_what_would_keep_a_fill_from_being_made(context):
    book = opened(H12=150, H13=0.5)
    said = ACTIONS["preview_fill"](book, context)
    assert "A fill would write nothing: 2 cells or values stand in the way." in said.text
    shown = load_workbook(said.open_path)
    codes = [row[0].value for row in shown["To look at"].iter_rows(min_row=2)]
    assert codes[:2] == ["FILL08", "FILL08"]


def test_a_preview_names_its_place_its_return_and_its_sources(context, tmp_path):
    figures = changed_figures(tmp_path / "mine.csv", "201.3")
    settings = Configuration(figures=str(figures))
    context = dataclasses.replace(context, configuration=settings)
    sheet = load_workbook(ACTIONS["preview_fill"](opened(), context).open_path).worksheets[0]
    assert sheet["A1"].value == "Leicestershire: Better Care Fund 2024-25 end of year return"
    assert sheet["A2"].value.startswith("Preview of the fill of ")
    assert sheet["A2"].value.endswith(f"mine.xlsx. Figures: {figures}; commentary: none.")


def test_a_preview_does_not_show_the_address_of_a_database(context, monkeypatch):
    monkeypatch.setattr(fill, "read_figures", lambda *_, **__: Figures())
    settings = Configuration(figures="postgresql://sam:secret@server/figures")
    context = dataclasses.replace(context, configuration=settings)
    sheet = load_workbook(ACTIONS["preview_fill"](opened(), context).open_path).worksheets[0]
    assert sheet["A2"].value.endswith("Figures: a database; commentary: none.")


def previewed(book, context: Context) -> dict[str, tuple[object, ...]]:
    """Return each cell's value before and after, and the format of both, as previewed."""
    sheet = load_workbook(ACTIONS["preview_fill"](book, context).open_path)["To be filled"]
    return {
        f"{row[0].value}!{row[1].value}": (
            row[3].value, row[4].value, row[3].number_format, row[4].number_format
        )
        for row in sheet.iter_rows(min_row=5)
    }  # fmt: skip


def test_numbers_are_previewed_as_the_form_shows_them_and_stay_numbers(context):
    before = 0.911
    shown = previewed(opened(H13=before), context)
    assert shown[f"{METRICS}!H13"] == (before, 0.9222, "0.00%", "0.00%")
    assert shown[f"{METRICS}!H12"][1:] == (199.9, "General", "#,##0.0")


@pytest.mark.parametrize("date1904", [False, True])
def test_dates_are_previewed_as_dates(date1904, context, tmp_path):
    answers = full_commentary(tmp_path / "mine.yaml", template_of(EOY))
    settings = Configuration(
        figures=str(library().home.data / f"{EOY}.csv"), commentary=str(answers)
    )
    context = dataclasses.replace(context, configuration=settings)
    content = form(EOY, "Leicestershire")
    if date1904:
        parts = parts_in(content)
        old, new = b"<workbookPr ", b'<workbookPr date1904="1" '
        parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(old, new)
        content = zipped_again(parts)
    shown = previewed(OpenMemoryBook(content, "mine.xlsx", ADDRESS), context)
    days = [each[1] for each in shown.values() if isinstance(each[1], datetime)]
    assert datetime(2025, 6, 6) in days


def test_a_text_that_looks_like_a_formula_is_previewed_as_text(context, tmp_path):
    answers = full_commentary(tmp_path / "mine.yaml", template_of(EOY))
    answers.write_text(answers.read_text("utf-8").replace("Some words", "=1+1"), "utf-8")
    settings = Configuration(
        figures=str(library().home.data / f"{EOY}.csv"), commentary=str(answers)
    )
    context = dataclasses.replace(context, configuration=settings)
    shown = load_workbook(ACTIONS["preview_fill"](opened(), context).open_path)
    cells = [row[4] for row in shown["To be filled"].iter_rows(min_row=2) if row[4].value == "=1+1"]
    assert cells
    assert {cell.data_type for cell in cells} == {"s"}


def test_a_preview_that_cannot_be_renewed_is_told_all_the_same(context):
    book = opened()
    path = ACTIONS["preview_fill"](book, context).open_path
    (path.parent / f"~${path.name}").write_text("")
    said = ACTIONS["preview_fill"](book, context)
    assert said.open_path is None
    assert said.text.startswith(f"{path.name} was not renewed:")
    assert "A fill would write into 23 cells" in said.text


def test_a_preview_never_replaces_another_file(context, tmp_path):
    (tmp_path / "reports").mkdir()
    other = tmp_path / "reports" / "Preview of mine.xlsx"
    other.write_text("mine")
    said = ACTIONS["preview_fill"](opened(), context)
    assert "was not renewed" in said.text
    assert other.read_text() == "mine"


def test_in_excel_the_cells_get_exactly_what_the_fill_says_and_undo_empties_them(context, tmp_path):
    answers = full_commentary(tmp_path / "mine.yaml", template_of(EOY))
    text = answers.read_text("utf-8").replace("Some words", "=HYPERLINK(1)")
    answers.write_text(text, "utf-8")
    settings = Configuration(
        figures=str(library().home.data / f"{EOY}.csv"), commentary=str(answers)
    )
    context = dataclasses.replace(context, configuration=settings)
    before = form(EOY, "Leicestershire")
    excel = Workbook(before, ADDRESS)
    memory = opened()
    press("fill_from_figures", memory, context)
    press("fill_from_figures", ExcelBook(excel), context)
    for sheet in memory.sheets():
        assert excel.file.values(sheet) == memory.values(sheet)
    assert excel.file.formulas(METRICS) == FileBook.from_bytes(before, "b").formulas(METRICS)
    press("undo_last_fill", ExcelBook(excel), context)
    for sheet in memory.sheets():
        held = {c: v for c, v in excel.file.values(sheet).items() if v != ""}
        was = FileBook.from_bytes(before, "before").values(sheet)
        assert held == {cell: value for cell, value in was.items() if value != ""}


@pytest.mark.parametrize("name", ["fill_from_figures", "preview_fill"])
def test_a_return_of_which_only_values_are_seen_is_filled_too(context, name):
    book = OpenMemoryBook(form(EOY, "Leicestershire"), "mine.xlsx", values_only=True)
    text = press(name, book, context)
    assert "23 cells" in text
