"""Ratings that a person states beside those that figures give: which stands, and what it lacks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from xlbcf.rules.bands import BandSet, Guideline, Rag
from xlbcf.rules.figures import State, read_figure
from xlbcf.rules.metrics import Unit
from xlbcf.rules.rag import Rating, unmet_duties


class StatedRating(NamedTuple):
    """The ratings of one thing, and what was written to explain them.

    Args:
        by_figures: the rating that the figures give; None where there are no figures.
        by_person: the rating that a person states; None where nobody does.
        reason: why the person's rating differs.
        commentary: the exception commentary.
        start_date: when a scheme that is not yet due will start, as people write it.
    """

    by_figures: Rag | None
    by_person: Rag | None
    reason: str = ""
    commentary: str = ""
    start_date: str = ""

    @property
    def rag(self) -> Rag | None:
        """The rating that stands: the person's where there is one, else the figures'."""
        return self.by_figures if self.by_person is None else self.by_person

    @property
    def overridden(self) -> bool:
        """Whether the person's rating stands against another one of the figures."""
        return None not in (self.by_figures, self.by_person) and self.by_figures != self.by_person

    @property
    def unexplained(self) -> bool:
        """Whether the figures' rating is overridden without a reason; ``n/a`` is none.

        Source: ours; the guidelines of 2014 ask for commentary and say nothing of figures.
        """
        said = read_figure(self.reason, Unit.CATEGORY).state is State.WORD
        return self.overridden and not said


def ratings_of(bands: BandSet) -> tuple[Rag, ...]:
    """Return the ratings that a set of bands knows, by amount or stated, each once."""
    return tuple(dict.fromkeys(each.rag for each in _guidelines(bands)))


def unmet_demands(stated: StatedRating, bands: BandSet) -> list[str]:
    """Say what the rating that stands asks for and was not given.

    Args:
        stated: the rating.
        bands: the bands of its dimension.

    Returns:
        What is missing, in words; nothing where all is there or there is no rating. Where a set
        knows a rating in several ways, only what all of them ask for is surely asked for.

    Source: Methods, section 4, commentary.
    """
    # The duty is to name a start; whether a person wrote it as a day or a month is the same.
    start = date.min if stated.start_date.strip() else None
    asked = [
        unmet_duties(Rating(each.rag, each.means, each), stated.commentary, start)
        for each in _guidelines(bands)
        if each.rag is stated.rag
    ]
    return [each for each in asked[0] if all(each in other for other in asked)] if asked else []


def _guidelines(bands: BandSet) -> Iterator[Guideline]:
    yield from (band.guideline for band in bands.bands)
    yield from bands.marks.values()
