"""Results of formulas: those stored, and those worked out for the check where they may be old."""

from __future__ import annotations

import warnings
from pathlib import Path

import openpyxl
import pytest

from tests.support.checking import check, form, found, items_of, message
from tests.support.commands import xlbcf
from tests.support.fills import EOY, fill, output
from tests.support.sheets import formula
from tests.support.templates import engine, template_of
from xlbcf.desk.checking.check import check_return
from xlbcf.desk.folder import find_home
from xlbcf.desk.library import Library

FLAG = 'IF(B6="","No","Yes")'
ON_LOAD = '<calcPr fullCalcOnLoad="1"/>'


@pytest.fixture(scope="module", autouse=True)
def _engine() -> None:
    engine(template_of(EOY).bytes)


@pytest.fixture(scope="module")
def leicestershire(tmp_path_factory) -> Path:
    """The published return of 2024-25, filled."""
    folder = tmp_path_factory.mktemp("out")
    fill(EOY, folder, "--place", "leicestershire")
    return output(folder, EOY)


def checked_again(path: Path):
    return check_return(Library(find_home()), path)


def codes_but_blanks(checked) -> list[tuple[str, str]]:
    """What is found, apart from blank cells and the note that results were worked out."""
    return [each for each in found(checked) if each[0] not in ("DONE01", "CHK03")]


def test_stored_results_are_taken_as_they_are(tmp_path: Path) -> None:
    assert found(check(tmp_path, {"D6": formula(FLAG, "Yes")})) == []
    # They may be old without a sign of it: then the flag simply disagrees.
    checked = check(tmp_path, {"D6": formula(FLAG, "Yes"), "B6": None})
    assert found(checked) == [("DONE01", "B6"), ("DONE03", "D6")]


@pytest.mark.parametrize(
    "data",
    [
        form({"D6": formula(FLAG), "B21": formula("200*2")}),
        form({"D6": formula(FLAG, "No"), "B21": formula("200*2", 0)}, calculation=ON_LOAD),
    ],
    ids=["missing", "old"],
)
def test_missing_and_old_results_are_worked_out_and_said_so(tmp_path: Path, data: bytes) -> None:
    checked = check(tmp_path, data)
    assert found(checked) == [("CHK03", "")]
    assert "so 2 that the check needs were worked out here" in message(checked, "CHK03")
    assert (tmp_path / "rutland.xlsx").read_bytes() == data


def test_what_was_worked_out_is_what_is_judged(tmp_path: Path) -> None:
    old = {"D6": formula(FLAG, "Yes"), "B21": formula("380", 400), "B6": None}
    checked = check(tmp_path, form(old, calculation=ON_LOAD))
    # The flag is No as it must be, so the overall one is wrong; and 388.4 misses a plan of 380.
    assert found(checked) == [("CHK03", ""), ("DONE03", "D1"), ("DONE01", "B6"), ("JUD01", "D21")]
    assert "against plan 380" in message(checked, "JUD01")


def test_what_no_engine_knows_is_unknown_and_never_complete(tmp_path: Path) -> None:
    data = form({"D6": formula("NOSUCHFUNCTION(B6)", "Yes")}, calculation=ON_LOAD)
    checked = check(tmp_path, data)
    assert [each for each in found(checked) if each[0] != "CHK03"] == [("DONE05", "")]
    assert "Form!D6" in message(checked, "DONE05")


def test_a_return_saved_by_a_program_that_does_not_calculate_is_judged_the_same(
    leicestershire: Path, tmp_path: Path
) -> None:
    saved = tmp_path / "by-openpyxl.xlsx"
    with warnings.catch_warnings():
        # openpyxl says that it drops the extension rules: that is what is looked for.
        warnings.simplefilter("ignore")
        openpyxl.load_workbook(leicestershire).save(saved)
    before = saved.read_bytes()
    checked, first = checked_again(saved), checked_again(leicestershire)
    lost = [each for each in codes_but_blanks(checked) if each not in codes_but_blanks(first)]
    assert [code for code, _ in lost] in ([], ["CHK04"])
    assert set(codes_but_blanks(first)) <= set(codes_but_blanks(checked))
    assert "CHK03" in [code for code, _ in found(checked)]
    assert checked.file.template_says is False
    assert (checked.file.blank, checked.file.required) == (first.file.blank, first.file.required)
    assert saved.read_bytes() == before


def test_a_return_edited_cell_by_cell_is_judged_by_what_excel_will_show(
    leicestershire: Path, tmp_path: Path
) -> None:
    edited = tmp_path / "edited.xlsx"
    edited.write_bytes(leicestershire.read_bytes())
    before = found(checked_again(edited))
    # A person's name on the cover: its flag becomes Yes, which the file does not store.
    outcome = xlbcf("set", edited, "'2. Cover'!C9=A person")
    assert outcome.status == 0, outcome.err
    content = edited.read_bytes()
    after = found(checked_again(edited))
    assert ("DONE01", "C9") in before
    assert sorted(after) == sorted([*(e for e in before if e != ("DONE01", "C9")), ("CHK03", "")])
    assert edited.read_bytes() == content
    assert not [each for each in items_of(checked_again(edited)) if "D9" in each.cell]


def test_choosing_another_place_brings_its_plans(leicestershire: Path, tmp_path: Path) -> None:
    edited = tmp_path / "edited.xlsx"
    edited.write_bytes(leicestershire.read_bytes())
    xlbcf("set", edited, "'2. Cover'!C8=Rutland")
    checked = checked_again(edited)
    assert checked.file.place == "Rutland"
    # The paper gives no plans for Rutland: there is nothing to hold the assessments against.
    assert not [code for code, _ in found(checked) if code in ("JUD01", "JUD02", "NAR07")]


def test_results_that_come_out_as_they_are_stored_need_no_note(tmp_path: Path) -> None:
    current = {"D6": formula(FLAG, "Yes"), "B21": formula("200*2", 400)}
    assert found(check(tmp_path, form(current, calculation=ON_LOAD))) == []
