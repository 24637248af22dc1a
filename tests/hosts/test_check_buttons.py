"""What the buttons that check an open return do and say."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.support import open_returns
from tests.support.checking import form, home
from tests.support.fills import YEAR_END
from tests.support.sheets import sheet
from xlbcf.books.open_memory_book import OpenMemoryBook
from xlbcf.desk.library import Library
from xlbcf.hosts import open_words
from xlbcf.hosts.acting import Context
from xlbcf.hosts.actions import ACTIONS
from xlbcf.hosts.addin.configuration import FOLDER_VARIABLE
from xlbcf.hosts.check_workbook import decisions_in
from xlbcf.hosts.open_report import report_path
from xlbcf.hosts.open_words import LONGEST, as_message
from xlbcf.rules.findings import Refused
from xlbcf.template.addresses import Cell, parse_cell

FAULTS = {"B4": "No", "B6": 5000, "B8": None, "D1": "No", "D5": "No", "D6": "No"}
NOTES = sheet("Notes", {"A1": "mine"})
ADDRESS = "/returns/rutland.xlsx"


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "user"))


@pytest.fixture
def context(tmp_path: Path) -> Context:
    return Context(Library(home(tmp_path / "home")), folder=tmp_path / "reports")


def opened(changes=None, *, protected: bool = False, **more) -> OpenMemoryBook:
    data = form(changes, more_sheets=(NOTES,), protected=protected)
    return OpenMemoryBook(data, "rutland.xlsx", **{"address": ADDRESS, **more})


def press(name: str, book: OpenMemoryBook, context: Context) -> str:
    said = ACTIONS[name](book, context)
    assert not said.problem
    assert len(said.text) <= LONGEST
    return said.text


def links_in(path: Path) -> dict[str, str]:
    """Return where the cells of the findings in a report lead: cell to target and location."""
    with zipfile.ZipFile(path) as package:
        names = package.namelist()
        number = 2
        rels = f"xl/worksheets/_rels/sheet{number}.xml.rels"
        targets = {}
        if rels in names:
            root = ElementTree.fromstring(package.read(rels))
            targets = {each.get("Id"): each.get("Target") for each in root}
        root = ElementTree.fromstring(package.read(f"xl/worksheets/sheet{number}.xml"))
    found = {}
    for each in root.iter():
        if each.tag.endswith("}hyperlink"):
            key = next((v for k, v in each.attrib.items() if k.endswith("}id")), None)
            found[each.get("ref")] = f"{targets.get(key, '')}#{each.get('location')}"
    return found


def findings_in(path: Path) -> list[tuple[str, str]]:
    """Return sheet and cell of each finding in a report."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
    head, *rows = book.get_sheet_by_name("Findings").to_python()
    sheet_at, cell_at = head.index("Sheet"), head.index("Cell")
    return [(row[sheet_at], row[cell_at]) for row in rows if row[sheet_at] or row[1]]


def decide(path: Path, cell: str, text: str) -> None:
    """Write a decision beside a finding, as a person does."""
    import openpyxl

    book = openpyxl.load_workbook(path)
    rows = book["Findings"]
    head = [each.value for each in rows[1]]
    for row in rows.iter_rows(min_row=2):
        if row[head.index("Cell")].value == cell:
            row[head.index("Your decision")].value = text
    book.save(path)


def test_the_sheet_that_is_active_is_told_of_with_its_worst_findings(context):
    text = press("check_sheet", opened(FAULTS), context)
    assert text.splitlines()[:2] == [
        "Rutland: A small form",
        "Sheet “Form”: 3 errors and 1 query.",
    ]
    assert "■ B5 When: Blank, and required when Signed is “No”. Fill it." in text
    assert "■ B6 Money: 5000; possible is 0 to 1000." in text
    assert "and 1 more in the report." in text
    assert "4 cells are marked." in text


def test_another_sheet_has_no_findings_and_those_elsewhere_are_counted(context):
    book = opened(FAULTS, selected=("Notes", Cell(1, 1)))
    said = ACTIONS["check_sheet"](book, context)
    assert "Sheet “Notes”: no findings." in said.text
    assert "On other sheets: 3 errors and 1 query." in said.text
    assert book.marks == {}
    assert said.open_path is None


