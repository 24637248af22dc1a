"""The aims for speed and size, and whether the figures meet them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from processes import Cost

#: Costs by job and name of the editor or command; a text says why there is none.
Figures = dict[str, dict[str, Cost | str]]

FORM, BIG, SMALL, FILL, HELP = "form", "big", "small", "fill", "help"
OURS, THEIRS, LIMIT, NOTHING = "xlbcf", "openpyxl", "the limit", "python -c pass"


class Aim(NamedTuple):
    """An aim; ``found`` is nothing when one of its figures is missing."""

    text: str
    found: float | None
    unit: str
    most: float

    @property
    def verdict(self) -> str:
        """Whether it is met."""
        if self.found is None:
            return "not measured"
        return "met" if self.found <= self.most else "not met"


def judge(figures: Figures) -> Iterator[Aim]:
    """Yield each aim with what was found."""
    share = "of openpyxl's"
    yield Aim(f"large sheet: time {share}", _share(figures, BIG, THEIRS), "share", 1 / 12)
    yield Aim(f"large sheet: memory {share}", _share(figures, BIG, THEIRS, "peak"), "share", 1 / 3)
    yield Aim(f"small sheet: time {share}", _share(figures, SMALL, THEIRS), "share", 1 / 60)
    yield Aim(f"form from Python: time {share}", _share(figures, FORM, THEIRS), "share", 1 / 12)
    yield Aim("form from Python: times the limit", _share(figures, FORM, LIMIT), "times", 2)
    fill = figures.get(FILL, {}).get(OURS)
    yield Aim("fill of three places", fill.wall if isinstance(fill, Cost) else None, "s", 3)
    yield Aim(f"help: times {NOTHING}", _share(figures, HELP, NOTHING), "times", 3)


def _share(figures: Figures, job: str, other: str, of: str = "wall") -> float | None:
    """Return our figure as a share of another's."""
    ours, theirs = (figures.get(job, {}).get(name) for name in (OURS, other))
    if isinstance(ours, Cost) and isinstance(theirs, Cost):
        return float(getattr(ours, of) / getattr(theirs, of))
    return None
