"""A workbook laden with all that a copy to be published must not have, and with what it keeps."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import xlsxwriter

from tests.support.editing import parts_in

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MICROSOFT = "http://schemas.microsoft.com/office"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
#: The names of the parts that a copy does not have, each with the link that leads to it.
ADDED = {
    "customUI/customUI14.xml": ("", f"{MICROSOFT}/2007/relationships/ui/extensibility"),
    "xl/connections.xml": ("xl/workbook.xml", f"{OFFICE}/connections"),
    "xl/externalLinks/externalLink1.xml": ("xl/workbook.xml", f"{OFFICE}/externalLink"),
    "xl/pivotCache/pivotCacheDefinition1.xml": (
        "xl/workbook.xml",
        f"{OFFICE}/pivotCacheDefinition",
    ),
    "xl/pivotTables/pivotTable1.xml": ("xl/worksheets/sheet1.xml", f"{OFFICE}/pivotTable"),
    "xl/slicers/slicer1.xml": (
        "xl/worksheets/sheet1.xml",
        f"{MICROSOFT}/2007/relationships/slicer",
    ),
    "customXml/item1.xml": ("xl/workbook.xml", f"{OFFICE}/customXml"),
}
_HOLDERS = {
    "": "_rels/.rels",
    "xl/workbook.xml": "xl/_rels/workbook.xml.rels",
    "xl/worksheets/sheet1.xml": "xl/worksheets/_rels/sheet1.xml.rels",
}
_SLICERS = (
    '<extLst><ext uri="{A8765BA9-456A-4dab-B4F3-ACF838C121DE}"><x14:slicerList '
    'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
    '<x14:slicer r:id="rIdX5"/></x14:slicerList></ext>'
    '<ext uri="{00000000-0000-0000-0000-000000000000}"><keep xmlns="urn:x"/></ext></extLst>'
)
_ABSOLUTE = (
    '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    '<mc:Choice Requires="x15"><x15ac:absPath url="C:\\Users\\sam\\" xmlns:x15ac="urn:x15ac"/>'
    "</mc:Choice></mc:AlternateContent>"
)
_SLICER_FRAME = (
    '<xdr:twoCellAnchor><xdr:graphicFrame macro=""><a:graphic><a:graphicData '
    'uri="http://schemas.microsoft.com/office/drawing/2010/slicer"/></a:graphic>'
    "</xdr:graphicFrame><xdr:clientData/></xdr:twoCellAnchor>"
)
_NAMES = (
    "<definedName name=\"Elsewhere\">'[1]My sheet'!$A$1</definedName>"
    '<definedName name="Far">[1]Other!$A$1</definedName>'
    '<definedName name="Column">Table1[Amount]</definedName>'
)


@cache
def laden() -> bytes:
    """Return the workbook."""
    parts = parts_in(plain())
    for part, (holder, kind) in ADDED.items():
        number = [*ADDED].index(part)
        parts[part] = f"<part{number}/>".encode()
        _link(parts, _HOLDERS[holder], f"rIdX{number}", kind, f"/{part}")
    parts["xl/externalLinks/externalLink1.xml"] = (
        f'<externalLink xmlns:r="{OFFICE}"><externalBook r:id="rId1"/></externalLink>'.encode()
    )
    parts["xl/connections.xml"] = (
        b'<connections><connection id="1" name="Warehouse"/></connections>'
    )
    parts["xl/externalLinks/_rels/externalLink1.xml.rels"] = (
        f'<Relationships xmlns="{RELS}"><Relationship Id="rId1" Type="{OFFICE}/externalLinkPath" '
        'Target="file:///C:\\Users\\sam\\plans%202025.xlsx" TargetMode="External"/>'
        "</Relationships>"
    ).encode()
    _replace(
        parts,
        "xl/workbook.xml",
        "</sheets>",
        '</sheets><externalReferences><externalReference r:id="rIdX2"/></externalReferences>',
    )
    _replace(parts, "xl/workbook.xml", "<definedNames>", f"<definedNames>{_NAMES}")
    _replace(parts, "xl/workbook.xml", "<bookViews>", f"{_ABSOLUTE}<bookViews>")
    _replace(
        parts,
        "xl/workbook.xml",
        "</workbook>",
        '<pivotCaches><pivotCache cacheId="1" r:id="rIdX3"/></pivotCaches></workbook>',
    )
    _replace(parts, "xl/worksheets/sheet1.xml", "</worksheet>", f"{_SLICERS}</worksheet>")
    _replace(parts, "xl/drawings/drawing1.xml", "</xdr:wsDr>", f"{_SLICER_FRAME}</xdr:wsDr>")
    _replace(
        parts, "xl/charts/chart2.xml", "<c:f>Data!$B$2:$B$4</c:f>", "<c:f>[1]Other!$B$2:$B$4</c:f>"
    )
    _replace(parts, "xl/charts/chart2.xml", "<c:f>Data!$A$1</c:f>", "<c:f>[1]Other!$A$1</c:f>")
    # As Excel leaves it: worked out, and an empty text as the result of a formula.
    _replace(parts, "xl/workbook.xml", ' fullCalcOnLoad="1"', "")
    _replace(parts, "xl/worksheets/sheet1.xml", '<c r="D3">', '<c r="D3" t="str">')
    return zipped_again(parts)


def zipped_again(parts: Mapping[str, bytes]) -> bytes:
    """Return parts as a file."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return content.getvalue()


