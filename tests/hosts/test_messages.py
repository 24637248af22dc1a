"""Messages: each code has an entry, each entry a use, and each reads as a sentence."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter

import pytest

from tests.support.commands import xlbcf
from tests.support.templates import ROOT
from xlbcf.hosts.messages import as_plain, in_lines
from xlbcf.rules.catalogue import CATALOGUE
from xlbcf.rules.explanations import example_of
from xlbcf.rules.findings import Finding, Refused, Severity, finding

PREFIXES = "|".join(sorted({code[:-2] for code in CATALOGUE}))
CODE = re.compile(rf"\"((?:{PREFIXES})[0-9]{{2}})\"")
SOURCES = [
    path
    for path in sorted((ROOT / "xlbcf").rglob("*.py"))
    if "catalogue" not in path.parts and path.name != "findings.py"
]


def used_codes() -> Counter[str]:
    return Counter(code for path in SOURCES for code in CODE.findall(path.read_text("utf-8")))


def test_every_code_used_has_an_entry():
    assert used_codes().keys() - CATALOGUE.keys() == set()


def test_every_entry_is_used():
    assert CATALOGUE.keys() - used_codes().keys() == set()


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_every_entry_reads_as_a_sentence_with_its_facts_in_it(code):
    kind = CATALOGUE[code]
    facts = {name: f"<{name}>" for name in kind.facts}
    found = finding(code, "somewhere", **facts)
    assert (found.code, found.severity) == (code, kind.severity)
    whole = f"{found.message} {found.action}"
    assert all(fact in whole for fact in facts.values())
    assert "{" not in whole
    assert found.message.endswith(".")
    assert found.action.endswith((".", ">"))
    assert len(kind.title) <= 45
    text = in_lines(found)
    assert text.splitlines()[0] == f"{code} {kind.severity}: somewhere"
    assert max(map(len, text.splitlines())) <= 100


@pytest.mark.parametrize("code", sorted(code for code, kind in CATALOGUE.items() if kind.facts))
def test_a_fact_left_out_is_a_fault_of_the_program(code):
    with pytest.raises(KeyError):
        finding(code, "somewhere")


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_every_example_gives_the_facts_and_reads_as_printed(code):
    kind = CATALOGUE[code]
    assert kind.example.keys() == kind.facts
    assert all(isinstance(value, str) for value in kind.example.values())
    found = example_of(kind)
    assert (found.code, found.where) == (code, kind.place)
    assert kind.place.strip() == kind.place != ""
    text = in_lines(found)
    assert text.splitlines()[0] == f"{code} {kind.severity}: {kind.place}"
    assert not re.search(r"[{}]|  |\.\.$", found.message)


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_every_meaning_adds_something_to_the_message(code):
    kind = CATALOGUE[code]
    assert len(kind.meaning.split()) >= 8
    assert kind.meaning.endswith((".", "?"))
    assert kind.meaning[0].isupper()
    said = {sentence.strip().casefold() for sentence in (kind.message + kind.action).split(".")}
    meant = {sentence.strip().casefold() for sentence in kind.meaning.split(".")} - {""}
    assert not said & meant


def test_an_error_says_what_to_do():
    assert all(kind.action for kind in CATALOGUE.values() if kind.severity is Severity.ERROR)


def test_a_finding_as_data_has_the_same_words():
    found = finding("FILE04", "a.xlsx", lock="~$a.xlsx")
    assert as_plain(found) == {
        "code": "FILE04",
        "severity": "error",
        "title": "File is open in Excel",
        "where": "a.xlsx",
        "message": "the lock file ~$a.xlsx says that it is open.",
        "action": found.action,
    }


def test_a_long_path_is_not_broken_in_two():
    path = "/".join(["folder"] * 20)
    assert path in in_lines(finding("FILE03", "x", reason=path))


def test_the_same_message_is_printed_once(capsys):
    from xlbcf.hosts.messages import print_refusal

    twice: list[Finding] = [finding("FILE01", "a.csv")] * 2
    print_refusal(Refused(twice), as_json=False)
    assert capsys.readouterr().err.count("a.csv") == 1


def test_a_fault_of_the_program_is_told_without_a_traceback(monkeypatch, tmp_path):
    from xlbcf.hosts import edit_text

    def broken(*_: object) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr(edit_text, "_allowed", broken)
    words = ("recalc", tmp_path / "a.xlsx")
    outcome = xlbcf(*words)
    assert outcome.status == 2
    assert "RUN04" in outcome.err
    assert "ZeroDivisionError: division by zero" in outcome.err
    assert "Traceback" not in outcome.err
    with pytest.raises(ZeroDivisionError):
        xlbcf(*words, "--debug")


@pytest.mark.parametrize(
    "words", [["--help"], ["fill", "--help"], ["explain", "--help"], ["--version"], ["fill"]]
)
def test_help_and_mistakes_load_nothing_heavy(words):
    heavy = ("yaml", "pandas", "xlwings", "openpyxl", "cellrune", "pyofficeeditor", "tqdm", "lxml",
             "python_calamine", "sqlalchemy", "zipfile", "json", "xml")  # fmt: skip
    code = (
        "import sys\n"
        "from xlbcf.hosts.cli import main\n"
        f"try: main({words!r})\n"
        "except SystemExit: pass\n"
        f"print('loaded', *[name for name in {heavy!r} if name in sys.modules])\n"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1].strip() == "loaded"


def test_every_command_explains_itself():
    commands = ("fill", "undo", "set", "recalc", "diff", "init", "spc", "explain")
    overview = xlbcf("--help")
    assert overview.status == 0
    for command in commands:
        assert f"  {command} " in overview.out
        outcome = xlbcf(command, "--help")
        assert outcome.status == 0
        assert "--json" in outcome.out
        assert "--debug" not in outcome.out
