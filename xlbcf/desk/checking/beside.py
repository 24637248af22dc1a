"""Returns laid beside each other: two of one place, several places, last year and this."""

from __future__ import annotations

from collections.abc import Sequence

from xlbcf.desk.checking.comparison import Beside
from xlbcf.desk.checking.earlier import check_earlier
from xlbcf.desk.checking.elsewhere import check_elsewhere
from xlbcf.desk.checking.publication import about_others_only, check_published
from xlbcf.desk.checking.report import Item
from xlbcf.desk.checking.summary import Summary
from xlbcf.desk.library import Library
from xlbcf.feeds.published import Published


def lay_beside(
    library: Library,
    summaries: Sequence[Summary],
    previous: Sequence[Summary] = (),
    published: Published | None = None,
) -> list[Item]:
    """Return what stands out where returns are laid beside each other and beside what is known.

    Args:
        library: the mappings.
        summaries: the returns checked.
        previous: returns of an earlier year or quarter.
        published: what was published, or None.
    """
    beside = Beside(library.metrics, library.checks)
    return [
        *two_for_one_place(summaries),
        *check_elsewhere(beside, summaries),
        *check_earlier(beside, summaries, previous),
        *check_published(beside, summaries, published or Published()),
        *about_others_only(summaries, published or Published()),
    ]


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
            items.append(each.overall("CHK02", **facts))
    return items
