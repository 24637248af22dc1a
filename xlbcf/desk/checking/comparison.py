"""What returns laid beside each other are compared by, and how their figures are told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xlbcf.books.values import number_text
from xlbcf.desk.checking.report import Item
from xlbcf.desk.checking.summary import Shown, Summary
from xlbcf.rules.metrics import Metric, Unit
from xlbcf.rules.rounding import with_excel_digits
from xlbcf.rules.variance import written_number, written_relative
from xlbcf.rules.wording import some_of
from xlbcf.template.check_settings import CheckSettings

#: How many fields or places one finding names.
SHOWN = 8


@dataclass(frozen=True, slots=True)
class Beside:
    """What returns are compared by.

    Args:
        metrics: every metric by its id.
        settings: how sensitive the check is.
    """

    metrics: Mapping[str, Metric]
    settings: CheckSettings

    def written(self, each: Shown) -> str:
        """Return a field's number as messages show it."""
        if each.number is None:
            return str(each.value)
        if each.record is None:
            return number_text(each.number)
        return written_number(each.number, self.metrics[each.record.metric])

    def told(self, each: Shown) -> str:
        """Return a field in words, with its number where it has one."""
        return each.label if each.number is None else f"{each.label} ({self.written(each)})"

    def listed(self, summary: Summary, fields: Sequence[Shown], code: str, **facts: object) -> Item:
        """Return one finding about several fields of a return; it stands at the first of them.

        Args:
            summary: the return.
            fields: the fields, one at least.
            code: a code of the catalogue.
            **facts: the kind's facts, but for ``fields``.
        """
        told = some_of([self.told(each) for each in fields], SHOWN, "; ")
        return summary.item(fields[0], code, fields=told, **facts)


def change_in_words(then: float, now: float, metric: Metric) -> str:
    """Return a change in text, absolute and relative, signed: ``+235.2 (+91.16%)``.

    Args:
        then: the earlier figure, a percentage as a fraction.
        now: the later one.
        metric: what they are figures of.
    """
    gap = float(with_excel_digits(now) - with_excel_digits(then))
    size = written_number(abs(gap), metric)
    if metric.unit is Unit.PERCENT:
        size = f"{size.removesuffix('%')} pp"
    absolute = f"{'−' if gap < 0 else '+'}{size}"
    return f"{absolute} ({written_relative(gap / abs(then))})" if then else absolute
