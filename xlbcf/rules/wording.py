"""Lists of names in messages: the first few, then how many more there are."""

from __future__ import annotations

from collections.abc import Sequence


def some_of(names: Sequence[str], most: int, joint: str = ", ") -> str:
    """Return names as a list in text.

    Args:
        names: the names, in their order.
        most: how many are shown.
        joint: what stands between two of them.
    """
    shown = joint.join(names[:most])
    return f"{shown} and {len(names) - most} more" if len(names) > most else shown
