"""The checks of one row of figures, and of the rows against each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from xlbcf.books.values import shown
from xlbcf.feeds.tables import Row
from xlbcf.rules.figures import Figure, State, as_stored, in_digits, read_figure
from xlbcf.rules.findings import Finding, finding
from xlbcf.rules.metrics import Metric, Place, Places, Unit, fold_name
from xlbcf.rules.periods import Period, PeriodKind
from xlbcf.rules.records import Key, Record, Status
from xlbcf.rules.wording import some_of

_LISTED = 20
_DIGITS_SHOWN = re.compile(r"\.([0-9]+)")
_FRACTIONS = (Unit.RATE, Unit.PERCENT, Unit.DAYS)
_OTHER_WORDS = {Unit.PERCENT: ("%", "percentage", "per cent"), Unit.CURRENCY: ("£", "gbp")}


class RowCheck:
    """Turns rows into records, and remembers them so that a second one of a key is noticed.

    Args:
        metrics: the metrics known, by id.
        places: the places known.
    """

    def __init__(self, metrics: Mapping[str, Metric], places: Places) -> None:
        self._places = places
        self._metric_names = {fold_name(each.name): each for each in metrics.values()}
        self._metric_names |= {fold_name(key): each for key, each in metrics.items()}
        self._ids = list(metrics)
        self._first: dict[Key, Row] = {}

    def read(self, row: Row) -> tuple[Record | None, list[Finding]]:
        """Check one row.

        Args:
            row: its cells by column.

        Returns:
            The record, or None if the row cannot be used; and all that was found.
        """
        faults: list[Finding] = []
        place, metric = self._place(row, faults), self._metric(row, faults)
        period, status = _period(row, faults), _status(row, faults)
        value = _value(row, metric, faults) if metric else None
        numerator, denominator = _part(row, "numerator", faults), _part(row, "denominator", faults)
        if place and metric and period and status:
            self._once(row, (place.code, metric.id, period, status), faults)
        if faults or not (place and metric and period and status and value):
            return None, faults
        record = Record(
            place.code, metric.id, period, status, value, numerator, denominator,
            _text(row, "unit"), _text(row, "source"), row.where,
        )  # fmt: skip
        return record, _disagreement(record, metric)

    def _place(self, row: Row, faults: list[Finding]) -> Place | None:
        cell = row.cells.get("place_code")
        place = self._places.find(cell)
        if place is None:
            expected = listing(f"{each.code} {each.name}" for each in self._places)
            faults.append(finding("FIG01", row.where, found=_given(cell), expected=expected))
        return place

    def _metric(self, row: Row, faults: list[Finding]) -> Metric | None:
        cell = row.cells.get("metric")
        metric = self._metric_names.get(fold_name(cell))
        if metric is None:
            facts = {"found": _given(cell), "expected": listing(self._ids)}
            faults.append(finding("FIG02", row.where, **facts))
        return metric

    def _once(self, row: Row, key: Key, faults: list[Finding]) -> None:
        first = self._first.setdefault(key, row)
        if first is not row:
            facts = {
                "what": ", ".join(map(str, key)),
                "found": _given(row.cells.get("value")),
                "other": first.where,
                "value": _given(first.cells.get("value")),
            }
            faults.append(finding("FIG03", row.where, **facts))


def _period(row: Row, faults: list[Finding]) -> Period | None:
    cell = row.cells.get("period")
    period = period_of(cell)
    if period is None:
        faults.append(finding("FIG08", row.where, found=_given(cell)))
    return period


def period_of(cell: object) -> Period | None:
    """Return the period of a feed's cell, or None where it has none."""
    text = cell
    first_day = isinstance(cell, date) and cell.day == 1
    if first_day:
        # Excel turns 2024-11 into the first day of that month.
        text = f"{cell:%Y-%m}"
    try:
        period = Period.parse(text)
    except ValueError:
        return None
    return None if first_day and period.kind is not PeriodKind.MONTH else period


def _status(row: Row, faults: list[Finding]) -> Status | None:
    cell = row.cells.get("status")
    try:
        return Status(fold_name(cell))
    except ValueError:
        faults.append(finding("FIG14", row.where, found=_given(cell), expected=listing(Status)))
        return None


