"""``xlbcf refresh`` as a process: what it loads, and when Python looks for what can go."""

from __future__ import annotations

import gc
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("xlsxwriter", reason="xlsxwriter is not installed")

from tests.support.commands import xlbcf
from tests.support.small_dashboards import points, series, small_dashboard
from tests.support.templates import ROOT

_PROGRAM = """
import gc, sys
before = set(sys.modules)
from xlbcf.hosts.cli import main
sys.argv[0] = "xlbcf"
status = main()
print(status, gc.isenabled(), gc.get_freeze_count() > 0)
print(*(sys.modules.keys() - before))
"""


@pytest.fixture
def words(tmp_path) -> list[str]:
    """The words of a refresh that puts a figure in."""
    book, figures = tmp_path / "small.xlsm", tmp_path / "figures.csv"
    book.write_bytes(
        small_dashboard(series("falls", 90, target="< 100", history=points(120, 110, 100)))
    )
    figures.write_text("metric,part,period,value\nfalls,,2024-25 Q4,130\n", encoding="utf-8")
    return ["refresh", str(book), "--figures", str(figures)]


def run_alone(words: list[str]) -> list[str]:
    """Return the last lines of a process that refreshes: how it ended, and what it loaded."""
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        cwd=ROOT,
    )
    return done.stdout.splitlines()[-2:]


def test_nothing_is_loaded_that_takes_time_and_is_not_needed(words):
    loaded = run_alone(words)[1].split()
    assert "xlbcf.books.working_out" in loaded
    slow = {"dataclasses", "inspect", "numpy", "openpyxl", "pandas", "tqdm", "xlwings"}
    assert not slow & set(loaded)


def test_at_the_end_of_a_process_nothing_is_searched_for_what_can_go(words):
    assert run_alone(words)[0] == "0 True True"


def test_within_a_process_what_can_go_is_found_again_after_the_command(words):
    assert xlbcf(*words).status == 0
    assert Path(words[1]).exists()
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0


def test_a_program_that_does_without_the_search_gets_none_from_a_command(words):
    gc.disable()
    try:
        assert xlbcf(*words).status == 0
        assert not gc.isenabled()
    finally:
        gc.enable()
