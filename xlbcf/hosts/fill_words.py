"""What the buttons that fill say, in as few words as a message box holds."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence

from xlbcf.desk.open.fill import FillPlan
from xlbcf.desk.open.undo_fill import UndoneFill
from xlbcf.hosts.check_words import SHAPES, counted, sentence
from xlbcf.rules.findings import Finding
from xlbcf.rules.wording import some_of
from xlbcf.template.addresses import place_on

_FINDINGS, _REASONS, _CELLS = 2, 3, 5
_LONGEST = 180


def filled_text(plan: FillPlan) -> Iterator[str]:
    """Yield what a fill has done.

    Args:
        plan: what was written.
    """
    yield _heading(plan)
    count = len(plan.changes)
    if count:
        yield f"{counted(count, 'cell', 'cells')} filled.{_standing(plan)}"
    else:
        yield f"Nothing was left to fill.{_standing(plan)}"
    yield from _left_blank(plan)
    yield from _told(plan.findings)
    if count:
        yield ""
        yield "Undo last fill takes it back."


def preview_text(plan: FillPlan) -> Iterator[str]:
    """Yield what a fill would do.

    Args:
        plan: what would be written.
    """
    yield _heading(plan)
    count = len(plan.changes)
    if plan.faults:
        number = counted(len(plan.faults), "cell or value stands", "cells or values stand")
        yield f"A fill would be refused: {number} in the way."
    elif count:
        would = counted(count, "cell", "cells")
        yield f"A fill would write into {would}.{_standing(plan)}"
    else:
        yield f"Nothing is left to fill.{_standing(plan)}"
    yield from _left_blank(plan)
    yield from _told((*plan.faults, *plan.findings))
    yield ""
    yield "Nothing was written."


def undone_text(undone: UndoneFill) -> Iterator[str]:
    """Yield what came of taking a fill back.

    Args:
        undone: what was taken back, and what not.
    """
    record = undone.record
    count = counted(len(undone.restored), "cell is", "cells are")
    yield f"{count} as before the fill of {record.when} (from {record.source})."
    if undone.kept:
        cells = some_of([place_on(each.sheet, each.cell) for each in undone.kept], _CELLS)
        number = counted(len(undone.kept), "cell was", "cells were")
        yield f"{number} changed since and left alone: {cells}."


def _heading(plan: FillPlan) -> str:
    return f"{plan.place.name}: {plan.mapping.title}"


def _standing(plan: FillPlan) -> str:
    if not plan.standing:
        return ""
    return f" {counted(plan.standing, 'cell holds its', 'cells hold their')} value already."


def _left_blank(plan: FillPlan) -> Iterator[str]:
    if not plan.blanks:
        return
    reasons = Counter(each.reason for each in plan.blanks).most_common()
    shown = [f"{reason} ({number})" for reason, number in reasons]
    why = textwrap.shorten(some_of(shown, _REASONS, "; "), _LONGEST, placeholder="…")
    yield f"{counted(len(plan.blanks), 'cell stays', 'cells stay')} blank: {why}."


def _told(findings: Sequence[Finding]) -> Iterator[str]:
    """Yield the first findings, each in a sentence or two, and how many more there are."""
    for each in findings[:_FINDINGS]:
        said = textwrap.shorten(sentence(each.kind, each.message), _LONGEST, placeholder="…")
        yield ""
        yield f"{SHAPES[each.severity]} {each.where}: {said} {each.action}"
    more = len(findings) - _FINDINGS
    if more > 0:
        yield ""
        yield f"and {more:,} more to look at: Check workbook tells them."