def test_the_whole_workbook_is_told_of_with_its_completeness(context):
    text = press("check_workbook", opened(FAULTS), context)
    assert (
        "3 errors and 1 query. 12 required cells, 2 blank; the template says: not complete." in text
    )


@pytest.mark.parametrize("name", ["check_sheet", "check_workbook", "next_finding"])
def test_a_return_in_order_is_told_plainly(name, context):
    said = ACTIONS[name](opened(), context)
    assert "no findings" in said.text.casefold()
    assert said.open_path is None


def test_the_report_is_a_file_of_its_own_and_the_return_stays_as_it_was(context):
    book = opened(FAULTS)
    before = book.content()
    said = ACTIONS["check_sheet"](book, context)
    assert said.open_path.parent == context.folder
    assert sorted(findings_in(said.open_path)) == sorted(
        ("Form", cell) for cell in ("B4", "B5", "B6", "B8")
    )
    assert book.content() == before
    assert book.sheets() == ["Form", "Notes"]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://x.sharepoint.com/sites/BCF/Shared Documents/a #1.xlsx",
         "https://x.sharepoint.com/sites/BCF/Shared%20Documents/a%20%231.xlsx#'Form'!B5"),
        ("/returns/rutland.xlsx", "\\..\\returns\\rutland.xlsx#'Form'!B5"),
        ("", None),
    ],
)  # fmt: skip
def test_links_lead_to_the_cells_of_the_workbook_itself(address, expected, context):
    said = ACTIONS["check_workbook"](opened(FAULTS, address=address), context)
    links = list(links_in(said.open_path).values())
    if expected is None:
        assert links == []
    else:
        assert any(each.endswith(expected) for each in links), links
        assert len(links) == 4


def test_the_report_has_the_same_name_each_time_and_keeps_decisions(context):
    first = ACTIONS["check_workbook"](opened(FAULTS), context).open_path
    decide(first, "B8", "It is blue; the list lacks it.")
    again = ACTIONS["check_workbook"](opened({**FAULTS, "B6": 250}), context).open_path
    assert again == first
    assert [text for _, text in decisions_in(first.read_bytes())] == [
        "It is blue; the list lacks it."
    ]


def test_a_decision_about_a_sheet_is_kept_in_the_report_on_the_workbook(context):
    of_sheet = ACTIONS["check_sheet"](opened(FAULTS), context).open_path
    decide(of_sheet, "B8", "Asked the finance team.")
    whole = ACTIONS["check_workbook"](opened(FAULTS), context).open_path
    assert whole != of_sheet
    assert [text for _, text in decisions_in(whole.read_bytes())] == ["Asked the finance team."]


def test_workbooks_of_one_name_in_two_folders_have_two_reports(tmp_path):
    paths = {report_path(tmp_path, opened(address=f"/{year}/rutland.xlsx")) for year in (2024, 25)}
    assert len(paths) == 2


@pytest.mark.parametrize(
    ("name", "sheet_name"),
    [("a?b:c.xlsx", "<4>"), ("x" * 200 + ".xlsx", ""), ("Book1", "4. Metrics")],
)
def test_a_report_has_a_name_that_every_system_takes(name, sheet_name, tmp_path):
    path = report_path(tmp_path, OpenMemoryBook(form(), name), sheet_name)
    assert not set(path.name) & set('<>:"/\\|?*')
    assert len(path.name) < 120
    assert path.suffix == ".xlsx"


def test_a_report_that_is_open_is_left_alone_and_the_findings_are_told_all_the_same(context):
    path = ACTIONS["check_workbook"](opened(FAULTS), context).open_path
    before = path.read_bytes()
    path.with_name(f"~${path.name}").touch()
    said = ACTIONS["check_workbook"](opened({**FAULTS, "B6": 250, "D6": "Yes"}), context)
    assert "2 errors and 1 query" in said.text
    assert said.text.startswith("The report was not renewed: the lock file")
    assert path.read_bytes() == before


