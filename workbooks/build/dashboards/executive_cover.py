"""The cover of the Integration Executive dashboard: what it is and how it is kept."""

from __future__ import annotations

from xlsxwriter import Workbook

from ..pages import A4, FONT_NOTE
from .executive_guidelines import GUIDELINES
from .executive_metrics import METRICS
from .executive_page import REPORT, lines_of
from .executive_themes import THEMES
from .look import Look
from .rating_look import RatingLook

COVER = "Cover"
#: The cell of the switch, as formulas of other sheets name it.
SWITCH = f"{COVER}!$B$5"
_SWITCH_ROW = 4
_SWITCH_NAME = "SPC on the page Metrics"
_WIDTHS = (30, 96)
_ABOUT = (
    "What the Integration Executive of Leicestershire was shown of its Better Care Fund in 2014: "
    "the seven metrics, their composite measures, and the five themes with four ratings each."
)
_WARNING = (
    "This workbook is a reconstruction from the published paper (Appendix A, Better Care Fund - "
    "Integration Executive Dashboard). It is not the workbook that the Executive used, and nothing "
    "in it is official."
)
_FACTS = (
    ("Place", "Leicestershire, E10000018"),
    ("Figures and words", "As printed in 2014. The paper's text does not carry the pictures of the "
     "trends, the colours of the theme ratings or the contents of the key: ratings of themes are "
     "blank, and the key here is ours."),
    ("What is ours", "The columns Judgement, Period and To do, the sheets of the metrics, the "
     "names of the three unnamed parts of metric 7, and units the paper does not state. Ids and "
     "notes on the sheet Data are ours too."),
)  # fmt: skip
_PAGES = (
    (GUIDELINES, "What green, amber, red, N/A and E mean in each of the four dimensions"),
    (METRICS, "The seven metrics and the composite measures; each leads to its own sheet"),
    (THEMES, "The five themes: action plan, finance, metric and savings"),
    ("Data", "One row for each metric and rating: everything else reads this sheet"),
)
_STEPS = (
    ("Bring in new figures", "Run xlbcf refresh integration-executive.xlsm --figures FILE, or use "
     "the button Refresh dashboard. The file names each row by its Metric and Part on the sheet "
     "Data. The latest figure becomes the previous one, histories grow, and every result is "
     "stored, so that the file reads right without the add-in."),
    ("Give figures of themes", "On the sheet Data, in the column Latest: days late for an action "
     "plan, pounds spent for finance, the share off track for metrics, pounds saved for savings. "
     "Finance and savings are held against what stands under Target."),
    ("Rate by hand", "On the sheet Data choose a Rating by a person. It is shown in place of the "
     "figures' rating; where the two differ both are shown and a Reason is required. Columns with "
     "a yellow heading are typed, the others beside them are worked out."),
    ("See what is to do", "The column To do says when a reason, a commentary or a start date is "
     "required by the guidelines and not there yet. It stands beside the ratings on the pages."),
    ("Show process control", "Choose Yes above: the page Metrics then has variation and assurance "
     "(Making Data Count) in two further columns. The sheets of the metrics always show them."),
    ("Print", "The three pages are set to A3 landscape, one page each. Where a commentary grows "
     "longer than its row, make the row taller."),
    ("Publish", "Run xlbcf publish integration-executive.xlsm for a copy without macros and links, "
     "with a PDF where LibreOffice is there."),
)  # fmt: skip


class Cover:
    """The cover being written.

    Args:
        book: the workbook.
        look: its formats.
        ratings: the look of ratings.
    """

    def __init__(self, book: Workbook, look: Look, ratings: RatingLook) -> None:
        self._book, self.sheet = book, book.add_worksheet(COVER)
        self._style, self._ratings = look.style, ratings
        self._row = 0

    def write(self) -> None:
        """Write the cover and name its switch."""
        sheet, style = self.sheet, self._style
        for at, width in enumerate(_WIDTHS):
            sheet.set_column(at, at, width, style("plain"))
        sheet.write_string(0, 0, REPORT, style("title"))
        sheet.set_row(0, 26)
        for row, text in ((1, _ABOUT), (2, _WARNING)):
            sheet.merge_range(row, 0, row, 1, text, style("label" if row == 2 else "words"))
            sheet.set_row(row, 6 + 14 * lines_of(text, sum(_WIDTHS)))
        self._write_switch()
        self._row = _SWITCH_ROW + 2
        self._write_rows("The report", _FACTS)
        self._write_pages()
        self._write_rows("How it is kept", _STEPS)
        self._row = self._ratings.write_key(sheet, self._row, 0, 1)
        self._finish()

    def _write_switch(self) -> None:
        sheet, style = self.sheet, self._style
        sheet.write_string(_SWITCH_ROW, 0, _SWITCH_NAME, style("label"))
        sheet.write_string(_SWITCH_ROW, 1, "No", style("key_input"))
        sheet.set_row(_SWITCH_ROW, 21)
        sheet.data_validation(_SWITCH_ROW, 1, _SWITCH_ROW, 1, {
            "validate": "list", "source": ["Yes", "No"], "input_title": _SWITCH_NAME,
            "input_message": "Yes shows variation and assurance beside the metrics.",
            "error_title": "Not accepted", "error_message": "Choose Yes or No.",
        })  # fmt: skip
        self._book.define_name("spc_on_summary", f"={SWITCH}")

    def _write_rows(self, title: str, rows: tuple[tuple[str, str], ...]) -> None:
        self._begin(title)
        for name, text in rows:
            self.sheet.write_string(self._row, 0, name, self._style("label"))
            self._write_text(text)
        self._row += 1

    def _write_pages(self) -> None:
        self._begin("The pages")
        for name, text in _PAGES:
            link = f"internal:'{name}'!A1"
            self.sheet.write_url(self._row, 0, link, self._style("link"), name, f"To {name}")
            self._write_text(text)
        self._row += 1

    def _begin(self, title: str) -> None:
        self.sheet.write_string(self._row, 0, title, self._style("section"))
        self.sheet.write_blank(self._row, 1, None, self._style("section"))
        self._row += 1

    def _write_text(self, text: str) -> None:
        self.sheet.write_string(self._row, 1, text, self._style("words"))
        self.sheet.set_row(self._row, 6 + 13.5 * lines_of(text, _WIDTHS[1]))
        self._row += 1

    def _finish(self) -> None:
        sheet = self.sheet
        sheet.hide_gridlines(2)
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 1)
        sheet.print_area(0, 0, self._row - 1, 1)
        sheet.set_footer(f"&L{FONT_NOTE}Reconstruction, not official&R{FONT_NOTE}&A")
