"""The pages that a dashboard may stand on: sheets of a workbook, or a text file."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from xlbcf.books.file_book import FileBook
from xlbcf.feeds.delimited import read_delimited
from xlbcf.feeds.opendocument import read_ods
from xlbcf.feeds.shown_values import as_text
from xlbcf.rules.findings import Refused, finding
from xlbcf.template.addresses import Area, Cell, column_letters, place_on
from xlbcf.template.dashboard_mapping import DashboardMapping
from xlbcf.template.dashboards import identify_dashboard

#: A page copied from a PDF has its title and guide above the table.
HEADING_WITHIN = 200

_WORKBOOKS = (".xlsx", ".xlsm")
_TEXTS = (".csv", ".tsv", ".txt")
SUFFIXES = (*_TEXTS, *_WORKBOOKS, ".ods")


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet, or a text file as a whole.

    Args:
        file: the file.
        sheet: the sheet's name, empty for a text file.
        texts: the text of each cell that is not empty; in a text file the row is the line.
        merges: the merged areas.
    """

    file: Path
    sheet: str
    texts: Mapping[Cell, str]
    merges: Sequence[Area] = field(default_factory=tuple)

    def where(self, cell: Cell, heading: str = "") -> str:
        """Return a cell as the reader of a message would find it."""
        if self.sheet:
            return f"{self.file}, {place_on(self.sheet, cell)}"
        named = f", {heading}" if heading else ""
        return f"{self.file}:{cell.row}, column {column_letters(cell.column)}{named}"

    def first_rows(self, count: int) -> list[dict[int, object]]:
        """Return the rows down to a number, each as its texts by the number of their column."""
        rows: dict[int, dict[int, object]] = {}
        for cell, text in self.texts.items():
            if cell.row <= count:
                rows.setdefault(cell.row, {})[cell.column] = text
        return list(rows.values())

    def row_at(self, row: int) -> str:
        """Return a row as the reader of a message would find it."""
        return f"{self.file}, sheet {self.sheet}, row {row}" if self.sheet else f"{self.file}:{row}"


def read_pages(path: Path, headings: Collection[str]) -> list[Page]:
    """Read the pages of a file.

    Args:
        path: a CSV, TSV or text file, or an .xlsx, .xlsm or .ods workbook.
        headings: the headings known, folded; they tell which delimiter a text file has.

    Returns:
        The pages in their order.

    Raises:
        Refused: the file is of another kind (FILE06), missing (FILE01), or cannot be read.
    """
    suffix = path.suffix.casefold()
    if suffix in _TEXTS:
        return [_text_page(path, headings)]
    if suffix in _WORKBOOKS:
        return list(_workbook_pages(path))
    if suffix == ".ods":
        return [Page(path, sheet.name, sheet.texts, sheet.merges) for sheet in read_ods(path)]
    found = path.suffix or "no ending"
    raise Refused(finding("FILE06", path, found=found, expected=", ".join(SUFFIXES)))


def chosen_pages(
    pages: Sequence[Page],
    path: Path,
    sheet: str | None = None,
    dashboards: Iterable[DashboardMapping] = (),
) -> list[Page]:
    """Choose the pages to look for dashboard tables on.

    Args:
        pages: the file's pages.
        path: the file, for messages.
        sheet: the one sheet asked for, or None.
        dashboards: the dashboards known; of one of them only the sheets that go on paper are
            looked at, because the tables of its other sheets are no dashboard tables.

    Returns:
        The pages in their order.

    Raises:
        Refused: there is no such sheet (DASH24).
    """
    if sheet is None:
        printed = _printed(pages, path, dashboards)
        return [page for page in pages if printed is None or page.sheet.casefold() in printed]
    chosen = [page for page in pages if page.sheet and page.sheet.casefold() == sheet.casefold()]
    if not chosen:
        names = ", ".join(page.sheet for page in pages if page.sheet)
        expected = names or "none, because it is no workbook"
        raise Refused(finding("DASH24", path, found=f"“{sheet}”", expected=expected))
    return chosen


def _printed(
    pages: Sequence[Page], path: Path, dashboards: Iterable[DashboardMapping]
) -> set[str] | None:
    """Return the folded names of a dashboard's printed sheets; None for any other file."""
    by_name = {page.sheet.casefold(): page for page in pages}

    def rows(sheet: str) -> list[dict[int, object]]:
        return by_name[sheet.casefold()].first_rows(HEADING_WITHIN)

    try:
        known = identify_dashboard(dashboards, [page.sheet for page in pages], rows, path)
    except Refused:
        return None
    return {name.casefold() for name in known.printed}


def _text_page(path: Path, headings: Collection[str]) -> Page:
    texts = {}
    for line in read_delimited(path, headings, HEADING_WITHIN).lines:
        row = int(line.where.rpartition(":")[2])
        for column, cell in enumerate(line.cells, 1):
            if str(cell).strip():
                texts[Cell(row, column)] = str(cell)
    return Page(path, "", texts)


def _workbook_pages(path: Path) -> Iterator[Page]:
    book = FileBook.open(path)
    for entry in book.workbook.sheets:
        if entry.kind != "worksheet":
            continue
        shown = (
            (cell, as_text(value, code, book.date1904))
            for cell, value, code in book.sheet_file(entry.name).formatted_values()
        )
        texts = {cell: text for cell, text in shown if text.strip()}
        yield Page(path, entry.name, texts, book.merges(entry.name))
