"""The repair command: a file's links to other copies of the add-in, turned and told."""

from __future__ import annotations

from tests.books.test_addin_links import HOLDER, linked
from tests.support.commands import refused, xlbcf
from tests.support.editing import parts_in
from xlbcf.books.replacement import backups

ELSEWHERE = "file:///C:\\Users\\sam\\xlbcf.xlam"


def test_links_are_turned_and_the_earlier_version_is_kept(tmp_path):
    path = tmp_path / "dashboard.xlsx"
    path.write_bytes(linked(ELSEWHERE))
    outcome = xlbcf("repair", path)
    (kept,) = backups(path)
    assert outcome.status == 0
    assert outcome.out.splitlines() == [
        f"{path}: 1 link to other copies of xlbcf.xlam turned; 2 formulas use them.",
        f"The earlier version is kept as {kept}",
    ]
    assert kept.read_bytes() == linked(ELSEWHERE)
    assert b'Target="xlbcf.xlam"' in parts_in(path.read_bytes())[HOLDER.format(1)]


def test_a_file_without_such_links_is_left_alone(tmp_path):
    path = tmp_path / "dashboard.xlsx"
    path.write_bytes(linked("file:///C:\\plans.xlsx"))
    outcome = xlbcf("repair", path, "--json")
    assert (outcome.status, outcome.plain["links"], outcome.plain["backup"]) == (0, 0, None)
    assert path.read_bytes() == linked("file:///C:\\plans.xlsx")
    assert "no formula goes to another copy" in xlbcf("repair", path).out


def test_a_file_that_is_open_is_left_alone(tmp_path):
    path = tmp_path / "dashboard.xlsx"
    path.write_bytes(linked(ELSEWHERE))
    (tmp_path / "~$dashboard.xlsx").write_text("")
    assert refused("repair", path)["code"] == "FILE04"


def test_a_file_that_is_no_workbook_is_refused(tmp_path):
    path = tmp_path / "notes.xlsx"
    path.write_text("no workbook")
    assert refused("repair", path)["code"] == "BOOK01"
