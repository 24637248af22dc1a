"""A button from the add-in to the answer, through xlwings' real classic engine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.support.checking import form, home
from tests.support.sheets import sheet
from tests.support.templates import ROOT
from xlbcf.hosts.addin.configuration import FILE_NAME, FOLDER_VARIABLE, Configuration, as_file

FAULTS = {"B4": "No", "B6": 5000, "B8": None, "D1": "No", "D5": "No", "D6": "No"}


@dataclass(frozen=True)
class Desk:
    """A person's computer: the configuration, a return, and Excel with it open."""

    settings: Path
    path: Path

    def configure(self, **values: Any) -> None:
        self.settings.mkdir(exist_ok=True)
        (self.settings / FILE_NAME).write_bytes(as_file(Configuration(**values)))

    def press(self, *actions: str) -> list[dict[str, Any]]:
        """Press buttons one after another; each answer must be three texts."""
        done = subprocess.run(
            [sys.executable, "-m", "tests.support.classic_buttons", str(self.path), *actions],
            capture_output=True, text=True, cwd=ROOT, timeout=60,
            env={**os.environ, FOLDER_VARIABLE: str(self.settings)},
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        outcomes = [json.loads(line) for line in done.stdout.splitlines()]
        assert len(outcomes) == len(actions), done.stderr
        for each in outcomes:
            assert [type(text) for text in each["answer"]] == [str] * 3
        return outcomes


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    path = tmp_path / "rutland.xlsx"
    path.write_bytes(form(FAULTS, more_sheets=(sheet("Notes", {"A1": "mine"}),)))
    made = Desk(tmp_path / "settings", path)
    made.configure(home=home(tmp_path / "home").folder)
    return made


def test_a_check_answers_with_text_and_report_and_marks_the_workbook_of_its_window(desk):
    (done,) = desk.press("check_sheet")
    state, text, report = done["answer"]
    assert state == "ok"
    assert "Sheet “Form”: 3 errors and 1 query." in text
    assert Path(report).parent == desk.settings / "reports"
    assert Path(report).exists()
    assert done["excel"]["marks"] > 0
    assert done["excel"]["other_marks"] == 0
    assert done["excel"]["saved"] is True


def test_buttons_pressed_one_after_another_go_on_from_each_other(desk):
    outcomes = desk.press("next_finding", "next_finding", "check_workbook", "clear_marks")
    assert [each["excel"]["selected"] for each in outcomes[:2]] == [["Form", "B4"], ["Form", "B5"]]
    assert outcomes[2]["excel"]["marks"] > 0
    assert outcomes[3]["excel"]["marks"] == 0
    assert outcomes[3]["answer"] == ["ok", "Marks cleared: 4.", ""]


def test_help_and_about_work_where_no_workbook_is_open_and_the_others_say_so(desk):
    help_page, about, check = desk.press("show_help@", "show_about@", "check_sheet@")
    assert help_page["answer"][0] == about["answer"][0] == "ok"
    assert Path(help_page["answer"][2]).exists()
    assert check["answer"][0] == "problem"
    assert "(OPEN06)" in check["answer"][1]


def test_a_refusal_is_told_in_the_words_of_its_finding(desk):
    desk.path.write_bytes(form({"A1": "Something else"}))
    (done,) = desk.press("check_workbook")
    state, text, path = done["answer"]
    assert (state, path) == ("problem", "")
    assert text.startswith("This is no workbook that xlbcf knows.")
    assert "No mapping fits the sheets and titles of this workbook" in text
    assert "the mappings are form" in text
    assert "(CHK01)" in text
    assert not (desk.settings / "xlbcf.log").exists()


def test_a_broken_configuration_is_told_and_not_passed_over(desk):
    (desk.settings / FILE_NAME).write_bytes(b"HOME=/nowhere")
    (done,) = desk.press("check_sheet")
    assert done["answer"][0] == "problem"
    assert "(ADDIN01)" in done["answer"][1]


def test_a_working_folder_that_has_gone_is_told(desk, tmp_path):
    desk.configure(home=tmp_path / "gone")
    (done,) = desk.press("check_sheet")
    assert done["answer"][0] == "problem"
    assert "(RUN03)" in done["answer"][1]


@pytest.mark.parametrize("content", [None, "metric,value\n"])
def test_a_check_goes_on_without_figures_at_fault_and_tells_how_to_name_others(
    desk, tmp_path, content
):
    figures = tmp_path / "figures.csv"
    desk.configure(home=home(tmp_path / "home").folder, figures=str(figures))
    if content:
        figures.write_text(content)
    check, fill, about = desk.press("check_sheet", "fill_from_figures", "show_about")
    state, text, report = check["answer"]
    assert (state, Path(report).exists()) == ("ok", True)
    assert text.startswith(f"Your figures were not used. {figures}")
    assert "4 cells are marked." in text
    assert fill["answer"][0] == "problem"
    assert fill["answer"][1].startswith(str(figures))
    assert "“xlbcf addin install --figures FILE” names another." in text
    assert ("there is no such file" in about["answer"][1]) == (content is None)


def test_a_fault_of_the_program_is_told_in_a_sentence_and_logged(desk):
    first, second = desk.press("no_such_button", "no_such_button")
    state, text, path = first["answer"]
    assert (state, path) == ("problem", "")
    log = desk.settings / "xlbcf.log"
    assert text == (
        f"xlbcf met a fault of its own: KeyError: 'no_such_button'. The details are in {log}. "
        "Please report it; try again after that."
    )
    assert second["answer"] == first["answer"]
    kept = log.read_text(encoding="utf-8")
    assert kept.count("Traceback") == 2
    assert "no_such_button" in kept.splitlines()[0]


def test_a_fault_is_told_even_where_no_log_can_be_written(desk, tmp_path):
    blocked = tmp_path / "blocked"
    blocked.write_bytes(b"a file where the folder should be")
    (done,) = Desk(blocked, desk.path).press("no_such_button")
    assert done["answer"][0] == "problem"
    assert "met a fault of its own" in done["answer"][1] or "(ADDIN01)" in done["answer"][1]


def test_a_log_that_grew_large_begins_anew(desk):
    log = desk.settings / "xlbcf.log"
    log.write_bytes(b"x" * ((1 << 20) + 1))
    desk.press("no_such_button")
    assert log.stat().st_size < 10_000
