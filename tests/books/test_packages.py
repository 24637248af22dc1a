"""The zip around a workbook: copied raw whatever its form, and refused where it is not sound."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from itertools import pairwise

import pytest

from tests.support.editing import edited, parts_in, read_all, refusal, writes_of
from tests.support.sheets import book, formula, parts_of, sheet
from tests.support.zips import DESCRIPTOR, ENCRYPTED, GROWTH_HINT, STORED, UTF8, Item, zipped
from xlbcf.books.deflate import deflate
from xlbcf.books.file_book import FileBook
from xlbcf.books.package import MOST_UNPACKED, RATIO_COUNTS_FROM, Package
from xlbcf.books.port import Allow
from xlbcf.rules.findings import Refused
from xlbcf.template.addresses import Cell

PARTS = parts_of(sheet("A", {"A1": 1, "B1": formula("A1", 1)}), sheet("B", {"A1": 2}),
                 chain='<c r="B1" i="1"/>')  # fmt: skip
STRAY = {**PARTS, "docMetadata/notes.bin": bytes(range(256)) * 40}
UNICODE = {**STRAY, "xl/media/bild-ä-漢.png": b"not really a picture" * 9}

FORMS: dict[str, dict[str, object]] = {
    "plain": {},
    "descriptors": {"flags": DESCRIPTOR},
    "stored": {"method": STORED},
    "stored with descriptors": {"method": STORED, "flags": DESCRIPTOR},
    "zip64": {"zip64": True},
    "zip64 throughout": {"zip64": True, "zip64_end": True},
    "zip64 with descriptors": {"zip64": True, "flags": DESCRIPTOR},
    "room to grow": {"local_extra": GROWTH_HINT},
    "extra fields": {"central_extra": struct.pack("<HH4s", 0xCAFE, 4, b"abcd")},
    "comments": {"comment": b"of the file"},
    "names in UTF-8": {"flags": UTF8},
    "before": {"before": b"MZ something in front"},
}


def raw_streams(data: bytes) -> dict[str, bytes]:
    """Return each part's stretch of the file as it stands, from the header's extra field on."""
    entries = Package(data, "file").entries.values()
    return {e.name: data[e.span[0] + 26 : e.span[1]] for e in entries}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_a_zip_of_any_form_is_edited_and_all_other_parts_stay_raw(form):
    parts = UNICODE if form.get("flags") == UTF8 else STRAY
    data = zipped(parts, **form)
    done = edited(data, {"A!A1": 5})
    assert done.value("A!A1") == 5
    assert done.touched() == {"xl/worksheets/sheet1.xml"}
    old, new = raw_streams(data), raw_streams(done.after)
    assert list(old) == list(new)
    changed = {name for name in old if old[name] != new[name]}
    assert changed == {"xl/worksheets/sheet1.xml"}


def test_the_comment_of_the_file_stays():
    data = zipped(STRAY, comment=b"a word PK at the end")
    with zipfile.ZipFile(io.BytesIO(edited(data, {"A!A1": 5}).after)) as archive:
        assert archive.comment == b"a word PK at the end"


def test_the_directory_keeps_its_order_where_the_file_has_another():
    data = zipped(STRAY)
    entries = list(Package(data, "file").entries.values())
    records = b"".join(
        (e.record + e.raw_name + e.extra + e.comment) for e in sorted(entries, key=lambda e: e.name)
    )
    start = data.index(b"PK\1\2")
    end = len(data) - 22
    shuffled = data[:start] + records + data[end:]
    done = edited(shuffled, {"A!A1": 5})
    assert list(parts_in(done.after)) == sorted(STRAY)
    assert done.value("A!A1") == 5


def test_a_zip64_part_that_is_replaced_is_an_ordinary_part_again():
    after = edited(zipped(STRAY, zip64=True, zip64_end=True), {"A!A1": 5}).after
    with zipfile.ZipFile(io.BytesIO(after)) as archive:
        info = archive.getinfo("xl/worksheets/sheet1.xml")
        assert info.extra == b""
        assert archive.testzip() is None
    local_extra = struct.unpack_from("<H", after, info.header_offset + 28)[0]
    assert local_extra == 0


def test_the_new_part_has_its_true_sizes_and_sum():
    after = edited(zipped(STRAY, flags=DESCRIPTOR), {"A!A1": 5}).after
    entry = Package(after, "file").entries["xl/worksheets/sheet1.xml"]
    content = parts_in(after)[entry.name]
    local = struct.unpack_from("<4s5H3L2H", after, entry.span[0])
    assert local[2] == 0
    assert local[6:9] == (zlib.crc32(content), entry.packed, len(content))
    assert entry.data_at + entry.packed == entry.span[1]


def test_a_removed_part_leaves_no_gap():
    after = edited(zipped(STRAY), {"A!B1": 5}, {Allow.FORMULA}).after
    entries = sorted(Package(after, "file").entries.values(), key=lambda each: each.span)
    assert "xl/calcChain.xml" not in {each.name for each in entries}
    assert entries[0].span[0] == 0
    for one, two in pairwise(entries):
        assert one.span[1] == two.span[0]


def items(**changed: dict[str, object]) -> list[Item]:
    """Return the parts as items, some of them changed; ``__`` stands for a slash."""
    fields = {name.replace("__", "/").replace("_xml", ".xml"): c for name, c in changed.items()}
    return [Item(name, content, **fields.get(name, {})) for name, content in STRAY.items()]


SHEET = "xl__worksheets__sheet1_xml"


def codes_of(data: bytes) -> set[str]:
    return {each.code for each in refusal(data)}


def test_an_encrypted_part_is_refused():
    assert codes_of(zipped(items(**{SHEET: {"flags": ENCRYPTED}}))) == {"BOOK02"}


@pytest.mark.parametrize("size", [8, 512, 9000])
def test_an_old_or_encrypted_workbook_is_refused(size):
    assert codes_of((b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(size))[:size]) == {"BOOK02"}


@pytest.mark.parametrize("data", [b"", b"PK", b"PK\5\6", b"id,name\n1,2\n", b"\0" * 5000])
def test_what_is_no_zip_is_refused(data):
    assert codes_of(data) == {"BOOK01"}


def test_a_zip_that_is_no_workbook_is_refused():
    assert codes_of(zipped({"word/document.xml": b"<document/>"})) == {"BOOK01"}
    assert codes_of(zipped({})) == {"BOOK01"}


def test_a_file_cut_short_anywhere_is_refused():
    data = zipped(STRAY)
    for length in range(0, len(data) - 1, 97):
        assert codes_of(data[:length]) == {"BOOK01"}


def test_a_part_with_a_wrong_sum_is_refused():
    assert codes_of(zipped(items(**{SHEET: {"stated_crc": 1}}))) == {"BOOK01"}


@pytest.mark.parametrize("stated", [0, 10, 10_000_000, MOST_UNPACKED - 1])
@pytest.mark.parametrize("method", [STORED, 8])
def test_a_part_that_lies_about_its_size_is_refused(stated, method):
    lie = {"stated_size": stated, "method": method}
    assert codes_of(zipped(items(**{SHEET: lie}))) <= {"BOOK01", "BOOK04"}


def test_a_part_said_to_be_huge_is_refused_unread():
    lie = {"stated_size": MOST_UNPACKED + 1}
    assert codes_of(zipped(items(**{SHEET: lie}))) == {"BOOK04"}
    assert codes_of(zipped(items(**{SHEET: {**lie, "zip64": True}}))) == {"BOOK04"}


def test_parts_that_are_huge_together_are_refused():
    packed = 1 + RATIO_COUNTS_FROM // 250
    many = [Item(f"xl/media/{n}.bin", bytes(packed), STORED, stated_size=RATIO_COUNTS_FROM)
            for n in range(MOST_UNPACKED // RATIO_COUNTS_FROM + 1)]  # fmt: skip
    assert codes_of(zipped([*items(), *many])) == {"BOOK04"}


def test_a_part_that_swells_too_steeply_is_refused():
    zeros = Item("xl/media/image1.png", bytes(RATIO_COUNTS_FROM + 1))
    assert codes_of(zipped([*items(), zeros])) == {"BOOK04"}
    small = Item("xl/media/image1.png", bytes(1 << 20))
    assert read_all(zipped([*items(), small])).sheets() == ["A", "B"]


def test_parts_that_share_their_bytes_are_refused():
    data = bytearray(zipped(items()))
    entries = list(Package(bytes(data), "file").entries.values())
    last = data.rindex(entries[-1].raw_name)
    data[last - 4 : last] = struct.pack("<L", entries[-2].span[0])
    assert codes_of(bytes(data)) == {"BOOK01"}


def test_parts_that_reach_into_the_next_are_refused():
    data = bytearray(zipped(items()))
    first = data.index(b"PK\1\2")
    packed = struct.unpack_from("<L", data, first + 20)[0]
    struct.pack_into("<L", data, first + 20, packed + 100)
    assert codes_of(bytes(data)) == {"BOOK01"}


def test_names_that_differ_only_in_case_are_refused():
    twice = [*items(), Item("XL/WorkBook.xml", b"<workbook/>")]
    assert codes_of(zipped(twice)) == {"BOOK01"}
    assert codes_of(zipped([*items(), Item("xl/workbook.xml", b"<workbook/>")])) == {"BOOK01"}
    assert codes_of(zipped([*items(), Item("xl\\workbook.xml", b"<workbook/>")])) == {"BOOK01"}


def test_an_unknown_way_of_packing_is_refused_only_where_it_is_read():
    odd = {"method": 14, "stated_crc": 0}
    assert codes_of(zipped(items(**{SHEET: odd}))) == {"BOOK01"}
    data = zipped([*items(), Item("xl/media/image1.bin", b"packed oddly", 14)])
    made = FileBook.from_bytes(data, "b")
    made.write(writes_of({"A!A1": 5}))
    again = FileBook.from_bytes(made.to_bytes(), "again")
    assert again.value("A", Cell(1, 1)) == 5
    assert b"packed oddly" in made.to_bytes()


def test_more_parts_than_any_workbook_has_are_refused():
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 0, 0, 0)
    assert codes_of(zipped(STRAY)[:-22] + end) == {"BOOK01"}


@pytest.mark.parametrize("field", [2**31, 2**63, 2**64 - 1])
def test_an_impossible_place_in_a_zip64_directory_is_refused(field):
    data = bytearray(zipped(STRAY, zip64=True, zip64_end=True))
    locator = data.rindex(b"PK\6\7")
    struct.pack_into("<Q", data, locator + 8, field)
    assert codes_of(bytes(data)) == {"BOOK01"}
    data = bytearray(zipped(STRAY, zip64=True, zip64_end=True))
    end = data.rindex(b"PK\6\6")
    for at in (32, 48):
        changed = bytearray(data)
        struct.pack_into("<Q", changed, end + at, field)
        assert codes_of(bytes(changed)) == {"BOOK01"}


def test_a_missing_or_unreadable_file_is_refused(tmp_path):
    for path, code in ((tmp_path / "gone.xlsx", "FILE01"), (tmp_path, "FILE02")):
        with pytest.raises(Refused) as refused:
            FileBook.open(path)
        assert [each.code for each in refused.value.findings] == [code]


def test_a_file_is_read_from_a_path(tmp_path):
    path = tmp_path / "a form.xlsx"
    path.write_bytes(book(sheet("A", {"A1": 1})))
    made = FileBook.open(path)
    assert made.name == "a form.xlsx"
    assert made.values("A") == {(1, 1): 1}


def test_a_large_part_is_packed_in_blocks_that_unpack_as_one():
    words = b"".join(b"<row>%d</row>" % n for n in range(700_000))
    packed, crc, size = deflate([words[:100], words[100:]])
    unpacker = zlib.decompressobj(-15)
    assert unpacker.decompress(packed) == words
    assert unpacker.eof
    assert unpacker.unused_data == b""
    assert (crc, size) == (zlib.crc32(words), len(words))


def test_a_long_part_is_searched_to_its_end():
    data = book(sheet("A", {"A1": "x" * 200_000, "A2": formula("A1", 1)}))
    assert FileBook.from_bytes(data, "b").has_formulas()
    assert not re.search(b"calcChain", data)
