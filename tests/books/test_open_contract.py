"""One suite over every kind of open workbook: in memory, in Excel, and sent from the web."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest

from tests.support.open_contract import CONTRACT, ON_THE_WEB, Host, in_excel, in_memory
from tests.support.templates import ROOT


@pytest.fixture(scope="module")
def kept_on_the_web() -> tuple[list[str], str]:
    """The promises that xlwings' remote engine kept, and what was wrong with the others."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.open_contract"],
        capture_output=True, text=True, cwd=ROOT, check=True,
    )  # fmt: skip
    return done.stdout.split(), done.stderr


@pytest.mark.parametrize("promise", CONTRACT, ids=lambda promise: promise.__name__)
@pytest.mark.parametrize("make", [in_memory, in_excel], ids=["memory", "excel"])
def test_an_open_workbook(make: Callable[[], Host], promise: Callable[[Host], None]) -> None:
    promise(make())


@pytest.mark.parametrize("promise", [each.__name__ for each in (*CONTRACT, *ON_THE_WEB)])
def test_a_workbook_sent_from_the_web(promise: str, kept_on_the_web: tuple[list[str], str]) -> None:
    kept, faults = kept_on_the_web
    assert promise in kept, faults
