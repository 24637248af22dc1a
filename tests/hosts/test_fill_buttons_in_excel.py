"""Fill, preview, undo, refresh and publish, pressed through xlwings' real classic engine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.fills import EOY
from tests.support.open_returns import form
from tests.support.templates import ROOT
from xlbcf.books.file_book import FileBook
from xlbcf.hosts.addin.configuration import FOLDER_VARIABLE

PRESSED = (
    *("preview_fill", "fill_from_figures", "undo_last_fill", "undo_last_fill"),
    *("fill_from_figures", "refresh_dashboard", "publish_copy"),
)


@pytest.fixture(scope="module")
def answers(tmp_path_factory) -> list[list[str]]:
    """What each button answers: whether it is well, the text, and what to open."""
    folder = tmp_path_factory.mktemp("returns")
    path = folder / "mine.xlsx"
    path.write_bytes(form(EOY, "Leicestershire"))
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.classic_buttons", str(path), *PRESSED],
        capture_output=True, text=True, cwd=ROOT, timeout=120,
        env={**os.environ, FOLDER_VARIABLE: str(folder / "settings")},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return [json.loads(line)["answer"] for line in done.stdout.splitlines()]


def test_each_button_answers_well_but_the_second_undo(answers):
    assert [state for state, _, _ in answers] == ["ok", "ok", "ok", "problem", "ok", "ok", "ok"]
    assert "(OPEN23)" in answers[3][1]


def test_a_preview_is_opened_and_tells_what_the_fill_then_does(answers):
    (_, preview, path), (_, filled, nothing) = answers[:2]
    assert Path(path).name == "Preview of mine.xlsx"
    assert Path(path).exists()
    assert "23 cells" in preview
    assert "23 cells filled." in filled
    assert nothing == ""
    assert "23 cells are as before the fill" in answers[2][1]


def test_the_published_copy_shows_what_was_filled_just_before(answers):
    copy = FileBook.open(Path(answers[6][2]))
    assert copy.name == "mine (values only).xlsx"
    values = {str(cell): value for cell, value in copy.values("4. Metrics").items()}
    assert values["H12"] == 199.9
    assert copy.formulas("4. Metrics") == {}
