"""The check of dashboard files: the same findings from every kind of file, each with its cell."""

from __future__ import annotations

import contextlib
import csv

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.dashboards import (
    FRAMEWORK,
    HEADINGS,
    checked,
    csv_file,
    told,
    xlsx_file,
)
from tests.support.libreoffice import converted
from xlbcf.rules.findings import Refused

ONE_WRONG = ("Falls", "5", "> 9", "●", "↑", "↑")


def framework() -> list[list[str]]:
    with FRAMEWORK.open(encoding="utf-8", newline="") as text:
        return list(csv.reader(text))


def found(path, **options) -> list[str]:
    return [item.finding.code for item in checked(path, **options)]


def refusal(path, **options):
    with pytest.raises(Refused) as caught:
        checked(path, **options)
    (only,) = caught.value.findings
    return only


# In a cell the figures have lost their commas and end noughts.
def plain(items):
    return [(code, field) for code, _, field in told(items)]


def test_a_workbook_with_numbers_gives_what_the_text_gives(tmp_path):
    items = checked(xlsx_file(tmp_path, framework()))
    assert plain(items) == plain(checked(FRAMEWORK))
    assert {item.sheet for item in items} == {"Summary"}
    mark = next(item for item in items if item.finding.code == "DASH04")
    assert mark.cell == "F35"
    assert mark.finding.where == f"{tmp_path / 'table.xlsx'}, Summary!F35"
    assert "80.6% meets <= 95%" in mark.finding.message


