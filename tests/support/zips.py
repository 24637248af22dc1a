"""Zip files written byte by byte, so that every oddity a workbook may have can be made."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

UTF8, DESCRIPTOR, ENCRYPTED = 0x800, 0x8, 0x1
STORED, DEFLATED = 0, 8
#: What Windows' packaging writes into local headers to leave room for growth.
GROWTH_HINT = struct.pack("<HHHH", 0xA220, 20, 0xA028, 16) + bytes(16)


@dataclass(frozen=True)
class Item:
    """One part as it is written; ``stated_*`` values are lies told about it."""

    name: str
    content: bytes
    method: int = DEFLATED
    flags: int = 0
    local_extra: bytes = b""
    central_extra: bytes = b""
    comment: bytes = b""
    zip64: bool = False
    stated_size: int | None = None
    stated_crc: int | None = None

    @property
    def raw_name(self) -> bytes:
        return self.name.encode("utf-8" if self.flags & UTF8 else "cp437")


def zipped(
    parts: Mapping[str, bytes] | Sequence[Item],
    *,
    before: bytes = b"",
    comment: bytes = b"",
    zip64_end: bool = False,
    **every: object,
) -> bytes:
    """Return a zip file.

    Args:
        parts: names and contents, or items.
        before: bytes in front of the first part.
        comment: the file's own comment.
        zip64_end: whether the directory's end is written in its zip64 form.
        **every: fields set on every item, such as ``method=STORED``.
    """
    items = [
        item if isinstance(item, Item) else Item(*item)
        for item in (parts.items() if isinstance(parts, Mapping) else parts)
    ]
    out, records = bytearray(before), []
    for item in items:
        written, record = _written(replace(item, **every), len(out))
        out += written
        records.append(record)
    start, directory = len(out), b"".join(records)
    out += directory
    count, size, at = len(records), len(directory), start
    if zip64_end:
        end64 = len(out)
        out += struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, size, start)
        out += struct.pack("<4sLQL", b"PK\6\7", 0, end64, 1)
        count, size, at = 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF
    return bytes(out) + struct.pack(
        "<4s4H2LH", b"PK\5\6", 0, 0, count, count, size, at, len(comment)
    ) + comment  # fmt: skip


def _written(item: Item, offset: int) -> tuple[bytes, bytes]:
    """Return a part's stretch of the file and its record in the directory."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    body = item.content
    if item.method == DEFLATED:
        body = packer.compress(item.content) + packer.flush()
    crc = zlib.crc32(item.content) if item.stated_crc is None else item.stated_crc
    size = len(item.content) if item.stated_size is None else item.stated_size
    late = bool(item.flags & DESCRIPTOR)
    sizes = (0, 0, 0) if late else (crc, len(body), size)
    local_extra, central_extra, stated = item.local_extra, item.central_extra, (len(body), size)
    shown_offset = offset
    if item.zip64:
        local_extra += struct.pack("<HHQQ", 1, 16, size, len(body))
        central_extra += struct.pack("<HHQQQ", 1, 24, size, len(body), offset)
        sizes = (sizes[0], 0xFFFFFFFF, 0xFFFFFFFF)
        stated, shown_offset = (0xFFFFFFFF, 0xFFFFFFFF), 0xFFFFFFFF
    version = 45 if item.zip64 else 20
    name = item.raw_name
    local = struct.pack(
        "<4s5H3L2H", b"PK\3\4", version, item.flags, item.method, 0, 0x21,
        *sizes, len(name), len(local_extra),
    )  # fmt: skip
    written = local + name + local_extra + body
    if late:
        form = "<4sLQQ" if item.zip64 else "<4sLLL"
        written += struct.pack(form, b"PK\7\x08", crc, len(body), size)
    record = struct.pack(
        "<4s6H3L5H2L", b"PK\1\2", version, version, item.flags, item.method, 0, 0x21,
        crc, *stated, len(name), len(central_extra), len(item.comment), 0, 0, 0, shown_offset,
    )  # fmt: skip
    return written, record + name + central_extra + item.comment
