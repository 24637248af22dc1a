"""What buttons write on the server: a folder for each press, and none of it stays for long."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support.fills import EOY
from tests.support.office_payload import payload
from tests.support.open_returns import form
from tests.support.serving import serving
from xlbcf.hosts.server import reports

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XLBCF_CONFIG_DIR", str(tmp_path))
    return tmp_path / "reports"


def written(folder: Path, hours_ago: float = 0) -> Path:
    """Write a report into a folder some hours ago."""
    folder.mkdir(parents=True)
    (folder / "Check of return.xlsx").write_bytes(b"findings")
    then = time.time() - hours_ago * 60 * 60
    os.utime(folder, (then, then))
    return folder


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_each_press_has_a_folder_of_its_own_among_the_reports(folder):
    found = {reports.folder_for_press() for _ in range(100)}
    assert len(found) == 100
    assert {each.parent for each in found} == {folder}
    assert not folder.exists()


def test_after_a_day_reports_are_removed_by_the_next_press_whoever_wrote_them(folder):
    written(reports.folder_for_press(), hours_ago=25)
    written(folder / "0123abcd-7", hours_ago=25)
    young = written(reports.folder_for_press(), hours_ago=23)
    other = written(folder / "0123abcd-8", hours_ago=23)
    reports.folder_for_press()
    assert names(folder) == {young.name, other.name}


def test_with_the_server_go_its_own_reports_and_no_others(folder):
    written(reports.folder_for_press())
    other = written(folder / "0123abcd-1")
    reports.remove_own_reports()
    assert names(folder) == {other.name}


def test_nothing_else_is_touched(folder):
    kept = written(folder / "letters", hours_ago=99)
    report = folder / "Check of return (abc123).xlsx"
    report.write_bytes(b"findings")
    os.utime(report, (0, 0))
    reports.folder_for_press()
    reports.remove_own_reports()
    assert names(folder) == {kept.name, report.name}


def test_where_nothing_was_written_there_is_nothing_to_remove(folder):
    reports.remove_old_reports()
    reports.remove_own_reports()
    assert not folder.exists()


def test_a_folder_that_cannot_be_removed_does_not_keep_a_button_from_working(folder, monkeypatch):
    written(folder / "0123abcd-7", hours_ago=25)

    def barred(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(reports.shutil, "rmtree", barred)
    assert reports.folder_for_press().parent == folder


@pytest.mark.usefixtures("folder")
def test_two_servers_beside_each_other_never_share_a_folder():
    program = "from xlbcf.hosts.server.reports import folder_for_press\nprint(folder_for_press())"
    told = [
        subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, check=True
        ).stdout
        for _ in range(2)
    ]
    assert told[0] != told[1]


def test_a_stopped_server_leaves_no_report_and_a_new_one_clears_up_after_one_that_was_killed(
    tmp_path,
):
    left = written(tmp_path / "server" / "reports" / "0123abcd-7", hours_ago=25)
    with serving(tmp_path) as server:
        assert not left.exists()
        sent = payload(form(EOY, "Rutland"), "return.xlsx")
        answer = server.ask("/xlwings/custom-scripts-call/check_workbook", sent)
        assert answer.status == 200
        assert len(names(left.parent)) == 1
    assert names(left.parent) == set()
    assert "Traceback" not in (tmp_path / "server.log").read_text()