@cache
def plain() -> bytes:
    """Return a workbook with formulas, a chart and the rest of what a copy keeps, and macros."""
    content = io.BytesIO()
    with TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the file is named .xlsx on its way
        macros = Path(folder) / "vbaProject.bin"
        macros.write_bytes(b"macros")
        book = xlsxwriter.Workbook(content, {"in_memory": True})
        book.add_vba_project(str(macros))
        book.set_properties(
            {"title": "A title", "author": "Sam", "manager": "Alex", "company": "Us"}
        )
        book.set_custom_property("_AuthorEmail", "sam@example.org")
        book.set_custom_property("Round", "Q3")
        data, other = book.add_worksheet("Data"), book.add_worksheet("Hidden")
        other.hide()
        other.write("A1", "kept")
        _fill(book, data)
        book.define_name("Here", "=Data!$A$1:$A$4")
        book.close()
    return content.getvalue()


def _fill(book: xlsxwriter.Workbook, data: xlsxwriter.worksheet.Worksheet) -> None:
    percent = book.add_format({"num_format": "0.0%", "bold": True})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    data.write_column("A1", ["Area", "a", "b", "c"])
    data.write_column("B2", [1, 2, 3])
    data.write_formula("C2", "=B2/3", percent, 1 / 3)
    data.write_formula("C3", "=B3/0", percent, "#DIV/0!")
    data.write_formula("C4", "=B4>2", None, True)
    data.write_formula("D2", '="=1+1"', None, "=1+1")
    data.write_formula("D3", '=""', None, "")
    data.write_formula("D4", "=TODAY()", day, 45814)
    data.write_formula("E2", "=1E+300*1E+10", None, 123456789012345680000.0)
    data.write_array_formula("E3:E4", "{=B2:B3*2}", None, 2)
    data.write("E4", 4)
    data.write("F2", "#N/A", None)
    data.set_column("A:A", 31)
    data.conditional_format(
        "B2:B4", {"type": "cell", "criteria": ">", "value": 1, "format": percent}
    )
    data.data_validation("A2:A4", {"validate": "list", "source": ["a", "b", "c"]})
    data.write_comment("A2", "a note", {"author": "Sam"})
    data.add_table("H1:I3", {"name": "Table1", "total_row": True, "columns": [
        {"header": "Name", "total_string": "All"},
        {"header": "Amount", "formula": "=1+1", "total_function": "sum"}]})  # fmt: skip
    data.write_formula("I2", "=1+1", None, 2)
    data.write_formula("I3", "=SUBTOTAL(109,[Amount])", None, 2)
    data.set_landscape()
    data.repeat_rows(0)
    for at in ("K2", "K20"):
        chart = book.add_chart({"type": "line"})
        chart.add_series(
            {"name": "=Data!$A$1", "values": "=Data!$B$2:$B$4", "values_data": [1, 2, 3],
             "name_formula": "=Data!$A$1"}
        )  # fmt: skip
        data.insert_chart(at, chart)


def _link(parts: dict[str, bytes], holder: str, key: str, kind: str, target: str) -> None:
    tag = f'<Relationship Id="{key}" Type="{kind}" Target="{target}"/></Relationships>'
    _replace(parts, holder, "</Relationships>", tag)


def _replace(parts: dict[str, bytes], name: str, old: str, new: str) -> None:
    assert old.encode() in parts[name], (name, old, parts[name][:3000])
    parts[name] = parts[name].replace(old.encode(), new.encode())
