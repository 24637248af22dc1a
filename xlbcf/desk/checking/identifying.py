"""Which return is this workbook? Found by the sheets and texts that the templates have."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from xlbcf.desk.library import Library
from xlbcf.rules.findings import Finding, Refused, finding
from xlbcf.template.fingerprint import TextAt, mismatch
from xlbcf.template.return_mapping import ReturnMapping

_CHANGED = "Put that back as the template has it, or write a mapping if the form is a new one."
_MOST_SHEETS = 0.5


def identify_return(
    library: Library,
    sheets: Sequence[str],
    text_at: TextAt,
    path: Path,
    return_id: str | None = None,
) -> ReturnMapping:
    """Return the mapping whose fingerprint a workbook has; the one that its name holds first.

    Args:
        library: the mappings.
        sheets: the workbook's sheets in their order.
        text_at: gives the text of a cell.
        path: the workbook's file, for its name and for messages.
        return_id: the return that it is said to be, or None to find that out.

    Raises:
        Refused: no mapping fits (CHK01), or not the one named (MAP10).
    """
    if return_id:
        mapping = library.mapping(return_id)
        if reason := mismatch(mapping.fingerprint, sheets, text_at):
            raise Refused(finding("MAP10", path, expected=mapping.id, reason=reason, other=""))
        return mapping
    broken: list[Finding] = []
    for each in sorted(library.return_ids, key=lambda known: known not in path.name):
        try:
            # A mapping may be large; whether it is the one is told by its opening lines.
            fits = mismatch(library.fingerprint(each), sheets, text_at) is None
        except Refused as refused:
            broken += refused.findings
            continue
        if fits:
            # Its own faults are told alone: the file is the right one, the mapping is not.
            return library.mapping(each)
    raise Refused([_unknown(library, sheets, text_at, path), *broken])


def _unknown(library: Library, sheets: Sequence[str], text_at: TextAt, path: Path) -> Finding:
    """Return the finding about a workbook that no mapping fits."""
    unknown = finding("CHK01", path, expected=", ".join(library.return_ids) or "none")
    near = nearest_return(library, sheets)
    if near is None:
        return unknown
    reason = mismatch(library.fingerprint(near), sheets, text_at)
    # A form of a known kind that somebody changed is told what the change was.
    return unknown._replace(advice=f"It is most like {near}, but {reason}. {_CHANGED}")


def nearest_return(library: Library, sheets: Sequence[str]) -> str | None:
    """Return the return whose sheets a workbook has most of, if it has more than half of them.

    Args:
        library: the mappings.
        sheets: the workbook's sheets.
    """
    shares: dict[str, float] = {}
    for each in library.return_ids:
        with suppress(Refused):
            wanted = library.fingerprint(each).sheets
            shares[each] = sum(sheet in sheets for sheet in wanted) / len(wanted)
    best = max(shares, key=shares.__getitem__, default=None)
    return best if best is not None and shares[best] > _MOST_SHEETS else None
