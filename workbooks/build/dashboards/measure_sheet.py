"""A measure's own sheet: its facts, and for each series a block with chart and history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from . import formulas
from .block import Block
from .data_sheet import Row
from .look import Look
from .measure_chart import CHART_ROWS, add_chart
from .series import CATEGORY, Measure, Series
from .tones import ICONS, JUDGEMENTS, MARKS, colour_by_words

COLUMNS = (
    "Period", "Figure", "Target", "Mean", "Lower limit", "Upper limit", "Numerator",
    "Denominator", "Definition",
)  # fmt: skip
#: The columns of a block and the spacer beside it.
STEP = len(COLUMNS) + 1
_CARDS = (
    "Latest", "Previous", "Target", "On target?", "Direction of travel", "Judgement", "Mean",
    "Lower limit", "Upper limit",
)  # fmt: skip
_ICONS = ("Variation", "Assurance", "Recent trend")
_FACTS_ROW = 4
_CHARACTERS_A_LINE = 88
_LINE_HEIGHT = 13.5


@dataclass(frozen=True)
class Shown:
    """The cells of a series' block that other sheets read."""

    variation: tuple[str, str]
    assurance: tuple[str, str]
    note: str
    figures: str


class MeasureSheet:
    """The sheet of one measure.

    Args:
        book: the workbook.
        look: its formats.
        measure: what the sheet tells.
        home: the name of the sheet that its first cell leads back to.
    """

    def __init__(self, book: Workbook, look: Look, measure: Measure, home: str) -> None:
        self.sheet: Worksheet = book.add_worksheet(measure.sheet)
        self._book, self._look, self._measure = book, look, measure
        self._blocks: list[str] = []
        self._write_head(home)
        self._top = _FACTS_ROW + len(measure.facts) + 1

    def write(self, rows: Sequence[Row]) -> list[Shown]:
        """Write the block of each series, and set up how the sheet is scrolled and printed.

        Args:
            rows: the cells of each series on the data sheet, in the measure's order.

        Returns:
            The cells of each block that other sheets read.
        """
        series = self._measure.series
        shown = [self._block(at, *each) for at, each in enumerate(zip(series, rows, strict=True))]
        self._finish()
        return shown

    def _write_head(self, home: str) -> None:
        style, sheet, measure = self._look.style, self.sheet, self._measure
        back = f"internal:'{home}'!A1"
        sheet.write_url(0, 0, back, style("back"), f"Go to: {home}", f"Back to {home}")
        sheet.write_string(1, 0, f"{measure.no}  {measure.title}".strip(), style("title"))
        sheet.set_row(1, 24)
        for row, (label, words) in enumerate(measure.facts.items(), start=_FACTS_ROW - 1):
            sheet.merge_range(row, 0, row, 1, label, style("label"))
            sheet.merge_range(row, 2, row, len(COLUMNS) - 1, words, style("words"))
            lines = -(-len(words) // _CHARACTERS_A_LINE)
            sheet.set_row(row, max(1, lines) * _LINE_HEIGHT + 3)

    def _block(self, at: int, series: Series, row: Row) -> Shown:
        block = Block(self._measure.sheet, at * STEP, self._top, len(series.history), CHART_ROWS)
        for offset in range(len(COLUMNS)):
            self.sheet.set_column(block.left + offset, block.left + offset, 13)
        self.sheet.set_column(block.left + len(COLUMNS), block.left + len(COLUMNS), 3)
        self._write_cards(block, series, row)
        self._write_icons(block, series, row)
        self._write_history(block, series, row)
        for number in range(block.chart_row, block.heading_row):
            self.sheet.set_row(number, 16)
        if series.unit != CATEGORY:
            add_chart(self._book, self.sheet, block, series)
        self._name(block, series)
        return Shown(
            (block.outside(block.icons_row, 0), block.outside(block.icons_row, 1)),
            (block.outside(block.icons_row, 3), block.outside(block.icons_row, 4)),
            block.outside(block.note_row, 0),
            block.outside_range(1),
        )

    def _write_cards(self, block: Block, series: Series, row: Row) -> None:
        style, sheet, top = self._look.style, self.sheet, block.top
        right = block.left + len(COLUMNS) - 1
        sheet.merge_range(top, block.left, top, right, series.name, style("band"))
        for at, label in enumerate(_CARDS):
            sheet.write_string(top + 1, block.left + at, label, style("card_label"))
        figure, limit = series.number_format, series.format_with(1)
        cards = (
            (formulas.shown(row["Latest"]), figure), (formulas.shown(row["Previous"]), figure),
            (formulas.shown(row["Target"]), figure), (formulas.mark(row), "General"),
            (formulas.direction(row, series), "General"),
            (formulas.judgement(row, series), "General"),
            *((self._limit(block, series, which), limit) for which in (1, 2, 3)),
        )  # fmt: skip
        for at, (formula, form) in enumerate(cards):
            self._formula(block.cards_row, block.left + at, formula, style("card", form))
        sheet.set_row(block.cards_row, 22)
        mark, arrow, judged = (block.cell(block.cards_row, at) for at in (3, 4, 5))
        colour_by_words(sheet, self._look, mark, MARKS)
        colour_by_words(sheet, self._look, arrow, JUDGEMENTS, judged)
        colour_by_words(sheet, self._look, judged, JUDGEMENTS)

    def _limit(self, block: Block, series: Series, which: int) -> str:
        if series.unit == CATEGORY:
            return '""'
        figures = block.range(1)
        # The last row has none where the latest figure is missing; the first has the same.
        limit = f"INDEX(BCF_SPC_LIMITS({figures}),1,{which})"
        return _if_enough(block, limit)

    def _write_icons(self, block: Block, series: Series, row: Row) -> None:
        style, sheet = self._look.style, self.sheet
        for at, label in enumerate(_ICONS):
            left = block.left + 3 * at
            sheet.merge_range(
                block.icons_row - 1, left, block.icons_row - 1, left + 2, label, style("card_label")
            )
        words = (_variation(block, series, row), _assurance(block, series, row))
        for at, formula in enumerate(words):
            left, icon = block.left + 3 * at, style("icon")
            said = block.cell(block.icons_row, 3 * at + 1)
            sheet.merge_range(
                block.icons_row, left + 1, block.icons_row, left + 2, "", style("icon_words")
            )
            glyph = f'IF({said}="","",BCF_SPC_ICON({said}))'
            self._formula(block.icons_row, left, glyph, icon)
            self._formula(block.icons_row, left + 1, formula, style("icon_words"))
            colour_by_words(sheet, self._look, block.cell(block.icons_row, 3 * at), ICONS, said)
        left = block.left + 6
        sheet.merge_range(block.icons_row, left, block.icons_row, left + 2, "", style("words"))
        self._formula(block.icons_row, left, _trend(block, series, row), style("words"))
        sheet.set_row(block.icons_row, 28)
        self._write_notes(block, series, row)

    def _write_notes(self, block: Block, series: Series, row: Row) -> None:
        style, right = self._look.style, block.left + len(COLUMNS) - 1
        figures = block.range(1)
        found = f"BCF_SPC_NOTE({figures})"
        known = f'IF({found}="","{formulas.ENOUGH}",{found})'
        # LibreOffice asks no function about a range with an error, as one without figures has.
        said = f'IF(COUNT({figures})=0,"{formulas.TOO_FEW}",{known})'
        if series.unit == CATEGORY:
            said = '"Words have no process limits and no chart."'
        notes = (("said", said), ("small", formulas.shown(row["Note"])))
        for at, (name, formula) in enumerate(notes, start=block.note_row):
            self.sheet.merge_range(at, block.left, at, right, "", style(name))
            self._formula(at, block.left, formula, style(name))
        self.sheet.set_row(block.note_row + 1, 26)

    def _write_history(self, block: Block, series: Series, row: Row) -> None:
        style, sheet, left = self._look.style, self.sheet, block.left
        figure, limit = series.number_format, series.format_with(1)
        forms = ("General", figure, figure, limit, limit, limit, "#,##0", "#,##0", "General")
        styles = [style("centred" if at in (0, 8) else "figure", f) for at, f in enumerate(forms)]
        for at, heading in enumerate(COLUMNS):
            sheet.write_string(block.heading_row, left + at, heading, style("heading"))
            sheet.write_blank(block.anchor, left + at, None, styles[at])
        sheet.set_row(block.anchor, None, None, {"hidden": True})
        for number, point in enumerate(series.history, start=block.anchor + 1):
            past = (point.period, point.figure, point.target, None, None, None, point.numerator,
                    point.denominator, point.definition or None)  # fmt: skip
            for at, value in enumerate(past):
                sheet.write(number, left + at, value, styles[at])
        live = {
            0: formulas.shown(row["Period"]), 1: _live_figure(series, row),
            2: _live_target(series, row), 6: formulas.shown(row["Numerator"]),
            7: formulas.shown(row["Denominator"]), 8: formulas.shown(row["Definition"]),
        }  # fmt: skip
        for at in range(len(COLUMNS)):
            if at in live:
                self._formula(block.live, left + at, live[at], styles[at])
            else:
                sheet.write_blank(block.live, left + at, None, styles[at])
        if block.has_limits and series.unit != CATEGORY:
            self._write_limits(block, styles)
        numbers = f"{block.cell(block.anchor, 1)}:{block.cell(block.live, 5)}"
        unseen = {"type": "errors", "format": self._look.tone("unseen")}
        sheet.conditional_format(numbers, unseen)

    def _write_limits(self, block: Block, styles: Sequence[object]) -> None:
        for number in range(block.anchor + 1, block.live + 1):
            for at in (3, 4, 5):
                limit = block.cell(block.cards_row, at + 3, fixed=True)
                self._formula(number, block.left + at, limit, styles[at])

    def _formula(self, row: int, column: int, formula: str, style: object) -> None:
        self.sheet.write_formula(row, column, f"={formula}", style, "")

    def _name(self, block: Block, series: Series) -> None:
        sheet = block.quoted
        area = f"{block.cell(block.anchor, 0, fixed=True)}:{block.cell(block.live, 8, fixed=True)}"
        self._blocks.append(f"{block.cell(block.top, 0)}:{block.cell(block.live, 8)}")
        limits = (block.cell(block.cards_row, at, fixed=True) for at in (6, 8))
        self._book.define_name(series.defined_name("history"), f"={sheet}!{area}")
        self._book.define_name(series.defined_name("limits"), f"={sheet}!{':'.join(limits)}")

    def _finish(self) -> None:
        sheet = self.sheet
        sheet.hide_gridlines(2)
        sheet.freeze_panes(2, 0)
        if len(self._measure.series) > 1:
            sheet.set_landscape()
        # A version such as 1 and a target such as 95% are texts, and #N/A a gap in the chart.
        areas = " ".join(self._blocks)
        sheet.ignore_errors({"number_stored_as_text": areas, "eval_error": areas})
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0, 1)
        sheet.set_footer("&L&8&A&R&8Page &P of &N")


