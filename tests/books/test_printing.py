"""Printing by LibreOffice: where it is looked for, what it is asked, and how it may fail."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from xlbcf.books.printing import find_office, print_to_pdf
from xlbcf.rules.findings import Refused

posix = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")


def program(folder: Path, script: str, name: str = "soffice") -> Path:
    """A stand-in for LibreOffice: a script that finds the folder of its output in $out."""
    path = folder / name
    head = '#!/bin/sh\nwhile [ "$1" != --outdir ]; do echo "$1"; shift; done; out="$2"\n'
    path.write_text(head + script)
    path.chmod(0o755)
    return path


def refused(*arguments: object, **named: object) -> tuple[str, str]:
    with pytest.raises(Refused) as found:
        (print_to_pdf if len(arguments) == 3 else find_office)(*arguments, **named)  # type: ignore[operator]
    (finding,) = found.value.findings
    return finding.code, finding.message


@posix
def test_the_program_that_is_named_comes_first(tmp_path):
    named, other = program(tmp_path, "", "mine"), program(tmp_path, "")
    settings = {"XLBCF_LIBREOFFICE": str(named), "PATH": str(tmp_path)}
    assert find_office(settings) == named
    assert find_office({"PATH": str(tmp_path)}) == other


def test_a_named_program_that_is_not_there_is_told_and_no_other_is_taken(tmp_path):
    settings = {"XLBCF_LIBREOFFICE": str(tmp_path / "gone")}
    assert refused(settings) == (
        "PUB06",
        "there is no PDF and no picture, because LibreOffice was not found: XLBCF_LIBREOFFICE "
        "names no file.",
    )


def test_on_windows_it_is_found_where_it_is_installed(tmp_path):
    folder = tmp_path / "LibreOffice" / "program"
    folder.mkdir(parents=True)
    (folder / "soffice.com").write_text("")
    settings = {"ProgramFiles": str(tmp_path), "PATH": ""}
    assert find_office(settings, "win32") == folder / "soffice.com"


def test_where_there_is_none_that_is_said(tmp_path):
    code, message = refused({"PATH": str(tmp_path), "ProgramFiles": str(tmp_path)}, "win32")
    assert code == "PUB06"
    assert message.endswith("LibreOffice was not found: it is not on this computer.")


@posix
def test_the_pdf_is_what_the_program_makes_of_the_workbook(tmp_path):
    made = program(tmp_path, 'cat "$3" > "$out/page.pdf"\n')
    assert print_to_pdf(b"the workbook", "a.pdf", made) == b"the workbook"


@posix
def test_it_works_with_a_profile_of_its_own_that_is_gone_afterwards(tmp_path):
    told = tmp_path / "told"
    made = program(tmp_path, f'ls -d "$out" > "{told}"; touch "$out/page.pdf"\n')
    print_to_pdf(b"", "a.pdf", made)
    assert not Path(told.read_text().strip()).exists()


@posix
@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("echo 'Error: source file could not be loaded'\n", "source file could not be loaded"),
        ("exit 0\n", "it gave no reason"),
        ("exit 3\n", "it gave no reason"),
    ],
)
def test_a_program_that_makes_nothing_is_told_with_its_reason(tmp_path, script, reason):
    code, message = refused(b"", "a.pdf", program(tmp_path, script))
    assert code == "PUB07"
    assert message.endswith(f"made none ({reason}).")


@posix
def test_a_program_that_does_not_end_is_ended_with_what_it_started(tmp_path):
    made = program(tmp_path, f"(sleep 2; touch '{tmp_path}/late') & sleep 60\n")
    started = time.monotonic()
    code, message = refused(b"", "a.pdf", made, longest=0.5)
    assert code == "PUB07"
    assert "it was not done after 0.5 seconds and was ended" in message
    assert time.monotonic() - started < 10
    time.sleep(2)
    assert not (tmp_path / "late").exists()


def test_a_program_that_cannot_be_started_is_told(tmp_path):
    (tmp_path / "soffice").write_text("no program")
    code, message = refused(b"", "a.pdf", tmp_path / "soffice")
    assert code == "PUB07"
    assert "it could not be started" in message
