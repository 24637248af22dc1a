"""Edits said shortly: ``edited(data, {"Form!B2": 5})``, and what came of them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from unittest import mock

import pytest

from xlbcf.books import sheet_file
from xlbcf.books.file_book import FileBook
from xlbcf.books.port import Allow, Book, Change, Write
from xlbcf.books.values import Value
from xlbcf.rules.findings import Finding, Refused
from xlbcf.template.addresses import parse_cell


def writes_of(values: Mapping[str, object]) -> list[Write]:
    """Return writes from ``Sheet!B2`` and values."""
    found = []
    for place, value in values.items():
        sheet, _, address = place.rpartition("!")
        found.append(Write(sheet, parse_cell(address), value))  # type: ignore[arg-type]
    return found


@dataclass(frozen=True)
class Edited:
    """A file after an edit."""

    before: bytes
    after: bytes
    changes: list[Change]

    def part(self, name: str) -> str:
        """Return a part of the new file as text."""
        return parts_in(self.after)[name].decode()

    def sheet(self, number: int = 1) -> str:
        """Return a sheet of the new file as text."""
        return self.part(f"xl/worksheets/sheet{number}.xml")

    def cell(self, address: str, number: int = 1) -> str:
        """Return a cell's element in the new file."""
        found = re.search(rf'<c r="{address}"[^>]*?(?:/>|>.*?</c>)', self.sheet(number), re.DOTALL)
        assert found, f"{address} has no element"
        return found[0]

    def value(self, place: str) -> Value:
        """Return a value of the new file."""
        sheet, _, address = place.rpartition("!")
        return FileBook.from_bytes(self.after, "after").value(sheet, parse_cell(address))

    def touched(self) -> set[str]:
        """Return the names of the parts that differ; none may be lost, added or moved."""
        old, new = parts_in(self.before), parts_in(self.after)
        assert list(old) == list(new)
        return {name for name in old if old[name] != new[name]}


def edited(data: bytes, values: Mapping[str, object], allow: Collection[Allow] = ()) -> Edited:
    """Write values into a workbook's content, with cells searched one by one and cut apart."""
    done = []
    for cut in (False, True):
        with looked_up(cut=cut):
            book = FileBook.from_bytes(data, "book.xlsx")
            changes = book.write(writes_of(values), allow)
            done.append(Edited(data, book.to_bytes(), changes))
    assert done[0] == done[1]
    return done[0]


@contextmanager
def looked_up(*, cut: bool) -> Iterator[None]:
    """Let sheets be cut into their cells before any is written, or none."""
    with mock.patch.object(sheet_file, "_WORTH_CUTTING", 1 << 30 if cut else 0):
        yield


def parts_in(data: bytes) -> dict[str, bytes]:
    """Return a zip's parts as another program unpacks them."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {info.filename: archive.read(info) for info in archive.infolist()}


def found(
    data: bytes | Book, values: Mapping[str, object], allow: Collection[Allow] = ()
) -> list[Finding]:
    """Return what is found about some writes."""
    book = FileBook.from_bytes(data, "book.xlsx") if isinstance(data, bytes) else data
    return book.check(writes_of(values), allow)


def codes(
    data: bytes | Book, values: Mapping[str, object], allow: Collection[Allow] = ()
) -> list[str]:
    """Return the codes of what is found about some writes."""
    return [each.code for each in found(data, values, allow)]


def refusal(data: bytes) -> list[Finding]:
    """Return why a file is refused when it is opened and all of it is read."""
    with pytest.raises(Refused) as refused:
        read_all(data)
    return list(refused.value.findings)


def read_all(data: bytes) -> FileBook:
    """Read everything of a file that the editor ever reads."""
    book = FileBook.from_bytes(data, "book.xlsx")
    book.has_formulas()
    for entry in book.workbook.sheets:
        if entry.kind == "worksheet":
            book.values(entry.name)
            book.formulas(entry.name)
            book.merges(entry.name)
            file = book.sheet_file(entry.name)
            assert file.tables is not None
            assert file.result_areas is not None
    return book
