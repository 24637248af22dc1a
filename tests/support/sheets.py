"""A small language for workbooks in tests: said in a line or two, written as raw XML.

``book(sheet("Form", {"B2": 5, "B3": formula("B2*2", 10)}))`` is the content of an .xlsx file.
Whatever is odd about a file can be said too: prefixes, strict namespaces, missing addresses.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from tests.support.zips import zipped

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_LINKS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
XM = "http://schemas.microsoft.com/office/excel/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

#: The styles of every made workbook, by what they are for.
LOCKED, UNLOCKED, DATE, OPEN_DATE, BOLD = 0, 1, 2, 3, 4
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><fonts count="2"><font/><font><b/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyProtection="1">'
    '<protection locked="0"/></xf>'
    '<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0">'
    '<alignment wrapText="1"/><protection locked="0" hidden="1"/></xf>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)
PROTECTION = '<sheetProtection sheet="1" objects="1" scenarios="1"/>'


@dataclass(frozen=True)
class Raw:
    """A cell's element as it is to stand."""

    xml: str


@dataclass(frozen=True)
class Styled:
    """A value in a cell of some style."""

    value: object
    style: int


def formula(text: str, result: object = None, *, attributes: str = "", cell: str = "") -> Raw:
    """Return a formula cell; ``{r}`` is where its address goes.

    Args:
        text: the formula without its equals sign.
        result: its stored result.
        attributes: the formula element's attributes, such as ``t="shared" si="0"``.
        cell: the cell element's further attributes, such as ``cm="1"``.
    """
    kind, value = "", "" if result is None else f"<v>{escape(str(result))}</v>"
    if isinstance(result, str):
        kind = ' t="str"'
    inner = f"<f {attributes}>{escape(text)}</f>" if attributes else f"<f>{escape(text)}</f>"
    return Raw(f'<c r="{{r}}"{" " + cell if cell else ""}{kind}>{inner}{value}</c>')


@dataclass(frozen=True)
class Sheet:
    """A sheet to be written."""

    name: str
    data: str
    head: str = ""
    tail: str = ""
    links: Sequence[tuple[str, str]] = ()
    parts: Mapping[str, str] = field(default_factory=dict)
    state: str = ""
    kind: str = "worksheet"
    whole: bytes | None = None


def sheet(name: str, cells: Mapping[str, object] | str = "", **more: object) -> Sheet:
    """Return a sheet.

    Args:
        name: its name.
        cells: addresses and values, :class:`Raw`, :class:`Styled`; or the rows' XML; a text that
            begins with ``<sheetData`` stands for the whole element.
        **more: ``head`` and ``tail`` (XML before and after the data), ``links`` (kind and target
            of related parts), ``parts`` (their names and contents), ``state``, ``kind``,
            ``whole`` (the part's very bytes).
    """
    data = cells if isinstance(cells, str) else rows(cells)
    return Sheet(name, data, **more)  # type: ignore[arg-type]


def rows(cells: Mapping[str, object]) -> str:
    """Return the rows' XML of some cells, which must be named in the order of the sheet."""
    by_row: dict[str, list[str]] = {}
    for address, value in cells.items():
        number = re.sub("[A-Z]", "", address)
        by_row.setdefault(number, []).append(_cell(address, value))
    return "".join(f'<row r="{n}">{"".join(each)}</row>' for n, each in by_row.items())


def _cell(address: str, value: object) -> str:
    style = ""
    if isinstance(value, Styled):
        style, value = f' s="{value.style}"', value.value
    opening = f'<c r="{address}"{style}'
    if isinstance(value, Raw):
        return value.xml.replace("{r}", address)
    if value is None:
        return f"{opening}/>"
    if isinstance(value, bool):
        return f'{opening} t="b"><v>{int(value)}</v></c>'
    if isinstance(value, str):
        return f'{opening} t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f"{opening}><v>{value}</v></c>"


def lists(*rules: tuple[str, str]) -> str:
    """Return drop-downs: cells and the list's formula."""
    found = "".join(
        f'<dataValidation type="list" allowBlank="1" sqref="{cells}">'
        f"<formula1>{escape(source)}</formula1></dataValidation>"
        for cells, source in rules
    )
    return f'<dataValidations count="{len(rules)}">{found}</dataValidations>'


def limit(cells: str, kind: str, first: str, second: str = "", operator: str = "") -> str:
    """Return a limit on numbers, dates or lengths."""
    how = f' operator="{operator}"' if operator else ""
    last = f"<formula2>{escape(second)}</formula2>" if second else ""
    return (
        f'<dataValidations count="1"><dataValidation type="{kind}"{how} sqref="{cells}">'
        f"<formula1>{escape(first)}</formula1>{last}</dataValidation></dataValidations>"
    )


def x14_lists(*rules: tuple[str, str]) -> str:
    """Return drop-downs in the newer form, whose lists may stand on other sheets."""
    found = "".join(
        f'<x14:dataValidation type="list" allowBlank="1"><x14:formula1><xm:f>{escape(source)}'
        f"</xm:f></x14:formula1><xm:sqref>{cells}</xm:sqref></x14:dataValidation>"
        for cells, source in rules
    )
    return (
        f'<extLst><ext uri="{{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}}" xmlns:x14="{X14}">'
        f'<x14:dataValidations xmlns:xm="{XM}" count="{len(rules)}">{found}'
        "</x14:dataValidations></ext></extLst>"
    )


def merged(*areas: str) -> str:
    """Return merged areas."""
    found = "".join(f'<mergeCell ref="{area}"/>' for area in areas)
    return f'<mergeCells count="{len(areas)}">{found}</mergeCells>'


