"""The summary: the eleven printed columns on one A3 page, and what stands beyond them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from . import formulas
from .data_sheet import Row
from .look import BLUE, ORANGE, Look
from .measure_sheet import Shown
from .outcomes_source import Section, SummaryRow
from .series import CATEGORY, Series
from .tones import ICONS, JUDGEMENTS, MARKS, colour_by_words

SHEET = "LLR_Summary"
HEADING_ROW = 4
HEADINGS = (
    "LLR Plans", "No.", "Description", "Latest data", "Target", "On target?",
    "Direction of travel", "Good is...", "Trend", "Lead workstream", "Updated?",
)  # fmt: skip
#: Beyond the printed columns.
BEYOND = ("Figure for", "Judgement")
SWITCHED = ("Variation", "Assurance")
_WIDTHS = (19, 6, 47, 11, 11, 9, 10, 8, 15, 15, 10, 13, 13, 15, 15)
_A_LINE = {2: 44, 9: 13, 11: 11}
_LINE = 15.5
_LEAST = 28.0
_KEY = (
    "● on target, ■ not on target, one sign for each part.  Arrows say how the figure moved; their "
    "colour is that of the word in Judgement.  The line in Trend is the history of the figure, of "
    "two parts the first."
)
_FOOT = (
    "Rows 11 to 13: the descriptions and plans stand as printed, where they slid against the "
    "figures. The column Figure for says whose figure stands on a row, and of which number where "
    "that is another one. The columns from Figure for on are not in the printed framework."
)
#: The cells of a series: on the data sheet, and those of its block.
Cells = tuple[Series, Row, Shown]


class SummarySheet:
    """The summary of a framework.

    Args:
        sheet: the empty sheet.
        look: the formats.
        switch: the cell that says Yes where the summary shows process control.
        cells: where each series stands, by metric and part.
    """

    def __init__(
        self, sheet: Worksheet, look: Look, switch: str, cells: Mapping[tuple[str, str], Cells]
    ) -> None:
        self.sheet, self._look, self._switch, self._cells = sheet, look, switch, cells
        self._next = HEADING_ROW

    def write(self, report: Mapping[str, Any], sections: Sequence[Section]) -> None:
        """Write the whole sheet and set it up for filtering and printing."""
        self._write_head(report)
        for section in sections:
            self._write_section(section)
        last = self._next - 1
        self._colour(last)
        self.sheet.merge_range(
            last + 1, 0, last + 1, len(HEADINGS) + len(BEYOND) - 1, _FOOT, self._look.style("small")
        )
        self.sheet.set_row(last + 1, 30)
        self._set_up(report, last)

    def _write_head(self, report: Mapping[str, Any]) -> None:
        style, sheet = self._look.style, self.sheet
        for at, width in enumerate(_WIDTHS):
            sheet.set_column(at, at, width)
        sheet.write_string(0, 0, report["title"], style("title"))
        told = f"{report['area']}  ·  {report['id']}  ·  {report['version']}  ·  reconstruction"
        sheet.write_string(1, 0, told, style("subtitle"))
        sheet.write_string(2, 0, _KEY, style("plain"))
        row = HEADING_ROW - 1
        for at, heading in enumerate((*HEADINGS, *BEYOND)):
            sheet.write_string(row, at, heading, style("heading"))
        for at, heading in enumerate(SWITCHED, start=len(HEADINGS) + len(BEYOND)):
            self._formula(row, at, f'IF({self._switch}="Yes","{heading}","")', "unboxed")
        sheet.set_row(row, 34)

    def _write_section(self, section: Section) -> None:
        style = self._look.style("section")
        for at in range(len(HEADINGS) + len(BEYOND)):
            self.sheet.write_blank(self._next, at, None, style)
        self.sheet.write_string(self._next, 0, section.title, style)
        self.sheet.set_row(self._next, 21)
        self._next += 1
        starts = [at for at, row in enumerate(section.rows) if row.plan] or [0]
        first = self._next
        for row in section.rows:
            self._write_row(row)
        for start, end in zip(starts, [*starts[1:], len(section.rows)], strict=True):
            self._write_plan(section.rows[start].plan, first + start, first + end - 1)

    def _write_plan(self, plan: str, first: int, last: int) -> None:
        style = self._look.style("plan")
        if first == last:
            self.sheet.write_string(first, 0, plan, style)
        else:
            self.sheet.merge_range(first, 0, last, 0, plan, style)

    def _write_row(self, row: SummaryRow) -> None:
        at, style, sheet = self._next, self._look.style, self.sheet
        cells = [self._cells[each.metric, each.part] for each in row.series]
        sheet.write_string(at, 1, row.no, style("summary"))
        self._write_label(row)
        latest, form = _latest(row, cells)
        self._formula(at, 3, latest, "summary", form)
        self._formula(at, 4, _target(row, cells), "summary")
        joined = formulas.parts_joined
        self._formula(at, 5, joined([formulas.mark(data) for _, data, _ in cells]), "glyph")
        moves = [formulas.direction(data, series) for series, data, _ in cells]
        self._formula(at, 6, joined(moves), "glyph")
        self._formula(at, 7, formulas.shown(cells[0][1]["Good is"]), "glyph")
        self._formula(at, 8, formulas.shown(cells[0][1]["Trend in words"]), "summary")
        sheet.write_string(at, 9, row.lead, style("summary"))
        self._formula(at, 10, _updated(cells), "glyph")
        sheet.write_string(at, 11, row.figure_for, style("summary"))
        judged = [formulas.judgement(data, series) for series, data, _ in cells]
        self._formula(at, 12, joined(judged), "summary")
        self._formula(at, 13, self._switched(cells, lambda shown: shown.variation), "unboxed")
        self._formula(at, 14, self._switched(cells, lambda shown: shown.assurance), "unboxed")
        self._add_sparkline(cells)
        sheet.set_row(at, _height(row))
        self._next += 1

    def _write_label(self, row: SummaryRow) -> None:
        at, style = self._next, self._look.style
        if not row.label:
            self.sheet.write_blank(at, 2, None, style("words"))
            return
        goal = f"internal:'{row.measure.sheet}'!A1"
        tip = f"Go to the sheet of {row.measure.no}: {row.measure.title}"
        self.sheet.write_url(at, 2, goal, style("link"), row.label, tip[:255])
        # The text of a link is not wrapped by every program, that of a formula is.
        words = row.label.replace('"', '""')
        self.sheet.write_formula(at, 2, f'="{words}"', style("link"), row.label)
        lines = 2 + sum(-(-len(line) // 48) for line in row.hover.split("\n"))
        size = {"width": 330, "height": 17 * lines, "author": "", "font_size": 9}
        self.sheet.write_comment(at, 2, row.hover, size)

    def _switched(self, cells: Sequence[Cells], pick: Callable[[Shown], tuple[str, str]]) -> str:
        said = [_icon(series, shown, pick(shown)) for series, _, shown in cells]
        return f'IF({self._switch}="Yes",{formulas.parts_joined(said)},"")'

    def _add_sparkline(self, cells: Sequence[Cells]) -> None:
        series, _, shown = cells[0]
        if series.unit != CATEGORY:
            self.sheet.add_sparkline(self._next, 8, {
                "range": shown.figures, "series_color": BLUE, "last_point": True,
                "last_color": ORANGE, "weight": 1.25, "markers": True,
                "markers_color": BLUE,
            })  # fmt: skip

    def _formula(
        self, row: int, column: int, formula: str, style: str, form: str = "General"
    ) -> None:
        self.sheet.write_formula(row, column, f"={formula}", self._look.style(style, form), "")

    def _colour(self, last: int) -> None:
        look, sheet = self._look, self.sheet
        areas = [f"{_cell(HEADING_ROW, at)}:{_cell(last, at)}" for at in range(len(_WIDTHS))]
        judged = f"${_cell(HEADING_ROW, 12)}"
        colour_by_words(sheet, look, areas[5], MARKS)
        colour_by_words(sheet, look, areas[6], JUDGEMENTS, judged)
        colour_by_words(sheet, look, areas[12], JUDGEMENTS)
        for at in (13, 14):
            self._colour_switched(at, areas[at])

    def _colour_switched(self, at: int, area: str) -> None:
        """Colour a column that the switch shows; no two areas overlap, or one may hide another."""
        look, sheet = self._look, self.sheet
        heading = _cell(HEADING_ROW - 1, at)
        on = f'{xl_rowcol_to_cell(HEADING_ROW - 1, at, True, True)}<>""'
        figure = _cell(HEADING_ROW, 3)
        colour_by_words(sheet, look, area, ICONS)
        for where, met, tone in (
            (heading, on, "switched_on"),
            (area, f'AND({on},${figure}<>"")', "switched_box"),
            (area, f'AND({on},${figure}="")', "switched_band"),
        ):
            rule = {"type": "formula", "criteria": f"={met}", "format": look.tone(tone)}
            sheet.conditional_format(where, rule)

    def _set_up(self, report: Mapping[str, Any], last: int) -> None:
        sheet = self.sheet
        # The number of a row is its name, and a target such as 95% a text.
        area = f"{_cell(HEADING_ROW, 0)}:{_cell(last, len(_WIDTHS) - 1)}"
        sheet.ignore_errors({"number_stored_as_text": area})
        sheet.autofilter(HEADING_ROW - 1, 0, last, len(HEADINGS) + len(BEYOND) - 1)
        sheet.freeze_panes(HEADING_ROW, 3)
        sheet.hide_gridlines(2)
        sheet.set_portrait()
        sheet.set_paper(8)
        sheet.fit_to_pages(1, 1)
        sheet.set_margins(left=0.3, right=0.3, top=0.5, bottom=0.5)
        sheet.center_horizontally()
        sheet.repeat_rows(HEADING_ROW - 1)
        sheet.print_area(0, 0, last + 1, len(_WIDTHS) - 1)
        named = f"{report['id']}  {report['version']}"
        sheet.set_header(f"&L&9{named.replace('&', '&&')}&R&9&A")
        sheet.set_footer("&L&9Reconstruction from the published paper&R&9Page &P of &N")


def _cell(row: int, column: int) -> str:
    return str(xl_rowcol_to_cell(row, column))


def _latest(row: SummaryRow, cells: Sequence[Cells]) -> tuple[str, str]:
    """Return the formula of the latest figures and the number format of their cell."""
    series, data, _ = cells[0]
    if len(cells) > 1:
        texts = [formulas.text_of(data, series) for series, data, _ in cells]
        return formulas.parts_joined(texts), "General"
    if row.named_parts:
        return f'"{series.part_name} "&{formulas.text_of(data, series)}', "General"
    return data["Latest"], series.number_format


def _target(row: SummaryRow, cells: Sequence[Cells]) -> str:
    series = cells[0][0]
    targets = [data["Target"] for _, data, _ in cells]
    if len(cells) > 1:
        same = ",".join(f"{targets[0]}={other}" for other in targets[1:])
        every = f"AND({same})" if len(targets) > 2 else same
        return f"IF({every},{targets[0]},{formulas.parts_joined(targets)})"
    if row.named_parts:
        return f'IF({targets[0]}="","","{series.part_name} "&{targets[0]})'
    return formulas.shown(targets[0])


def _updated(cells: Sequence[Cells]) -> str:
    ticks = [data["Updated"] for _, data, _ in cells]
    if len(ticks) == 1:
        return formulas.shown(ticks[0])
    return f'IF(OR({",".join(f"""{tick}<>"" """.strip() for tick in ticks)}),"✓","")'


def _icon(series: Series, shown: Shown, cells: tuple[str, str]) -> str:
    if series.unit == CATEGORY:
        return '""'
    icon, words = cells
    return f'IF({shown.note}="{formulas.ENOUGH}",{icon}&" "&{words},{shown.note})'


def _height(row: SummaryRow) -> float:
    words = {2: row.label, 9: row.lead, 11: row.figure_for}
    lines = max(-(-len(text) // _A_LINE[at]) for at, text in words.items())
    lines = max(lines, len(row.series))
    return max(_LEAST, lines * _LINE + 3)