def test_a_file_of_somebody_else_in_the_reports_place_is_left_alone(context):
    book = opened(FAULTS)
    path = report_path(context.folder, book)
    path.parent.mkdir(parents=True)
    path.write_bytes(b"mine")
    said = ACTIONS["check_workbook"](book, context)
    assert "The report was not renewed" in said.text
    assert path.read_bytes() == b"mine"


def test_protected_sheets_are_named_where_their_cells_could_not_be_marked(context):
    text = press("check_sheet", opened(FAULTS, protected=True), context)
    assert "Not marked, because the sheet is protected: “Form”." in text
    assert "are marked" not in text


def test_the_next_finding_is_told_in_a_sentence_and_its_cell_is_selected(context):
    book = opened(FAULTS, selected=("Form", parse_cell("B4")))
    assert press("next_finding", book, context) == (
        "2 of 4: ■ 'Form'!B5 When: Blank, and required when Signed is “No”. Fill it."
    )
    assert book.selected == ("Form", parse_cell("B5"))


def test_what_is_wrong_with_a_cell_beside_the_worst_is_counted(context):
    # A date before the start, and no date at all in its format.
    text = press("next_finding", opened({"B37": "never"}), context)
    assert text.startswith("1 of 1: ■ 'Form'!B37 End:")


def test_findings_on_hidden_sheets_are_told_as_passed_over(context):
    text = press("next_finding", opened(FAULTS, hidden=["Form"]), context)
    assert "None of the cells with findings can be shown." in text
    assert "Passed over: Form!B4 (the sheet is hidden)." in text


def test_marks_are_cleared_and_counted(context):
    book = opened(FAULTS)
    press("check_sheet", book, context)
    assert press("clear_marks", book, context) == "Marks cleared: 4."
    assert press("clear_marks", book, context) == "There were no marks."


def test_marks_do_not_go_into_a_copy_that_is_published(context, tmp_path):
    book = opened(FAULTS, address=str(tmp_path / "rutland.xlsx"))
    press("check_sheet", book, context)
    assert book.marks
    press("publish_copy", book, context)
    assert book.marks == {}


@pytest.mark.parametrize("name", ["check_sheet", "check_workbook", "next_finding"])
def test_a_workbook_that_is_no_return_is_refused_and_keeps_its_marks(name, context):
    book = opened({"A1": "Something else"})
    with pytest.raises(Refused) as caught:
        ACTIONS[name](book, context)
    assert [each.code for each in caught.value.findings] == ["CHK01"]
    assert not context.folder.exists()


def test_a_text_is_cut_to_what_a_box_holds():
    assert as_message(["a", "b"]) == "a\nb"
    cut = as_message(["x" * LONGEST, "more"])
    assert len(cut) == LONGEST
    assert cut.endswith("x…")


def test_findings_of_a_published_return_are_told_whole(tmp_path):
    whole = Context(open_returns.library(), folder=tmp_path / "reports")
    book = OpenMemoryBook(open_returns.form(YEAR_END, "Leicestershire"), "mine.xlsx", ADDRESS)
    ACTIONS["fill_from_figures"](book, whole)
    text = press("check_sheet", book, whole)
    assert sum(line.startswith(("■", "▲", "●")) for line in text.splitlines()) > 1
    assert "…" not in text


@pytest.mark.parametrize(("room", "told"), [(600, 3), (130, 2), (10, 1)])
def test_findings_are_told_as_far_as_there_is_room(context, monkeypatch, room, told):
    monkeypatch.setattr(open_words, "_ROOM", room)
    text = press("check_workbook", opened(FAULTS), context)
    assert sum(line.startswith("■") for line in text.splitlines()) == told
    assert f"and {4 - told} more in the report." in text


def test_long_answers_do_not_fill_the_box(context):
    long = {"B4": "No " * 60, "B7": "word " * 900, "B8": "x" * 3000, "E21": "y " * 3000}
    press("check_workbook", opened({**FAULTS, **long}), context)
