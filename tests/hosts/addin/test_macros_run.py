"""The add-in's VBA as it runs: in an interpreter of VBA with an Excel in memory."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from importlib.metadata import version

import openpyxl
import pytest

from tests.support.templates import ROOT
from tests.support.vba import WINDOW, Call, World, cells, excel_with, press, run
from xlbcf.hosts.addin.build import addin_modules
from xlbcf.hosts.addin.configuration import Configuration, Connect, Form, as_file
from xlbcf.hosts.functions import all_functions
from xlbcf.hosts.functions.answers import ERROR_MARK, for_excel
from xlbcf.hosts.functions.calling import call

LIBRARY = f"xlwings64-{version('xlwings')}.dll"
INSTALLED = Configuration(
    version="1",
    interpreter=r"C:\Users\Zoë Day\venv\Scripts\pythonw.exe",
    library=rf"C:\Users\Zoë Day\venv\{LIBRARY}",
    forms=(Form("bcf", ("Cover", "Metrics")), Form("fund", ("Sheet1", "Data"))),
)
FILE = r"C:\Users\sam\AppData\Roaming\xlbcf\xlbcf.conf"
ROAMING = {"APPDATA": r"C:\Users\sam\AppData\Roaming"}
WARNING, INFORMATION = 48, 64
NA = 2042


def as_functions_do(called: Call) -> object:
    """What Python answers a cell."""
    return for_excel(call(all_functions()[called.function], called.given))


def world(configuration: Configuration | None = INSTALLED, **details: object) -> World:
    """A world in which xlbcf is installed, or not."""
    files = {FILE: as_file(configuration).decode("utf-16-le")} if configuration else {}
    return World(**{"answer": as_functions_do, "files": files, "variables": ROAMING, **details})


def answering(*rows: list[object]) -> World:
    """A world in which Python gives these rows, whatever it is asked."""
    return world(answer=lambda _: list(rows))


@pytest.fixture(scope="module")
def modules():
    return addin_modules()


@pytest.fixture
def excel(modules):
    """Makes an Excel with the add-in in a world."""
    return lambda outside: excel_with(modules, outside)


class TestCells:
    def test_two_numbers_give_python_s_answer(self, excel):
        assert run(excel(world()), "BCF_VARIANCE", 5.0, 3.0) == 2

    def test_columns_go_as_one_array_each_and_the_answer_spills(self, excel):
        outside = world()
        app = excel(outside)
        for cell, value in {"A1": 10, "A2": 20, "B1": 7, "B2": 8}.items():
            app.sheet(1).set_value(cell, value)
        answer = run(app, "BCF_VARIANCE", cells(app, "A1:A2"), cells(app, "B1:B2"))
        assert answer == [[3], [12]]
        assert outside.calls[0].given == [((10,), (20,)), ((7,), (8,))]

    def test_one_cell_goes_as_its_value_and_a_blank_one_as_blank(self, excel):
        outside = world()
        app = excel(outside)
        app.sheet(1).set_value("A1", 10)
        assert run(app, "BCF_VARIANCE", cells(app, "A1"), cells(app, "A2")) == ""
        assert outside.calls[0].given == [10, None]

    def test_an_error_in_gives_the_same_error_out(self, excel):
        app = excel(world())
        app.sheet(1).sheet.vba_get("Range", ["A1"]).vba_set("Formula", "=1/0")
        app.application.vba_get("Calculate")
        answer = run(app, "BCF_VARIANCE", cells(app, "A1"), 1.0)
        assert answer.number == 2007

    def test_what_is_left_out_arrives_as_left_out(self, excel):
        outside = answering(["Green"])
        run(excel(outside), "BCF_TRAVEL", 5.0, 4.0, None, None)
        assert outside.calls[0].given == [5, 4, -2147352572, -2147352572]

    @pytest.mark.parametrize(
        ("given", "taken"),
        [
            ("A:A", "$A$1:$A$7"),
            ("B:C", "$B$1:$C$7"),
            ("2:2", "$A$2:$D$2"),
            ("A1:A4", "$A$1:$A$4"),
            ("A5:A20", "$A$5:$A$20"),
            ("A2:A1048576", "$A$2:$A$7"),
            ("B2:XFD2", "$B$2:$D$2"),
            ("A9:A1048576", "$A$9"),
            ("A1048576", "$A$1048576"),
        ],
    )
    def test_what_goes_to_the_sheet_s_end_stops_at_its_last_cell_in_use(
        self, modules, given, taken
    ):
        asking = (
            "Public Function Taken(ByVal area As Range) As String\n"
            "    Taken = InUse(area).Address\n"
            "End Function\n"
        )
        python = replace(modules[0], text=modules[0].text + asking)
        app = excel_with([python, *modules[1:]], world())
        app.sheet(1).set_value("B3", 1)
        app.sheet(1).set_value("D7", 1)
        assert run(app, "Taken", cells(app, given)) == taken

    def test_several_areas_become_one_column(self, excel):
        outside = world()
        app = excel(outside)
        for cell, value in {"A1": 1, "C1": 2, "C2": 3}.items():
            app.sheet(1).set_value(cell, value)
        run(app, "BCF_COMPLETE", cells(app, "A1,C1:C2"))
        assert outside.calls[0].given[0] == ((1,), (2,), (3,))


class TestErrors:
    @pytest.mark.parametrize("number", [2007, 2015, 2023, 2029, 2036, 2042])
    def test_a_marked_text_becomes_its_error(self, excel, number):
        answer = run(excel(answering([f"{ERROR_MARK}{number}"])), "BCF_VARIANCE", 1.0, 1.0)
        assert answer.number == number

    def test_so_does_each_in_a_row(self, excel):
        outside = answering([1.0, f"{ERROR_MARK}2042", "text"])
        [[first, error, last]] = run(excel(outside), "BCF_VARIANCE", 1.0, 1.0)
        assert (first, error.number, last) == (1, NA, "text")

    def test_so_does_each_in_rows(self, excel):
        outside = answering([1.0, "a"], [f"{ERROR_MARK}2015", ""])
        rows = run(excel(outside), "BCF_VARIANCE", 1.0, 1.0)
        assert rows[0] == [1, "a"]
        assert (rows[1][0].number, rows[1][1]) == (2015, "")

    def test_texts_that_only_look_like_one_stay(self, excel):
        for text in ("2042", "#N/A", "a\ue0002042", ""):
            assert run(excel(answering([text])), "BCF_VARIANCE", 1.0, 1.0) == text


class TestTheWayToPython:
    def test_python_is_started_by_its_full_path_and_by_nothing_of_a_workbook(self, excel):
        outside = world()
        run(excel(outside), "BCF_VARIANCE", 1.0, 1.0)
        assert outside.libraries == [INSTALLED.library]
        assert outside.commands == [
            f'"{INSTALLED.interpreter}" -P -c "import os; os.environ[\'XLBCF_CONFIG_DIR\'] = '
            "'C:\\\\Users\\\\sam\\\\AppData\\\\Roaming\\\\xlbcf'; "
            "import xlwings; xlwings.serve('$(CLSID)')\""
        ]

    @pytest.mark.parametrize(
        "name", ["José", "Łukasz", "Σωκράτης", "佐藤", "O'Neill", 'a" $(b) {%c%}']
    )
    @pytest.mark.parametrize("variable", ["APPDATA", "XLBCF_CONFIG_DIR"])
    def test_python_is_told_the_folder_that_the_add_in_reads_whatever_its_name(
        self, excel, monkeypatch, name, variable
    ):
        folder = rf"C:\Users\{name}\AppData"
        read = folder + r"\xlbcf" * (variable == "APPDATA")
        outside = world(variables={variable: folder})
        outside.files[rf"{read}\xlbcf.conf"] = outside.files.pop(FILE)
        assert run(excel(outside), "BCF_VARIANCE", 1.0, 1.0) == 0
        (code,) = re.findall('^".*?" -P -c "([^"]*); import xlwings; [^"]*"$', outside.commands[0])
        assert code.isascii()
        # The library would take these for a variable of its own.
        assert "$(" not in code
        monkeypatch.setenv("XLBCF_CONFIG_DIR", "")
        exec(code)
        assert os.environ["XLBCF_CONFIG_DIR"] == read

    def test_the_page_for_it_has_the_command_as_it_is(self, excel):
        outside = world()
        run(excel(outside), "BCF_VARIANCE", 1.0, 1.0)
        page = (ROOT / "docs" / "it.md").read_text(encoding="utf-8")
        (told,) = re.findall("`(-P -c [^`]*)`", " ".join(page.split()))
        pattern = ".*".join(map(re.escape, told.split("…")))
        assert re.fullmatch(f'".*?" {pattern}', outside.commands[0])

    def test_the_configuration_and_the_library_are_read_once(self, excel):
        outside = world()
        app = excel(outside)
        run(app, "BCF_VARIANCE", 1.0, 1.0)
        outside.files.clear()
        assert run(app, "BCF_VARIANCE", 2.0, 1.0) == 1
        assert len(outside.libraries) == 1

    def test_one_that_runs_outside_excel_is_found_by_its_class(self, excel):
        outside = world(INSTALLED._replace(connect=Connect.RUNNING))
        run(excel(outside), "BCF_VARIANCE", 1.0, 1.0)
        assert outside.commands == ["{506e67c3-55b5-48c3-a035-eed5deea7d6d}"]

    def test_another_folder_of_the_configuration_is_followed(self, excel):
        outside = world()
        outside.variables = {**ROAMING, "XLBCF_CONFIG_DIR": r"X:\it"}
        outside.files[r"X:\it\xlbcf.conf"] = outside.files.pop(FILE)
        assert run(excel(outside), "BCF_VARIANCE", 1.0, 1.0) == 0

    def test_the_mark_at_the_file_s_start_is_no_part_of_its_first_line(self, excel):
        outside = world()
        first, *others = outside.files[FILE].removeprefix("\ufeff").splitlines(keepends=True)
        library = next(line for line in others if line.startswith("LIBRARY="))
        others.remove(library)
        outside.files[FILE] = "\ufeff" + "".join([library, first, *others])
        assert run(excel(outside), "BCF_VARIANCE", 1.0, 1.0) == 0

    def test_without_a_configuration_cells_show_na(self, excel):
        outside = world(None)
        assert run(excel(outside), "BCF_VARIANCE", 1.0, 1.0).number == NA
        assert outside.commands == []

    def test_an_installation_made_later_is_found_without_starting_excel_again(self, excel):
        outside = world(None)
        app = excel(outside)
        run(app, "BCF_VARIANCE", 1.0, 1.0)
        outside.files.update(world().files)
        assert run(app, "BCF_VARIANCE", 1.0, 1.0) == 0

    def test_after_python_did_not_answer_cells_leave_it_in_peace(self, excel):
        outside = world(python=False)
        app = excel(outside)
        for _ in range(3):
            assert run(app, "BCF_VARIANCE", 1.0, 1.0).number == NA
        assert len(outside.commands) == 1

    def test_a_button_tries_at_once_and_frees_the_cells(self, excel):
        outside = world(python=False)
        app = excel(outside)
        run(app, "BCF_VARIANCE", 1.0, 1.0)
        outside.python = True
        outside.answer = lambda _: [["ok", "", ""]]
        press(app, "XlbcfShowAbout")
        outside.answer = as_functions_do
        assert run(app, "BCF_VARIANCE", 1.0, 1.0) == 0

    def test_a_library_of_another_version_is_named(self, excel):
        outside = world(INSTALLED._replace(library=r"C:\py\xlwings64-0.1.dll"))
        press(excel(outside), "XlbcfShowAbout")
        assert outside.libraries == []
        assert LIBRARY in outside.said[0][0]
        assert r"C:\py\xlwings64-0.1.dll" in outside.said[0][0]


class TestButtons:
    def test_a_button_names_its_action_the_window_and_the_workbook(self, excel):
        outside = answering(["ok", "No findings.", ""])
        app = excel(outside)
        press(app, "XlbcfCheckSheet")
        [called] = outside.calls
        assert (called.module, called.function) == ("xlbcf.hosts.buttons", "press")
        assert called.given == ["check_sheet", WINDOW, app.workbook.vba_get("Name")]
        assert outside.said == [("No findings.", INFORMATION)]

    def test_a_problem_is_told_as_one(self, excel):
        outside = answering(["problem", "The sheet is protected ↑.", ""])
        press(excel(outside), "XlbcfFillFromFigures")
        assert outside.said == [("The sheet is protected ↑.", WARNING)]

    def test_nothing_is_told_where_there_is_nothing_to_say(self, excel):
        outside = answering(["ok", "", ""])
        press(excel(outside), "XlbcfNextFinding")
        assert outside.said == []

    def test_a_workbook_that_is_named_is_opened_and_if_open_already_shown(self, excel, tmp_path):
        report, other = tmp_path / "findings.xlsx", tmp_path / "other.xlsx"
        openpyxl.Workbook().save(report)
        openpyxl.Workbook().save(other)
        app = excel(answering(["ok", "2 findings", str(report)]))
        press(app, "XlbcfCheckSheet")
        app.open_workbook(other)
        press(app, "XlbcfCheckSheet")
        assert [book.vba_get("Name") for book in app.workbooks()][1:] == [report.name, other.name]
        assert app.workbook.vba_get("Name") == report.name

    def test_what_is_no_workbook_is_left_to_windows(self, excel):
        page = r"C:\reports\help.html"
        outside = answering(["ok", "", page])
        outside.files[page] = ""
        press(excel(outside), "XlbcfShowHelp")
        assert outside.opened == [page]
        assert outside.said == []

    def test_what_cannot_be_opened_is_named(self, excel):
        outside = answering(["ok", "", r"C:\mappings\bcf.toml"])
        press(excel(outside), "XlbcfShowMapping")
        [(text, kind)] = outside.said
        assert r"C:\mappings\bcf.toml" in text
        assert "Cannot open the specified file." in text
        assert kind == WARNING

    def test_about_tells_which_formula_had_no_answer_and_why(self, excel):
        outside = world(python=False)
        app = excel(outside)
        run(app, "BCF_VARIANCE", 1.0, 1.0)
        outside.python = True
        outside.answer = lambda _: [["ok", "xlbcf 1", ""]]
        press(app, "XlbcfShowAbout")
        press(app, "XlbcfShowMapping")
        [(about, _), (mapping, _)] = outside.said
        assert about.startswith("xlbcf 1")
        assert "BCF_VARIANCE at " in about
        assert "Python process exited" in about
        assert mapping == "xlbcf 1"

    def test_without_an_installation_it_says_how_to_install(self, excel):
        outside = world(None)
        press(excel(outside), "XlbcfCheckSheet")
        [(text, kind)] = outside.said
        assert text == (
            'xlbcf is not installed for you: run "xlbcf addin install", then start Excel again.'
        )
        assert kind == WARNING

    @pytest.mark.parametrize(
        ("connect", "remedy"),
        [(Connect.START, "xlbcf doctor"), (Connect.RUNNING, "xlbcf addin serve")],
    )
    def test_where_python_does_not_answer_it_says_why_and_what_to_do(self, excel, connect, remedy):
        outside = world(INSTALLED._replace(connect=connect), python=False)
        press(excel(outside), "XlbcfShowAbout")
        [(text, kind)] = outside.said
        assert text.startswith(f'Python does not answer. Run "{remedy}"')
        assert text.endswith("Python process exited")
        assert kind == WARNING


class TestMarksAndSaving:
    @pytest.fixture
    def checked(self, excel):
        """An Excel whose workbook was just checked, its world and the workbook."""
        outside = answering(["ok", "2 findings", ""])
        app = excel(outside)
        press(app, "XlbcfCheckSheet")
        outside.calls.clear()
        outside.said.clear()
        return app, outside, app.workbook

    def test_marks_are_cleared_before_saving_without_a_word(self, checked):
        app, outside, book = checked
        run(app, "BeforeSaving", book)
        assert [called.given[0] for called in outside.calls] == ["clear_marks"]
        assert outside.said == []

    def test_only_once(self, checked):
        app, outside, book = checked
        run(app, "BeforeSaving", book)
        run(app, "BeforeSaving", book)
        assert len(outside.calls) == 1

    def test_not_where_they_were_cleared_by_the_button(self, checked):
        app, outside, book = checked
        press(app, "XlbcfClearMarks")
        outside.calls.clear()
        run(app, "BeforeSaving", book)
        assert outside.calls == []

    def test_also_after_going_through_the_findings(self, checked):
        app, outside, book = checked
        press(app, "XlbcfNextFinding")
        outside.calls.clear()
        run(app, "BeforeSaving", book)
        assert [called.given[0] for called in outside.calls] == ["clear_marks"]

    def test_not_in_another_workbook(self, checked):
        app, outside, _ = checked
        run(app, "BeforeSaving", app.add_workbook())
        assert outside.calls == []

    def test_where_they_cannot_be_cleared_the_person_is_told(self, checked):
        app, outside, book = checked
        outside.python = False
        run(app, "BeforeSaving", book)
        [(text, kind)] = outside.said
        assert "Press Clear marks, then save again." in text
        assert kind == WARNING

    @pytest.mark.parametrize("python", [True, False])
    def test_they_are_told_once_though_autosave_saves_every_few_seconds(self, checked, python):
        app, outside, book = checked
        outside.python = python
        outside.answer = lambda _: [["problem", "The sheet is protected.", ""]]
        run(app, "BeforeSaving", book)
        run(app, "BeforeSaving", book)
        assert len(outside.said) == 1


class TestTheFunctionWizard:
    def test_it_is_told_of_every_function_and_argument_once_a_workbook_is_open(self, excel):
        outside = world()
        app = excel(outside)
        app.interpreter.run("LookAgain", [])
        [macro] = outside.later
        run(app, macro.rpartition("!")[2])
        assert outside.described == {
            name: (function.summary, [each.help for each in function.arguments])
            for name, function in all_functions().items()
        }
        assert len(outside.later) == 1

    def test_the_add_in_is_hidden_again_afterwards(self, excel):
        outside = world()
        app = excel(outside)
        run(app, "TellWizard")
        assert outside.hiding == [False, True]
        assert app.workbook.vba_get("Saved") is True
        assert app.application.vba_get("EnableEvents") is True

    def test_it_stays_hidden_where_excel_takes_the_words_all_the_same(self, excel):
        outside = world(refuses_hidden=False)
        run(excel(outside), "TellWizard")
        assert outside.described.keys() == all_functions().keys()
        assert outside.hiding == []


class TestWhatCanBePressed:
    def enabled(self, app, callback: str) -> object:
        """What a button is told when it asks whether it can be pressed."""
        asking = f"Public Function Asked() As Variant\n{callback} Nothing, Asked\nEnd Function\n"
        app.add_module(asking, name="Asking")
        return run(app, "Asked")

    def with_sheets(self, app, *names: str) -> None:
        """Add sheets of these names to the workbook."""
        for name in names:
            added = app.sheet(1).sheet.book.vba_get("Sheets").vba_get("Add")
            added.vba_set("Name", name, [], {}, by_ref=False)

    def test_a_workbook_that_is_open_is_enough_for_some(self, excel):
        assert self.enabled(excel(world()), "XlbcfWhenOpen") is True

    @pytest.mark.parametrize(
        ("added", "known"),
        [(["Data"], True), (["Data", "Notes"], True), ([], False), (["Cover"], False)],
    )
    def test_a_return_is_known_by_its_sheets(self, excel, added, known):
        app = excel(world())
        self.with_sheets(app, *added)
        assert self.enabled(app, "XlbcfWhenReturn") is known

    def test_the_answer_holds_until_another_workbook_is_active(self, excel):
        app = excel(world())
        assert self.enabled(app, "XlbcfWhenReturn") is False
        self.with_sheets(app, "Data")
        assert run(app, "Asked") is False
        app.interpreter.run("LookAgain", [])
        assert run(app, "Asked") is True

    def test_python_is_not_started_for_it(self, excel):
        outside = world()
        self.enabled(excel(outside), "XlbcfWhenReturn")
        assert outside.commands == []

    def test_without_an_installation_no_return_is_known(self, excel):
        assert self.enabled(excel(world(None)), "XlbcfWhenReturn") is False