def _value(row: Row, metric: Metric, faults: list[Finding]) -> Figure:
    cell = row.cells.get("value")
    unit = _text(row, "unit")
    if unit and unit.casefold() not in _unit_words(metric):
        facts = {"found": _given(unit), "metric": metric.id, "expected": _unit_words(metric)[0]}
        faults.append(finding("FIG07", row.where, **facts))
    figure = read_figure(cell, metric.unit, metric.stored_as)
    if figure.state is State.INVALID:
        facts = {"column": "value", "found": _given(cell), "reason": figure.reason}
        faults.append(finding("FIG04", row.where, **facts))
    elif figure.number is not None and not _allows(metric, figure.number):
        hint = _percentage_hint(figure, metric)
        facts = {"found": _given(cell), "expected": _limits(metric), "hint": hint}
        faults.append(finding("FIG05", row.where, **facts))
    return figure


def _part(row: Row, column: str, faults: list[Finding]) -> Figure:
    """Read a numerator or a denominator: no count below nought, and nothing divides by nought."""
    cell = row.cells.get(column)
    figure = read_figure(cell, Unit.COUNT)
    if figure.state is State.INVALID:
        facts = {"column": column, "found": _given(cell), "reason": figure.reason}
        faults.append(finding("FIG04", row.where, **facts))
    elif figure.number is not None:
        low = "more than 0" if column == "denominator" else "0 or more"
        if figure.number < 0 or (figure.number == 0 and column == "denominator"):
            facts = {"found": f"{column} {_given(cell)}", "expected": low, "hint": ""}
            faults.append(finding("FIG05", row.where, **facts))
    return figure


def _disagreement(record: Record, metric: Metric) -> list[Finding]:
    """Compare a value with its numerator and denominator, to the digits in which it is given."""
    above, below = record.numerator.number, record.denominator.number
    value = record.figure.number
    if above is None or below is None or value is None or metric.unit not in _FRACTIONS:
        return []
    if metric.unit is Unit.RATE and metric.per is None:
        return []
    computed = above / below * (metric.per or 1 if metric.unit is Unit.RATE else 1)
    text = record.figure.text.strip()
    digits = _digits_given(text)
    in_percent = metric.unit is Unit.PERCENT and ("%" in text or metric.stored_as == "percent")
    scale = 100 if in_percent else 1
    if abs(computed - value) * scale <= 0.5 * 10.0**-digits + 1e-9 * abs(value):
        return []
    facts = {
        "numerator": in_digits(above, None),
        "denominator": in_digits(below, None),
        "computed": in_digits(computed * scale, max(digits + 1, 2)) + "%" * ("%" in text),
        "found": text,
    }
    return [finding("FIG09", record.where, **facts)]


def _digits_given(text: str) -> int:
    """Return the decimal places of a figure as it was given."""
    found = _DIGITS_SHOWN.search(text)
    return len(found[1]) if found else 0


def _unit_words(metric: Metric) -> list[str]:
    words = [metric.unit.value, metric.unit.value.replace("_", " ")]
    words += _OTHER_WORDS.get(metric.unit, ())
    if metric.unit is Unit.RATE and metric.per:
        plain, commas = f"per {metric.per}", f"per {metric.per:,}"
        words += [plain, commas, f"rate {plain}", f"rate {commas}"]
    return words


def _allows(metric: Metric, number: float) -> bool:
    """Compare a figure with the metric's limits, which are given as the metric is stored."""
    return metric.allows(as_stored(number, metric.stored_as))


def _limits(metric: Metric) -> str:
    low, high = (None if limit is None else in_digits(limit, None) for limit in metric.limits)
    if low is None:
        return f"{high} or less"
    return f"{low} or more" if high is None else f"{low} to {high}"


def _percentage_hint(figure: Figure, metric: Metric) -> str:
    number = figure.number
    given_bare = metric.stored_as == "fraction" and "%" not in figure.text
    if number is None or not given_bare or not metric.allows(number / 100):
        return ""
    kept, meant = in_digits(number / 100, None), in_digits(number, None)
    return f"; is it a percentage? the mapping keeps {kept} for {meant}%"


def _given(cell: object) -> str:
    """Return a cell as a message shows it."""
    if cell is None or isinstance(cell, bool | int | float | str):
        return shown(cell)
    return str(cell)


def _text(row: Row, column: str) -> str:
    cell = row.cells.get(column)
    return "" if cell is None else str(cell).strip()


def listing(words: Iterable[str]) -> str:
    """Return the words known, as a message lists them: the first twenty, and how many more."""
    return some_of([str(word) for word in words], _LISTED)
