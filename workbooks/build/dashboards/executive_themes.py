"""The page of the five themes: four ratings each, schemes, leads and commentary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xlsxwriter import Workbook

from .data_sheet import Row
from .executive_page import Column, ExecutivePage, lines_of
from .executive_source import Dimension, Theme
from .formulas import shown
from .look import Look
from .rating_look import RatingLook

THEMES = "Themes"
_COLUMNS = (
    Column("JHWS Priority", 22), Column("Schemes", 17), Column("RAG", 20), Column("Schemes", 28),
    Column("Theme Lead", 24), Column("Exception commentary", 62),
    Column("Additional information", 70), Column("To do", 21),
)  # fmt: skip
_PRIORITY, _DIMENSION, _RAG, _SCHEMES, _LEAD, _COMMENTARY, _ADDITIONAL, _TO_DO = range(8)
_HEAD = 2
#: Room for two things to do.
_FEWEST_LINES = 1.5
_RAG_NOTE = (
    "A rating that a person gives on the sheet Data, or that the figures there give by the bands. "
    "The paper's text does not carry the colours of the theme ratings: they are blank until given."
)


class ThemesPage:
    """The page being written.

    Args:
        book: the workbook.
        look: its formats.
        ratings: the look of ratings.
    """

    def __init__(self, book: Workbook, look: Look, ratings: RatingLook) -> None:
        self._ratings = ratings
        self._page = ExecutivePage(
            book, look, THEMES, "Better Care Fund: themes and schemes", _COLUMNS
        )
        self._row = _HEAD + 1

    def write(
        self, themes: Sequence[Theme], cells: Mapping[str, Row], sheets: Mapping[str, str]
    ) -> None:
        """Write the themes and the key.

        Args:
            themes: the themes as printed.
            cells: for each metric's id its cells on the data sheet.
            sheets: for each theme's id the sheet with the histories of its ratings.
        """
        page = self._page
        first = self._row
        page.write_headings(_HEAD)
        page.sheet.write_comment(
            _HEAD, _RAG, _RAG_NOTE, {"author": "", "width": 320, "height": 110}
        )
        for theme in themes:
            self._write_theme(theme, cells, sheets[theme.id])
        for at, colour in ((_RAG, self._ratings.colour), (_TO_DO, self._ratings.mark_wanted)):
            colour(page.sheet, (first, at, self._row - 1, at))
        below = self._ratings.write_key(page.sheet, self._row + 1, 0, _LEAD)
        page.finish(below, freeze=first, repeat=(_HEAD, _HEAD))

    def _write_theme(self, theme: Theme, cells: Mapping[str, Row], sheet: str) -> None:
        page, style = self._page, self._page.style
        page.write_band(self._row, theme.name)
        page.sheet.write_string(self._row, _SCHEMES, "Exception information", style("section"))
        top = self._row + 1
        for row, dimension in enumerate(theme.dimensions, start=top):
            self._write_dimension(row, dimension, cells[dimension.metric], sheet)
        last = top + len(theme.dimensions) - 1
        page.sheet.merge_range(
            top, _PRIORITY, last, _PRIORITY, theme.priority, style("page_words_top")
        )
        beside = top, _ADDITIONAL, last, _ADDITIONAL
        page.sheet.merge_range(*beside, theme.additional, style("page_words_top"))
        self._fit(top, theme)
        self._row = last + 1

    def _write_dimension(self, row: int, dimension: Dimension, cells: Row, sheet: str) -> None:
        page, style = self._page.sheet, self._page.style
        link = f"internal:'{sheet}'!A1"
        page.write_url(row, _DIMENSION, link, style("page_link"), dimension.heading, f"To {sheet}")
        formulas = {
            _RAG: ("Rating shown", "page_rating"), _SCHEMES: ("Schemes", "page_words"),
            _LEAD: ("Theme lead", "page_words"), _COMMENTARY: ("Commentary", "page_words"),
            _TO_DO: ("To do", "page_words"),
        }  # fmt: skip
        for at, (heading, look) in formulas.items():
            page.write_formula(row, at, f"={shown(cells[heading])}", style(look), "")

    def _fit(self, top: int, theme: Theme) -> None:
        beside = lines_of(theme.additional, _COLUMNS[_ADDITIONAL].width)
        own = [
            max(
                lines_of(text, _COLUMNS[at].width)
                for at, text in (
                    (_SCHEMES, each.schemes), (_LEAD, each.leads), (_COMMENTARY, each.commentary)
                )
            )
            for each in theme.dimensions
        ]  # fmt: skip
        short = max(0, beside - sum(own))
        for row, lines in enumerate(own, start=top):
            self._page.set_lines(row, max(_FEWEST_LINES, lines + short / len(own)))
