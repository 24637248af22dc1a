"""Workbook files changed by hand for tests, one part at a time."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile


def with_parts(
    source: Path, target: Path, parts: Mapping[str, bytes | None], packing: int = ZIP_DEFLATED
) -> Path:
    """Copy a zip with some parts replaced, added or, where the content is nothing, left out."""
    with ZipFile(source) as old, ZipFile(target, "w", packing) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            if content is not None:
                new.writestr(name, content)
    return target


def with_text(source: Path, target: Path, part: str, old: str, new: str) -> Path:
    """Copy a zip with one text exchanged, wherever it stands in one part."""
    with ZipFile(source) as package:
        content = package.read(part)
    if old.encode() not in content:
        raise ValueError(f"{old!r} is not in {part}")
    return with_parts(source, target, {part: content.replace(old.encode(), new.encode())})
