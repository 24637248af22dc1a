"""Ribbon buttons end to end: a real return's payload, the button's script, its actions applied."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from tests.support.fills import EOY, YEAR_END, fill, output
from tests.support.office_payload import done, of_kind, payload, told
from tests.support.open_returns import form
from tests.support.serving import ROOT, Served, environment, need_extra
from xlbcf.hosts.actions import ACTIONS

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")

PLACE = "Leicestershire"
#: They need the workbook's file, which Excel does not send.
NOT_SERVED = {"clear_marks", "publish_copy", "repair_links"}
SERVED = sorted(set(ACTIONS) - NOT_SERVED)


@cache
def chosen(return_id: str = EOY) -> bytes:
    """Return a template with a place chosen."""
    return form(return_id, PLACE)


def pressed(server: Served, action: str, sent: Mapping[str, Any]) -> list[dict[str, Any]]:
    answer = server.ask(f"/xlwings/custom-scripts-call/{action}", sent)
    assert answer.status == 200, answer.body
    actions: list[dict[str, Any]] = answer.plain["actions"]
    return actions


def file_of(server: Served, actions: list[dict[str, Any]]) -> tuple[str, bytes]:
    """Return the name and the content of the file that a button offers."""
    (offered,) = of_kind(actions, "runMacro")
    assert offered["args"][0] == "xlbcfOpen"
    return offered["args"][1].rsplit("/", 1)[1], server.get(offered["args"][1])


def cells(book: Workbook) -> dict[tuple[str, str], object]:
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


@pytest.mark.parametrize("return_id", [EOY, YEAR_END])
def test_filling_in_excel_gives_the_cells_that_the_command_fills(
    server: Served, tmp_path: Path, return_id: str
) -> None:
    typed = tmp_path / "typed.xlsx"
    typed.write_bytes(chosen(return_id))
    outcome = fill(return_id, tmp_path / "out", "--place", PLACE, "--template", typed)
    assert outcome.status == 0, outcome.err
    expected = cells(openpyxl.load_workbook(output(tmp_path / "out", return_id)))
    actions = pressed(server, "fill_from_figures", payload(typed.read_bytes(), f"{return_id}.xlsx"))
    found = cells(done(typed.read_bytes(), actions))
    assert found == expected
    assert found != cells(openpyxl.load_workbook(typed))
    assert "23 cells" in told(actions) or return_id != EOY


def test_undoing_puts_back_what_the_fill_replaced(server: Served) -> None:
    name = "undone.xlsx"
    filled = BytesIO()
    actions = pressed(server, "fill_from_figures", payload(chosen(), name))
    done(chosen(), actions).save(filled)
    undone = pressed(server, "undo_last_fill", payload(filled.getvalue(), name))
    before = cells(openpyxl.load_workbook(BytesIO(chosen())))
    assert cells(done(filled.getvalue(), undone)) == before
    assert cells(openpyxl.load_workbook(filled)) != before


def test_a_check_offers_its_report_and_says_the_worst(server: Served) -> None:
    actions = pressed(server, "check_workbook", payload(chosen(), "checked.xlsx"))
    assert told(actions).startswith(f"{PLACE}: Better Care Fund 2024-25 end of year return\n")
    assert "124 errors" in told(actions)
    assert [each["func"] for each in actions] == ["runMacro", "alert"]
    name, content = file_of(server, actions)
    assert name.startswith("Check%20of%20checked")
    report = openpyxl.load_workbook(BytesIO(content))
    texts = {cell.value for sheet in report for row in sheet.iter_rows() for cell in row}
    assert any("Completed by" in str(text) for text in texts)


@pytest.mark.parametrize("action", ["check_workbook", "check_sheet", "preview_fill"])
def test_two_people_with_files_of_one_name_each_get_their_own_report(
    server: Served, action: str
) -> None:
    places = (PLACE, "Rutland")
    offers = [pressed(server, action, payload(form(EOY, each), "return.xlsx")) for each in places]
    for place, actions in zip(places, offers, strict=True):
        _, content = file_of(server, actions)
        report = openpyxl.load_workbook(BytesIO(content))
        texts = {str(cell.value) for sheet in report for row in sheet.iter_rows() for cell in row}
        named = {each for each in places if any(each in text for text in texts)}
        assert named == {place}


def test_about_says_where_reports_are_found_and_names_no_folder_of_the_server(
    server: Served,
) -> None:
    said = told(pressed(server, "show_about", payload(chosen(), "any.xlsx")))
    assert "Reports: links in the task pane, kept for a day" in said
    assert str(server.settings) not in said


def test_next_finding_goes_to_the_first_cell_after_the_selected_one(server: Served) -> None:
    first = pressed(server, "next_finding", payload(chosen(), "next.xlsx"))
    (step,) = of_kind(first, "rangeSelect")
    assert (step["sheet_position"], step["start_row"], step["start_column"]) == (1, 8, 2)
    sent = payload(chosen(), "next.xlsx", "2. Cover", "C9")
    (after,) = of_kind(pressed(server, "next_finding", sent), "rangeSelect")
    assert (after["start_row"], after["start_column"]) == (9, 2)


@pytest.mark.parametrize("action", sorted(set(SERVED) - {"fill_from_figures", "undo_last_fill"}))
def test_no_other_button_writes_into_the_workbook(server: Served, action: str) -> None:
    actions = pressed(server, action, payload(chosen(), "kept.xlsx"))
    assert actions
    allowed = {"runMacro", "alert", "activateSheet", "rangeSelect", "calculate"}
    assert {each["func"] for each in actions} <= allowed


@pytest.mark.parametrize("action", ["check_sheet", "fill_from_figures", "preview_fill"])
def test_a_workbook_that_is_no_return_is_left_alone_and_the_reason_told(
    server: Served, action: str
) -> None:
    other = BytesIO()
    openpyxl.Workbook().save(other)
    actions = pressed(server, action, payload(other.getvalue(), "shopping.xlsx"))
    (alert,) = actions
    assert alert["func"] == "alert"
    assert alert["args"][3] == "critical"
    assert "shopping.xlsx" in told(actions)
    assert "Traceback" not in told(actions)


def test_a_button_that_needs_the_file_is_not_there(server: Served) -> None:
    page = server.ask("/taskpane.html").body
    for action in NOT_SERVED:
        assert f'"{action}"' not in page
        assert server.ask(f"/xlwings/custom-scripts-call/{action}", {}).status >= 400
    for action in SERVED:
        assert f'xw-click="{action}"' in page


def test_what_a_button_comes_to_goes_to_the_one_who_pressed_it(tmp_path: Path) -> None:
    need_extra()
    program = """
