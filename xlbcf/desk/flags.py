"""What a return says of its own completeness."""

from __future__ import annotations

from dataclasses import dataclass

from xlbcf.books.values import CellError, Value
from xlbcf.template.return_mapping import Flag
from xlbcf.template.words import plain


@dataclass(frozen=True, slots=True)
class FlagState:
    """One flag as it stands; ``complete`` is nothing if unknown."""

    flag: Flag
    complete: bool | None
    shown: str

    @property
    def silent(self) -> bool:
        """Whether the flag is empty, and may be because it does not apply."""
        return self.flag.optional and not self.shown


def flag_state(flag: Flag, value: Value, *, known: bool) -> FlagState:
    """Return what a flag says.

    Args:
        flag: the flag.
        value: what its cell holds.
        known: whether that is fresh; if not, the flag is unknown and never taken for complete.
    """
    empty = flag.optional and value == ""
    if not known or value is None or empty or isinstance(value, CellError):
        return FlagState(flag, None, "" if value is None else str(value))
    return FlagState(flag, plain(value) == plain(flag.complete), str(value))
