"""What a check found, as text and as data, and the files that reports go into."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path

import openpyxl
import pytest

from tests.support.commands import xlbcf
from tests.support.reports import ERROR, NOTE, QUERY, checked, item, refused, sample
from tests.support.templates import ROOT
from xlbcf.desk.checking.report import CheckedFile, CheckReport
from xlbcf.hosts import check_text
from xlbcf.hosts.check_data import report_as_plain
from xlbcf.hosts.check_text import in_text
from xlbcf.hosts.check_words import status, verdict
from xlbcf.rules.findings import Refused
from xlbcf.rules.kinds import Severity


def text_of(report: CheckReport, lowest: Severity = Severity.NOTE, strict: bool = False) -> str:
    return "\n".join(in_text(report, lowest, strict=strict))


def one(*codes: str, **facts: str) -> CheckReport:
    """A report of one return with a finding of each kind named."""
    return CheckReport([checked("Rutland", *(item(code, **facts) for code in codes))])


def test_a_file_is_summed_up_and_its_findings_come_worst_first():
    text = text_of(CheckReport(sample().files[:1]))
    assert text.startswith(
        "Check of 1 return\n\n"
        "Rutland: BCF 2024-25 end of year\n"
        "  returns/rutland.xlsx\n"
        "  7 errors, 2 queries and 1 note. 57 required cells, 12 blank; "
        "the template says: not complete.\n"
    )
    heads = [line for line in text.splitlines() if line[2:6].isupper()]
    assert heads == [
        "  CELL03 error: Value refused by the cell's validation (7 times)",
        "  FIG09 query: Value and fraction disagree (2 times)",
        "  BOOK08 note: Stored results may be out of date",
    ]


def test_findings_that_differ_only_by_cell_are_one_block():
    blanks = [item(cell=f"H{row}", field=f"field {row}", value="Nothing") for row in (9, 10)]
    text = text_of(CheckReport([checked("Rutland", *blanks)]))
    assert (
        "  CELL03 error: Value refused by the cell's validation (2 times)\n"
        "    '4. Metrics'!H9   field 9\n"
        "    '4. Metrics'!H10  field 10\n"
        "      Nothing is not allowed here; allowed is one of Yes, No.\n"
        "    To do: Give a value that the cell accepts, or use --allow-invalid.\n"
    ) in text


def test_findings_of_one_kind_that_say_different_things_keep_their_own_words():
    report = CheckReport([checked("R", item(value="“A”"), item(cell="H13", value="“B”"))])
    text = text_of(report)
    assert text.count("CELL03 error") == text.count("To do:") == 1
    assert text.index("“A” is not allowed") < text.index("!H13") < text.index("“B” is not allowed")


def test_what_to_do_stands_with_each_finding_where_it_differs():
    items = [item("FIG19", found="Vaule", expected=each) for each in ("value", "status")]
    text = text_of(CheckReport([checked("Rutland", *items)]))
    assert "      To do: Rename it if value is meant." in text.splitlines()
    assert "      To do: Rename it if status is meant." in text.splitlines()


def test_what_lies_across_files_names_the_place():
    text = text_of(sample())
    across = text[text.index("Across files") : text.index("Not checked")]
    assert "    '4. Metrics'!K12  Leicester, falls\n" in across


def test_a_finding_about_no_cell_stands_without_one():
    text = text_of(one(NOTE, sheet="", cell="", field=""))
    assert "out of date\n    The file has formulas, and it was saved" in text


def test_where_nothing_could_be_checked_no_kind_of_file_is_named():
    alone = CheckReport([], refused=sample().refused)
    assert text_of(alone).startswith("Check of 0 files\n\nNot checked\n")


def test_a_file_that_could_not_be_checked_is_told_with_its_reason():
    text = text_of(sample())
    assert "Not checked\n  returns/old.xls\n    BOOK02 error: returns/old.xls\n" in text


@pytest.mark.parametrize(
    ("report", "strict", "expected", "words"),
    [
        (one(), False, 0, "All clear: nothing found in 1 return."),
        (one(NOTE), False, 0, "No errors: 1 note in 1 return."),
        (one(NOTE), True, 0, "No errors: 1 note in 1 return."),
        (one(QUERY), False, 0, "No errors, but look at the queries: 1 query in 1 return."),
        (one(QUERY), True, 1, "Not ready (strict): 1 query in 1 return."),
        (one(ERROR, QUERY), True, 1, "Not ready: 1 error and 1 query in 1 return."),
        (one(ERROR, QUERY, NOTE), False, 1, "Not ready: 1 error, 1 query and 1 note in 1 return."),
        (CheckReport([], [], [refused()]), False, 2, "1 file could not be checked."),
        (CheckReport(), False, 0, "There was no file to check."),
        (
            CheckReport(one(ERROR).files, [], [refused()] * 2),
            False,
            2,
            "2 files could not be checked. Not ready: 1 error in 1 return.",
        ),
        (
            CheckReport([checked("", return_id="", file=Path("board.csv"))] * 2),
            False,
            0,
            "All clear: nothing found in 2 files.",
        ),
    ],
)
def test_the_verdict_and_the_exit_status_say_the_same(
    report: CheckReport, strict: bool, expected: int, words: str
):
    assert status(report, strict=strict) == expected
    assert verdict(report, strict=strict) == words
    assert text_of(report, strict=strict).endswith(f"\n{words} Exit status {expected}.")


def test_what_is_hidden_still_counts_and_is_named():
    text = text_of(one(ERROR, QUERY, NOTE, NOTE), Severity.ERROR)
    assert "FIG09" not in text
    assert "BOOK08" not in text
    assert "\nNot shown: 1 query and 2 notes, because of --severity error.\n" in text
    assert text.endswith("Not ready: 1 error, 1 query and 2 notes in 1 return. Exit status 1.")
    assert "Not shown" not in text_of(one(ERROR), Severity.ERROR)
    hidden = text_of(one(QUERY), Severity.ERROR, strict=True)
    assert hidden.endswith("Exit status 1.")


def test_no_line_is_longer_than_the_page_is_wide():
    long = item(value="“" + "a long answer " * 60 + "”")
    text = text_of(CheckReport([checked("Rutland", long), *sample().files]))
    assert max(map(len, text.splitlines())) <= 100


def test_many_cells_are_listed_by_sheet_with_their_number():
    same = [item(cell=f"H{row}", field=f"field {row}") for row in range(1, 5)]
    same += [item(sheet="Cover", cell="B7", field="")]
    text = text_of(CheckReport([checked("Rutland", *same)]))
    assert (
        "    4. Metrics (4): H1 field 1; H2 field 2; H3 field 3; H4 field 4\n"
        "    Cover (1): B7\n"
        "      “Yess” is not allowed"
    ) in text
    assert "All of them" not in text


def test_a_long_list_is_cut_and_says_how_to_see_it_whole():
    same = [item(cell=f"H{row}", field="") for row in range(1, 101)]
    text = text_of(CheckReport([checked("Rutland", *same)]))
    assert "    4. Metrics (100): H1; H2; H3; H4 and 96 more\n" in text
    assert "\n    All of them: --format html, xlsx or json.\n" in text
    text = text_of(CheckReport([checked("Rutland", *same[:12])]))
    assert "H4; H5; H6; H7; H8; H9; H10; H11; H12\n" in text
    assert "All of them" not in text


def test_many_findings_with_words_of_their_own_are_cut_too():
    differing = [item(cell=f"H{row}", value=f"“{row}”") for row in range(1, 101)]
    text = text_of(CheckReport([checked("Rutland", *differing)]))
    assert "“40” is not" in text
    assert "“41” is not" not in text
    assert "    and 60 more, each with other words\n    All of them: --format html" in text


def test_letters_that_steer_a_terminal_are_not_printed():
    evil = "\x1b[31mred\x07\u202e\ud800"
    odd = item(value=evil, sheet=f"a\r{evil}", field=f"b\n{evil}", place=evil)
    file = checked(evil, odd, title=evil, file=Path("a.xlsx"))
    text = text_of(CheckReport([file], [odd], [refused()]))
    assert not set("\x1b\x07\r\u202e\ud800") & set(text)
    assert "[31mred" in text
    text.encode()


def test_five_thousand_findings_are_gathered():
    items = [item(cell=f"H{row}", value=f"“{row % 9}”") for row in range(1, 5001)]
    text = text_of(CheckReport([checked("Rutland", *items)]))
    assert "(5,000 times)" in text
    assert len(text.splitlines()) < 500


def test_a_form_whose_flags_are_not_known_says_so_and_a_table_has_none():
    assert "the template says: not known." in text_of(CheckReport([sample().files[2]]))
    table = CheckedFile(Path("board.csv"), "Dashboard")
    assert "board.csv: Dashboard\n  board.csv\n  Nothing found.\n" in text_of(CheckReport([table]))


def test_a_report_as_data_has_every_finding_and_every_count():
    plain = report_as_plain(sample())
    assert list(plain) == ["done", "status", "counts", "not_listed", "files", "across", "refused"]
    assert (plain["done"], plain["status"], plain["not_listed"]) == (True, 2, 0)
    assert plain["counts"] == {"error": 7, "query": 4, "note": 1}
    first = json.loads(json.dumps(plain))["files"][0]
    findings = first.pop("findings")
    assert first == {
        "file": str(Path("returns/rutland.xlsx")),
        "place": "Rutland",
        "return": "bcf-2024-25-eoy",
        "title": "BCF 2024-25 end of year",
        "required": 57,
        "blank": 12,
        "template_says": False,
        "counts": {"error": 7, "query": 2, "note": 1},
    }
    assert [each["severity"] for each in findings] == ["error"] * 7 + ["query"] * 2 + ["note"]
    assert findings[0] == {
        "code": "CELL03",
        "severity": "error",
        "title": "Value refused by the cell's validation",
        "check": "values",
        "file": str(Path("returns/rutland.xlsx")),
        "place": "Rutland",
        "sheet": "4. Metrics",
        "cell": "J15",
        "field": "avoidable admissions, challenges",
        "where": "returns/rutland.xlsx, '4. Metrics'!J15",
        "message": "“Yess” is not allowed here; allowed is one of Yes, No.",
        "action": "Give a value that the cell accepts, or use --allow-invalid.",
    }


def test_data_leaves_out_what_is_hidden_and_says_how_much():
    plain = report_as_plain(sample(), Severity.ERROR, strict=True)
    assert plain["not_listed"] == 5
    assert plain["across"] == []
    assert plain["counts"] == {"error": 7, "query": 4, "note": 1}


@pytest.fixture
def options(monkeypatch, tmp_path) -> Namespace:
    """The options of a check of the sample, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(check_text, "_checked", lambda _: sample())
    return Namespace(format="text", json=False, severity="note", strict=False, out=None)


