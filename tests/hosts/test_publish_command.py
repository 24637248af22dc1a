"""The publish command: where the copy goes, what it says, and what it never writes over."""

from __future__ import annotations

import pytest

from tests.support.commands import refused, xlbcf
from tests.support.editing import parts_in
from tests.support.fills import EOY
from tests.support.laden import laden, zipped_again
from tests.support.templates import template_of
from xlbcf.desk.publish import copy_name


@pytest.fixture
def workbook(tmp_path):
    path = tmp_path / "dashboard.xlsm"
    path.write_bytes(laden())
    return path


@pytest.mark.parametrize(
    ("name", "copy"),
    [
        ("a.xlsx", "a (values only).xlsx"),
        ("a.b.xlsm", "a.b (values only).xlsx"),
        ("Book1", "Book1 (values only).xlsx"),
    ],
)
def test_a_copy_is_named_after_its_workbook(name, copy):
    assert copy_name(name) == copy


def test_the_copy_stands_beside_the_workbook_which_stays_as_it_is(workbook):
    outcome = xlbcf("publish", workbook)
    copy = workbook.parent / "dashboard (values only).xlsx"
    assert outcome.status == 0
    assert copy.exists()
    assert workbook.read_bytes() == laden()
    lines = outcome.out.splitlines()
    assert lines[0] == f"{copy}: a copy with values only."
    assert lines[1] == "10 formulas are values now."
    assert lines[2].startswith("Not in the copy: macros; ribbon; links to other workbooks: plans")
    assert lines[3] == "1 cell shows an error: Data!C3."
    assert lines[4] == "Still in it, and anybody can show them: the hidden sheets “Hidden”."
    assert lines[5].startswith("Still in it: comments and notes")


def test_the_copy_goes_where_it_is_told(workbook, tmp_path):
    (tmp_path / "out").mkdir()
    assert xlbcf("publish", workbook, "--out", tmp_path / "out").status == 0
    assert (tmp_path / "out" / "dashboard (values only).xlsx").exists()
    assert xlbcf("publish", workbook, "--out", tmp_path / "board").status == 0
    assert (tmp_path / "board" / "dashboard (values only).xlsx").exists()
    assert xlbcf("publish", workbook, "--out", tmp_path / "new" / "paper.xlsx").status == 0
    assert (tmp_path / "new" / "paper.xlsx").exists()


@pytest.mark.parametrize("name", ["paper.xlsm", "paper.csv"])
def test_a_copy_is_not_named_as_another_kind_of_file(name, workbook, tmp_path):
    assert refused("publish", workbook, "--out", tmp_path / name)["code"] == "FILE08"
    assert not (tmp_path / name).exists()


def test_its_own_copy_is_replaced(workbook):
    assert xlbcf("publish", workbook).status == 0
    workbook.write_bytes(template_of(EOY).bytes)
    outcome = xlbcf("publish", workbook, "--json")
    assert (outcome.status, outcome.plain["formulas"]) == (0, 160)
    assert outcome.plain["hidden_sheets"] == ["Lists", "Plan data"]
    assert outcome.plain["removed"] == []


def test_a_copy_that_somebody_saved_since_is_not_replaced(workbook):
    assert xlbcf("publish", workbook).status == 0
    copy = workbook.parent / "dashboard (values only).xlsx"
    parts = parts_in(copy.read_bytes())
    # What Excel changes in any case when somebody saves.
    core = parts["docProps/core.xml"]
    parts["docProps/core.xml"] = core.replace(b">xlbcf publish<", b">Sam<")
    copy.write_bytes(zipped_again(parts))
    before = copy.read_bytes()
    assert refused("publish", workbook)["code"] == "PUB04"
    assert copy.read_bytes() == before


def test_another_file_in_the_way_is_not_replaced(workbook, tmp_path):
    other = tmp_path / "notes.xlsx"
    other.write_text("mine")
    assert refused("publish", workbook, "--out", other)["code"] == "PUB04"
    assert other.read_text() == "mine"


def test_the_workbook_itself_is_never_the_copy(workbook):
    own = workbook.rename(workbook.with_suffix(".xlsx"))
    assert refused("publish", own, "--out", own)["code"] == "PUB04"
    assert own.read_bytes() == laden()


def test_a_copy_that_is_open_is_not_replaced(workbook):
    assert xlbcf("publish", workbook).status == 0
    (workbook.parent / "~$dashboard (values only).xlsx").write_text("")
    assert refused("publish", workbook)["code"] == "FILE04"


def test_a_workbook_that_is_missing_is_told(tmp_path):
    assert refused("publish", tmp_path / "none.xlsx")["code"] == "FILE01"
