"""LibreOffice inserting cells itself, by a macro in a profile of its own: a second opinion."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_MACRO = (
    _HEAD
    + """<!DOCTYPE script:module PUBLIC
 "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Inserting"
 script:language="StarBasic">
Sub Main()
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  book = StarDesktop.loadComponentFromURL(Environ("INSERT_IN"), "_blank", 0, hidden())
  places = Split(Environ("INSERT_AT"), ";")
  For at = 0 To UBound(places)
    words = Split(places(at), "!")
    sheet = book.Sheets.getByName(words(0))
    area = sheet.getCellRangeByName(words(1)).RangeAddress
    sheet.insertCells(area, com.sun.star.sheet.CellInsertMode.DOWN)
  Next
  Dim saved(0) As New com.sun.star.beans.PropertyValue
  saved(0).Name = "FilterName"
  saved(0).Value = "Calc MS Excel 2007 XML"
  book.storeToURL(Environ("INSERT_OUT"), saved())
  book.close(True)
End Sub
</script:module>
"""
)
_LIBRARY = (
    _HEAD
    + """<!DOCTYPE library:library PUBLIC
 "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard"
 library:readonly="false" library:passwordprotected="false">
 <library:element library:name="Inserting"/>
</library:library>
"""
)


def inserted_by_libreoffice(content: bytes, places: Sequence[str], folder: Path) -> bytes:
    """Return a workbook as LibreOffice saves it after inserting cells.

    Skips the test where LibreOffice is not installed.

    Args:
        content: the workbook.
        places: the cells, as ``Sheet!A2:C2``, inserted one after the other.
        folder: an empty folder to work in.
    """
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    source, target, profile = folder / "in.xlsx", folder / "out.xlsx", folder / "profile"
    source.write_bytes(content)
    command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    # The first start lays out the profile, and would write over a macro that is there already.
    _run([*command, "--terminate_after_init"], {})
    library = profile / "user" / "basic" / "Standard"
    library.mkdir(parents=True, exist_ok=True)
    (library / "Inserting.xba").write_text(_MACRO, encoding="utf-8")
    (library / "script.xlb").write_text(_LIBRARY, encoding="utf-8")
    wanted = {
        "INSERT_IN": source.as_uri(), "INSERT_OUT": target.as_uri(), "INSERT_AT": ";".join(places)
    }  # fmt: skip
    _run([*command, "macro:///Standard.Inserting.Main"], wanted)
    if not target.exists():
        pytest.skip("this LibreOffice runs no macros")
    return target.read_bytes()


def _run(command: Sequence[str], environment: dict[str, str]) -> None:
    whole = {**os.environ, **environment}
    subprocess.run(command, check=True, capture_output=True, timeout=240, env=whole)
