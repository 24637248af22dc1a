"""The published outcomes framework, row by row: what is wrong is found, what is right is left."""

from __future__ import annotations

import csv
import re

import pytest

from tests.support.dashboards import FRAMEWORK, checked
from tests.support.templates import ROOT

PAPER = ROOT.parent / "shared" / "sources" / "bct-outcomes-framework-v2.txt"

# Each printed row: its line in the file, its number and value, and the codes it must get.
# A blank number is printed blank. The six targets without a sign share one note, at row 7.
SIGNED = [
    (3, "1a", "64.4", ""),
    (4, "", "65.1", ""),
    (5, "1b", "83.9", ""),
    (6, "", "80.1", ""),
    (7, "2a", "99% / 99%", ""),
    (8, "2b", "94% / 92%", ""),
    (9, "2c", "44% / 57%", ""),
    (10, "2d", "93% / 92%", "DASH03"),  # > 50% and good is down
    (11, "2e", "73% / 87%", "DASH01"),  # LPT misses > 80% and the mark says met
    (12, "3", "73.9", ""),
    (13, "4", "70,015", ""),
    (14, "5", "42,960", "DASH03"),  # < 44,295 and good is up
    (15, "6", "8,808", "DASH03"),  # < 8,399 and good is up
    (16, "7", "100%", "DASH10"),  # equal to a target without a sign: met; the one note
    (18, "8", "18.9", ""),  # rising, though low is good: the arrow is only movement
    (19, "9", "1,616", ""),
    (20, "10", "79.8%", ""),
    (21, "11", "676.5", "DASH11"),  # three places announced, two rows
    (22, "", "547.9", ""),
    (23, "12", "526.6", "DASH11"),  # a rate, under a proportion, with a percentage beneath
    (24, "", "86.5%", "DASH03"),
    (25, "13", "92.7%", "DASH03 DASH11"),
    (26, "", "89.0%", "DASH03"),
    (27, "", "69.8%", "DASH11"),  # the label of row 13 once more
    (28, "", "80.4%", ""),
    (29, "", "83.2%", ""),
    (31, "14", "8,973", ""),
    (32, "15", "536.9", "DASH07"),  # marked without a target
    (33, "", "509.2", ""),
    (34, "", "574.7", "DASH07"),
    (35, "16", "80.6%", "DASH04"),  # at most 95% by good is, and marked not met
    (36, "17", "6.6", ""),
    (37, "18", "00:12:28", ""),
    (38, "19", "288,756", ""),
    (40, "20", "51.9", ""),
    (41, "", "47.0", ""),
    (42, "", "46.4", ""),
    (43, "21", "48.9%", ""),
    (44, "22", "73.8%", ""),
    (45, "23", "9.0%", ""),
    (46, "24", "16.7%", ""),  # no arrow
    (47, "25", "51.0%", ""),
    (48, "26", "75.9%", ""),
    (49, "27", "1,230", ""),
    (50, "28", "89.6%", ""),
    (51, "29", "8.7", ""),
    (53, "30", "Green", ""),
    (54, "31", "553.7", ""),
    (55, "32", "UHL 9.1%", ""),
    (56, "", "LPT 9.0%", ""),
    (57, "", "UHL 7.8%", ""),
    (58, "", "LPT 8.1%", ""),
    (59, "33", "66.6", ""),  # equal is not more than
    (60, "34", "Good", ""),
]


@pytest.fixture(scope="module")
def items():
    return checked(FRAMEWORK)


def line_of(item) -> int:
    return int(re.search(r"\.csv:(\d+)", item.finding.where)[1])


@pytest.mark.parametrize(("line", "number", "value", "codes"), SIGNED)
def test_a_printed_row_gets_these_codes_and_no_others(items, line, number, value, codes):
    with FRAMEWORK.open(encoding="utf-8", newline="") as text:
        printed = list(csv.reader(text))[line - 1]
    assert (printed[1], printed[3]) == (number, value)
    assert sorted(i.finding.code for i in items if line_of(i) == line) == codes.split()


def test_every_measure_of_the_framework_is_signed(items):
    with FRAMEWORK.open(encoding="utf-8", newline="") as text:
        valued = [n for n, row in enumerate(csv.reader(text), 1) if row[3] and n > 1]
    assert valued == [line for line, *_ in SIGNED]
    assert len(SIGNED) == 54
    assert {line_of(item) for item in items} <= set(valued)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (10, "Good is ↓ (low is good), and the target >50% asks for more; the mark ● fits"),
        (11, "the mark ● says met, and 73% does not meet > 80% (LPT)"),
        (14, "Good is ↑ (high is good), and the target < 44,295 asks for less"),
        (16, "no sign such as <= or >= stands in 6 of the targets: 7, 16, 17, 18, 22, 31."),
        (16, "taken as at least: 7, 22, 31. By Good is taken as at most: 16, 17, 18."),
        (21, "3 figures are announced (Leicester, Leicestershire, Rutland), and 2 stand"),
        (23, "figures of different units stand together (526.6 and 86.5%)"),
        (23, "the label says a share of a whole, and the value is 526.6"),
        (27, "the same label and number stand as above"),
        (32, "the mark is ■, and the target is blank"),
        (35, "Good is ↓ makes it at most: 80.6% meets <= 95%, and the mark ■ says not met"),
    ],
)
def test_the_contradictions_are_told_with_what_was_read(items, line, words):
    assert words in " ".join(item.finding.message for item in items if line_of(item) == line)


def test_a_finding_names_line_column_and_heading(items):
    found = next(item for item in items if item.finding.code == "DASH01")
    assert found.finding.where == f"{FRAMEWORK}:11, column F, On target?"
    assert found.field == "Alcohol brief advice, On target?"


def paper() -> list[list[str]]:
    if not PAPER.exists():
        pytest.skip("the published papers are not here (../shared/sources)")
    lines = PAPER.read_text(encoding="utf-8").splitlines()
    first = next(n for n, line in enumerate(lines) if line.startswith("LLR Plans\t"))
    table = [line for line in lines[first:] if line.strip()][:-1]
    return [[cell.strip() for cell in line.split("\t")] for line in table]


def test_the_copy_has_every_cell_of_the_paper_in_its_order():
    with FRAMEWORK.open(encoding="utf-8", newline="") as text:
        copied = list(csv.reader(text))
    printed = paper()
    assert len(copied) == len(printed)
    slid = []
    for line, (ours, theirs) in enumerate(zip(copied, printed, strict=True), 1):
        assert [cell for cell in ours if cell] == [cell for cell in theirs if cell]
        if ours != (theirs + [""] * 11)[:11]:
            slid.append(line)
    # The text of the paper has these two rows a column beside their headings.
    assert slid == [11, 57]


def test_the_text_of_the_paper_itself_is_checked_with_the_same_outcome(items):
    paper()
    found = [item.finding for item in checked(PAPER)]
    beside = [each for each in found if each.code == "DASH22"]
    assert ["to the left" in each.message for each in beside] == [True, False]
    assert [(each.code, each.message) for each in found if each.code != "DASH22"] == [
        (item.finding.code, item.finding.message) for item in items
    ]


def test_the_dashboard_of_2014_is_found_in_its_paper_and_not_drowned():
    path = PAPER.with_name("integration-executive-dashboard-2014.txt")
    if not path.exists():
        pytest.skip("the published papers are not here (../shared/sources)")
    note, bands = checked(path)
    assert note.finding.code == "DASH21"
    assert bands.finding.code == "DASH25"
    assert "no column for Good is" in note.finding.message
