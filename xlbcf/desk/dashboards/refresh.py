"""A dashboard's file refreshed: read, planned, carried out, worked out, and written whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from xlbcf.books.file_book import FileBook
from xlbcf.books.port import Allow, Change
from xlbcf.books.replacement import Staged, open_elsewhere, put_back, stage
from xlbcf.books.values import CellError
from xlbcf.desk.change_log import LogRow, log_size, shorten_log, stage_log
from xlbcf.desk.dashboards.plan import Choices, RefreshPlan, RowStory, plan_refresh
from xlbcf.desk.dashboards.series import DashboardData, SeriesKey, find_dashboard, read_series
from xlbcf.desk.library import Library
from xlbcf.feeds.dashboard_figures import read_dashboard_figures
from xlbcf.rules.findings import Finding, Refused, errors, finding
from xlbcf.rules.wording import some_of
from xlbcf.template.addresses import place_on
from xlbcf.template.dashboard_mapping import DashboardMapping, DataColumn

_LISTED = 6
_NO_NAME = "#NAME?"
_CLOSE_IT = "Close it there and run again; if it is not open, delete the lock file."
#: A dashboard's sheets may be protected against stray typing; a refresh is no stray typing.
_ALLOWED = (Allow.LOCKED,)


class Request(NamedTuple):
    """What a person asks for.

    Args:
        path: the dashboard's file.
        figures: where the figures are; empty for those that the working folder has for it.
        query: for a database, the SQL.
        out: the file to write, or None to replace the dashboard itself.
        dry_run: whether nothing is written.
    """

    path: Path
    figures: str = ""
    query: str | None = None
    out: Path | None = None
    dry_run: bool = False

    @property
    def target(self) -> Path:
        """The file that is written."""
        return self.out or self.path


class RefreshReport:
    """What a refresh did.

    Args:
        path: the file written, or that would be.
        mapping: which dashboard it is.
        figures: where the figures came from.
        rows: what was done to each row.
        findings: what is wrong or worth knowing.
        dry_run: whether it was only tried.

    Attributes:
        printed: where printed marks do not follow from the printed figures.
        cells: how many cells hold another value now, results of formulas included.
        written: whether the file was written.
        backup: where the earlier version is kept.
    """

    def __init__(
        self,
        path: Path,
        mapping: DashboardMapping,
        figures: str,
        rows: list[RowStory],
        findings: list[Finding],
        *,
        dry_run: bool,
    ) -> None:
        self.path, self.mapping, self.figures = path, mapping, figures
        self.rows, self.findings, self.dry_run = rows, findings, dry_run
        self.printed: list[Finding] = []
        self.cells = 0
        self.written = False
        self.backup: Path | None = None

    @property
    def faults(self) -> list[Finding]:
        """The findings for which rows keep their old values."""
        return errors(self.findings)


def refresh_file(library: Library, request: Request, choices: Choices) -> RefreshReport:
    """Refresh a dashboard's file.

    Args:
        library: the mappings.
        request: the file, the figures and where the result goes.
        choices: how far and with what force, and the functions for cells.

    Returns:
        What was done; rows with faults keep their old values, and the rest is done.

    Raises:
        Refused: the file or the figures cannot be read, it is no dashboard (REFR01), its cells
            cannot be moved, a result would be #NAME? (REFR14), or it cannot be written.
    """
    suffix = request.path.suffix
    if request.target.suffix.casefold() != suffix.casefold():
        raise Refused(finding("REFR24", request.target, found=suffix))
    if not request.dry_run and (found := open_elsewhere(request.target)):
        raise Refused(found._replace(advice=_CLOSE_IT))
    book = FileBook.open(request.path)
    plan, report = refresh_book(library, book, request, choices)
    if not request.dry_run and (report.cells or request.target != request.path):
        rows = list(_logged(request.target.name, plan))
        report.backup = _write(request.target, book, rows)
        report.written = True
    return report


def refresh_book(
    library: Library, book: FileBook, request: Request, choices: Choices
) -> tuple[RefreshPlan, RefreshReport]:
    """Refresh a dashboard without writing it anywhere.

    Args:
        library: the mappings.
        book: the dashboard, which is changed.
        request: the figures.
        choices: how far and with what force, and the functions for cells.

    Returns:
        The plan that was carried out, and what is told of it.

    Raises:
        Refused: as for :func:`refresh_file`, but for what belongs to files.
    """
    mapping = find_dashboard(library.dashboards, book)
    source = request.figures or _own_figures(library, mapping)
    figures = read_dashboard_figures(source, query=request.query, undated=mapping.words.undated)
    data = read_series(book, mapping)
    plan = plan_refresh(data, figures, choices)
    report = RefreshReport(
        request.target, mapping, _public(source), plan.rows, plan.findings, dry_run=request.dry_run
    )
    report.printed = list(_printed(library, data, plan))
    if not plan.changes_nothing:
        changes, found_here = carry_out(book, plan, choices)
        report.cells = len(changes)
        report.findings += found_here
        data = read_series(book, mapping)
    report.findings += _ratings(library, data, plan)
    return plan, report


def carry_out(
    book: FileBook, plan: RefreshPlan, choices: Choices
) -> tuple[list[Change], list[Finding]]:
    """Carry out a plan on a workbook, and bring every result and chart up to date.

    Args:
        book: the workbook, as it was when the plan was made.
        plan: the plan.
        choices: gives the functions for cells.

    Returns:
        The cells that hold another value now, and what could not be worked out.

    Raises:
        Refused: the workbook cannot take the plan, or a result would be #NAME? (REFR14).
    """
    from xlbcf.books.chart_points import store_chart_points
    from xlbcf.books.insertion import insert_cells
    from xlbcf.books.working_out import work_out

    insert_cells(book, plan.insertions)
    changes = book.write(plan.values, _ALLOWED)
    changes += book.write(plan.replaced, (*_ALLOWED, Allow.FORMULA))
    book.put_formulas(plan.formulas)
    done = work_out(book, choices.functions)
    store_chart_points(book)
    left = [each for each in done.left if not _is_no_name(book.value(each.sheet, each.cell))]
    unnamed = [place_on(each.sheet, each.cell) for each in done.left if each not in left]
    unnamed += [place_on(each.sheet, each.cell) for each in done.changes if _is_no_name(each.new)]
    if unnamed:
        raise Refused(finding("REFR14", book.name, cells=some_of(unnamed, _LISTED)))
    findings = []
    if left:
        cells = [f"{place_on(each.sheet, each.cell)}, because {each.reason}" for each in left]
        facts = {"count": len(left), "cells": some_of(cells, _LISTED, "; ")}
        findings.append(finding("REFR13", book.name, **facts))
    return changes + done.changes, findings


def _is_no_name(value: object) -> bool:
    return isinstance(value, CellError) and value == _NO_NAME


def _own_figures(library: Library, mapping: DashboardMapping) -> str:
    """Return the figures that the working folder has for a dashboard."""
    path = library.home.data / mapping.figures if mapping.figures else None
    if path is None or not path.exists():
        raise Refused(finding("REFR18", "the command", found=mapping.id))
    return str(path)


def _public(source: str) -> str:
    """Return a source as it may be shown: the address of a database may hold a password."""
    return "a database" if "://" in source else source


def _printed(library: Library, data: DashboardData, plan: RefreshPlan) -> Iterator[Finding]:
    """Yield where rows that were left alone bear a printed mark that does not follow."""
    as_printed = [
        (series, story.mark)
        for series, story in zip(data.series, plan.rows, strict=True)
        if not story.step.changes and series.text(DataColumn.PRINTED_MARK)
    ]
    if not as_printed:
        return
    from xlbcf.desk.dashboards.printed import check_printed
    from xlbcf.template.dashboard_words import load_dashboard_words

    scales = load_dashboard_words(library.path("dashboard_words.yaml")).scales
    for series, mark in as_printed:
        yield from check_printed(data, series, mark, scales)


def _ratings(library: Library, data: DashboardData, plan: RefreshPlan) -> list[Finding]:
    """Return what the ratings of a refreshed dashboard lack."""
    if DataColumn.BANDS not in data.columns:
        return []
    from xlbcf.desk.dashboards.ratings import check_ratings
    from xlbcf.template.bands import load_bands

    renewed = [SeriesKey(row.metric, row.part) for row in plan.rows if row.step.changes]
    return check_ratings(data, load_bands(library.path("bands.yaml")), renewed)


def _logged(name: str, plan: RefreshPlan) -> Iterator[LogRow]:
    """Yield the change log's rows: the values put in, not the results that follow from them."""
    for write in (*plan.values, *plan.replaced):
        label = plan.labels.get((write.sheet, write.cell), "")
        old = plan.before.get((write.sheet, write.cell))
        value = write.value if isinstance(write.value, str | int | float | None) else None
        yield LogRow(name, write.sheet, write.cell, label, old, value, "refresh")


def _write(target: Path, book: FileBook, rows: Iterable[LogRow]) -> Path | None:
    """Write the file and the change log, both or neither; returns the earlier version's copy."""
    with ExitStack() as on_failure:
        new: Staged = stage(target, book.pieces())
        on_failure.callback(new.discard)
        logged = list(rows)
        if logged:
            # The log goes first: a change that it does not tell of would be worse than the reverse.
            size = log_size(target.parent)
            stage_log(target.parent, logged, datetime.now()).put_in_place(keep_old=False)
            on_failure.callback(shorten_log, target.parent, size)
        backup = new.put_in_place()
        on_failure.callback(put_back, target, backup)
        on_failure.pop_all()
    return backup
