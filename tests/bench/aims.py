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
    """An aim.

    Args:
        text: what is compared.
        found: what was found, by the clock for times; nothing if a figure is missing.
        by_cpu: for times of processes, the same by processor time: fairer on a busy machine.
        unit: ``share`` of another's, ``times`` another's or ``s`` for seconds.
        most: what it may be at most.
    """

    text: str
    found: float | None
    by_cpu: float | None
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
    memory = _share(figures, BIG, THEIRS, "peak")
    fill = figures.get(FILL, {}).get(OURS)
    times = (fill.wall, fill.cpu) if isinstance(fill, Cost) else (None, None)
    yield Aim(f"large sheet: time {share}", *_times(figures, BIG, THEIRS), "share", 1 / 12)
    yield Aim(f"large sheet: memory {share}", memory, None, "share", 1 / 3)
    yield Aim(f"small sheet: time {share}", *_times(figures, SMALL, THEIRS), "share", 1 / 60)
    yield Aim(f"form from Python: time {share}", *_times(figures, FORM, THEIRS), "share", 1 / 12)
    yield Aim("form from Python: times the limit", *_times(figures, FORM, LIMIT), "times", 2)
    yield Aim("fill of three places", *times, "s", 3)
    yield Aim(f"help: times {NOTHING}", *_times(figures, HELP, NOTHING), "times", 3)


def _times(figures: Figures, job: str, other: str) -> tuple[float | None, float | None]:
    """Return our time as a share of another's, by the clock and by processor time."""
    return _share(figures, job, other), _share(figures, job, other, "cpu")


def _share(figures: Figures, job: str, other: str, of: str = "wall") -> float | None:
    """Return our figure as a share of another's."""
    ours, theirs = (figures.get(job, {}).get(name) for name in (OURS, other))
    if isinstance(ours, Cost) and isinstance(theirs, Cost) and getattr(theirs, of):
        return float(getattr(ours, of) / getattr(theirs, of))
    return None
