"""The page of RAG guidelines, as printed; beside it what the to-do's of ratings are found by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_range_abs

from xlbcf.rules.bands import BandSet

from .executive_page import Column, ExecutivePage
from .executive_source import Guideline
from .look import Look
from .rating_formulas import demands
from .rating_look import RatingLook

GUIDELINES = "RAG guidelines"
_COLUMNS = (
    Column("Dimension", 26), Column("RAG Status", 15), Column("Guidelines", 76),
    Column("Notes", 62),
)  # fmt: skip
_HEAD = 2
#: The columns beside the page that the formulas of the data sheet count.
_COMMENTARY, _START = 5, 6


class GuidelinesPage:
    """The page being written.

    Args:
        book: the workbook.
        look: its formats.
        ratings: the look of ratings.
    """

    def __init__(self, book: Workbook, look: Look, ratings: RatingLook) -> None:
        self._page = ExecutivePage(
            book, look, GUIDELINES, "Better Care Fund: RAG Status Guidelines", _COLUMNS
        )
        self._ratings = ratings
        self.commentary = ""
        self.start = ""

    def write(self, guidelines: Sequence[Guideline], bands: Mapping[str, BandSet]) -> None:
        """Write the guidelines as printed, and beside them which ratings demand something.

        Args:
            guidelines: the rows of the printed table.
            bands: the sets of bands; what they demand is counted by the data sheet.
        """
        page, style = self._page, self._page.style
        page.write_headings(_HEAD)
        row = _HEAD + 1
        for each in guidelines:
            page.sheet.write_string(row, 0, each.dimension, style("page_label"))
            page.sheet.write_string(row, 1, each.rating, style("page_rating"))
            page.sheet.write_string(row, 2, each.guideline, style("page_words"))
            page.sheet.write_string(row, 3, each.notes, style("page_words"))
            page.set_lines(row, 2)
            row += 1
        self._ratings.colour(page.sheet, (_HEAD + 1, 1, row - 1, 1))
        self._write_demands(bands)
        page.finish(row, freeze=_HEAD + 1, repeat=(_HEAD, _HEAD))

    def _write_demands(self, bands: Mapping[str, BandSet]) -> None:
        sheet, style = self._page.sheet, self._page.style
        sheet.set_column(_COMMENTARY, _START, 24, style("plain"))
        heads = ("Commentary demanded", "Start date demanded")
        areas = []
        for at, head, entries in zip((_COMMENTARY, _START), heads, demands(bands), strict=True):
            sheet.write_string(_HEAD, at, head, style("heading"))
            for down, entry in enumerate(entries, start=_HEAD + 1):
                sheet.write_string(down, at, entry, style("small"))
            area = xl_range_abs(_HEAD + 1, at, _HEAD + len(entries), at)
            areas.append(f"'{GUIDELINES}'!{area}")
        self.commentary, self.start = areas
