"""Real returns of another department are checked with a mapping and no code of their own.

Both are filled with invented data. What is found in them was looked up in the workbooks one by one.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from tests.support.commands import refused, xlbcf
from tests.support.templates import ROOT
from xlbcf.desk.checking.check import Checked, check_return
from xlbcf.desk.checking.reading import ReadReturn, read_return
from xlbcf.desk.folder import Home
from xlbcf.desk.library import Library

PATHFINDERS, TOWNS = "mhclg-pathfinders-round-1", "mhclg-towns-fund-round-7"
FILES = {PATHFINDERS: "mhclg_PF_Round_1_Success.xlsx", TOWNS: "mhclg_TF_Round_7_Success.xlsx"}
OTHER_ROUND = "mhclg_TF_Round_6_Success.xlsx"
SHARED = ROOT.parent / "shared" / "workbooks"
each_return = pytest.mark.parametrize("return_id", FILES)

Spot = tuple[str, str, str]


def workbook(name: str) -> Path:
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"the workbook {name} is not beside this checkout")
    return path


def library() -> Library:
    return Library(Home(ROOT))


@cache
def checked(path: Path) -> Checked:
    return check_return(library(), path)


def found_in(path: Path) -> list[Spot]:
    """Return code, sheet and cell of everything found in a file."""
    outcome = checked(path)
    assert outcome.file, outcome.refused
    return sorted((each.finding.code, each.sheet, each.cell) for each in outcome.file.items)


@cache
def read(return_id: str) -> ReadReturn:
    return read_return(library(), workbook(FILES[return_id]))


@each_return
def test_a_return_of_another_department_is_known_by_its_workbook(return_id: str) -> None:
    outcome = read(return_id)
    assert outcome.mapping.id == return_id
    assert outcome.findings == ()
    assert len(outcome.cells) == len(outcome.mapping.fields)


@pytest.mark.parametrize(
    ("return_id", "place", "required"),
    [(PATHFINDERS, "Bolton Council", 191), (TOWNS, "Barrow", 1173)],
)
def test_what_is_required_is_worked_out_and_none_of_it_is_blank(
    return_id: str, place: str, required: int
) -> None:
    file = checked(workbook(FILES[return_id])).file
    assert file
    assert (file.place, file.required, file.blank) == (place, required, 0)


def test_another_round_of_the_form_is_no_known_return() -> None:
    (found,) = checked(workbook(OTHER_ROUND)).refused
    assert found.code == "CHK01"


#: For each total of the Pathfinders return that is wrong, what it shows and what its parts come to.
#: Match funding: secured and unsecured. Department: committed, not committed, flexibilities.
PATHFINDERS_TOTALS = {
    "C51": ("9", "4"), "E51": ("38", "4.96"), "F51": ("19.98", "4.98"), "G51": ("14.23", "4.23"),
    "H51": ("9.2", "4.2"), "J51": ("8.98", "3.98"), "K51": ("6.75", "3.2"), "L51": ("5.2", "3.2"),
    "M51": ("5.19", "3.19"),
    "E48": ("4", "25"), "F48": ("4", "6"), "G48": ("4", "8"), "J48": ("4", "29"),
    "K48": ("4", "10"), "L48": ("4", "12"), "M48": ("4", "8"),
    # The form's own formula adds both sub-totals to the lines they are made of.
    "O52": ("292.47", "151.53"),
}  # fmt: skip
#: Likewise of the Towns Fund return. The total of programme management for April to September 2024
#: shows 0 though revenue is 5,000: the form has no formula there, and the year's total adds the
#: lines themselves. The fourth project spends 3 in the second half of 2021-22, its year shows 2.
TOWNS_TOTALS = {
    "S28": ("0", "5000"), "U28": ("11000", "6000"), "L125": ("2", "3"), "L129": ("2", "3"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("return_id", "sheet", "totals"),
    [
        (PATHFINDERS, "Finances", PATHFINDERS_TOTALS),
        (TOWNS, "4a - Funding Profiles", TOWNS_TOTALS),
    ],
)
def test_the_totals_that_do_not_add_up_are_found_and_nothing_else(
    return_id: str, sheet: str, totals: dict[str, tuple[str, str]]
) -> None:
    path = workbook(FILES[return_id])
    assert found_in(path) == sorted(("ACR01", sheet, cell) for cell in totals)
    file = checked(path).file
    assert file
    told = {each.cell: each.finding.facts for each in file.items}
    shown = {cell: (facts["found"], facts["expected"]) for cell, facts in told.items()}
    assert shown == totals


#: Changes to a return and what each must lead to, beyond what is found in it anyway.
PATHFINDERS_CHANGES: dict[str, list[Spot]] = {
    # blank; a conditional answer blank; the form's prompt
    "Admin!B24=": [("DONE01", "Admin", "B24")],
    "Finances!B31=": [("DONE01", "Finances", "B31")],
    "Progress!D19=Please select an option": [("DONE02", "Progress", "D19")],
    # outside the drop-down, also one that hangs on the theme beside it; a space too many
    "Risks!C9=Piranhas": [("VAL10", "Risks", "C9")],
    "Outputs!C20=Footfall": [("VAL10", "Outputs", "C20")],
    "Finances!B11=Yes ": [("VAL09", "Finances", "B11")],
    # a date and a number as text; words for a number; an explanation of 101 words
    "Sign off!B22='04/03/2024": [("VAL07", "Sign off", "B22")],
    "Finances!K70='20": [("VAL02", "Finances", "K70")],
    "Finances!K71=thirty": [("VAL04", "Finances", "K71")],
    "Progress!E16=" + "fine " * 101: [("VAL11", "Progress", "E16")],
    # more used than there is
    "Finances!B25=121": [("ACR03", "Finances", "B18")],
    # allowed: the optional telephone, another entry of a list, an answer in words
    "Admin!B29=0116 496 0000": [],
    "Risks!E10=5 - Very High": [],
    "Progress!B6=As planned.": [],
}
TOWNS_CHANGES: dict[str, list[Spot]] = {
    "3 - Programme Progress!M20=": [("DONE01", "3 - Programme Progress", "M20")],
    "2 - Project Admin!F29=< Select >": [("DONE02", "2 - Project Admin", "F29")],
    # delayed, so that the reason becomes required; the reason beside it is the form's prompt
    "3 - Programme Progress!G21=3. Ongoing - delayed": [
        ("DONE02", "3 - Programme Progress", "H21")
    ],
    "3 - Programme Progress!G20=2. Ongoing - on track ": [
        ("VAL09", "3 - Programme Progress", "G20")
    ],
    "4a - Funding Profiles!E50=yes": [("VAL10", "4a - Funding Profiles", "E50")],
    "7 - Risk Register!H12=Huge": [("VAL10", "7 - Risk Register", "H12")],
    "3 - Programme Progress!D20='Jan-20": [("VAL07", "3 - Programme Progress", "D20")],
    "8 - Review & Sign-Off!C18='27/12/2024": [("VAL07", "8 - Review & Sign-Off", "C18")],
    "6 - Outcomes!I22='24": [("VAL02", "6 - Outcomes", "I22")],
    # A project that begins after its end
    "3 - Programme Progress!E22=2019-01-31": [("ACR03", "3 - Programme Progress", "E22")],
    # The second signatory's name is gone, and the form tests for it only in the other programme.
    "8 - Review & Sign-Off!C15=": [("DONE01", "8 - Review & Sign-Off", "C15")],
    # allowed
    "2 - Project Admin!J27=Yes": [],
    "4b - PSI!J13=None.": [],
}
#: An output of the Towns Fund chosen with one half-year left blank: the form's own flag beside the
#: line counts blank totals, and so takes the line for complete.
HALF_FILLED = {
    "C33": "Number of closer collaborations with employers",
    **dict.fromkeys(("E33", "F33", "H33", "I33", "L33", "N33", "O33", "Q33", "R33", "T33"), "0"),
    **dict.fromkeys(("U33", "W33"), "0"),
}


def changed(return_id: str, changes: list[str], folder: Path) -> Path:
    path = folder / "changed.xlsx"
    path.write_bytes(workbook(FILES[return_id]).read_bytes())
    allowed = ("--allow-invalid", "--allow-locked", "--allow-formula")
    assert xlbcf("set", path, *changes, *allowed).status == 0
    return path


def added(return_id: str, changes: list[str], folder: Path) -> list[Spot]:
    """Return what is found in a changed return and not in the one it was made from."""
    before = found_in(workbook(FILES[return_id]))
    after = found_in(changed(return_id, changes, folder))
    assert not set(before) - set(after)
    return sorted(spot for spot in after if spot not in before and spot[0] != "CHK03")


@pytest.mark.parametrize(
    ("return_id", "changes"), [(PATHFINDERS, PATHFINDERS_CHANGES), (TOWNS, TOWNS_CHANGES)]
)
def test_each_fault_is_found_once_with_its_sheet_and_cell(
    return_id: str, changes: dict[str, list[Spot]], tmp_path: Path
) -> None:
    expected = sorted(spot for spots in changes.values() for spot in spots)
    assert added(return_id, list(changes), tmp_path) == expected


def test_a_flag_that_tests_less_than_its_line_is_reported(tmp_path: Path) -> None:
    sheet = "5 - Project Outputs"
    changes = [f"{sheet}!{cell}={value}" for cell, value in HALF_FILLED.items()]
    assert added(TOWNS, changes, tmp_path) == [("DONE01", sheet, "K33"), ("DONE03", sheet, "B33")]


@each_return
def test_a_return_without_a_blank_form_is_not_filled(return_id: str) -> None:
    assert refused("fill", return_id, "--dry-run")["code"] == "MAP12"


def test_the_command_tells_what_it_found() -> None:
    path = workbook(FILES[PATHFINDERS])
    outcome = xlbcf("check", path, "--json")
    assert outcome.status == 1
    (file,) = outcome.plain["files"]
    assert (file["return"], file["place"]) == (PATHFINDERS, "Bolton Council")
    assert {each["code"] for each in file["findings"]} == {"ACR01"}
