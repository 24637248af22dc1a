"""The finishing of a file: what xlsxwriter does not write is put into its parts."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from .calc_chain import calculation_chain
from .extensions import extension_list
from .pages import Form
from .stored_values import stored_values, with_values

_WHEN = (1980, 1, 1, 0, 0, 0)
_CHAIN = "xl/calcChain.xml"
_CHAIN_TYPE = (
    '<Override PartName="/xl/calcChain.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"/>'
)
_CHAIN_LINK = (
    '<Relationship Id="rId{number}" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/calcChain" Target="calcChain.xml"/>'
)


def finished(form: Form) -> bytes:
    """Return the form's file with stored values, extension rules and calculation chain.

    Args:
        form: a form with all its pages written.
    """
    raw = form.to_bytes()
    parts = parts_of(raw)
    names = [sheet.name for sheet in form.book.worksheets()]
    paths = {name: f"xl/worksheets/sheet{n}.xml" for n, name in enumerate(names, start=1)}
    values = stored_values(raw)
    for name, path in paths.items():
        xml = with_values(parts[path].decode(), values.get(name, {}))
        parts[path] = _with_extensions(form, name, xml).encode()
    _add_chain(parts, calculation_chain(parts[path].decode() for path in paths.values()))
    _trust_stored_values(parts)
    return zipped(parts)


def parts_of(file: bytes) -> dict[str, bytes]:
    """Return the unpacked parts of a file by name, in their order."""
    with ZipFile(BytesIO(file)) as package:
        return {info.filename: package.read(info) for info in package.infolist()}


def same_parts(one: bytes, other: bytes) -> bool:
    """Say whether two files hold the same parts in the same order."""
    return list(parts_of(one).items()) == list(parts_of(other).items())


def _with_extensions(form: Form, name: str, xml: str) -> str:
    page = form.pages.get(name)
    if page is None:
        return xml
    extensions = extension_list(name, page.outside_lists, page.icons)
    return xml.replace("</worksheet>", f"{extensions}</worksheet>")


def _add_chain(parts: dict[str, bytes], chain: str) -> None:
    types, links = "[Content_Types].xml", "xl/_rels/workbook.xml.rels"
    number = parts[links].count(b"<Relationship ") + 1
    parts[_CHAIN] = chain.encode()
    parts[types] = parts[types].replace(b"</Types>", _CHAIN_TYPE.encode() + b"</Types>")
    link = _CHAIN_LINK.format(number=number).encode()
    parts[links] = parts[links].replace(b"</Relationships>", link + b"</Relationships>")


def _trust_stored_values(parts: dict[str, bytes]) -> None:
    """Let Excel open the file without recalculating it: every stored value is true."""
    path = "xl/workbook.xml"
    parts[path] = re.sub(rb"<calcPr [^>]*/>", b'<calcPr calcId="191029"/>', parts[path])


def zipped(parts: dict[str, bytes]) -> bytes:
    """Return the file of some parts, compressed, in their order and without times."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as file:
        for name, content in parts.items():
            info = ZipInfo(name, _WHEN)
            info.compress_type = ZIP_DEFLATED
            info.create_system = 0
            file.writestr(info, content)
    return made.getvalue()