import sys
from xlbcf.hosts.server.engine import load_functions
load_functions()
import xlwings as xw
from xlbcf.hosts.server.scripts import press
def sent(name):
    return xw.Book(json={"client": "Office.js", "version": xw.__version__, "names": [],
        "book": {"name": name, "active_sheet_index": 0, "selection": "A1"},
        "sheets": [{"name": "Sheet1", "values": [[""]], "pictures": [], "tables": []}]})
first, second = sent("first.xlsx"), sent("second.xlsx")
press("show_mapping", first)
print(len(second.json()["actions"]), [each["args"] for each in first.json()["actions"]])
"""
    ran = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True, text=True, cwd=ROOT, env=environment(tmp_path), check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.startswith("0 [")
    assert "first.xlsx" in ran.stdout
    assert "second.xlsx" not in ran.stdout


def test_a_fault_of_the_program_is_told_in_a_sentence_and_kept_in_the_log(tmp_path: Path) -> None:
    need_extra()
    program = """
from xlbcf.hosts.server.engine import load_functions
load_functions()
import xlwings as xw
from xlbcf.hosts.server import scripts
def fails(book, context):
    raise ZeroDivisionError("division by zero")
scripts.ACTIONS = {**scripts.ACTIONS, "show_about": fails}
book = xw.Book(json={"client": "Office.js", "version": xw.__version__, "names": [],
    "book": {"name": "any.xlsx", "active_sheet_index": 0, "selection": "A1"}, "sheets": []})
scripts.press("show_about", book)
(alert,) = book.json()["actions"]
print(alert["args"])
"""
    ran = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True, text=True, cwd=ROOT, env=environment(tmp_path), check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert "xlbcf met a fault of its own: ZeroDivisionError" in ran.stdout
    assert "critical" in ran.stdout
    assert "Traceback" in (tmp_path / "xlbcf.log").read_text(encoding="utf-8")
