"""A dashboard made ready to be published: worked out afresh, small numbers out, words in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from xlbcf.books.chart_points import store_chart_points
from xlbcf.books.describing import About, Described, described
from xlbcf.books.file_book import FileBook
from xlbcf.books.footers import with_footnote
from xlbcf.books.port import Allow, Write
from xlbcf.books.unused_texts import without_unused_texts
from xlbcf.books.values import CellError, Value
from xlbcf.books.working_out import CellFunctions, Left, work_out
from xlbcf.desk.dashboards.gaps import empty_gaps
from xlbcf.desk.dashboards.series import DashboardData, read_series
from xlbcf.desk.dashboards.suppression import Suppression, plan_gaps, plan_suppression
from xlbcf.desk.dashboards.traces import find_traces
from xlbcf.rules.findings import Finding, finding
from xlbcf.rules.periods import Period
from xlbcf.rules.suppression import HIDDEN, SECONDARY_CARE
from xlbcf.rules.wording import some_of
from xlbcf.template.addresses import Cell, place_on
from xlbcf.template.dashboard_mapping import DashboardMapping, DataColumn

_SHOWN = 6
_TITLE_WITHIN = 3
_LANGUAGE = "en-GB"
#: The copy is nobody's form: what keeps people from typing keeps nothing here.
_ALL = (Allow.LOCKED, Allow.FORMULA, Allow.INVALID, Allow.MERGED, Allow.SIGNED)
#: What a reader must know of a copy without small numbers, at the foot of every page.
_FOOTNOTE = (
    f"{HIDDEN.text} not shown: 1 to {SECONDARY_CARE.highest_hidden}, or what would give such a "
    f"number away. Other counts are to the nearest {SECONDARY_CARE.nearest}."
)
_NOTHING = Suppression([], [], [], [])


class Ready(NamedTuple):
    """A dashboard that can be made into values.

    Args:
        content: the workbook's content, its formulas still in it.
        data: the dashboard as it was read.
        suppression: what was hidden and rounded; nothing where that was not asked.
        findings: what a person must look at.
    """

    content: bytes
    data: DashboardData
    suppression: Suppression
    findings: list[Finding]


def make_ready(
    book: FileBook,
    mapping: DashboardMapping,
    functions: CellFunctions,
    suppress: bool,
) -> Ready:
    """Work a dashboard out afresh and, where that is asked, take small numbers out first.

    Args:
        book: the workbook; it is changed.
        mapping: how the dashboard is found.
        functions: the functions for cells, by name.
        suppress: whether small numbers are taken out.

    Raises:
        Refused: it cannot be read as a dashboard, or small numbers could stay in it (REFR01 to
            REFR03).
    """
    data = read_series(book, mapping)
    suppression = plan_suppression(data) if suppress else _NOTHING
    book.write(suppression.hiding, _ALL)
    worked = work_out(book, functions)
    if suppress:
        _round(book, suppression.rounding, functions)
        book.store_results(_emptied(worked.left))
        book.write(plan_gaps(read_series(book, mapping)), _ALL)
    book.write(empty_gaps(read_series(book, mapping)), _ALL)
    store_chart_points(book)
    content = book.to_bytes()
    findings = [*suppression.findings, *_left(worked.left, book.name, suppress)]
    findings += find_traces(FileBook.from_bytes(content, book.name, _ALL), data, suppression.gone)
    return Ready(content, data, suppression, findings)


def with_words(content: bytes, name: str, ready: Ready) -> tuple[bytes, list[Finding], int]:
    """Return a values-only copy with its title, words for its charts and repeated headings.

    Args:
        content: the copy's content.
        name: its file name, for messages.
        ready: the dashboard that it was made of.

    Returns:
        The content, what has no words, and how many charts were given theirs.

    Raises:
        Refused: a part is damaged (BOOK01).
    """
    data = ready.data
    if ready.suppression is not _NOTHING:
        content = without_unused_texts(FileBook.from_bytes(content, name))
        sheets = data.mapping.printed
        content = with_footnote(FileBook.from_bytes(content, name), sheets, _FOOTNOTE)
    book = FileBook.from_bytes(content, name)
    # The row of headings is known of the data sheet only.
    done = described(book, _about(ready), {data.mapping.data_sheet: data.head})
    return done.content, list(_wordless(book, done, name)), done.charts


def latest_period(data: DashboardData) -> str:
    """Return the newest period that a dashboard shows, or the first text where none has a date."""
    texts = [text for each in data.series if (text := each.text(DataColumn.PERIOD))]
    dated = [period for text in dict.fromkeys(texts) if (period := _period(text))]
    if dated:
        return str(max(dated, key=lambda each: (each.start + each.months, each.start)))
    return texts[0] if texts else ""


def _period(text: str) -> Period | None:
    try:
        return Period.parse(text)
    except ValueError:
        return None


def _about(ready: Ready) -> About:
    words = (ready.data.mapping.title, latest_period(ready.data))
    subject = "Dashboard, values only"
    if ready.suppression is not _NOTHING:
        subject += ", small numbers suppressed"
    return About(", ".join(word for word in words if word), subject, _LANGUAGE)


def _round(book: FileBook, rounding: Sequence[Write], functions: CellFunctions) -> None:
    """Round counts, and let the numbers follow; verdicts stay those of the exact figures.

    A count of 8 meets a target below 10 although it is shown as 10. Source: Methods, section 1,
    compare unrounded and show rounded.
    """
    book.write(rounding, _ALL)
    verdicts: dict[str, dict[Cell, Value]] = {}
    for sheet, cell, old, new in work_out(book, functions).changes:
        if _is_verdict(old) and _is_verdict(new):
            verdicts.setdefault(sheet, {})[cell] = old
    book.store_results(verdicts)


def _is_verdict(value: Value) -> bool:
    """Say whether a result is words or signs that show no figure."""
    text = isinstance(value, str) and not isinstance(value, CellError)
    return text and not any(sign.isdigit() for sign in str(value))


def _emptied(left: Sequence[Left]) -> dict[str, dict[Cell, Value]]:
    emptied: dict[str, dict[Cell, Value]] = {}
    for each in left:
        emptied.setdefault(each.sheet, {})[each.cell] = ""
    return emptied


def _left(left: Sequence[Left], name: str, suppress: bool) -> Iterator[Finding]:
    """Yield what could not be worked out."""
    if left:
        cells = some_of([f"{place_on(e.sheet, e.cell)} ({e.reason})" for e in left], _SHOWN)
        outcome = "are left empty" if suppress else "keep their stored results"
        yield finding("PUB10", name, count=len(left), outcome=outcome, cells=cells)


def _wordless(book: FileBook, done: Described, name: str) -> Iterator[Finding]:
    """Yield the pictures without words and the sheets without a title."""
    if done.wordless:
        names = some_of(done.wordless, _SHOWN)
        yield finding("PUB14", name, count=len(done.wordless), names=names)
    untitled = [
        entry.name
        for entry in book.workbook.sheets
        if entry.kind == "worksheet" and not entry.hidden and not _titled(book, entry.name)
    ]
    if untitled:
        yield finding("PUB15", name, count=len(untitled), names=some_of(untitled, _SHOWN))


def _titled(book: FileBook, sheet: str) -> bool:
    values = book.values(sheet)
    if not values:
        return True
    return any(c.row <= _TITLE_WITHIN and isinstance(v, str) and v for c, v in values.items())