@pytest.mark.parametrize(("form", "flag"), [("json", False), ("text", True)])
def test_the_command_prints_data(options, capsys, form, flag):
    options.format, options.json = form, flag
    assert check_text.run(options) == 2
    assert json.loads(capsys.readouterr().out)["counts"]["error"] == 7


def test_the_command_prints_text(options, capsys):
    assert check_text.run(options) == 2
    printed = capsys.readouterr()
    assert printed.out == text_of(sample()) + "\n"
    assert printed.err == ""


@pytest.mark.parametrize("form", ["html", "xlsx"])
def test_a_page_and_a_workbook_go_into_a_file_and_replace_an_earlier_one(options, capsys, form):
    options.format = form
    for _ in range(2):
        assert check_text.run(options) == 2
    out, err = capsys.readouterr()
    assert f"7 errors, 4 queries and 1 note in 3 returns.\nReport: check-report.{form}\n" in out
    assert err.startswith("returns/old.xls\n  BOOK02 error")
    assert Path(f"check-report.{form}").stat().st_size > 5000
    assert Path("xlbcf-backups").exists() == (form == "xlsx")
    assert ("earlier report is kept as" in out) == (form == "xlsx")


@pytest.mark.parametrize("form", ["text", "json", "html", "xlsx"])
def test_a_report_replaces_nothing_but_a_report(options, form):
    options.format, options.out = form, Path(f"folder/report.{form}")
    assert check_text.run(options) == 2
    assert check_text.run(options) == 2
    mine = b"PK\x03\x04 my filled return"
    options.out.write_bytes(mine)
    with pytest.raises(Refused) as caught:
        check_text.run(options)
    assert [each.code for each in caught.value.findings] == ["REP01"]
    assert options.out.read_bytes() == mine


