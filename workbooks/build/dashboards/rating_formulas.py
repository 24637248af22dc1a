"""The formulas of ratings: what figures give, what a person says, and what is still to do."""

from __future__ import annotations

from collections.abc import Callable

from xlbcf.rules.bands import BandSet, Rag
from xlbcf.rules.overriding import StatedRating, ratings_of, unmet_demands

#: The ratings as the guidelines print them.
WORDS = {
    Rag.GREEN: "GREEN",
    Rag.AMBER: "AMBER",
    Rag.RED: "RED",
    Rag.NOT_APPLICABLE: "N/A",
    Rag.ENABLER: "E",
}
#: What stands in the column that says how figures are held against the bands.
BESIDE_TARGET, AMOUNT = "target", "amount"
REASON, COMMENTARY, START = "Reason required", "Commentary required", "Start date required"

#: Gives the address of a row's cell by the heading of its column.
Cells = Callable[[str], str]


def choices(bands: BandSet) -> list[str]:
    """Return the ratings that a person may choose for a dimension, as its guidelines print them."""
    return [WORDS[rag] for rag in ratings_of(bands)]


def demands(bands: dict[str, BandSet]) -> tuple[list[str], list[str]]:
    """Return which ratings of which bands demand commentary, and which a start date.

    Args:
        bands: the sets by id.

    Returns:
        Entries such as ``savings N/A``; the formulas count them.
    """
    commentary, start = [], []
    for id_, each in bands.items():
        for rag in ratings_of(each):
            asked = " ".join(unmet_demands(StatedRating(None, rag), each))
            if "commentary" in asked:
                commentary.append(f"{id_} {WORDS[rag]}")
            if "start date" in asked:
                start.append(f"{id_} {WORDS[rag]}")
    return commentary, start


def by_bands(cell: Cells) -> str:
    """Return the formula of the bands' answer; blank where there is nothing to rate."""
    latest, bands, target = cell("Latest"), cell("Bands"), cell("Target")
    amount = f"BCF_RAG_AMOUNT({latest},{bands})"
    beside = f"BCF_RAG_BAND({latest},BCF_TARGET({target}),{bands},{cell('Polarity')})"
    rated = f'IF({cell("Rated by")}="{AMOUNT}",{amount},IF({target}="","",{beside}))'
    return f'=IF(OR({latest}="",{bands}=""),"",IFERROR({rated},""))'


def by_figures(cell: Cells) -> str:
    """Return the formula of the figures' rating in the words of the guidelines."""
    formula = '""'
    for rag, word in reversed(WORDS.items()):
        said = rag.words.capitalize()
        formula = f'IF({cell("By the bands")}="{said}","{word}",{formula})'
    return f"={formula}"


def that_stands(cell: Cells) -> str:
    """Return the formula of the rating that stands: the person's where there is one."""
    person = cell("Rating by a person")
    return f'=IF({person}="",{cell("Rating by figures")},{person})'


def shown(cell: Cells) -> str:
    """Return the formula of the rating as the pages show it: both where they differ."""
    person, figures = cell("Rating by a person"), cell("Rating by figures")
    both = f'{person}&" (figures: "&{figures}&")"'
    return f"=IF({_overridden(cell)},{both},{cell('Rating that stands')})"


def to_do(cell: Cells, commentary: str, start: str) -> str:
    """Return the formula of what the rating asks for and was not given.

    Args:
        cell: the row's cells.
        commentary: the cells that name the ratings that demand commentary.
        start: the cells that name the ratings that demand a start date.
    """
    key = f'{cell("Bands")}&" "&{cell("Rating that stands")}'
    reason = f'AND({_overridden(cell)},{cell("Reason")}="")'
    asked = f'AND(COUNTIF({commentary},{key})>0,{cell("Commentary")}="")'
    begun = f'AND(COUNTIF({start},{key})>0,{cell("Start date")}="")'
    return (
        f'=IF({reason},"{REASON}","")&IF(AND({reason},OR({asked},{begun})),"; ","")'
        f'&IF({asked},"{COMMENTARY}","")&IF(AND({asked},{begun}),"; ","")'
        f'&IF({begun},"{START}","")'
    )


def _overridden(cell: Cells) -> str:
    person, figures = cell("Rating by a person"), cell("Rating by figures")
    return f'AND({person}<>"",{figures}<>"",{person}<>{figures})'
