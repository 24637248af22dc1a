"""A form of one's own in a working folder: its prompts give way to what is filled in."""

from __future__ import annotations

import warnings

import openpyxl

from tests.support.commands import xlbcf
from tests.support.fills import EOY, output
from xlbcf.books.file_book import FileBook
from xlbcf.books.port import Write
from xlbcf.desk.edit import set_cells
from xlbcf.template.addresses import parse_cell

PROMPT = Write("4. Metrics", parse_cell("J12"), "<Please describe any challenges>")


def test_the_prompt_of_a_blank_form_is_written_over(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert xlbcf("init", "own").status == 0
    monkeypatch.chdir(tmp_path / "own")
    form = tmp_path / "own" / "workbooks" / "templates" / f"{EOY}.xlsx"
    set_cells(form, [PROMPT])

    assert xlbcf("fill", EOY).status == 0

    filled = FileBook.open(output(tmp_path / "own" / "out", EOY))
    assert str(filled.value(PROMPT.sheet, PROMPT.cell)).startswith("Demand continues to rise")
    untouched = FileBook.open(output(tmp_path / "own" / "out", EOY, "rutland"))
    assert untouched.value(PROMPT.sheet, PROMPT.cell) == PROMPT.value


def test_a_prompt_in_a_form_given_by_name_is_not_taken_for_a_prompt(tmp_path):
    form = tmp_path / "form.xlsx"
    assert xlbcf("init", tmp_path / "own").status == 0
    blank = tmp_path / "own" / "workbooks" / "templates" / f"{EOY}.xlsx"
    set_cells(blank, [PROMPT], out=form)

    words = ("fill", EOY, "--place", "Leicestershire", "--template", form, "--out", tmp_path)
    refusal = xlbcf(*words)
    forced = xlbcf(*words, "--force")

    assert (refusal.status, "FILL08" in refusal.err) == (2, True)
    assert forced.status == 0


def test_a_form_that_another_program_has_saved_is_queried(tmp_path):
    assert xlbcf("init", tmp_path / "own").status == 0
    blank = tmp_path / "own" / "workbooks" / "templates" / f"{EOY}.xlsx"
    form = tmp_path / "form.xlsx"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl tells of a part of what it drops
        openpyxl.load_workbook(blank).save(form)

    words = ("fill", EOY, "--place", "Leicestershire", "--out", tmp_path, "--json")
    saved = xlbcf(*words, "--template", form)
    issued = xlbcf(*words, "--template", blank, "--force")

    assert saved.codes == ["FILL15"]
    assert "'2. Cover'!C8" in saved.plain["findings"][0]["message"]
    assert issued.codes == []
