"""The self-test workbook: the first sheet, the tests, and the macros that lead to Python."""

from __future__ import annotations

from datetime import datetime

from xlbcf.hosts.addin.macros import FUNCTION_MACROS, read_module
from xlbcf.hosts.addin.project import with_macros, write_parts
from xlbcf.hosts.addin.wrappers import functions_module
from xlbcf.hosts.functions import all_functions

from ..package import parts_of
from ..pages import Form
from .cases import cases
from .sheet import TestSheet
from .start import TITLE, Start
from .stored import with_stored

FILE = "self-test.xlsm"


def self_test() -> bytes:
    """Return the workbook's file; Excel works out every formula of it when it opens it."""
    form = Form(FILE, TITLE, "")
    form.book.set_properties({
        "title": TITLE, "subject": "Functions for Better Care Fund returns in Excel",
        "keywords": "Better Care Fund, self-test", "created": datetime(2025, 1, 1),
        "comments": "Says within a minute whether the functions work on this computer.",
    })  # fmt: skip
    start = Start(form)
    tests = TestSheet(form, cases())
    tests.write()
    start.write(tests)
    parts = parts_of(form.to_bytes())
    for number, stored in enumerate((start.stored, tests.stored), start=1):
        path = f"xl/worksheets/sheet{number}.xml"
        parts[path] = with_stored(parts[path].decode(), stored).encode()
    modules = [read_module(name) for name in FUNCTION_MACROS]
    return with_macros(write_parts(parts), [*modules, functions_module(all_functions())])