def test_an_opendocument_sheet_gives_what_the_workbook_gives(tmp_path):
    book = xlsx_file(tmp_path, framework())
    ods = converted([book], "ods", tmp_path) / "table.ods"
    assert [(i.finding.code, i.finding.message, i.sheet, i.cell) for i in checked(ods)] == [
        (i.finding.code, i.finding.message, i.sheet, i.cell) for i in checked(book)
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_is_read_whatever_its_delimiter_and_encoding(tmp_path, delimiter, encoding):
    path = tmp_path / "table.csv"
    with path.open("w", encoding=encoding, newline="") as out:
        csv.writer(out, delimiter=delimiter).writerows(framework())
    assert told(checked(path)) == told(checked(FRAMEWORK))


def test_the_headings_are_found_beneath_titles_and_in_any_order_and_spelling(tmp_path):
    rows = [
        ["Our dashboard"],
        [],
        ["", "GOOD IS", "On target", "target", "Value", "Measure"],
        ["", "↑", "●", "> 9", "5", "Falls"],
    ]
    (item,) = checked(csv_file(tmp_path, rows))
    assert (item.finding.code, item.field) == ("DASH01", "Falls, On target")
    assert item.finding.where.endswith("table.csv:4, column C, On target")


def test_a_table_without_labels_is_checked_row_by_row(tmp_path):
    rows = [["value", "target", "mark", "arrow", "good_is"]]
    rows += [["5", "> 9", "●", "↑", "↑"], ["5%", "> 9%", "■", "↑", "↑"], ["5", "7", "■", "", "↑"]]
    items = checked(csv_file(tmp_path, rows))
    assert [item.finding.code for item in items] == ["DASH01", "DASH10"]
    assert "no sign such as <= or >= stands in 1 of the targets: row 4" in items[1].finding.message


def test_the_likelier_heading_is_the_column_where_two_would_do(tmp_path):
    head = ["Metric", "Description", "Current", "Latest data", "Target", "On target?"]
    rows = [head, ["M1", "Falls", "10", "5", "> 9", "●"]]
    (item,) = checked(csv_file(tmp_path, rows))
    assert item.field == "Falls, On target?"


def test_headings_repeated_on_a_new_page_begin_the_table_anew(tmp_path):
    again = ["x", *HEADINGS]
    rows = [HEADINGS, ONE_WRONG, [], again, ["", *ONE_WRONG]]
    items = checked(csv_file(tmp_path, rows))
    assert [item.finding.where.rpartition(":")[2] for item in items] == [
        "2, column D, On target?",
        "5, column E, On target?",
    ]


def test_every_sheet_with_a_dashboard_is_checked_or_the_one_named(tmp_path):
    xlsxwriter = pytest.importorskip("xlsxwriter")
    path = tmp_path / "two.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name in ("Cover", "One", "Two"):
            sheet = book.add_worksheet(name)
            for number, cells in enumerate([HEADINGS, ONE_WRONG] if name != "Cover" else []):
                sheet.write_row(number, 0, cells)
    assert [item.sheet for item in checked(path)] == ["One", "Two"]
    assert [item.sheet for item in checked(path, sheet="two")] == ["Two"]
    missing = refusal(path, sheet="Three")
    assert (missing.code, missing.facts["expected"]) == ("DASH24", "Cover, One, Two")
    assert refusal(path, sheet="Cover").code == "DASH20"


@pytest.mark.parametrize(
    ("headings", "lacks"),
    [
        (["Description", "Latest data", "On target?"], "lacks target"),
        (["Description", "Latest data", "Target"], "lacks one of mark, rating, good is"),
        (["a", "b"], "no row has any of the headings"),
        ([], "no row has any of the headings"),
    ],
)
def test_a_file_without_a_dashboard_is_refused_with_what_it_has(tmp_path, headings, lacks):
    only = refusal(csv_file(tmp_path, [headings, ["1", "2", "3"]]))
    assert only.code == "DASH20"
    assert lacks in only.message
    assert "value (such as Latest data), target (such as Target), and one of mark" in only.message


def test_a_heading_that_stands_twice_is_refused(tmp_path):
    rows = [[*HEADINGS, "Target"], [*ONE_WRONG, "6"]]
    only = refusal(csv_file(tmp_path, rows))
    assert (only.code, only.facts["first"], only.facts["second"]) == ("FIG15", "3", "7")


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("table.pdf", b"x", "FILE06"),
        ("table", b"x", "FILE06"),
        ("table.csv", b"\0\1\2", "FILE02"),
        ("table.csv", b'Description,Target\n"x,1', "FILE02"),
        ("table.csv", b"", "DASH20"),
        ("table.xlsx", b"no zip", "BOOK01"),
        ("table.ods", b"no zip", "BOOK01"),
        ("missing.csv", None, "FILE01"),
        ("missing.ods", None, "FILE01"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_by_code(tmp_path, name, content, code):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    assert refusal(tmp_path / name).code == code


def test_bands_that_are_not_known_are_refused(tmp_path):
    only = refusal(csv_file(tmp_path, [HEADINGS, ONE_WRONG]), bands="impacts")
    assert (only.code, only.facts["expected"]) == ("DASH19", "savings, milestones, finance, impact")


def test_ratings_are_held_against_the_bands_asked_for(tmp_path):
    head = ["Metric", "Target", "Current data", "Data RAG", "Good is", "Commentary"]
    rows = [
        head,
        ["Delays", "267.06", "357.7", "A", "Low", "Rising since April."],
        ["Reablement", "93.86%", "78.60%", "R", "High", ""],
    ]
    path = csv_file(tmp_path, rows)
    assert found(path) == ["DASH10", "DASH25", "DASH17"]
    items = checked(path, bands="impact")
    assert [item.finding.code for item in items] == ["DASH16", "DASH10", "DASH17", "DASH18"]
    assert "adverse by 33.94% of plan, red" in items[0].finding.message
    assert "10% of plan is 9.39 percentage points" in items[3].finding.message


def test_a_sign_that_is_not_understood_is_told_once_with_its_rows(tmp_path):
    rows = [HEADINGS, *[[f"Row {n}", "5", "> 9", "perhaps", "↑", "↑"] for n in range(3)]]
    (item,) = checked(csv_file(tmp_path, rows))
    assert item.finding.code == "DASH12"
    assert "“perhaps” is not understood as a mark" in item.finding.message
    assert "It stands in Row 0, Row 1, Row 2." in item.finding.message


def test_ratings_without_bands_are_one_note_that_names_the_bands(tmp_path):
    head = ["Metric", "Target", "Current data", "Data RAG", "Good is"]
    rows = [head, *[["Delays", "<= 9", "8", rating, "Low"] for rating in ("G", "R", "NA")]]
    (note,) = checked(csv_file(tmp_path, rows))
    assert note.finding.code == "DASH25"
    assert "2 of the ratings could not be held against the figures" in note.finding.message
    assert "savings, milestones, finance, impact" in note.finding.message


def test_what_is_told_once_for_several_rows_reads_well_for_one(tmp_path):
    head = ["Metric", "Target", "Current data", "Data RAG", "Good is"]
    path = csv_file(tmp_path, [head, ["Reablement", "93.86%", "78.60%", "R", "High"]])
    unsigned, unbanded = (item.finding.message for item in checked(path))
    assert unsigned.startswith("no sign such as <= or >= stands in 1 of the targets: Reablement.")
    assert unbanded.startswith("1 of the ratings could not be held against the figures")
    wide = checked(path, bands="impact")[-1].finding
    assert wide.code == "DASH18"
    assert wide.message.startswith("wide bands rate 1 of the percentages: Reablement.")


def test_without_a_column_for_the_good_direction_one_note_says_so(tmp_path):
    head = ["Metric", "Target", "Current data", "Data RAG"]
    rows = [["Our dashboard"], head, ["Delays", "267.06", "357.7", "R"], ["Falls", "9", "8", "G"]]
    path = csv_file(tmp_path, rows)
    note, bands = checked(path)
    assert bands.finding.code == "DASH25"
    assert (note.finding.code, note.finding.where) == ("DASH21", f"{path}:2")
    assert "no column for Good is, so a target without a sign is not judged" in note.finding.message
    signed = [head, ["Delays", "<= 267.06", "357.7", "R"]]
    assert found(csv_file(tmp_path, signed)) == ["DASH25"]


def test_a_table_far_down_a_page_is_found_with_its_delimiter(tmp_path):
    path = tmp_path / "page.txt"
    text = ["First, a page of words, with commas, many of them"] * 60
    path.write_text("\n".join([*text, "\t".join(HEADINGS), "\t".join(ONE_WRONG)]), encoding="utf-8")
    (item,) = checked(path)
    assert item.finding.where == f"{path}:62, column D, On target?"


def test_a_number_repeated_beside_each_stacked_row_is_one_stack(tmp_path):
    rows = [
        ["No.", *HEADINGS],
        ["15", "Beds [Figures are, top-to-bottom: A, B]", "5", "< 9", "●", "↑", "↓"],
        ["15", "", "6", "< 9", "●", "↑", "↓"],
    ]
    assert checked(csv_file(tmp_path, rows)) == []


def test_a_mark_such_as_na_says_that_there_is_none(tmp_path):
    rows = [HEADINGS, ["Falls", "", "> 9", "n/a", "-", "↑"]]
    assert checked(csv_file(tmp_path, rows)) == []


def test_titles_sections_and_notes_are_no_rows(tmp_path):
    rows = [
        HEADINGS,
        ["A - Prevention"],
        ["Falls", "10", "> 9", "●", "↑", "↑"],
        ["In development", "", "", "", "", "↑"],
        ["", "see the notes", "on page 2"],
    ]
    assert checked(csv_file(tmp_path, rows)) == []


def test_a_row_with_a_sign_for_each_figure_is_seen_to_have_slid(tmp_path):
    rows = [HEADINGS, ["73% / 87%", "> 80%", "● / ●", "↑ / ↑", "↑", ""]]
    slid, wrong = checked(csv_file(tmp_path, rows))
    assert slid.finding.code == "DASH22"
    assert "the mark ● says met, and 73% does not meet > 80% (part 1)" in wrong.finding.message


def test_a_row_that_slid_right_over_its_label_is_not_guessed_at(tmp_path):
    rows = [HEADINGS, ["Admissions", "1", "616", "< 1,548", "■", "↓", "↓"]]
    (item,) = checked(csv_file(tmp_path, rows))
    assert item.finding.code == "DASH22"
    assert "it was not checked" in item.finding.message


def test_a_good_direction_merged_over_several_rows_holds_for_each(tmp_path):
    xlsxwriter = pytest.importorskip("xlsxwriter")
    path = tmp_path / "merged.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Summary")
        for number, cells in enumerate([HEADINGS, ONE_WRONG, ("", "95", "< 90", "■", "↑", "")]):
            sheet.write_row(number, 0, cells)
        sheet.merge_range("F2:F3", "↑")
    assert [(i.finding.code, i.cell) for i in checked(path)] == [("DASH01", "D2"), ("DASH03", "F3")]


def test_a_mark_merged_over_several_values_is_not_laid_to_one_of_them(tmp_path):
    xlsxwriter = pytest.importorskip("xlsxwriter")
    path = tmp_path / "merged.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Summary")
        for number, cells in enumerate([HEADINGS, ("A", "10", "> 9"), ("B", "5", "> 9")]):
            sheet.write_row(number, 0, cells)
        sheet.merge_range("D2:D3", "■")
    assert checked(path) == []


