"""LibreOffice as a judge: it works out a file's formulas without seeing their stored values."""

from __future__ import annotations

import re
import shutil
import subprocess
import warnings
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest

_FORMULA_CELL = re.compile(
    rb'(<c r="[A-Z]+[0-9]+"[^>]*?)( t="[a-z]+")?>(<f[ >].*?</f>)<v>[^<]*</v>'
)


def recalculated(contents: Mapping[str, bytes], folder: Path) -> dict[str, bytes]:
    """Return files as LibreOffice saves them after working out every formula.

    All go through one run, because starting LibreOffice takes most of the time.
    Skips the test where LibreOffice is not installed.

    Args:
        contents: Excel files, each under a short name.
        folder: an empty folder to work in.
    """
    sources = [folder / f"{name}.xlsx" for name in contents]
    for source, content in zip(sources, contents.values(), strict=True):
        source.write_bytes(_without_stored_values(content))
    target = converted(sources, "xlsx", folder)
    return {name: (target / f"{name}.xlsx").read_bytes() for name in contents}


def opened(contents: Mapping[str, bytes], folder: Path) -> set[str]:
    """Return the names of the files that LibreOffice can open.

    Args:
        contents: Excel files, each under its file name.
        folder: an empty folder to work in.
    """
    sources = [folder / name for name in contents]
    for source, content in zip(sources, contents.values(), strict=True):
        source.write_bytes(content)
    made = {path.stem for path in converted(sources, "csv", folder).glob("*.csv")}
    return {source.name for source in sources if source.stem in made}


def converted(sources: Sequence[Path], kind: str, folder: Path, reader: str = "") -> Path:
    """Convert files in one run and return the folder of the results.

    Args:
        sources: the files.
        kind: what they become, such as ``csv``.
        folder: an empty folder to work in.
        reader: the filter that reads them, or nothing for the one that LibreOffice chooses.
    """
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    profile, target = (folder / "profile").as_uri(), folder / "out"
    chosen = [f"--infilter={reader}"] if reader else []
    subprocess.run(
        [program, f"-env:UserInstallation={profile}", "--headless", *chosen, "--convert-to", kind,
         "--outdir", str(target), *map(str, sources)],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    return target


def _without_stored_values(content: bytes) -> bytes:
    """Remove what LibreOffice would otherwise trust instead of calculating."""
    made = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for info in old.infolist():
            part = old.read(info)
            if info.filename.startswith("xl/worksheets/sheet"):
                part = _FORMULA_CELL.sub(rb"\1>\3", part)
            new.writestr(info.filename, part)
    return made.getvalue()


def formula_values(formulas: bytes, values: bytes) -> dict[tuple[str, str], object]:
    """Return the values in one file of the cells that hold formulas in another."""
    with warnings.catch_warnings():
        # openpyxl says that it drops the extension rules; nothing is saved here.
        warnings.simplefilter("ignore")
        asked = openpyxl.load_workbook(BytesIO(formulas))
        given = openpyxl.load_workbook(BytesIO(values), data_only=True)
    return {
        (sheet.title, cell.coordinate): given[sheet.title][cell.coordinate].value or ""
        for sheet in asked
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }
