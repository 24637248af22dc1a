"""Small numbers among a dashboard's figures: one with its counts, and parts with their total."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from xlbcf.rules.figures import State
from xlbcf.rules.metrics import Unit
from xlbcf.rules.suppression import (
    HIDDEN,
    Added,
    Derived,
    SmallNumbers,
    publish_count,
    publish_derived,
    publish_total,
)

_ADDED = ("figure", "numerator", "denominator")
_GIVES_COUNTS_BACK = (Unit.PERCENT, Unit.RATE)


@dataclass(frozen=True, slots=True)
class Record:
    """A figure as a dashboard holds it.

    Args:
        unit: what it is counted in.
        shown: the figure with its numerator and denominator, blank where they are not given.
    """

    unit: Unit
    shown: Derived

    @property
    def is_judged(self) -> bool:
        """Whether it can be told that no small number stands behind it.

        A percentage or rate without its counts may be one of few people, or of none too few.
        """
        if self.unit not in _GIVES_COUNTS_BACK or self.shown.figure.number is None:
            return True
        given_back = self.unit is Unit.PERCENT and self.shown.denominator.number is not None
        return given_back or self.shown.numerator.state in (State.NUMBER, State.SUPPRESSED)


def publish_record(record: Record, rule: SmallNumbers) -> Record:
    """Return a figure and its counts as they may be published.

    Args:
        record: the figure.
        rule: the rule.

    Source: Methods, section 9.
    """
    if record.unit is Unit.COUNT:
        counts = (record.shown.figure, record.shown.numerator, record.shown.denominator)
        return replace(record, shown=Derived(*(publish_count(each, rule) for each in counts)))
    return replace(record, shown=publish_derived(record.shown, rule))


def hidden_by_totals(
    parts: Sequence[Record], total: Record, rule: SmallNumbers
) -> list[frozenset[str]]:
    """Return what must be hidden of figures because their total is shown beside them.

    Whatever can be added up, figures that are counts, numerators and denominators, gets a second
    one hidden where only one is.

    Args:
        parts: the figures of the parts.
        total: the figure of all of them.
        rule: the rule.

    Returns:
        For each part and then for the total, which of ``figure``, ``numerator`` and
        ``denominator`` are hidden.

    Source: Methods, section 9.
    """
    hidden: list[set[str]] = [set() for _ in range(len(parts) + 1)]
    for name in _ADDED if total.unit is Unit.COUNT else _ADDED[1:]:
        counts = [getattr(each.shown, name) for each in (*parts, total)]
        added = publish_total(Added(tuple(counts[:-1]), counts[-1]), rule)
        for names, count in zip(hidden, (*added.parts, added.total), strict=True):
            if count.state is State.SUPPRESSED:
                names.add(name)
    return [frozenset(names) for names in hidden]


def with_hidden(record: Record, names: Collection[str]) -> Record:
    """Return a figure with some of its numbers hidden; a rate is hidden with its counts.

    Args:
        record: the figure.
        names: which of ``figure``, ``numerator`` and ``denominator``.

    Source: Methods, section 9.
    """
    found = set(names) | ({"figure"} if names and record.unit is not Unit.COUNT else set())
    shown = record.shown
    numbers = {
        name: HIDDEN for name in _ADDED if name in found and getattr(shown, name).number is not None
    }
    return replace(record, shown=replace(shown, **numbers))
