"""What the check of an open workbook tells: of one sheet, of its cells, one after another."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.checking import codes, form, home
from tests.support.reports import ERROR, METRICS, QUERY, item
from tests.support.reports import checked as checked_file
from tests.support.sheets import formula, sheet
from xlbcf.books.file_book import FileBook
from xlbcf.books.open_memory_book import OpenMemoryBook
from xlbcf.desk.checking.report import CheckReport
from xlbcf.desk.library import Library
from xlbcf.desk.open.check_open import OpenCheck, check_open
from xlbcf.desk.open.going_through import next_finding
from xlbcf.desk.open.marking import mark_findings
from xlbcf.desk.open.rebuilding import rebuilt
from xlbcf.rules.findings import Refused
from xlbcf.rules.kinds import Severity
from xlbcf.template.addresses import Cell, parse_cell

#: Not signed, so a date is asked for; money beyond what is possible; no colour.
FAULTS = {"B4": "No", "B6": 5000, "B8": None, "D1": "No", "D5": "No", "D6": "No"}
AT = [parse_cell(address) for address in ("B4", "B5", "B6", "B8")]


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(home(tmp_path))


def opened(changes=None, *, lists: str | None = None, protected: bool = False, **more):
    rules = {} if lists is None else {"lists": lists}
    notes = sheet("Notes", {"A1": "mine"})
    data = form(changes, more_sheets=(notes,), protected=protected, **rules)
    return OpenMemoryBook(data, "rutland.xlsx", **more)


def checked(library: Library, book: OpenMemoryBook) -> OpenCheck:
    return check_open(library, book)


def test_a_return_in_order_has_no_findings(library):
    assert checked(library, opened()).items == []


def test_a_sheet_has_its_own_findings_and_those_about_the_whole_return(library, tmp_path):
    templates = tmp_path / "workbooks" / "templates"
    templates.mkdir(parents=True)
    (templates / "form.xlsx").write_bytes(form())
    # Drop-downs that are lost are no one cell's fault.
    found = checked(library, opened({**FAULTS, "B8": "Red"}, lists=""))
    overall = [each for each in found.items if not each.sheet]
    assert codes(overall) == ["CHK04"]
    assert len(found.items) == 4
    assert found.on_sheet("Form").items == found.items
    assert found.on_sheet("Notes").items == overall


def test_each_cell_counts_by_the_worst_that_was_found_in_it(library):
    found = checked(library, opened(FAULTS))
    assert found.cells == {
        "Form": {
            AT[0]: Severity.QUERY,
            AT[1]: Severity.ERROR,
            AT[2]: Severity.ERROR,
            AT[3]: Severity.ERROR,
        }
    }


def test_the_worst_come_first_whichever_check_found_them():
    query, error = item(QUERY), item(ERROR)
    across = OpenCheck(CheckReport([checked_file("Rutland", query)], [error]))
    assert across.items == [error, query]
    assert across.cells == {METRICS: {parse_cell("H12"): Severity.ERROR}}


@pytest.mark.parametrize(
    ("selected", "expected"),
    [
        (("Form", "A1"), ["B4", "B5", "B6", "B8", "B4"]),
        (("Form", "B5"), ["B6", "B8", "B4"]),
        (("Form", "C5"), ["B6", "B8", "B4"]),
        (("Form", "B8"), ["B4"]),
        (("Form", "Z99"), ["B4"]),
        (("Notes", "A1"), ["B4", "B5"]),
    ],
)
def test_findings_come_cell_by_cell_after_the_selected_one_and_begin_again(
    library, selected, expected
):
    sheet_name, address = selected
    book = opened(FAULTS, selected=(sheet_name, parse_cell(address)))
    found = checked(library, book)
    for address in expected:
        step = next_finding(book, found)
        assert book.selected == ("Form", parse_cell(address))
        assert {each.cell for each in step.items} == {address}
        assert (step.number, step.count) == (AT.index(parse_cell(address)) + 1, 4)


def test_cells_that_cannot_be_shown_are_passed_over_and_named(library):
    book = opened(FAULTS, hidden=["Form"])
    step = next_finding(book, checked(library, book))
    assert (step.items, step.number, step.count) == ([], 0, 4)
    assert [each.code for each in step.passed] == ["OPEN04"] * 4
    assert book.selected == ("Form", Cell(1, 1))


def test_without_a_finding_nothing_is_selected(library):
    book = opened(selected=("Notes", Cell(3, 3)))
    step = next_finding(book, checked(library, book))
    assert (step.items, step.count) == ([], 0)
    assert book.selected == ("Notes", Cell(3, 3))


def test_marks_are_those_of_the_last_check_and_no_others(library):
    book = opened(FAULTS)
    mark_findings(book, checked(library, book))
    assert set(book.marks["Form"]) == set(AT)
    fewer = opened({"B6": 5000})
    fewer.marks = book.marks
    marked = mark_findings(fewer, checked(library, fewer))
    assert (marked.count, marked.refusing) == (1, ())
    assert fewer.marks == {"Form": {AT[2]: Severity.ERROR}}


def test_a_protected_sheet_is_named_and_its_cells_do_not_count_as_marked(library):
    book = opened(FAULTS, protected=True)
    marked = mark_findings(book, checked(library, book))
    assert (marked.count, marked.refusing) == (0, ("Form",))
    assert book.marks == {}


def test_where_a_host_cannot_mark_nothing_is_asked_of_it(library, tmp_path):
    templates = tmp_path / "workbooks" / "templates"
    templates.mkdir(parents=True)
    (templates / "form.xlsx").write_bytes(form())
    book = opened(FAULTS, values_only=True)
    marked = mark_findings(book, checked(library, book))
    assert (marked.count, marked.refusing) == (0, ())


def test_by_values_alone_nothing_is_checked_without_a_blank_template(library):
    with pytest.raises(Refused) as caught:
        checked(library, opened(FAULTS, values_only=True))
    assert [each.code for each in caught.value.findings] == ["OPEN08"]


def test_made_into_a_file_again_it_has_the_cells_of_the_return_and_the_formulas_of_the_form(
    library, tmp_path
):
    templates = tmp_path / "workbooks" / "templates"
    templates.mkdir(parents=True)
    shown = formula('IF(B4="Yes","signed","")', "signed")
    (templates / "form.xlsx").write_bytes(form({"C4": shown, "C7": "an example"}))
    # The example was taken out, and the formula shows nothing, as Excel on the web sends it.
    book = opened({"B4": "No", "B3": "Leicester"}, values_only=True)
    file = FileBook.from_bytes(rebuilt(library, book), "rebuilt")
    held = file.values("Form")
    assert (held[parse_cell("B3")], held[parse_cell("B4")]) == ("Leicester", "No")
    assert parse_cell("C7") not in held
    assert held[parse_cell("C4")] == ""
    assert file.formulas("Form") == {parse_cell("C4"): 'IF(B4="Yes","signed","")'}


@pytest.mark.parametrize("values_only", [False, True])
def test_a_workbook_of_no_known_form_is_refused_and_the_known_ones_are_named(library, values_only):
    book = opened({"A1": "Something else"}, values_only=values_only)
    with pytest.raises(Refused) as caught:
        checked(library, book)
    (found,) = caught.value.findings
    assert found.code == "CHK01"
    assert "the mappings are form" in found.message
    assert "most like form" in found.action


@pytest.mark.parametrize(
    ("address", "path", "link"),
    [
        ("/home/a/rutland.xlsx", Path("/home/a/rutland.xlsx"), None),
        ("https://x.example/sites/rutland.xlsx", Path("rutland.xlsx"),
         "https://x.example/sites/rutland.xlsx"),
        ("", Path("rutland.xlsx"), ""),
    ],
)  # fmt: skip
def test_links_go_to_where_the_workbook_is(library, address, path, link):
    found = checked(library, opened(FAULTS, address=address))
    assert {each.file for each in found.items} == {path}
    assert found.links == ({} if link is None else {path: link})


def test_figures_of_the_configuration_are_held_against_it(library, tmp_path):
    with pytest.raises(Refused) as caught:
        check_open(library, opened(), str(tmp_path / "none.csv"))
    assert [each.code for each in caught.value.findings] == ["FILE01"]
