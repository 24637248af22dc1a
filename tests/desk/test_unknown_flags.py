"""What no engine can compute is unknown; it is never taken for complete."""

from __future__ import annotations

import pytest

from tests.support.cell_changes import parts_of
from tests.support.commands import xlbcf
from tests.support.fills import EOY, LEICESTERSHIRE, fill, output
from xlbcf.books.cellrune_engine import Cellrune
from xlbcf.books.engines import EngineFailed, Results
from xlbcf.books.pyofficeeditor_engine import PyOfficeEditor

WORDS = ("--place", LEICESTERSHIRE, "--json")


@pytest.fixture
def no_engine(monkeypatch):
    def failing(*_: object) -> Results:
        raise EngineFailed("it is out of order")

    for engine in (Cellrune, PyOfficeEditor):
        monkeypatch.setattr(engine, "results", failing)


@pytest.mark.usefixtures("no_engine")
def test_without_an_engine_every_flag_is_unknown_and_excel_is_asked(tmp_path):
    outcome = fill(EOY, tmp_path, *WORDS)
    (place,) = outcome.plain["places"]
    assert {flag["complete"] for flag in place["flags"]} == {None}
    assert sorted(found["code"] for found in place["findings"]) == ["BOOK09", "FILL07", "FILL12"]
    assert outcome.plain["engine"] == ""
    workbook = parts_of(output(tmp_path, EOY).read_bytes())["xl/workbook.xml"]
    assert b'fullCalcOnLoad="1"' in workbook


@pytest.mark.usefixtures("no_engine")
def test_without_an_engine_the_summary_says_unknown_and_never_yes(tmp_path):
    out = " ".join(fill(EOY, tmp_path, "--place", LEICESTERSHIRE).out.split())
    assert "overall unknown (Incomplete Template); 56 unknown (" in out
    assert " yes (" not in out
    assert " no (" not in out


@pytest.mark.usefixtures("no_engine")
def test_recalc_without_an_engine_changes_nothing_and_says_why(tmp_path):
    fill(EOY, tmp_path, *WORDS)
    path = output(tmp_path, EOY)
    before = path.read_bytes()
    outcome = xlbcf("recalc", path, "--json")
    assert outcome.codes == ["BOOK09"]
    assert "it is out of order" in outcome.plain["findings"][0]["message"]
    assert path.read_bytes() == before


def test_an_engine_that_says_yes_to_everything_is_not_believed(tmp_path, monkeypatch):
    def eager(_self: object, _data: bytes, formulas) -> Results:
        return Results(dict.fromkeys(formulas, "Yes"))

    for engine in (Cellrune, PyOfficeEditor):
        monkeypatch.setattr(engine, "results", eager)
    (place,) = fill(EOY, tmp_path, *WORDS).plain["places"]
    assert {flag["complete"] for flag in place["flags"]} == {None}
    assert {flag["shown"] for flag in place["flags"]} == {"No", "Incomplete Template"}
