"""The look of ratings: the same word and colours on every page, and the key that explains them."""

from __future__ import annotations

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from xlbcf.rules.bands import Rag
from xlbcf.rules.looks import look_of

from .look import Look
from .rating_formulas import WORDS

_MEANINGS = {
    Rag.GREEN: "on target, or on track",
    Rag.AMBER: "off by up to 10%, or delayed by up to 30 days",
    Rag.RED: "off by more than 10%, or delayed by more than 30 days",
    Rag.NOT_APPLICABLE: "not yet defined, started or developed",
    Rag.ENABLER: "the scheme is an enabler",
}
_REST = (
    "The RAG guidelines say what each rating means and asks for. N/A (figures: RED): a person's "
    "rating, beside the one that the figures give. ↑ ↓ ↔: how the figure moved; Judgement says "
    "whether that is for the better."
)


class RatingLook:
    """The formats of ratings in one workbook, each made once.

    Args:
        book: the workbook.
        look: its other formats.
    """

    def __init__(self, book: Workbook, look: Look) -> None:
        self._style = look.style
        self._tones = {
            rag: book.add_format(
                {"bg_color": look_of(rag).fill, "font_color": look_of(rag).ink, "bold": True}
            )
            for rag in WORDS
        }
        self._wanted = look.tone("middling")

    def colour(self, sheet: Worksheet, area: tuple[int, int, int, int]) -> None:
        """Colour ratings by the word that they begin with.

        Args:
            sheet: the sheet.
            area: first row, first column, last row and last column, counted from 0.
        """
        for rag, word in WORDS.items():
            criteria = {"type": "text", "criteria": "begins with", "value": word}
            sheet.conditional_format(*area, {**criteria, "format": self._tones[rag]})

    def mark_wanted(self, sheet: Worksheet, area: tuple[int, int, int, int]) -> None:
        """Colour cells that say what is still to do."""
        rule = {"type": "text", "criteria": "containing", "value": "required"}
        sheet.conditional_format(*area, {**rule, "format": self._wanted})

    def write_key(self, sheet: Worksheet, row: int, word: int, last: int) -> int:
        """Write the key of the ratings: a rating to a row, beside what it means.

        Args:
            sheet: the sheet.
            row: the first row, counted from 0.
            word: the column of the ratings; their meanings stand in those to its right.
            last: the last column of the meanings.

        Returns:
            The row below the key.
        """
        style = self._style
        sheet.write_string(row, word, "KEY:", style("subtitle"))
        for at, (rag, meaning) in enumerate(_MEANINGS.items(), start=row + 1):
            sheet.write_string(at, word, WORDS[rag], style("page_rating"))
            _across(sheet, at, word + 1, last, meaning, style("page_words"))
        below = row + 1 + len(_MEANINGS)
        self.colour(sheet, (row + 1, word, below - 1, word))
        _across(sheet, below, word, last, _REST, style("small"))
        sheet.set_row(below, 28)
        return below + 1


def _across(sheet: Worksheet, row: int, first: int, last: int, text: str, look: Format) -> None:
    if first == last:
        sheet.write_string(row, first, text, look)
    else:
        sheet.merge_range(row, first, row, last, text, look)
