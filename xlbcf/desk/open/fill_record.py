"""The record of the last fill of each workbook, from which it can be taken back.

It is a file for each workbook in a folder of the user's own, so that it outlives Python and Excel.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from xlbcf.books.open_book import OpenBook
from xlbcf.books.replacement import stage
from xlbcf.books.values import CellError, Value
from xlbcf.rules.findings import Refused, finding
from xlbcf.template.addresses import Cell, parse_cell

_FORM = 1


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell that a fill gives another value.

    Args:
        sheet: its sheet.
        cell: the cell.
        label: what belongs there, in words.
        before: what it held.
        after: what it gets.
        source: where that comes from.
    """

    sheet: str
    cell: Cell
    label: str
    before: Value
    after: Value
    source: str


@dataclass(frozen=True, slots=True)
class FillRecord:
    """The last fill of a workbook.

    Args:
        workbook: its file name.
        when: day and time, such as ``2025-06-06 14:30:12``.
        source: what the values came from.
        changes: the cells that were changed.
    """

    workbook: str
    when: str
    source: str
    changes: tuple[CellChange, ...]


def now() -> str:
    """Return the present moment as records write it."""
    return datetime.now().strftime("%Y-%m-%d %H:%M:%S")


def save_record(folder: Path, book: OpenBook, record: FillRecord) -> None:
    """Keep the record of a workbook's fill in place of the one before.

    Args:
        folder: the folder of records.
        book: the workbook.
        record: its fill.

    Raises:
        Refused: it cannot be written (FILE03).
    """
    content = {
        "form": _FORM,
        "workbook": record.workbook,
        "when": record.when,
        "source": record.source,
        "changes": [
            [each.sheet, str(each.cell), each.label, _plain(each.before), _plain(each.after),
             each.source]
            for each in record.changes
        ],
    }  # fmt: skip
    text = json.dumps(content, ensure_ascii=False, indent=1)
    stage(record_file(folder, book), [text.encode()]).put_in_place(keep_old=False)


def read_record(folder: Path, book: OpenBook) -> FillRecord | None:
    """Return the record of a workbook's last fill, or None where there is none.

    Args:
        folder: the folder of records.
        book: the workbook.

    Raises:
        Refused: there is one that cannot be read (OPEN24).
    """
    path = record_file(folder, book)
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return FillRecord(
            content["workbook"],
            content["when"],
            content["source"],
            tuple(_change(each) for each in content["changes"]),
        )
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise Refused(finding("OPEN24", path, reason=fault)) from fault


def record_of(folder: Path, book: OpenBook) -> bytes | None:
    """Return a workbook's record as it is stored, or None where there is none."""
    path = record_file(folder, book)
    return path.read_bytes() if path.is_file() else None


def put_record(folder: Path, book: OpenBook, stored: bytes | None) -> None:
    """Put back a workbook's record as it was stored, or forget the last fill if there was none."""
    path = record_file(folder, book)
    with suppress(OSError):
        if stored is None:
            path.unlink(missing_ok=True)
        else:
            path.write_bytes(stored)


def record_file(folder: Path, book: OpenBook) -> Path:
    """Return the file of a workbook's record; it is known by its address, or else its name."""
    known_by = (book.address or book.name).casefold()
    return folder / f"{hashlib.sha256(known_by.encode()).hexdigest()[:24]}.json"


def _plain(value: Value) -> object:
    return {"error": str(value)} if isinstance(value, CellError) else value


def _change(raw: list[Any]) -> CellChange:
    sheet, cell, label, before, after, source = raw
    return CellChange(sheet, parse_cell(cell), label, _value(before), _value(after), source)


def _value(raw: Any) -> Value:
    return CellError(raw["error"]) if isinstance(raw, dict) else raw