def test_what_people_wrote_into_a_report_is_in_the_next_one(options):
    options.format, options.out = "xlsx", Path("report.xlsx")
    check_text.run(options)
    report = openpyxl.load_workbook(options.out)
    sheet = report["Findings"]
    column = next(cell.column for cell in sheet[1] if cell.value == "Your decision")
    sheet.cell(3, column).value = "Asked Ann, 4 June"
    report.save(options.out)
    check_text.run(options)
    sheet = openpyxl.load_workbook(options.out)["Findings"]
    decided = [cell.value for cell in sheet[openpyxl.utils.get_column_letter(column)]]
    assert [each for each in decided if each] == ["Your decision", "Asked Ann, 4 June"]
    assert decided[2] == "Asked Ann, 4 June"


@pytest.mark.parametrize(
    ("name", "begins"),
    [("a.html", b"<!DOCTYPE html>"), ("a.xlsx", b"PK"), ("a.json", b"{"), ("a.txt", b"Check of"),
     ("a", b"Check of")],
)  # fmt: skip
def test_the_name_of_the_file_says_the_format_where_nothing_else_does(options, name, begins):
    options.format, options.out = None, Path(name)
    assert check_text.run(options) == 2
    assert options.out.read_bytes()[: len(begins)].lower() == begins.lower()