def _if_enough(block: Block, formula: str, otherwise: str = '""') -> str:
    return f'IF({block.note}="{formulas.ENOUGH}",{formula},{otherwise})'


def _variation(block: Block, series: Series, row: Row) -> str:
    if series.unit == CATEGORY:
        return '""'
    return _if_enough(block, f"BCF_SPC_VARIATION({block.range(1)},{row['Polarity']})")


def _assurance(block: Block, series: Series, row: Row) -> str:
    if series.unit == CATEGORY:
        return '""'
    target, way = block.cell(block.live, 2, fixed=True), row["Polarity"]
    found = f"BCF_SPC_ASSURANCE({block.range(1)},{target},{way})"
    return _if_enough(block, f'IF(AND(ISNUMBER({target}),{way}<>"none"),{found},"")')


def _trend(block: Block, series: Series, row: Row) -> str:
    function = {"percent": "BCF_TREND_PROPORTION", "rate": "BCF_TREND_RATE"}.get(series.unit)
    if function is None:
        return '"Only for shares and rates"'
    counts = f"{block.range(6)},{block.range(7)}"
    way = f",{row['Polarity']}" if series.unit == "percent" else f",100000,{row['Polarity']}"
    found = f"{function}({counts}{way})"
    without = f'IF(COUNT({block.range(6)})=0,"Needs numerators and denominators",{found})'
    return _if_enough(block, '"Not needed: there are enough points for SPC"', without)


def _live_figure(series: Series, row: Row) -> str:
    latest = row["Latest"]
    if series.unit == CATEGORY:
        return formulas.shown(latest)
    # A chart draws a text as nought, and leaves #N/A out.
    return f"IF(ISNUMBER({latest}),{latest},NA())"


def _live_target(series: Series, row: Row) -> str:
    if series.unit == CATEGORY:
        return formulas.shown(row["Target"])
    return f'IF({row["Target"]}="",NA(),BCF_TARGET({row["Target"]}))'
