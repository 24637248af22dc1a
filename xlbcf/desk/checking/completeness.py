"""Completeness: what must be filled, worked out from the mapping, beside the return's own flags."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from xlbcf.books.guard import place_of
from xlbcf.desk.checking.freshness import worked_out
from xlbcf.desk.checking.reading import ReadReturn
from xlbcf.desk.checking.report import Group, Item
from xlbcf.desk.flags import FlagState
from xlbcf.rules.assessment import Assessment
from xlbcf.rules.findings import finding
from xlbcf.rules.wording import some_of
from xlbcf.template.addresses import place_on
from xlbcf.template.return_mapping import (
    OVERALL,
    Condition,
    Field,
    Key,
    Origin,
    Required,
)
from xlbcf.template.words import plain

_NOT_MET = (Assessment.NOT_MET, Assessment.NOT_ON_TRACK)
_SHOWN = 8
_WORDS = {
    Required.NOT_MET: " when the plan is not met",
    Required.NOT_MET_OR_NO_DATA: " when the plan is not met or there is no data",
}


def required_fields(read: ReadReturn) -> list[Field]:
    """Return the fields that must be filled, going by the return's own answers.

    Args:
        read: the return.
    """
    return [
        each
        for each in read.fields
        if each.origin is not Origin.TEMPLATE and _is_required(read, each)
    ]


def check_completeness(
    read: ReadReturn, unfit: Collection[tuple[str, str]] = frozenset()
) -> list[Item]:
    """Return what is blank and must not be, and where the return's own flags say otherwise.

    Args:
        read: the return.
        unfit: sheets and cells whose value is wrong, which a flag may well call incomplete.
    """
    blank = {e.key: e for e in required_fields(read) if read.is_blank(read.values[e.key])}
    items = [_blank(read, each) for each in blank.values()]
    items += _flags_that_disagree(read, blank, unfit)
    unknown = [each for each in read.flags if each.complete is None and not each.silent]
    if unknown:
        names = [place_on(each.flag.sheet, each.flag.cell) for each in unknown]
        facts = {"count": len(names), "flags": some_of(names, _SHOWN)}
        items.append(read.overall(Group.COMPLETENESS, finding("DONE05", read.book.name, **facts)))
    return items


def own_verdict(read: ReadReturn) -> bool | None:
    """Return what the return's own overall flag says; None if it has none or it is unknown."""
    return next((each.complete for each in read.flags if each.flag.about == OVERALL), None)


def _is_required(read: ReadReturn, each: Field) -> bool:
    need = each.required
    if isinstance(need, Condition):
        held = read.values.get(need.other)
        if read.is_blank(held):
            return False
        return not need.answers or plain(held) in {plain(answer) for answer in need.answers}
    if need in (Required.NOT_MET, Required.NOT_MET_OR_NO_DATA):
        chosen = read.assessment(each.metric or "")
        no_data = chosen is Assessment.NO_DATA and need is Required.NOT_MET_OR_NO_DATA
        return chosen in _NOT_MET or no_data
    return need is Required.ALWAYS


def _blank(read: ReadReturn, each: Field) -> Item:
    held = read.values[each.key]
    if read.is_placeholder(held):
        return read.item(each, Group.COMPLETENESS, "DONE02", found=f"“{str(held).strip()}”")
    return read.item(each, Group.COMPLETENESS, "DONE01", when=_when(read, each))


def _when(read: ReadReturn, each: Field) -> str:
    need = each.required
    if not isinstance(need, Condition):
        return _WORDS.get(need, "")
    other = next((f for f in read.fields if f.key == need.other), None)
    name = read.label(other) if other else need.other[0]
    if not need.answers:
        return f" when {name} is filled"
    return f" when {name} is {' or '.join(f'“{answer}”' for answer in need.answers)}"


def _flags_that_disagree(
    read: ReadReturn, blank: dict[Key, Field], unfit: Collection[tuple[str, str]]
) -> Iterator[Item]:
    """Yield the disagreements, leaving out those that only repeat a narrower flag's."""
    seen = set(read.cells)
    wanting = blank.keys() | {e.key for e in read.fields if unfit and read.spot(e) in unfit}
    # Whether these are required hangs on an answer that is itself blank: the flag may say either.
    open_ = {each.key for each in read.fields if _is_open(each.required, blank)}
    wrong: list[tuple[FlagState, frozenset[Key]]] = []
    for state in read.flags:
        covers = frozenset(state.flag.covers) & seen
        if not covers or state.complete is None or covers <= open_ - blank.keys():
            continue
        if covers & blank.keys() if state.complete else not covers & wanting:
            wrong.append((state, covers))
    old = _out_of_date(read, [state for state, _ in wrong if not state.complete])
    if old:
        names = [place_on(each.flag.sheet, each.flag.cell) for each in old]
        facts = {"count": len(names), "flags": some_of(names, _SHOWN)}
        yield read.overall(Group.COMPLETENESS, finding("DONE07", read.book.name, **facts))
    wrong = [(state, covers) for state, covers in wrong if state not in old]
    for state, covers in wrong:
        narrower = any(
            other.complete is state.complete and theirs < covers for other, theirs in wrong
        )
        if not narrower:
            yield _disagreement(read, state, [blank[key] for key in covers if key in blank])


def _out_of_date(read: ReadReturn, states: list[FlagState]) -> list[FlagState]:
    """Return the flags that say incomplete only because nothing has calculated them since."""
    if not states:
        return []
    results = worked_out(read.book, {(each.flag.sheet, each.flag.cell) for each in states})
    return [
        each
        for each in states
        if plain(results.get((each.flag.sheet, each.flag.cell))) == plain(each.flag.complete)
    ]


def _is_open(need: Required | Condition, blank: dict[Key, Field]) -> bool:
    return isinstance(need, Condition) and need.other in blank


def _disagreement(read: ReadReturn, state: FlagState, blank: list[Field]) -> Item:
    flag = state.flag
    where = place_of(read.book.name, flag.sheet, flag.cell)
    shown = f"“{state.shown}”"
    if state.complete:
        cells = [place_on(each.sheet, read.cells[each.key]) for each in blank]
        facts = {"shown": shown, "cells": some_of(sorted(cells), _SHOWN), "count": len(cells)}
        found = finding("DONE03", where, about=flag.title, **facts)
    else:
        found = finding("DONE04", where, about=flag.title, shown=shown, expected=flag.complete)
    return Item(
        found,
        Group.COMPLETENESS,
        read.path,
        read.place_name,
        flag.sheet,
        str(flag.cell),
        flag.title,
    )
