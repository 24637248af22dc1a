"""Values: what stands in a return's cells, held against their kind, limits and drop-downs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime

from xlbcf.books.sheet_rules import Validation
from xlbcf.books.trial import Trial
from xlbcf.books.validation import Verdict, judge
from xlbcf.books.values import CellError, Value, day_of, number_text, shown
from xlbcf.desk.checking.completeness import required_fields
from xlbcf.desk.checking.reading import ReadReturn
from xlbcf.desk.checking.report import Group, Item
from xlbcf.rules.figures import Figure, State, read_figure
from xlbcf.rules.findings import Finding, finding
from xlbcf.rules.metrics import StoredAs, Unit
from xlbcf.rules.wording import some_of
from xlbcf.template.addresses import place_on
from xlbcf.template.return_mapping import Field, Kind, Origin
from xlbcf.template.words import plain

_SHOWN = 8
#: A fraction above this is more than twice the whole: possible, and hardly ever meant.
_FEW_PERCENTAGES = 2
_KEPT = {"fraction": "a fraction such as 0.927", "percent": "percent such as 92.7"}
#: How dates are typed as text, the day first as in Britain.
_DATE_FORMS = (
    *("%d/%m/%Y", "%d/%m/%y", "%d-%m-%Y", "%d-%m-%y", "%Y-%m-%d", "%Y/%m/%d", "%Y-%m-%d %H:%M:%S"),
    *("%d %B %Y", "%d %b %Y", "%d-%b-%Y", "%d-%b-%y", "%d %b %y", "%d/%b/%Y", "%d %B, %Y"),
    *("%b-%y", "%b %Y", "%B %Y", "%b-%Y", "%b %y", "%m/%Y"),
)
_ROW = re.compile(r"(?<=[A-Z])\d+")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b", re.IGNORECASE)


@dataclass(slots=True)
class _Work:
    read: ReadReturn
    trial: Trial
    unjudged: dict[tuple[str, str], list[str]] = field(default_factory=dict)


def check_values(read: ReadReturn) -> list[Item]:
    """Return what is wrong with the values of a return, cell by cell.

    At most one finding is given for what a cell holds: the one that says most. Blank cells are
    the matter of completeness, and what the form itself fills in is not the analyst's to mend.

    Args:
        read: the return.
    """
    work = _Work(read, Trial(read.book, {}))
    items: list[Item] = []
    required = {each.key for each in required_fields(read)}
    for each in read.fields:
        value = read.values[each.key]
        if isinstance(value, CellError):
            items.append(read.item(each, Group.VALUES, "VAL01", found=value))
        elif _is_left_in(read, each, value) and each.key not in required:
            items.append(read.item(each, Group.VALUES, "VAL15", found=shown(value)))
        elif each.origin is not Origin.TEMPLATE and not read.is_blank(value):
            items += _check_value(work, each, value)
    return [*items, *_not_judged(work)]


def _is_left_in(read: ReadReturn, each: Field, value: Value) -> bool:
    """Say whether a prompt stands where something is typed; a drop-down may well show its own."""
    return each.kind is not Kind.CHOICE and read.is_placeholder(value)


def _check_value(work: _Work, each: Field, value: Value) -> Iterator[Item]:
    read = work.read
    first = next(_of_kind(read, each, value), None) or _by_drop_down(work, each, value)
    if first is not None:
        yield first
        return
    yield from _lengths(read, each, value)
    for answer, reason in each.attention.items():
        if plain(answer) == plain(value):
            facts = {"found": shown(value), "reason": reason}
            yield read.item(each, Group.COMPLETENESS, "DONE06", **facts)


def _of_kind(read: ReadReturn, each: Field, value: Value) -> Iterator[Item]:
    match each.kind:
        case Kind.NUMBER:
            yield from _number(read, each, value)
        case Kind.DATE:
            yield from _date(read, each, value)
        case Kind.CHOICE if each.origin is Origin.PLACE:
            yield from _place(read, each, value)
        case _:
            return


def _number(read: ReadReturn, each: Field, value: Value) -> Iterator[Item]:
    if isinstance(value, bool):
        yield read.item(each, Group.VALUES, "VAL04", found=shown(value), reason="it is no number")
    elif isinstance(value, str):
        yield _text_for_number(read, each, value)
    elif value is not None:
        yield from _size(read, each, float(value))


def _figure(read: ReadReturn, each: Field, value: Value) -> Figure:
    if each.metric:
        metric = read.metrics[each.metric]
        return read_figure(value, metric.unit, each.stored_as)
    return read_figure(value, Unit.CURRENCY)


def _text_for_number(read: ReadReturn, each: Field, value: str) -> Item:
    figure = _figure(read, each, value)
    if figure.state is State.NUMBER and figure.number is not None:
        facts = {"found": shown(value), "number": number_text(figure.number)}
        return read.item(each, Group.VALUES, "VAL02", **facts)
    if figure.state in (State.NOT_AVAILABLE, State.SUPPRESSED):
        facts = {"found": shown(value), "meaning": figure.words}
        return read.item(each, Group.VALUES, "VAL03", **facts)
    reason = figure.reason or "it is no number"
    return read.item(each, Group.VALUES, "VAL04", found=shown(value), reason=reason)


def _size(read: ReadReturn, each: Field, number: float) -> Iterator[Item]:
    metric = read.metrics[each.metric] if each.metric else None
    share = metric is not None and metric.unit is Unit.PERCENT
    scale = _whole(each.stored_as)
    low, high = each.limits.lowest, each.limits.highest
    if metric and low is None and high is None:
        # The metric's limits are stated as the metric is kept, which a form may do otherwise.
        times = scale / _whole(metric.stored_as)
        low, high = (None if end is None else end * times for end in metric.limits)
    outside = (low is not None and number < low) or (high is not None and number > high)
    facts = {"found": number_text(number), "expected": _KEPT[each.stored_as or "fraction"]}
    if share and outside and scale == 1 and _within(number / 100, low, high):
        yield read.item(each, Group.VALUES, "VAL05", **facts)
    elif outside:
        facts["expected"] = _range(low, high)
        yield read.item(each, Group.VALUES, "VAL06", **facts)
    elif share and _may_be_misread(number, scale):
        yield read.item(each, Group.VALUES, "VAL14", **facts)


def _whole(stored_as: StoredAs | None) -> int:
    """Return what stands for the whole of a percentage: 100 or 1."""
    return 100 if stored_as == "percent" else 1


def _within(number: float, low: float | None, high: float | None) -> bool:
    return (low is None or number >= low) and (high is None or number <= high)


def _may_be_misread(number: float, scale: int) -> bool:
    """Say whether a percentage that is possible would be usual on the other scale."""
    return 0 < number < 1 if scale == 100 else abs(number) > _FEW_PERCENTAGES


def _range(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return f"at least {low:g}" if low is not None else f"at most {high:g}"
    return f"{low:g} to {high:g}"


def _date(read: ReadReturn, each: Field, value: Value) -> Iterator[Item]:
    if isinstance(value, str):
        day = _as_day(value)
        if day:
            facts = {"found": shown(value), "day": f"{day:%d/%m/%Y}"}
            yield read.item(each, Group.VALUES, "VAL07", **facts)
        else:
            yield read.item(each, Group.VALUES, "VAL04", found=shown(value), reason="it is no date")
    elif isinstance(value, bool) or value is None:
        yield read.item(each, Group.VALUES, "VAL04", found=shown(value), reason="it is no date")
    else:
        try:
            day_of(value, read.book.date1904)
        except OverflowError:
            reason = "no calendar reaches it"
            yield read.item(each, Group.VALUES, "VAL04", found=shown(value), reason=reason)
            return
        if value < (0 if read.book.date1904 else 1):
            reason = "it is before the first day of the calendar"
            yield read.item(each, Group.VALUES, "VAL04", found=shown(value), reason=reason)
        elif not read.book.sheet_file(each.sheet).shows_date(read.cells[each.key]):
            yield read.item(each, Group.VALUES, "VAL08", found=shown(value))


def _as_day(text: str) -> date | None:
    """Return the day that a text means, the first of the month where it names none."""
    typed = _ORDINAL.sub("", " ".join(text.replace(".", "/").split()))
    for form in _DATE_FORMS:
        try:
            return datetime.strptime(typed, form).date()
        except ValueError:
            continue
    return None


def _place(read: ReadReturn, each: Field, value: Value) -> Iterator[Item]:
    if read.place is None and not read.mapping.any_place:
        yield read.item(each, Group.VALUES, "VAL12", found=shown(value))


def _by_drop_down(work: _Work, each: Field, value: Value) -> Item | None:
    """Return what the cell's own validations, or else the mapping's choices, refuse."""
    read, cell = work.read, work.read.cells[each.key]
    covering = read.book.sheet_file(each.sheet).rules.rules_of(cell)
    rules = [rule for rule in covering if rule.kind != "none"]
    for rule in rules:
        verdict = judge(rule, each.sheet, cell, value, work.trial)
        if verdict.allowed is None:
            key = (each.sheet, verdict.expected)
            work.unjudged.setdefault(key, []).append(place_on(each.sheet, cell))
        elif not verdict.allowed:
            return _refused(work, each, value, (rule, verdict))
    if not rules and each.choices and value not in each.choices.values():
        offered = some_of([f"“{wording}”" for wording in each.choices.values()], _SHOWN)
        return _choice(read, each, value, f"one of {offered}", set(each.choices.values()))
    return None


def _refused(work: _Work, each: Field, value: Value, ruled: tuple[Validation, Verdict]) -> Item:
    rule, verdict = ruled
    read = work.read
    if isinstance(value, str):
        for trimmed in (value.strip(), " ".join(value.split())):
            allowed = judge(rule, each.sheet, read.cells[each.key], trimmed, work.trial).allowed
            if trimmed != value and allowed:
                return read.item(each, Group.VALUES, "VAL09", found=_quoted(value))
    facts = {"found": _as_ruled(read, rule, value), "expected": verdict.expected}
    return read.item(each, Group.VALUES, "VAL10", **facts)


def _as_ruled(read: ReadReturn, rule: Validation, value: Value) -> str:
    """Return a value in words: a number that should be a date, as the date that it is."""
    if rule.kind == "date" and isinstance(value, int | float) and not isinstance(value, bool):
        with suppress(OverflowError):
            return day_of(value, read.book.date1904).isoformat()
    return shown(value)


def _choice(read: ReadReturn, each: Field, value: Value, expected: str, offered: set[str]) -> Item:
    if isinstance(value, str) and " ".join(value.split()) in offered:
        return read.item(each, Group.VALUES, "VAL09", found=_quoted(value))
    return read.item(each, Group.VALUES, "VAL10", found=shown(value), expected=expected)


def _quoted(value: str) -> str:
    """Return a text with its spaces to be seen."""
    return "“" + value.replace("\n", "⏎").replace(" ", "·").replace("\u00a0", "⍽") + "”"


def _lengths(read: ReadReturn, each: Field, value: Value) -> Iterator[Item]:
    if not isinstance(value, str):
        return
    counts = (
        (each.limits.characters, len(value), "characters"),
        (each.limits.words, len(value.split()), "words"),
    )
    for most, count, what in counts:
        if most is not None and count > most:
            facts = {"found": f"{count:,}", "what": what, "expected": f"{most:,}"}
            yield read.item(each, Group.VALUES, "VAL11", **facts)
            return


def _not_judged(work: _Work) -> Iterator[Item]:
    """Yield one note for each validation that could not be worked out, whatever its row."""
    alike: dict[tuple[str, str], tuple[str, list[str]]] = {}
    for (sheet, rule), cells in work.unjudged.items():
        alike.setdefault((sheet, _ROW.sub("", rule)), (rule, []))[1].extend(cells)
    for (sheet, _), (rule, cells) in alike.items():
        facts = {"rule": rule, "count": len(cells), "cells": some_of(cells, _SHOWN)}
        found: Finding = finding("VAL13", work.read.book.name, **facts)
        yield Item(found, Group.VALUES, work.read.path, work.read.place_name, sheet)
