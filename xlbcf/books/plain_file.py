"""The plainest .xlsx file that holds some values and formulas: no looks, no rules."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from xlbcf.books.cell_xml import plain_cell
from xlbcf.books.values import Value
from xlbcf.template.addresses import Area, Cell

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True, slots=True)
class Computed:
    """A formula, without its equals sign, and its last result."""

    formula: str
    result: Value = None


Cells = Mapping[Cell, Value | Computed]


def plain_file(
    sheets: Mapping[str, tuple[Cells, Sequence[Area]]],
    names: Mapping[str, str],
    *,
    date1904: bool,
) -> bytes:
    """Return a workbook file.

    Args:
        sheets: for each sheet's name, its cells and merged areas.
        names: defined names and what they stand for.
        date1904: whether the workbook counts days from 1904.
    """
    parts = {
        "[Content_Types].xml": _content_types(len(sheets)),
        "_rels/.rels": _relationships(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": _workbook(list(sheets), names, date1904),
        "xl/_rels/workbook.xml.rels": _relationships(
            *(("worksheet", f"worksheets/sheet{n + 1}.xml") for n in range(len(sheets)))
        ),
    }
    for number, (cells, merges) in enumerate(sheets.values(), 1):
        parts[f"xl/worksheets/sheet{number}.xml"] = _sheet(cells, merges)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), _HEAD + content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _content_types(sheets: int) -> str:
    rows = [f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>']
    rows += [
        f'<Override PartName="/xl/worksheets/sheet{n + 1}.xml" '
        f'ContentType="{_KIND}.worksheet+xml"/>'
        for n in range(sheets)
    ]
    links = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="{links}"/>'
        f"{''.join(rows)}</Types>"
    )


def _relationships(*links: tuple[str, str]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{n}" Type="{_LINKS}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(links, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


def _workbook(sheets: Sequence[str], names: Mapping[str, str], date1904: bool) -> str:
    rows = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="rId{n}"/>'
        for n, name in enumerate(sheets, 1)
    )
    defined = "".join(
        f"<definedName name={quoteattr(name)}>{escape(text)}</definedName>"
        for name, text in names.items()
    )
    calendar = '<workbookPr date1904="1"/>' if date1904 else ""
    listed = f"<definedNames>{defined}</definedNames>" if defined else ""
    return (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}">{calendar}'
        f"<sheets>{rows}</sheets>{listed}</workbook>"
    )


def _sheet(cells: Cells, merges: Sequence[Area]) -> str:
    rows: dict[int, list[str]] = {}
    for cell in sorted(cells):
        held = cells[cell]
        if isinstance(held, Computed):
            element = plain_cell(cell, held.result, held.formula)
        else:
            element = plain_cell(cell, held, None)
        rows.setdefault(cell.row, []).append(element.decode())
    data = "".join(f'<row r="{number}">{"".join(each)}</row>' for number, each in rows.items())
    merged = "".join(f'<mergeCell ref="{area}"/>' for area in merges)
    merged = f'<mergeCells count="{len(merges)}">{merged}</mergeCells>' if merges else ""
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{data}</sheetData>{merged}</worksheet>'
