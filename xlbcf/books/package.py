"""The zip container of a workbook, read and written raw.

Parts that are not replaced keep their compressed bytes, local headers, extra fields and order:
they are copied, never unpacked. Only what is asked for is inflated, within limits.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from xlbcf.books.deflate import deflate
from xlbcf.books.unreadable import unreadable
from xlbcf.books.xml_text import malformed
from xlbcf.rules.findings import Refused, finding

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_END64_LOCATOR = struct.Struct("<4sLQL")
_END64 = struct.Struct("<4sQ2H2L4Q")
_ENCRYPTED, _UTF8 = 0x1, 0x800
_STORED, _DEFLATED = 0, 8
_ZIP64 = 0x0001
_FULL, _FULL_COUNT = 0xFFFFFFFF, 0xFFFF
_CHUNK = 1 << 16
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

#: What is unpacked at most: far above any form, far below what would exhaust a laptop.
MOST_UNPACKED = 1 << 30
#: Deflate reaches 1032 to 1 on nothing but zeros; real sheets stay below 100 to 1.
STEEPEST_RATIO = 250
RATIO_COUNTS_FROM = 32 << 20


class Entry(NamedTuple):
    """One part as the central directory lists it; ``span`` is its stretch of the file."""

    name: str
    raw_name: bytes
    flags: int
    method: int
    crc: int
    packed: int
    unpacked: int
    span: tuple[int, int]
    data_at: int
    record: bytes
    extra: bytes
    comment: bytes


class Package:
    """The parts of one workbook file.

    Args:
        data: the whole file.
        where: the file's name, for messages.

    Raises:
        Refused: the file is not a zip that can be edited safely (BOOK01, BOOK02, BOOK04).
    """

    def __init__(self, data: bytes, where: str) -> None:
        self.data = data
        self.where = where
        if data.startswith(_OLE):
            raise Refused(finding("BOOK02", where))
        try:
            self._directory_at, count, self._comment = self._end_of_directory()
            self.entries = {entry.name: entry for entry in self._directory(count)}
        except (struct.error, OverflowError) as fault:
            raise self._malformed("the zip is cut short") from fault
        except ValueError as fault:
            raise self._malformed(fault) from fault
        self._folded = {_folded(name): name for name in self.entries}
        if len(self._folded) != count:
            raise self._malformed("two parts have the same name")

    @classmethod
    def open(cls, path: Path) -> Package:
        """Read a file.

        Raises:
            Refused: it is missing (FILE01), unreadable (FILE02) or not an editable zip.
        """
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            raise Refused(finding("FILE01", path)) from None
        except OSError as fault:
            raise Refused(unreadable(path, fault)) from None
        return cls(data, str(path))

    def __contains__(self, name: str) -> bool:
        return _folded(name) in self._folded

    def actual_name(self, name: str) -> str:
        """Return a part's name as the zip spells it.

        Names compare without regard to case, to the kind of slash, and to signs being escaped.
        """
        return self._folded.get(_folded(name), name)

    def read(self, name: str) -> bytes:
        """Unpack one part.

        Raises:
            Refused: the part is missing, damaged or encrypted.
        """
        # Grown in place, so that a large part is never in memory twice.
        content = BytesIO()
        for chunk in self.chunks(name):
            content.write(chunk)
        return content.getvalue()

    def chunks(self, name: str) -> Iterator[bytes]:
        """Unpack one part piece by piece.

        Raises:
            Refused: the part is missing, damaged or encrypted; damage may show at the end only.
        """
        entry, raw = self._packed(name)
        inflater = zlib.decompressobj(-15)
        size, crc = 0, 0
        for at in range(0, len(raw), _CHUNK):
            chunk = bytes(raw[at : at + _CHUNK])
            if entry.method == _DEFLATED:
                # One byte more than declared, so that a part that lies about its size is noticed.
                chunk = self._inflated(entry, inflater, chunk, entry.unpacked - size + 1)
            size, crc = size + len(chunk), zlib.crc32(chunk, crc)
            if size > entry.unpacked:
                break
            yield chunk
        if size != entry.unpacked or crc != entry.crc:
            raise self._malformed(f"{entry.name} is damaged")

    def pieces(
        self, replaced: Mapping[str, Sequence[bytes | memoryview]], removed: Iterable[str] = ()
    ) -> Iterator[bytes | memoryview]:
        """Yield the file's bytes with some parts replaced or removed.

        Args:
            replaced: for a part's name, its new content in pieces.
            removed: names of parts to leave out.

        Yields:
            The new file, in order.
        """
        view = memoryview(self.data)
        gone = {self.actual_name(name) for name in removed}
        new = {self.actual_name(name): content for name, content in replaced.items()}
        position, records = 0, []
        for entry in sorted(self.entries.values(), key=lambda each: each.span):
            if entry.name in gone:
                continue
            if entry.name in new:
                body, crc, size = deflate(new[entry.name])
                header = self._local_header(entry, crc, len(body), size)
                chunks: list[bytes | memoryview] = [header, body]
                record = _record(entry, position, (crc, len(body), size))
            else:
                chunks = [view[slice(*entry.span)]]
                record = _record(entry, position, None)
            records.append((entry.name, record))
            yield from chunks
            position += sum(map(len, chunks))
        order = {name: place for place, name in enumerate(self.entries)}
        directory = b"".join(record for _, record in sorted(records, key=lambda r: order[r[0]]))
        yield directory
        yield _END.pack(
            b"PK\5\6", 0, 0, len(records), len(records), len(directory), position,
            len(self._comment),
        ) + self._comment  # fmt: skip

    def _malformed(self, reason: object) -> Refused:
        return malformed(self.where, reason)

    def _packed(self, name: str) -> tuple[Entry, memoryview]:
        entry = self.entries.get(self.actual_name(name))
        if entry is None:
            raise self._malformed(f"the part {name} is missing")
        if entry.method not in (_STORED, _DEFLATED):
            raise self._malformed(f"{entry.name} is packed by an unknown method")
        return entry, memoryview(self.data)[entry.data_at : entry.data_at + entry.packed]

    def _inflated(self, entry: Entry, inflater: zlib._Decompress, chunk: bytes, most: int) -> bytes:
        try:
            return inflater.decompress(chunk, most)
        except zlib.error as fault:
            raise self._malformed(f"{entry.name} is damaged") from fault

    def _end_of_directory(self) -> tuple[int, int, bytes]:
        tail_at = max(0, len(self.data) - _END.size - 0xFFFF)
        at = self.data.rfind(b"PK\5\6", tail_at)
        if at < 0:
            raise ValueError("it is not a zip archive, or it is cut short")
        _, _, _, _, count, _, start, length = _END.unpack_from(self.data, at)
        self._ends_at = at
        comment = self.data[at + _END.size : at + _END.size + length]
        locator_at = at - _END64_LOCATOR.size
        if locator_at >= 0 and self.data[locator_at : locator_at + 4] == b"PK\6\7":
            end64_at = _END64_LOCATOR.unpack_from(self.data, locator_at)[2]
            end64 = _END64.unpack_from(self.data, end64_at)
            if end64[0] != b"PK\6\6":
                raise ValueError("its zip directory is damaged")
            count, start = end64[7], end64[9]
        if count >= _FULL_COUNT or len(self.data) >= _FULL:
            raise ValueError("it has more parts or bytes than any workbook")
        return start, count, comment

    def _directory(self, count: int) -> Iterator[Entry]:
        at, rows = self._directory_at, []
        for _ in range(count):
            fields = _CENTRAL.unpack_from(self.data, at)
            if fields[0] != b"PK\1\2":
                raise ValueError("its zip directory is damaged")
            name_at = at + _CENTRAL.size
            extra_at = name_at + fields[10]
            comment_at = extra_at + fields[11]
            end = comment_at + fields[12]
            if end > self._ends_at:
                raise ValueError("its zip directory is damaged")
            raw_name, extra = self.data[name_at:extra_at], self.data[extra_at:comment_at]
            sizes = _true_sizes(fields[9], fields[8], fields[16], extra)
            rows.append((fields, raw_name, extra, self.data[comment_at:end], sizes, at))
            at = end
        starts = [*sorted(row[4][2] for row in rows), self._directory_at]
        following = dict(pairwise(starts))
        if len(following) != count:
            raise ValueError("two parts share one place in the zip")
        total = 0
        for fields, raw_name, extra, comment, (unpacked, packed, start), record_at in rows:
            name = raw_name.decode("utf-8" if fields[3] & _UTF8 else "cp437")
            total += unpacked
            self._guard_size(name, packed, unpacked, total)
            if fields[3] & _ENCRYPTED:
                raise Refused(finding("BOOK02", self.where))
            local = _LOCAL.unpack_from(self.data, start)
            data_at = start + _LOCAL.size + local[9] + local[10]
            if local[0] != b"PK\3\4" or data_at + packed > following[start]:
                raise ValueError(f"{name} overlaps another part")
            yield Entry(
                name, raw_name, fields[3], fields[4], fields[7], packed, unpacked,
                (start, following[start]), data_at,
                self.data[record_at : record_at + _CENTRAL.size], extra, comment,
            )  # fmt: skip

    def _guard_size(self, name: str, packed: int, unpacked: int, total: int) -> None:
        steep = unpacked > RATIO_COUNTS_FROM and unpacked > packed * STEEPEST_RATIO
        if total > MOST_UNPACKED or steep:
            found = f"{unpacked / 2**20:,.0f} MiB from {packed / 2**20:,.1f} MiB"
            expected = f"{MOST_UNPACKED >> 20:,} MiB in all, {STEEPEST_RATIO} to 1 for one part,"
            raise Refused(finding("BOOK04", self.where, part=name, found=found, expected=expected))

    def _local_header(self, entry: Entry, crc: int, packed: int, unpacked: int) -> bytes:
        start = entry.span[0]
        old = _LOCAL.unpack_from(self.data, start)
        name_at = start + _LOCAL.size
        extra = _without_zip64(self.data[name_at + old[9] : name_at + old[9] + old[10]])
        return (
            _LOCAL.pack(
                b"PK\3\4", 20, entry.flags & _UTF8, _DEFLATED, old[4], old[5],
                crc, packed, unpacked, len(entry.raw_name), len(extra),
            )
            + entry.raw_name
            + extra
        )  # fmt: skip


def _folded(name: str) -> str:
    return unquote(name).replace("\\", "/").casefold()


def _record(entry: Entry, position: int, content: tuple[int, int, int] | None) -> bytes:
    """Return the central directory's record of a part at its new place in the file."""
    fields = list(_CENTRAL.unpack(entry.record))
    if content is not None:
        fields[3], fields[4] = entry.flags & _UTF8, _DEFLATED
        fields[7], fields[8], fields[9] = content
    else:
        fields[8], fields[9] = entry.packed, entry.unpacked
    extra = _without_zip64(entry.extra)
    fields[11], fields[16] = len(extra), position
    return _CENTRAL.pack(*fields) + entry.raw_name + extra + entry.comment


def _extra_fields(extra: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Yield each extra field: its tag, its content, and both as stored."""
    at = 0
    while at + 4 <= len(extra):
        tag, length = struct.unpack_from("<2H", extra, at)
        yield tag, extra[at + 4 : at + 4 + length], extra[at : at + 4 + length]
        at += 4 + length


def _without_zip64(extra: bytes) -> bytes:
    if not extra:
        return extra
    return b"".join(whole for tag, _, whole in _extra_fields(extra) if tag != _ZIP64)


def _true_sizes(unpacked: int, packed: int, offset: int, extra: bytes) -> tuple[int, int, int]:
    """Return sizes and offset, taken from the zip64 field where the record only points to it."""
    sizes = [unpacked, packed, offset]
    if _FULL in sizes:
        content = next((c for tag, c, _ in _extra_fields(extra) if tag == _ZIP64), b"")
        numbers = iter(struct.unpack(f"<{len(content) // 8}Q", content[: len(content) // 8 * 8]))
        sizes = [next(numbers, size) if size == _FULL else size for size in sizes]
    return sizes[0], sizes[1], sizes[2]