def test_a_mark_merged_over_the_height_of_one_row_is_its_mark(tmp_path):
    xlsxwriter = pytest.importorskip("xlsxwriter")
    path = tmp_path / "merged.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Summary")
        sheet.write_row(0, 0, HEADINGS)
        for column, text in enumerate(ONE_WRONG):
            sheet.merge_range(1, column, 2, column, text)
    assert [(i.finding.code, i.cell) for i in checked(path)] == [("DASH01", "D2")]


@pytest.mark.parametrize(
    ("labels", "values", "told_of"),
    [
        (["Falls [Figures are LPT / UHL]"], ["5% / 6%"], ""),
        (["Falls [Figures are LPT / UHL]"], ["5%"], "2 figures are announced (LPT, UHL), and 1"),
        (["Falls [Figures are LPT / UHL]"], ["n/a"], ""),
        (["Falls", "[Figures are, top-to-bottom: A, B]"], ["5", "6"], ""),
        (["Falls", "[Figures are, top-to-bottom: A, B]"], ["5", "6%"], "of different units"),
        (["Falls [Figures are, top to bottom: A, B]", ""], ["5", "6"], ""),
        (["Falls [Figures are, top to bottom: A, B]"], ["5\n6"], ""),
        (["Falls [Figures are, top to bottom: A, B]", "", ""], ["5", "6", "7"], "and 3 stand"),
        (["Proportion at home"], ["526.6"], "the label says a share of a whole"),
        (["Proportion at home"], ["86.5"], ""),
        (["Admissions per 100,000 population"], ["86.5%"], "the label says a rate"),
        (["Percentage change"], ["105%"], ""),
        (["Leicester", "Leicester"], ["5", "6"], ""),
    ],
)
def test_figures_that_do_not_fit_their_label_are_queried(tmp_path, labels, values, told_of):
    pairs = zip(labels, values, strict=True)
    rows = [HEADINGS, *[[label, value, "", "", "↑", "↑"] for label, value in pairs]]
    items = checked(csv_file(tmp_path, rows))
    assert [item.finding.code for item in items] == (["DASH11"] if told_of else [])
    assert all(told_of in item.finding.message for item in items)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.lists(st.text(max_size=8) | st.sampled_from(["●", "↑", "5", "> 5%"]), max_size=8),
        max_size=5,
    )
)
def test_no_table_however_odd_raises(tmp_path, rows):
    lines = "\n".join("\t".join(map(repr, cells)) for cells in [list(HEADINGS), *rows])
    path = tmp_path / "odd.tsv"
    path.write_text(lines.replace("'", ""), encoding="utf-8", errors="replace")
    with contextlib.suppress(Refused):
        checked(path)
