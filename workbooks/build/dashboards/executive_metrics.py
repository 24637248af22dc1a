"""The page of metrics and composite measures, each row read from the data sheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name

from .data_sheet import Row
from .executive_page import Column, ExecutivePage
from .formulas import ENOUGH, shown
from .look import BLUE, ORANGE, Look
from .measure_sheet import Shown
from .rating_look import RatingLook
from .series import Series
from .tones import ICONS, JUDGEMENTS, colour_by_words

METRICS = "Metrics"
_COLUMNS = (
    Column("Metric", 44), Column("Target", 11), Column("Current data", 11), Column("Trend", 19),
    Column("Data RAG", 20), Column("DOT", 7), Column("Commentary", 56), Column("Judgement", 12),
    Column("Period", 15), Column("To do", 21),
)  # fmt: skip
#: Beyond the columns of the page, and blank unless the switch says Yes.
_SWITCHED, _SWITCHED_WIDTH = ("Variation", "Assurance"), 13
_HEAD = 2
_DOT_NOTE = "Direction of travel: as printed until there is a previous figure to compare with."
_RAG_NOTE = (
    "The person's rating where one is given on the sheet Data, else the one that the figures give. "
    "Where they differ both are shown, and a reason is required."
)
_TREND_NOTE = "The figures of all periods on the metric's own sheet."
_NOTE_SIZE = {"author": "", "width": 320, "height": 110, "font_size": 9}


class MetricRow(NamedTuple):
    """A row of the page.

    Args:
        title: the metric as printed.
        series: its series.
        cells: its cells on the data sheet.
        commentary: what its commentary holds when the workbook is built.
        sheet: its measure sheet.
        shown: the cells of that sheet that the page reads.
        hover: what is shown when the pointer rests on the title.
    """

    title: str
    series: Series
    cells: Row
    commentary: str
    sheet: str
    shown: Shown
    hover: str


class MetricsPage:
    """The page being written.

    Args:
        book: the workbook.
        look: its formats.
        ratings: the look of ratings.
        switch: the cell that says Yes where the page shows process control.
    """

    def __init__(self, book: Workbook, look: Look, ratings: RatingLook, switch: str) -> None:
        self._look, self._ratings, self._switch = look, ratings, switch
        self._page = ExecutivePage(
            book, look, METRICS, "Better Care Fund: BCF Metrics and Composite Measures", _COLUMNS
        )
        self._row = _HEAD + 1

    def write(self, metrics: Sequence[MetricRow], composites: Sequence[MetricRow]) -> None:
        """Write the seven metrics, below them the composite measures, and the key."""
        page = self._page
        page.write_headings(_HEAD)
        for heading, note in (("DOT", _DOT_NOTE), ("Data RAG", _RAG_NOTE), ("Trend", _TREND_NOTE)):
            page.sheet.write_comment(_HEAD, page.at(heading), note, _NOTE_SIZE)
        for band, rows in (("BCF Metrics", metrics), ("Composite Measures", composites)):
            page.write_band(self._row, band)
            self._row += 1
            for each in rows:
                self._write_row(each)
        self._colour()
        self._set_up_switched()
        below = self._ratings.write_key(page.sheet, self._row + 1, 0, page.at("Data RAG"))
        page.finish(below, freeze=_HEAD + 1, repeat=(_HEAD, _HEAD), beyond=len(_SWITCHED))

    def _write_row(self, each: MetricRow) -> None:
        page, sheet, style, row = self._page, self._page.sheet, self._page.style, self._row
        cells, series = each.cells, each.series
        link = f"internal:'{each.sheet}'!A1"
        sheet.write_url(row, 0, link, style("page_link"), "", f"To the sheet {each.sheet}")
        # A formula keeps its line breaks where a linked text loses them, as in Calc.
        title = shown(cells["Title as printed"])
        sheet.write_formula(row, 0, f"={title}", style("page_link"), "")
        sheet.write_comment(row, 0, each.hover, _NOTE_SIZE)
        formulas = {
            "Target": (shown(cells["Target"]), "page_centred", "General"),
            "Current data": (shown(cells["Latest"]), "page_centred", series.number_format),
            "Data RAG": (shown(cells["Rating shown"]), "page_rating", "General"),
            "DOT": (_moved(cells, series), "glyph", "General"),
            "Commentary": (shown(cells["Commentary"]), "page_words", "General"),
            "Judgement": (_judged(cells, series), "page_centred", "General"),
            "Period": (shown(cells["Period"]), "page_centred", "General"),
            "To do": (shown(cells["To do"]), "page_words", "General"),
        }
        for heading, (formula, look, form) in formulas.items():
            sheet.write_formula(row, page.at(heading), f"={formula}", style(look, form), "")
        self._write_trend(each)
        self._write_switched(each.shown)
        page.fit_row(row, [(0, each.title), (page.at("Commentary"), each.commentary)])
        self._row += 1

    def _write_trend(self, each: MetricRow) -> None:
        at = self._page.at("Trend")
        self._page.sheet.write_blank(self._row, at, None, self._page.style("page_centred"))
        options = {
            "range": each.shown.figures, "series_color": BLUE, "last_point": True,
            "last_color": ORANGE, "weight": 1.25, "markers": True, "markers_color": BLUE,
        }  # fmt: skip
        self._page.sheet.add_sparkline(self._row, at, options)

    def _write_switched(self, found: Shown) -> None:
        """Write variation and assurance, or that there are too few points, where it is wished."""
        said = [
            f'IF({found.note}="{ENOUGH}",{icon}&" "&{words},{found.note})'
            for icon, words in (found.variation, found.assurance)
        ]
        for at, formula in enumerate(said, start=self._page.last + 1):
            wished = f'=IF({self._switch}="Yes",{formula},"")'
            self._page.sheet.write_formula(self._row, at, wished, self._page.style("unboxed"), "")

    def _set_up_switched(self) -> None:
        page, last = self._page, self._row - 1
        for at, heading in enumerate(_SWITCHED, start=page.last + 1):
            page.sheet.set_column(at, at, _SWITCHED_WIDTH, page.style("plain"))
            formula = f'=IF({self._switch}="Yes","{heading}","")'
            page.sheet.write_formula(_HEAD, at, formula, page.style("unboxed"), "")
            letter = xl_col_to_name(at)
            area = f"{letter}{_HEAD + 2}:{letter}{last + 1}"
            colour_by_words(page.sheet, self._look, area, ICONS)
            on = f'=${letter}${_HEAD + 1}<>""'
            for where, tone in ((f"{letter}{_HEAD + 1}", "switched_on"), (area, "switched_box")):
                rule = {"type": "formula", "criteria": on, "format": self._look.tone(tone)}
                page.sheet.conditional_format(where, rule)

    def _colour(self) -> None:
        page, last = self._page, self._row - 1
        rag, to_do = page.at("Data RAG"), page.at("To do")
        self._ratings.colour(page.sheet, (_HEAD + 1, rag, last, rag))
        self._ratings.mark_wanted(page.sheet, (_HEAD + 1, to_do, last, to_do))
        judged = xl_col_to_name(page.at("Judgement"))
        for letter in (xl_col_to_name(page.at("DOT")), judged):
            area = f"{letter}{_HEAD + 2}:{letter}{last + 1}"
            colour_by_words(page.sheet, self._look, area, JUDGEMENTS, f"${judged}{_HEAD + 2}")


def _moved(cells: Row, series: Series) -> str:
    """Return the formula of the arrow: as printed until there is a previous figure."""
    arrow = f"BCF_TRAVEL({cells['Latest']},{cells['Previous']}{_decimals(series)})"
    known = f'IF({cells["Previous"]}="",{cells["DOT as printed"]}&"",{arrow})'
    return f'IF({cells["Comparable"]}="No","",{known})'


def _judged(cells: Row, series: Series) -> str:
    """Return what the movement means; nothing of a printed arrow, which may mean either way."""
    pair = f"{cells['Latest']},{cells['Previous']},{cells['Polarity']}{_decimals(series)}"
    unknown = f'OR({cells["Previous"]}="",{cells["Comparable"]}="No")'
    return f'IF({unknown},"",BCF_TRAVEL_JUDGEMENT({pair}))'


def _decimals(series: Series) -> str:
    return "" if series.compared_decimals is None else f",{series.compared_decimals}"
