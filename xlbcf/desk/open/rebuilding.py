"""A return made into a file again from its values alone, for hosts that give no more.

The blank template brings what cannot be seen there: drop-downs, locks and formulas.
"""

from __future__ import annotations

from collections.abc import Mapping

from xlbcf.books.file_book import FileBook
from xlbcf.books.open_book import OpenBook
from xlbcf.books.port import Allow, Write
from xlbcf.books.values import Value, unchanged
from xlbcf.desk.library import Library
from xlbcf.desk.open.identifying import identify_open
from xlbcf.rules.findings import Refused, finding
from xlbcf.template.addresses import Cell


def rebuilt(library: Library, book: OpenBook) -> bytes:
    """Return the content of a file with an open workbook's values.

    Args:
        library: the mappings.
        book: the workbook.

    Raises:
        Refused: it is no return that has a mapping (CHK01), or there is no blank template of it
            (OPEN08).
    """
    mapping = identify_open(library, book)
    template = library.home.templates / mapping.template if mapping.template else None
    if template is None or not template.exists():
        raise Refused(finding("OPEN08", book.name, form=mapping.id))
    blank = FileBook.open(template)
    for sheet in mapping.sheets:
        _lay_over(blank, sheet, book.values(sheet))
    return blank.to_bytes()


def _lay_over(blank: FileBook, sheet: str, values: Mapping[Cell, Value]) -> None:
    """Give a sheet of the blank template the values of the open one; formulas keep their place."""
    computed, standing = blank.formulas(sheet), blank.values(sheet)
    writes = [
        Write(sheet, cell, values.get(cell))
        for cell in sorted({*values, *standing} - computed.keys())
        if not unchanged(standing.get(cell), values.get(cell))
    ]
    blank.write(writes, tuple(Allow))
    # A formula that shows nothing has an empty text for its result; without one it seems unworked.
    blank.store_results({sheet: {cell: values.get(cell, "") for cell in computed}})
