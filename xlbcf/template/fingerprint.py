"""Fingerprints: which return's template is this workbook?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from xlbcf.rules.findings import Finding, finding
from xlbcf.template.addresses import Cell, place_on
from xlbcf.template.return_mapping import Fingerprint, ReturnMapping
from xlbcf.template.words import fits, quoted

TextAt = Callable[[str, Cell], str | None]


def mismatch(fingerprint: Fingerprint, sheet_names: Sequence[str], text_at: TextAt) -> str | None:
    """Say why a workbook is not the template of a mapping, or a return made from it.

    Args:
        fingerprint: how the template is recognised.
        sheet_names: the workbook's sheets in their order, hidden ones included.
        text_at: gives the text of a cell of one of these sheets, empty or None where it has none.

    Returns:
        The first reason found, or None where the workbook fits.
    """
    position, before = -1, ""
    for sheet in fingerprint.sheets:
        if sheet not in sheet_names:
            return f"it has no sheet {quoted(sheet)}; its sheets are {', '.join(sheet_names)}"
        if sheet_names.index(sheet) < position:
            return f"the sheet {quoted(sheet)} stands before {quoted(before)}, not after it"
        position, before = sheet_names.index(sheet), sheet
    for mark in fingerprint.marks:
        found = text_at(mark.sheet, mark.cell)
        if not fits(mark.text, found or ""):
            held = quoted(found) if found else "nothing"
            return (
                f"{place_on(mark.sheet, mark.cell)} has {held}, and should have {quoted(mark.text)}"
            )
    return None


def identify(
    mappings: Iterable[ReturnMapping], sheet_names: Sequence[str], text_at: TextAt
) -> tuple[ReturnMapping, ...]:
    """Return the mappings whose fingerprint a workbook has: one, unless something is wrong.

    Args:
        mappings: the mappings to try.
        sheet_names: the workbook's sheets in their order.
        text_at: gives the text of a cell, as for :func:`mismatch`.
    """
    return tuple(
        each for each in mappings if mismatch(each.fingerprint, sheet_names, text_at) is None
    )


def wrong_template(
    mapping: ReturnMapping,
    others: Iterable[ReturnMapping],
    sheet_names: Sequence[str],
    text_at: TextAt,
    where: object,
) -> Finding | None:
    """Compare a workbook with the template that it should be, and name the one that it is instead.

    Args:
        mapping: the mapping that it should fit.
        others: the mappings that it may fit instead.
        sheet_names: the workbook's sheets in their order.
        text_at: gives the text of a cell, as for :func:`mismatch`.
        where: the workbook's file.

    Returns:
        A ``MAP10`` finding, or None where the workbook fits.
    """
    reason = mismatch(mapping.fingerprint, sheet_names, text_at)
    if reason is None:
        return None
    names = [each.id for each in identify(others, sheet_names, text_at)]
    other = f"; this file is that of {' or '.join(names)}" if names else ""
    return finding("MAP10", where, expected=mapping.id, reason=reason, other=other)
