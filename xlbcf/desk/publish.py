"""A copy of a workbook to be published: values only, with nothing in it that runs or links."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from xlbcf.books.endings import require_ending
from xlbcf.books.file_book import FileBook
from xlbcf.books.package import Package
from xlbcf.books.port import Allow
from xlbcf.books.properties import is_own_copy
from xlbcf.books.replacement import open_elsewhere, stage
from xlbcf.books.unreadable import unreadable
from xlbcf.books.values_only import ValuesOnly, values_only
from xlbcf.desk.dashboards.series import find_dashboard, read_series
from xlbcf.rules.bands import BandSet
from xlbcf.rules.findings import Finding, Refused, finding
from xlbcf.template.dashboard_mapping import DashboardMapping

_ENDING = " (values only).xlsx"


class Dashboards(NamedTuple):
    """How dashboards are published.

    Args:
        mappings: the dashboards that are known.
        functions: the functions for cells, by name, by which they are worked out afresh.
        bands: the sets of bands by id, which ratings are checked by.
        suppress: whether small numbers are taken out.
        pictures: whether their pages are drawn.
    """

    mappings: Sequence[DashboardMapping] = ()
    functions: Mapping[str, Callable[[Sequence[object]], object]] = {}
    bands: Mapping[str, BandSet] = {}
    suppress: bool = False
    pictures: bool = True


#: Every workbook is published as it stands, dashboards too.
_NONE = Dashboards()


class Published(NamedTuple):
    """What a copy came to.

    Args:
        path: the copy.
        copy: its content, and what it holds and does not hold.
        dashboard: what is told of a dashboard, or nothing for any other workbook.
    """

    path: Path
    copy: ValuesOnly
    dashboard: PublishedDashboard | None = None

    @property
    def findings(self) -> Sequence[Finding]:
        """What a person must look at."""
        return self.dashboard.findings if self.dashboard else ()


class PublishedDashboard(NamedTuple):
    """What was done for a dashboard.

    Args:
        id: which dashboard it is.
        suppressed: whether small numbers were taken out.
        hidden: how many cells are hidden.
        rounded: how many cells are rounded.
        charts: how many charts were given words.
        pages: its PDF file and the pictures of its pages.
        findings: what a person must look at.
    """

    id: str
    suppressed: bool
    hidden: int
    rounded: int
    charts: int
    pages: list[Path]
    findings: list[Finding]


def publish_file(path: Path, out: Path | None = None, how: Dashboards = _NONE) -> Published:
    """Write a values-only copy of a workbook file.

    Args:
        path: the workbook.
        out: the file or folder for the copy, or None for one beside the workbook.
        how: how it is published if it is a dashboard.

    Raises:
        Refused: the workbook cannot be read, its results are missing (PUB01) or may be old
            (PUB02), it has a sheet of macros (PUB03), another file is in the way (PUB04), the
            copy would be named as another kind of file (FILE08), or small numbers cannot be taken
            out of it (PUB05, REFR02, REFR03).
    """
    target = _target(path, out)
    require_ending(target, ".xlsx", "a values-only copy")
    return _publish(Package.open(path), target, how, calculated=False)


def publish_content(content: bytes, name: str, folder: Path, how: Dashboards = _NONE) -> Published:
    """Write a values-only copy of a workbook that Excel has just calculated.

    Args:
        content: the workbook's content.
        name: its file name.
        folder: the folder for the copy.
        how: how it is published if it is a dashboard.

    Raises:
        Refused: as for :func:`publish_file`, but for results that may be old.
    """
    target = folder / copy_name(name)
    return _publish(Package(content, name), target, how, calculated=True)


def copy_name(name: str) -> str:
    """Return what the values-only copy of a workbook is called."""
    stem, dot, _ = name.rpartition(".")
    return (stem if dot else name) + _ENDING


def _target(path: Path, out: Path | None) -> Path:
    if out is None:
        return path.with_name(copy_name(path.name))
    # A name without an ending is a folder's: no program would open such a copy.
    return out / copy_name(path.name) if out.is_dir() or not (out.suffix or out.exists()) else out


def _publish(package: Package, target: Path, how: Dashboards, *, calculated: bool) -> Published:
    _keep_from_replacing(target)
    book = FileBook(package, (Allow.SIGNED,))
    mapping = _dashboard_of(book, how)
    if mapping is not None:
        return _publish_dashboard(book, mapping, target, how)
    copy = values_only(book, calculated=calculated)
    stage(target, [copy.content]).put_in_place(keep_old=False)
    return Published(target, copy)


def _dashboard_of(book: FileBook, how: Dashboards) -> DashboardMapping | None:
    """Return which dashboard a workbook is, or nothing for any other workbook."""
    try:
        return find_dashboard(how.mappings, book)
    except Refused as refused:
        if how.suppress:
            reason = refused.findings[0].facts.get("reason", "its data sheet cannot be read")
            raise Refused(finding("PUB05", book.name, reason=reason)) from refused
        return None


def _publish_dashboard(
    book: FileBook, mapping: DashboardMapping, target: Path, how: Dashboards
) -> Published:
    from xlbcf.desk.dashboards.pages import draw_pages
    from xlbcf.desk.dashboards.publication import make_ready, with_words
    from xlbcf.desk.dashboards.ratings import check_ratings

    ready = make_ready(book, mapping, how.functions, how.suppress)
    fresh = FileBook.from_bytes(ready.content, book.name, (Allow.SIGNED,))
    ratings = check_ratings(read_series(fresh, mapping), how.bands)
    copy = values_only(fresh, calculated=True)
    content, wordless, charts = with_words(copy.content, target.name, ready)
    stage(target, [content]).put_in_place(keep_old=False)
    pages = draw_pages(content, target, mapping.printed if how.pictures else ())
    done = ready.suppression
    findings = [*ready.findings, *ratings, *wordless, *pages.findings]
    told = PublishedDashboard(
        mapping.id, how.suppress, done.hidden, done.rounded, charts, pages.paths, findings
    )
    return Published(target, copy._replace(content=content), told)


def _keep_from_replacing(target: Path) -> None:
    """Refuse to write over anything but an earlier copy that nobody has saved again since."""
    try:
        old = target.read_bytes() if target.exists() else b""
    except OSError as fault:
        raise Refused(unreadable(target, fault)) from fault
    if old and not is_own_copy(old, str(target)):
        raise Refused(finding("PUB04", target))
    if found := open_elsewhere(target):
        raise Refused(found._replace(advice="Close it and publish again."))
