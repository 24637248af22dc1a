"""Rules of Excel 2010: lists on another sheet and icon sets, kept in a sheet's extension list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import quoteattr

_X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
_XM = "http://schemas.microsoft.com/office/excel/2006/main"
_ICONS_URI = "{78C0D931-6437-407d-A8EE-F0AAD7539E65}"
_LISTS_URI = "{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"


@dataclass(frozen=True)
class OutsideList:
    """A drop-down whose list stands on another sheet.

    Args:
        area: the input cells.
        source: the area of the list, with its sheet.
        messages: prompt and error texts, named as xlsxwriter names them.
    """

    area: str
    source: str
    messages: Mapping[str, str]


@dataclass(frozen=True)
class IconSet:
    """Five boxes that fill as a share rises from 0 to 1."""

    area: str


def extension_list(sheet: str, lists: Sequence[OutsideList], icons: Sequence[IconSet]) -> str:
    """Return the ``extLst`` element of a sheet, or nothing when it has no such rule.

    Args:
        sheet: the sheet's name, from which stable identifiers are made.
        lists: the drop-downs.
        icons: the icon sets.
    """
    parts = []
    if icons:
        body = "".join(_icons(sheet, each) for each in icons)
        tag = "x14:conditionalFormattings"
        parts.append(_extension(_ICONS_URI, f"<{tag}>{body}</{tag}>"))
    if lists:
        body = "".join(_drop_down(each) for each in lists)
        head = f'<x14:dataValidations count="{len(lists)}" xmlns:xm="{_XM}">'
        parts.append(_extension(_LISTS_URI, f"{head}{body}</x14:dataValidations>"))
    return f"<extLst>{''.join(parts)}</extLst>" if parts else ""


def _extension(uri: str, body: str) -> str:
    return f'<ext uri="{uri}" xmlns:x14="{_X14}">{body}</ext>'


def _drop_down(rule: OutsideList) -> str:
    said = rule.messages
    texts = " ".join(
        f"{attribute}={quoteattr(said[key])}"
        for attribute, key in (
            ("errorTitle", "error_title"),
            ("error", "error_message"),
            ("promptTitle", "input_title"),
            ("prompt", "input_message"),
        )
    )
    return (
        '<x14:dataValidation type="list" allowBlank="1" showInputMessage="1" showErrorMessage="1" '
        f"{texts}><x14:formula1><xm:f>{rule.source}</xm:f></x14:formula1>"
        f"<xm:sqref>{rule.area}</xm:sqref></x14:dataValidation>"
    )


def _icons(sheet: str, rule: IconSet) -> str:
    identifier = str(uuid5(NAMESPACE_URL, f"{sheet}!{rule.area}")).upper()
    steps = "".join(
        f'<x14:cfvo type="num"><xm:f>{step}</xm:f></x14:cfvo>' for step in (0, 0.25, 0.5, 0.75, 1)
    )
    return (
        f'<x14:conditionalFormatting xmlns:xm="{_XM}">'
        f'<x14:cfRule type="iconSet" priority="99" id="{{{identifier}}}">'
        f'<x14:iconSet iconSet="5Boxes">{steps}</x14:iconSet></x14:cfRule>'
        f"<xm:sqref>{rule.area}</xm:sqref></x14:conditionalFormatting>"
    )
