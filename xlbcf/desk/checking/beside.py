"""Returns laid beside each other: two of one place, several places, last year and this."""

from __future__ import annotations

from collections.abc import Sequence

from xlbcf.desk.checking.report import Group, Item
from xlbcf.desk.checking.summary import Summary
from xlbcf.rules.findings import finding


def two_for_one_place(summaries: Sequence[Summary]) -> list[Item]:
    """Return a finding for each file that is a second return of one place.

    Args:
        summaries: the returns checked together.
    """
    first: dict[tuple[str, str], Summary] = {}
    items = []
    for each in summaries:
        if not each.place_name:
            continue
        earlier = first.setdefault((each.return_id, each.place_name), each)
        if earlier is not each:
            facts = {
                "what": f"the return {each.return_id}",
                "place": each.place_name,
                "other": earlier.path,
            }
            found = finding("CHK02", each.path.name, **facts)
            items.append(Item(found, Group.ACROSS, each.path, each.place_name))
    return items
