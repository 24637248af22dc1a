"""How a form shows the numbers in its cells, for people who see them elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from xlbcf.books.file_book import FileBook
from xlbcf.books.formats import BUILT_IN
from xlbcf.books.values import Writable
from xlbcf.rules.metrics import Metric, Unit
from xlbcf.template.addresses import Cell
from xlbcf.template.return_mapping import Field

_GENERAL = BUILT_IN[0]
_DATE = "dd/mm/yyyy"


def format_of(
    book: FileBook, cell: Cell, each: Field, value: Writable, metrics: Mapping[str, Metric]
) -> str:
    """Return the code of the number format in which a field's value is shown.

    Args:
        book: the form, whose own format goes first.
        cell: the field's cell there.
        each: the field.
        value: the value; a date is shown as one in any case.
        metrics: every metric by its id.

    Returns:
        The cell's format; where it has none, that of the metric's unit and decimals.
    """
    own = book.sheet_file(each.sheet).number_format(cell)
    if own != _GENERAL:
        return own
    if isinstance(value, date):
        return _DATE
    return _of_metric(metrics[each.metric], each) if each.metric else _GENERAL


def _of_metric(metric: Metric, each: Field) -> str:
    if metric.decimals is None:
        return _GENERAL
    decimals = f".{'0' * metric.decimals}" if metric.decimals else ""
    match metric.unit:
        case Unit.PERCENT:
            # A cell may keep 92.7 for 92.7%, which Excel's own sign would show as 9270%.
            return f"0{decimals}%" if each.stored_as == "fraction" else f'0{decimals}"%"'
        case Unit.CURRENCY:
            return f"£#,##0{decimals}"
        case Unit.COUNT | Unit.RATE | Unit.DAYS:
            return f"#,##0{decimals}"
    return _GENERAL
