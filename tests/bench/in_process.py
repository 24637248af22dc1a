"""The editor called from Python, against openpyxl and against the limit.

Run as ``python in_process.py WORKBOOK RUNS``; prints the median seconds of each as JSON.
"""

from __future__ import annotations

import io
import json
import sys
import time
import zipfile
import zlib
from pathlib import Path
from statistics import median
from xml.parsers import expat

from job import DATE, FORM_SHEET, NUMBER, TEXT, cells
from openpyxl import load_workbook

from xlbcf.books.file_book import FileBook
from xlbcf.books.port import Write
from xlbcf.template.addresses import parse_cell

_PART = "xl/worksheets/sheet4.xml"
_LOCAL_HEADER = 30


def with_xlbcf(path: Path) -> bytes:
    """Open, write and save with our editor."""
    book = FileBook.open(path)
    values = zip(cells(FORM_SHEET), (NUMBER, TEXT, DATE), strict=True)
    book.write([Write(FORM_SHEET, parse_cell(cell), value) for cell, value in values])
    return book.to_bytes()


def with_openpyxl(path: Path) -> bytes:
    """Open, write and save with openpyxl."""
    book = load_workbook(path)
    for cell, value in zip(cells(FORM_SHEET), (NUMBER, TEXT, DATE), strict=True):
        book[FORM_SHEET][cell] = value
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def at_the_limit(path: Path) -> bytes:
    """Do what no editor can do without: copy the zip, parse the one sheet and pack it again."""
    data = path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        entry = package.getinfo(_PART)
    start = entry.header_offset + _LOCAL_HEADER + len(entry.filename) + len(entry.extra)
    sheet = zlib.decompress(data[start : start + entry.compress_size], -15)
    expat.ParserCreate().Parse(sheet, True)
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    packed = packer.compress(sheet) + packer.flush()
    return b"".join((data[:start], packed, data[start + entry.compress_size :]))


WAYS = {"xlbcf": with_xlbcf, "the limit": at_the_limit, "openpyxl": with_openpyxl}
#: The quick ones are run so many times as often as openpyxl.
OFTEN = 10


def measure(path: Path, runs: int) -> dict[str, float]:
    """Return the median seconds of each way; they take turns."""
    taken: dict[str, list[float]] = {name: [] for name in WAYS}
    for turn in range(runs * OFTEN):
        for name, way in WAYS.items():
            if name != "openpyxl" or turn % OFTEN == 0:
                begin = time.perf_counter()
                way(path)
                taken[name].append(time.perf_counter() - begin)
    return {name: median(times) for name, times in taken.items()}


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]), int(sys.argv[2]))))