@pytest.mark.parametrize(
    ("form", "name"),
    [(None, "report.pdf"), ("html", "report.xlsx"), ("xlsx", "report.html"), ("text", "a.json")],
)
def test_a_report_is_not_named_as_what_it_is_not(options, form, name):
    options.format, options.out = form, Path(name)
    with pytest.raises(Refused, match="REP02"):
        check_text.run(options)
    assert not options.out.exists()


def test_an_empty_file_may_be_replaced_and_a_folder_may_not(options, tmp_path):
    options.format, options.out = "html", tmp_path / "empty.html"
    options.out.touch()
    assert check_text.run(options) == 2
    options.out = tmp_path
    with pytest.raises(Refused, match="FILE02"):
        check_text.run(options)


def test_a_report_open_in_excel_is_left_alone_before_anything_is_checked(options, monkeypatch):
    options.format = "xlsx"
    Path("~$check-report.xlsx").touch()
    monkeypatch.setattr(check_text, "_checked", lambda _: pytest.fail("it was checked"))
    with pytest.raises(Refused, match="FILE04") as caught:
        check_text.run(options)
    assert "--allow-open" not in str(caught.value)


def test_a_blank_form_and_a_file_that_is_none_are_told_in_one_go(tmp_path):
    blank = ROOT / "workbooks" / "templates" / "bcf-2024-25-eoy.xlsx"
    missing = tmp_path / "missing.xlsx"
    outcome = xlbcf("check", blank, missing, "--json")
    assert outcome.status == outcome.plain["status"] == 2
    assert [each["file"] for each in outcome.plain["refused"]] == [str(missing)]
    assert [each["file"] for each in outcome.plain["files"]] == [str(blank)]
    assert outcome.plain["counts"]["error"] > 100
    alone = xlbcf("check", blank, "--severity", "error")
    assert alone.status == 1
    assert alone.out.startswith("Check of 1 return\n\n")
    assert "DONE01 error: Required cell is blank" in alone.out


@pytest.mark.parametrize(
    ("given", "named"),
    [
        (("--dashboard", "--previous", "last.xlsx"), "--previous"),
        (("--dashboard", "--return", "bcf-2024-25-eoy"), "--return"),
        (("--sheet", "Summary"), "--sheet"),
        (("--bands", "savings"), "--bands"),
    ],
)
def test_an_option_of_the_other_check_is_refused_and_not_passed_over(given, named):
    outcome = xlbcf("check", "any.xlsx", "--json", *given)
    assert (outcome.status, outcome.codes) == (2, ["RUN06"])
    assert named in outcome.plain["findings"][0]["message"]
