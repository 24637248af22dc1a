"""A copy of a workbook to be published: values only, with nothing in it that runs or links."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from xlbcf.books.endings import require_ending
from xlbcf.books.file_book import FileBook
from xlbcf.books.package import Package
from xlbcf.books.port import Allow
from xlbcf.books.properties import is_own_copy
from xlbcf.books.replacement import open_elsewhere, stage
from xlbcf.books.unreadable import unreadable
from xlbcf.books.values_only import ValuesOnly, values_only
from xlbcf.rules.findings import Refused, finding

_ENDING = " (values only).xlsx"


class Published(NamedTuple):
    """What a copy came to.

    Args:
        path: the copy.
        copy: its content, and what it holds and does not hold.
    """

    path: Path
    copy: ValuesOnly


def publish_file(path: Path, out: Path | None = None) -> Published:
    """Write a values-only copy of a workbook file.

    Args:
        path: the workbook.
        out: the file or folder for the copy, or None for one beside the workbook.

    Raises:
        Refused: the workbook cannot be read, its results are missing (PUB01) or may be old
            (PUB02), it has a sheet of macros (PUB03), another file is in the way (PUB04), or
            the copy would be named as another kind of file (FILE08).
    """
    target = _target(path, out)
    require_ending(target, ".xlsx", "a values-only copy")
    return _publish(Package.open(path), target, calculated=False)


def publish_content(content: bytes, name: str, folder: Path) -> Published:
    """Write a values-only copy of a workbook that Excel has just calculated.

    Args:
        content: the workbook's content.
        name: its file name.
        folder: the folder for the copy.

    Raises:
        Refused: as for :func:`publish_file`, but for results that may be old.
    """
    target = folder / copy_name(name)
    return _publish(Package(content, name), target, calculated=True)


def copy_name(name: str) -> str:
    """Return what the values-only copy of a workbook is called."""
    stem, dot, _ = name.rpartition(".")
    return (stem if dot else name) + _ENDING


def _target(path: Path, out: Path | None) -> Path:
    if out is None:
        return path.with_name(copy_name(path.name))
    return out / copy_name(path.name) if out.is_dir() else out


def _publish(package: Package, target: Path, *, calculated: bool) -> Published:
    _keep_from_replacing(target)
    copy = values_only(FileBook(package, (Allow.SIGNED,)), calculated=calculated)
    stage(target, [copy.content]).put_in_place(keep_old=False)
    return Published(target, copy)


def _keep_from_replacing(target: Path) -> None:
    """Refuse to write over anything but an earlier copy that nobody has saved again since."""
    try:
        old = target.read_bytes() if target.exists() else b""
    except OSError as fault:
        raise Refused(unreadable(target, fault)) from fault
    if old and not is_own_copy(old, str(target)):
        raise Refused(finding("PUB04", target))
    if found := open_elsewhere(target):
        raise Refused(found._replace(advice="Close it and publish again."))
