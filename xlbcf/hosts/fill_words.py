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

_FINDINGS, _FAULTS, _REASONS, _CELLS = 2, 4, 3, 5
_LONGEST = 180


def heading(plan: FillPlan) -> str:
    """Return which place and which return a fill is about."""
    return f"{plan.place.name}: {plan.mapping.title}"


def filled_text(plan: FillPlan, made_from: str) -> Iterator[str]:
    """Yield what a fill has done.

    Args:
        plan: what was written.
        made_from: where figures and commentary come from.
    """
    yield heading(plan)
    yield made_from
    count = len(plan.changes)
    if count:
        yield f"{counted(count, 'cell', 'cells')} filled.{_standing(plan)}"
    else:
        yield f"Nothing was left to fill.{_standing(plan)}"
    yield from _left_blank(plan)
    yield from _told(plan, plan.findings, "Preview fill lists them")
    if count:
        yield ""
        yield "Undo last fill takes it back."


def refused_fill_text(plan: FillPlan) -> Iterator[str]:
    """Yield why a fill was not made: the first reasons, and what to do about them.

    Args:
        plan: what was to be written.
    """
    yield heading(plan)
    yield f"Nothing was filled: {_in_the_way(plan)}."
    yield ""
    for each in plan.faults[:_FAULTS]:
        yield f"{SHAPES[each.severity]} {_where(plan, each)}: {_said(each)}"
    more = len(plan.faults) - _FAULTS
    if more > 0:
        yield f"and {more:,} more; Preview fill lists them."
    yield ""
    yield from dict.fromkeys(each.action for each in plan.faults[:_FAULTS])
    yield f"({', '.join(dict.fromkeys(each.code for each in plan.faults))})"


def preview_text(plan: FillPlan, made_from: str) -> Iterator[str]:
    """Yield what a fill would do.

    Args:
        plan: what would be written.
        made_from: where figures and commentary come from.
    """
    yield heading(plan)
    yield made_from
    count = len(plan.changes)
    if plan.faults:
        yield f"A fill would write nothing: {_in_the_way(plan)}."
    elif count:
        would = counted(count, "cell", "cells")
        yield f"A fill would write into {would}.{_standing(plan)}"
    else:
        yield f"Nothing is left to fill.{_standing(plan)}"
    yield from _left_blank(plan)
    yield from _told(plan, (*plan.faults, *plan.findings), "the workbook lists them")
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


def _told(plan: FillPlan, findings: Sequence[Finding], elsewhere: str) -> Iterator[str]:
    """Yield the first findings, each in a sentence or two, and how many more there are."""
    for each in findings[:_FINDINGS]:
        yield ""
        yield f"{SHAPES[each.severity]} {_where(plan, each)}: {_said(each)} {each.action}"
    more = len(findings) - _FINDINGS
    if more > 0:
        yield ""
        yield f"and {more:,} more to look at; {elsewhere}."


def _in_the_way(plan: FillPlan) -> str:
    number = counted(len(plan.faults), "cell or value stands", "cells or values stand")
    return f"{number} in the way"


def _where(plan: FillPlan, found: Finding) -> str:
    """Return a finding's place without the workbook and the place that the heading names."""
    cell = found.where.rpartition(f"({plan.place.name}), ")[2]
    return cell.removeprefix(f"{plan.place.name}, ")


def _said(found: Finding) -> str:
    return textwrap.shorten(sentence(found.kind, found.message), _LONGEST, placeholder="…")