@dataclass(frozen=True)
class Form:
    """How a workbook's parts are written."""

    strict: bool = False
    prefix: str = ""
    date1904: bool = False
    absolute: bool = False
    encoding: str = "utf-8"

    @property
    def main(self) -> str:
        """Return the main namespace's declaration and that of links."""
        main, links = (STRICT_MAIN, STRICT_LINKS) if self.strict else (MAIN, LINKS)
        name = f"xmlns:{self.prefix[:-1]}" if self.prefix else "xmlns"
        return f'{name}="{main}" xmlns:r="{links}" xmlns:mc="{MC}"'

    def link(self, number: int, kind: str, target: str) -> str:
        """Return one relationship."""
        base = STRICT_LINKS if self.strict else LINKS
        return f'<Relationship Id="rId{number}" Type="{base}/{kind}" Target="{target}"/>'

    def part(self, root: str, content: str, attributes: str = "") -> bytes:
        """Return a part of the main namespace; its elements get the prefix."""
        text = f"<{root} {self.main}{attributes}>{content}</{root}>"
        if self.prefix:
            text = re.sub(r"<(/?)(?=[A-Za-z]+[\s/>])", rf"<\1{self.prefix}", text)
        head = HEAD.replace("UTF-8", self.encoding.upper())
        return (head + text).encode(self.encoding)


def parts_of(
    *sheets: Sheet,
    names: Mapping[str, str] | None = None,
    shared: str | None = None,
    styles: str = STYLES,
    chain: str | None = None,
    calculation: str = "",
    form: Form | None = None,
) -> dict[str, bytes]:
    """Return a workbook's parts.

    Args:
        *sheets: its sheets.
        names: defined names; ``Sheet!name`` belongs to a sheet.
        shared: the content of the shared strings' element.
        styles: the styles part.
        chain: the content of the calculation chain's element.
        calculation: the ``calcPr`` element.
        form: how the parts are written.
    """
    form = form or Form()
    base = "/xl/" if form.absolute else ""
    links = [(each.kind, f"{base}worksheets/sheet{n}.xml") for n, each in enumerate(sheets, 1)]
    links.append(("styles", f"{base}styles.xml"))
    parts = {
        "[Content_Types].xml": _types(sheets, shared is not None, chain is not None),
        "_rels/.rels": _links([("officeDocument", "xl/workbook.xml")], form),
        "xl/workbook.xml": _workbook(sheets, names or {}, calculation, form),
    }
    for number, each in enumerate(sheets, 1):
        parts.update(_sheet_parts(number, each, form))
    parts["xl/styles.xml"] = (HEAD + styles).encode()
    if shared is not None:
        parts["xl/sharedStrings.xml"] = form.part("sst", shared)
        links.append(("sharedStrings", f"{base}sharedStrings.xml"))
    if chain is not None:
        parts["xl/calcChain.xml"] = form.part("calcChain", chain)
        links.append(("calcChain", f"{base}calcChain.xml"))
    parts["xl/_rels/workbook.xml.rels"] = _links(links, form)
    return parts


def book(*sheets: Sheet, **more: object) -> bytes:
    """Return the content of an .xlsx file; see :func:`parts_of`."""
    return zipped(parts_of(*sheets, **more))  # type: ignore[arg-type]


def _sheet_parts(number: int, each: Sheet, form: Form) -> dict[str, bytes]:
    data = (
        each.data if each.data.startswith("<sheetData") else f"<sheetData>{each.data}</sheetData>"
    )
    body = each.head + (data if each.kind == "worksheet" else "") + each.tail
    name = f"xl/worksheets/sheet{number}.xml"
    parts = {name: each.whole or form.part(each.kind, body)}
    if each.links:
        parts[f"xl/worksheets/_rels/sheet{number}.xml.rels"] = _links(each.links, form)
    return {**parts, **{part: (HEAD + text).encode() for part, text in each.parts.items()}}


def _workbook(
    sheets: Sequence[Sheet], names: Mapping[str, str], calculation: str, form: Form
) -> bytes:
    listed = "".join(
        f'<sheet name={quoteattr(each.name)} sheetId="{n}"'
        f'{f" state={quoteattr(each.state)}" if each.state else ""} r:id="rId{n}"/>'
        for n, each in enumerate(sheets, 1)
    )
    order = [each.name for each in sheets]
    defined = ""
    for name, text in names.items():
        owner, _, own = name.rpartition("!")
        scope = f' localSheetId="{order.index(owner)}"' if owner else ""
        defined += f'<definedName name="{own}"{scope}>{escape(text)}</definedName>'
    settings = '<workbookPr date1904="1"/>' if form.date1904 else "<workbookPr/>"
    content = settings + f"<sheets>{listed}</sheets>"
    content += f"<definedNames>{defined}</definedNames>" if defined else ""
    return form.part("workbook", content + calculation)


def _types(sheets: Sequence[Sheet], shared: bool, chain: bool) -> bytes:
    base = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    rows = [
        ("/xl/workbook.xml", f"{base}.sheet.main+xml"),
        ("/xl/styles.xml", f"{base}.styles+xml"),
    ]
    rows += [
        (f"/xl/worksheets/sheet{n}.xml", f"{base}.{each.kind}+xml")
        for n, each in enumerate(sheets, 1)
    ]
    rows += [("/xl/sharedStrings.xml", f"{base}.sharedStrings+xml")] if shared else []
    rows += [("/xl/calcChain.xml", f"{base}.calcChain+xml")] if chain else []
    listed = "".join(f'<Override PartName="{n}" ContentType="{kind}"/>' for n, kind in rows)
    links = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{links}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
    ).encode()


def _links(links: Sequence[tuple[str, str]], form: Form) -> bytes:
    rows = "".join(form.link(n, kind, target) for n, (kind, target) in enumerate(links, 1))
    return (f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>').encode()
