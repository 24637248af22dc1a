"""The endings of files that are written."""

from __future__ import annotations

from pathlib import Path

import pytest

from xlbcf.books.endings import require_ending
from xlbcf.rules.findings import Refused


@pytest.mark.parametrize("name", ["copy.xlsx", "copy.XLSX", "a.b.xlsx", "copy", ".hidden"])
def test_a_name_that_says_the_same_or_nothing_is_taken(name):
    try:
        require_ending(Path(name), ".xlsx", "a workbook")
        told = ()
    except Refused as refused:
        told = refused.findings
    assert not told


@pytest.mark.parametrize(
    ("name", "found"), [("copy.xlsm", ".xlsm"), ("copy.csv", ".csv"), ("a.xlsx.TXT", ".txt")]
)
def test_a_name_that_says_something_else_is_refused(name, found):
    with pytest.raises(Refused) as refused:
        require_ending(Path(name), ".xlsx", "a workbook")
    (told,) = refused.value.findings
    assert told.code == "FILE08"
    assert told.message == f"the name ends in {found}, and a workbook ends in .xlsx."
