"""Two workbook files compared byte by byte, without the help of xlbcf."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZipFile

_CELL = re.compile(rb'<c r="([A-Z]+[0-9]+)"(?:[^>]*?/>|.*?</c>)', re.DOTALL)
_SHEET = re.compile(rb'<sheet name="([^"]*)" sheetId="[0-9]+"[^>]*? r:id="([^"]*)"')
_LINK = re.compile(rb'<Relationship Id="([^"]*)"[^>]*? Target="([^"]*)"')


def parts_of(file: bytes) -> dict[str, bytes]:
    """Return the parts of a file, in their order."""
    with ZipFile(BytesIO(file)) as package:
        assert package.testzip() is None
        return {info.filename: package.read(info) for info in package.infolist()}


def changed_cells(before: bytes, after: bytes) -> set[tuple[str, str]]:
    """Return the sheets and cells that differ; all else in the files must be the same bytes."""
    old, new = parts_of(before), parts_of(after)
    assert list(old) == list(new)
    sheets = _sheet_names(old)
    changed = set()
    for part in old:
        if old[part] == new[part]:
            continue
        assert part in sheets, f"{part} differs, and is no sheet"
        assert _CELL.sub(b"", old[part]) == _CELL.sub(b"", new[part]), part
        was, now = _cells(old[part]), _cells(new[part])
        assert list(was) == list(now), f"{part}: cells were added, removed or moved"
        for cell in was:
            if was[cell] != now[cell]:
                assert _kept(was[cell]) == _kept(now[cell]), f"{part}, {cell}"
                changed.add((sheets[part], cell))
    return changed


def _kept(cell: bytes) -> tuple[list[bytes], list[bytes]]:
    """Return what no value changes: a cell's style and its formula."""
    return re.findall(rb' s="[0-9]+"', cell), re.findall(rb"<f[ >].*?</f>", cell)


def _sheet_names(parts: dict[str, bytes]) -> dict[str, str]:
    links = dict(_LINK.findall(parts["xl/_rels/workbook.xml.rels"]))
    found = _SHEET.findall(parts["xl/workbook.xml"])
    return {
        f"xl/{links[link].decode()}": name.decode().replace("&amp;", "&") for name, link in found
    }


def _cells(sheet: bytes) -> dict[str, bytes]:
    return {match[1].decode(): match[0] for match in _CELL.finditer(sheet)}
