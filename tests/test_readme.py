"""The README: its commands are those that are run, and its examples work."""

from __future__ import annotations

import re
import textwrap

from tests.support.commands import xlbcf
from tests.support.templates import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^( *)```(\w+)\n(.*?)^ *```", README, re.MULTILINE | re.DOTALL)


def blocks(language: str) -> list[str]:
    return [textwrap.dedent(text).strip() for _, named, text in BLOCKS if named == language]


def test_it_begins_with_two_commands_in_two_forms():
    assert [named for _, named, _ in BLOCKS[:4]] == ["sh", "powershell", "sh", "powershell"]
    for _, _, text in BLOCKS[:4]:
        assert len(text.strip().splitlines()) == 1
        assert "-m venv .venv" in text


def test_the_checks_run_its_test_command_word_for_word():
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert blocks("sh")[1] in script.splitlines()


def test_its_commentary_is_understood(tmp_path):
    commentary = tmp_path / "ours.yaml"
    commentary.write_text(blocks("yaml")[0], encoding="utf-8")
    outcome = xlbcf(
        "fill", "bcf-2024-25-eoy", "--place", "Rutland", "--commentary", commentary,
        "--out", tmp_path, "--dry-run", "--json",
    )  # fmt: skip
    assert outcome.status == 0
    (place,) = outcome.plain["places"]
    changed = {row["label"]: row["new"] for row in place["changes"]}
    assert changed["completed by"] == "A. Person"
    assert changed["signed off"] == "Yes"
    assert changed["assessment, Avoidable admissions"] == "Target not met"


def test_it_names_every_command_and_no_other():
    commands = set(re.findall(r"^  (\w+) ", xlbcf("--help").out, re.MULTILINE))
    typed = set(re.findall(r"^\.?\S*xlbcf (\w+)", "\n".join(blocks("sh")), re.MULTILINE))
    typed |= set(re.findall(r"`xlbcf (\w+)", README))
    assert typed == commands
