"""Other places' returns: figures and texts too like theirs, and figures too unlike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from xlbcf.books.values import number_text
from xlbcf.desk.checking.comparison import SHOWN, Beside
from xlbcf.desk.checking.report import Item
from xlbcf.desk.checking.summary import Shown, Summary
from xlbcf.rules.across import digits_needed, digits_of, is_copied, odd_ones, same_number
from xlbcf.rules.metrics import Unit
from xlbcf.rules.wording import some_of
from xlbcf.template.return_mapping import Key, Kind
from xlbcf.template.words import plain

#: One digit is as good as none: half of all round targets would be equal.
_FEWEST = 2
_BY_SIZE = (Unit.RATE, Unit.PERCENT)


def check_elsewhere(beside: Beside, summaries: Sequence[Summary]) -> list[Item]:
    """Return what stands out where the returns of several places are laid beside each other.

    Only returns of one kind are compared, one of each place.

    Args:
        beside: what they are compared by.
        summaries: the returns checked together.
    """
    kinds: dict[str, dict[str, Summary]] = defaultdict(dict)
    for each in summaries:
        if each.about:
            kinds[each.return_id].setdefault(each.about, each)
    items: list[Item] = []
    for places in kinds.values():
        group = list(places.values())
        if len(group) > 1:
            items += _copied(beside, group)
            items += _same_texts(beside, group)
            items += _of_another_size(beside, group)
    return items


def _copied(beside: Beside, group: Sequence[Summary]) -> Iterator[Item]:
    """Yield a finding for each return that has figures of another place."""
    needed = digits_needed(len(group), beside.settings.digits)
    typed = [_typed_numbers(each) for each in group]
    told: dict[int, list[frozenset[Key]]] = defaultdict(list)
    for first, second in sorted(_with_equal_numbers(typed, needed)):
        keys = _too_alike(typed[first], typed[second], needed)
        if not keys or any(keys <= before for before in told[second]):
            continue
        told[second].append(keys)
        fields = [each for key, each in typed[second].items() if key in keys]
        other = f"{group[first].place_name} ({group[first].path.name})"
        yield beside.listed(group[second], fields, "ACR05", other=other)


def _typed_numbers(summary: Summary) -> dict[Key, Shown]:
    return {
        each.key: each
        for each in summary.shown
        if each.kind is Kind.NUMBER and each.is_typed and each.number is not None
    }


def _with_equal_numbers(typed: Sequence[Mapping[Key, Shown]], needed: int) -> set[tuple[int, int]]:
    """Return the pairs of returns with an equal number that may count, alone or with others."""
    holders: dict[tuple[Key, float], list[int]] = defaultdict(list)
    for position, numbers in enumerate(typed):
        for key, each in numbers.items():
            least = needed if each.record is None else _FEWEST
            if each.number is not None and digits_of(each.number) >= least:
                holders[key, each.number].append(position)
    return {pair for positions in holders.values() for pair in combinations(positions, 2)}


def _too_alike(one: Mapping[Key, Shown], other: Mapping[Key, Shown], needed: int) -> frozenset[Key]:
    """Return the fields whose numbers cannot be equal by chance.

    A number with enough digits counts by itself; those of one metric, or all figures of a return,
    count together if every one is equal.
    """
    both = {key: (one[key].number or 0.0, each.number or 0.0)
            for key, each in other.items() if key in one}  # fmt: skip
    found = {
        key for key, pair in both.items() if same_number(*pair) and digits_of(pair[0]) >= needed
    }
    rows: dict[str, list[Key]] = defaultdict(list)
    for key in both:
        record = one[key].record
        if record is not None:
            rows[record.metric].append(key)
    everything = [key for keys in rows.values() for key in keys]
    for keys in (*rows.values(), everything):
        if is_copied([both[key] for key in keys], needed):
            found.update(keys)
    return frozenset(found)


def _same_texts(beside: Beside, group: Sequence[Summary]) -> Iterator[Item]:
    """Yield one note for each set of places that share texts."""
    holders: dict[tuple[Key, str], list[int]] = defaultdict(list)
    fields: dict[tuple[Key, str], Shown] = {}
    for position, summary in enumerate(group):
        for each in summary.texts(beside.settings.characters):
            at = each.key, plain(each.value)
            holders[at].append(position)
            fields.setdefault(at, each)
    shared: dict[tuple[int, ...], list[Shown]] = defaultdict(list)
    for at, positions in holders.items():
        if len(positions) > 1:
            shared[tuple(positions)].append(fields[at])
    for owners, rows in shared.items():
        places = some_of([group[each].place_name for each in owners], SHOWN)
        yield beside.listed(group[owners[0]], rows, "ACR06", places=places)


def _of_another_size(beside: Beside, group: Sequence[Summary]) -> Iterator[Item]:
    columns: dict[Key, list[tuple[Summary, Shown]]] = defaultdict(list)
    for summary in group:
        for each in summary.shown:
            record = each.record
            if (
                record
                and record.figure.number is not None
                and beside.metrics[record.metric].unit in _BY_SIZE
            ):
                columns[each.key].append((summary, each))
    for column in columns.values():
        record = column[0][1].record
        assert record
        times = beside.settings.apart(record.metric).times
        odd = odd_ones([each.number or 0.0 for _, each in column], times)
        for position in odd[:1] if len(column) == 2 else odd:
            summary, shown = column[position]
            others = [
                f"{beside.written(each)} ({other.place_name})"
                for other, each in column
                if other is not summary
            ]
            facts = {"found": beside.written(shown), "others": some_of(others, SHOWN)}
            yield summary.item(shown, "ACR07", **facts, times=number_text(times))
