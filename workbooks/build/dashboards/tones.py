"""Colours by words and signs: conditional formats, so that no colour speaks alone."""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from .look import Look

#: Word or sign, and its tone; the worst first, for it decides where several parts share a cell.
MARKS = (("■", "bad"), ("●", "good"))
JUDGEMENTS = (("Worsening", "bad"), ("Steady", "level"), ("Improving", "good"))
RATINGS = (("Red", "bad"), ("Amber", "middling"), ("Green", "good"))
ICONS = (
    ("Concern", "concern"), ("failing", "concern"), ("Improvement", "improvement"),
    ("passing", "improvement"), ("Common cause", "level"), ("Neutral", "level"),
    ("Hit or miss", "level"),
)  # fmt: skip


def colour_by_words(
    sheet: Worksheet, look: Look, area: str, words: Sequence[tuple[str, str]], speaker: str = ""
) -> None:
    """Colour the cells of an area by the first of some words that they hold.

    Args:
        sheet: the sheet.
        look: the formats.
        area: the cells to colour.
        words: each word with its tone, the one that decides first.
        speaker: the cell whose words decide the colour of the area's first cell, where it is not
            that cell itself; relative, as conditional formats write it.
    """
    cell = speaker or area.partition(":")[0]
    for word, tone in words:
        rule = {
            "type": "formula", "criteria": f'=ISNUMBER(SEARCH("{word}",{cell}))',
            "format": look.tone(tone), "stop_if_true": True,
        }  # fmt: skip
        sheet.conditional_format(area, rule)
