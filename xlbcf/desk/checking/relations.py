"""Fields of one return that must fit each other, as its mapping states."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from xlbcf.books.values import day_of, number_text
from xlbcf.desk.checking.reading import ReadReturn
from xlbcf.desk.checking.report import Group, Item
from xlbcf.rules.metrics import Unit
from xlbcf.rules.relations import (
    first_out_of_order,
    fits_as_written,
    fits_within,
    rate_of,
    total_of,
)
from xlbcf.rules.wording import some_of
from xlbcf.template.addresses import place_on
from xlbcf.template.return_mapping import Check, Field, Kind, Relation

_SHOWN = 8


def check_relations(
    read: ReadReturn, told: Collection[tuple[str, str]] = frozenset()
) -> list[Item]:
    """Return the fields that do not fit each other; a blank one leaves nothing to compare.

    Args:
        read: the return.
        told: sheets and cells with a finding of their own; one fault is not told twice.
    """
    items: list[Item] = []
    if not read.mapping.checks:
        return items
    sound = {each.key: each for each in read.fields if read.spot(each) not in told}
    for check in read.mapping.checks:
        fields = [sound[key] for key in check.fields if key in sound]
        if len(fields) == len(check.fields):
            items += _COMPARED[check.relation](read, check, fields)
    return items


def _number(read: ReadReturn, each: Field) -> float | None:
    """Return what a field holds as its metric counts it: a percentage as a fraction."""
    value = read.values[each.key]
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value / 100 if _in_percent(each) else float(value)


def _in_percent(each: Field) -> bool:
    return bool(each.metric) and each.stored_as == "percent"


def _total(read: ReadReturn, check: Check, fields: Sequence[Field]) -> Iterator[Item]:
    total, *parts = (_number(read, each) for each in fields)
    given = [part for part in parts if part is not None]
    counted = total_of(given)
    if total is None or not given or counted is None or fits_within(total, counted, check.within):
        return
    facts = {
        "found": _digits(total),
        "expected": _digits(counted),
        "parts": some_of([_told(read, each, fields[0]) for each in fields[1:]], _SHOWN),
    }
    yield read.item(fields[0], Group.ACROSS, "ACR01", **facts)


def _rate(read: ReadReturn, check: Check, fields: Sequence[Field]) -> Iterator[Item]:
    rate, numerator, denominator = (_number(read, each) for each in fields)
    if rate is None or numerator is None or denominator is None:
        return
    metric = read.metrics[fields[0].metric] if fields[0].metric else None
    per = metric.per if metric and metric.unit is Unit.RATE and metric.per else 1
    # In the unit that the cell is written in, because its digits say how exact it is meant to be.
    written, scale = float(read.values[fields[0].key] or 0), 100 if _in_percent(fields[0]) else 1
    computed = rate_of(numerator, denominator, scale * per)
    if computed is not None and fits_as_written(written, computed, check.within):
        return
    facts = {
        "found": _digits(written),
        "numerator": _digits(numerator),
        "denominator": _digits(denominator),
        "expected": "nothing" if computed is None else f"{computed:,.6g}",
    }
    yield read.item(fields[0], Group.ACROSS, "ACR02", **facts)


def _order(read: ReadReturn, check: Check, fields: Sequence[Field]) -> Iterator[Item]:
    del check
    known = [(each, n) for each in fields if (n := _number(read, each)) is not None]
    at = first_out_of_order([number for _, number in known])
    if at is None:
        return
    facts = {
        "found": _shown(read, *known[at]),
        "order": "before" if known[at][0].kind is Kind.DATE else "smaller than",
        "other": read.label(known[at - 1][0]),
        "before": _shown(read, *known[at - 1]),
    }
    yield read.item(known[at][0], Group.ACROSS, "ACR03", **facts)


def _shown(read: ReadReturn, each: Field, number: float) -> str:
    if each.kind is not Kind.DATE:
        return _digits(number)
    try:
        return f"{day_of(number, read.book.date1904):%d/%m/%Y}"
    except OverflowError:
        return _digits(number)


def _digits(number: float) -> str:
    """Return a number with the digits that Excel shows, 15 at most."""
    return number_text(float(f"{number:.15g}"))


def _same(read: ReadReturn, check: Check, fields: Sequence[Field]) -> Iterator[Item]:
    first = _number(read, fields[0])
    for each in fields[1:]:
        number = _number(read, each)
        if first is None or number is None or fits_within(first, number, check.within):
            continue
        facts = {
            "found": _shown(read, each, number),
            "other": read.label(fields[0]),
            "expected": _shown(read, fields[0], first),
        }
        yield read.item(each, Group.ACROSS, "ACR04", **facts)


def _told(read: ReadReturn, each: Field, total: Field) -> str:
    """Return a part's cell and what it holds; its labels would bury the numbers."""
    number, (sheet, cell) = _number(read, each), read.spot(each)
    at = cell if sheet == total.sheet else place_on(sheet, read.cells[each.key])
    return f"{at} {'blank' if number is None else _digits(number)}"


_COMPARED = {
    Relation.TOTAL: _total,
    Relation.RATE: _rate,
    Relation.ORDER: _order,
    Relation.SAME: _same,
}
