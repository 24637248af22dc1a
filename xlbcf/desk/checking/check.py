"""The check of filled returns: one after another, then beside each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from xlbcf.desk.checking.beside import lay_beside
from xlbcf.desk.checking.commentary import check_commentary
from xlbcf.desk.checking.completeness import check_completeness, own_verdict, required_fields
from xlbcf.desk.checking.form import check_form
from xlbcf.desk.checking.judgement import check_judgement
from xlbcf.desk.checking.reading import ReadReturn, read_return
from xlbcf.desk.checking.relations import check_relations
from xlbcf.desk.checking.report import CheckedFile, CheckReport, Group, Item, in_order
from xlbcf.desk.checking.summary import Summary, summary_of
from xlbcf.desk.checking.values import check_values
from xlbcf.desk.library import Library
from xlbcf.feeds.figures import Figures, read_figures
from xlbcf.feeds.published import Published, read_published
from xlbcf.rules.findings import Finding, Refused, errors
from xlbcf.rules.kinds import Severity


@dataclass(frozen=True, slots=True)
class CheckOrder:
    """What is to be checked, and with what it is compared.

    Args:
        files: the filled returns.
        return_id: which return they are, or None to find that out for each.
        previous: returns of an earlier year or quarter, to be laid beside those of their places.
        figures: a file or database address with more figures than the returns show, or None.
        query: the query for a database.
        published: files with published figures, such as a release of ASCOF.
        jobs: how many files are checked side by side.
        contents: the content of files that are open somewhere, unsaved changes included; the
            others are read from the disk.
    """

    files: tuple[Path, ...]
    return_id: str | None = None
    previous: tuple[Path, ...] = ()
    figures: str | None = None
    query: str | None = None
    published: tuple[Path, ...] = ()
    jobs: int = 1
    contents: Mapping[Path, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Known:
    """Figures that the returns do not show.

    Args:
        figures: those that the user handed over.
        published: those that were published.
    """

    figures: Figures
    published: Published


@dataclass(frozen=True, slots=True)
class Checked:
    """One file as checked, or why it could not be.

    Args:
        path: the file.
        file: what was found in it, or None.
        summary: what is compared across files, or None.
        refused: why it could not be checked.
    """

    path: Path
    file: CheckedFile | None = None
    summary: Summary | None = None
    refused: tuple[Finding, ...] = ()


def check_files(
    library: Library, order: CheckOrder, on_file: Callable[[], None] = lambda: None
) -> CheckReport:
    """Check filled returns and report everything at once.

    Args:
        library: the mappings.
        order: what to check.
        on_file: called after each file.

    Returns:
        What was found; a file that cannot be checked is told and does not keep others from it.

    Raises:
        Refused: the figures or the mappings are at fault.
    """
    known = _known(library, order)
    report = CheckReport()
    summaries: list[Summary] = []
    for one in _checked(library, order, known, order.files):
        on_file()
        if one.file is None or one.summary is None:
            report.refused.append((one.path, one.refused))
        else:
            report.files.append(one.file)
            summaries.append(one.summary)
    previous: list[Summary] = []
    for path in order.previous:
        try:
            previous.append(summary_of(read_return(library, path)))
        except Refused as refused:
            report.refused.append((path, refused.findings))
    report.across += in_order(lay_beside(library, summaries, previous, known.published))
    return report


def check_return(
    library: Library,
    path: Path,
    return_id: str | None = None,
    figures: Figures | None = None,
    published: Published | None = None,
    content: bytes | None = None,
) -> Checked:
    """Check one filled return by itself.

    Args:
        library: the mappings.
        path: the workbook.
        return_id: which return it is, or None to find that out.
        figures: more figures than it shows.
        published: published figures, which its assessments are held against too.
        content: the workbook's content, or None to read the file.
    """
    known = Known(figures or Figures(), published or Published())
    try:
        read = read_return(library, path, return_id, content)
        file = _file(library, read, known)
    except Refused as refused:
        return Checked(path, refused=refused.findings)
    return Checked(path, file, summary_of(read))


def _file(library: Library, read: ReadReturn, known: Known) -> CheckedFile:
    figures = _joined(Figures(read.records), known.figures)
    # Commentary may rest on local figures that differ from the published ones, so these judge only.
    all_figures = _joined(figures, known.published.figures)
    required = required_fields(read)
    items = [_as_item(read, found) for found in read.findings]
    items += check_form(read, _blank_form(library, read))
    values = check_values(read)
    unfit = {(e.sheet, e.cell) for e in values if e.severity is Severity.ERROR}
    items += check_completeness(read, unfit)
    items += values
    items += check_judgement(read, all_figures)
    items += check_commentary(read, figures)
    # What is wrong with a cell by itself comes before how it fits others.
    told = {(each.sheet, each.cell) for each in items}
    items += check_relations(read, told)
    return CheckedFile(
        file=read.path,
        title=read.mapping.title,
        return_id=read.mapping.id,
        place=read.place_name,
        items=in_order(items),
        required=len(required),
        blank=sum(read.is_blank(read.values[each.key]) for each in required),
        template_says=own_verdict(read),
    )


def _as_item(read: ReadReturn, found: Finding) -> Item:
    return read.overall(Group.FILE, found)


def _blank_form(library: Library, read: ReadReturn) -> Path | None:
    name = read.mapping.template
    path = library.home.templates / name if name else None
    return path if path and path.exists() else None


def _joined(first: Figures, others: Figures) -> Figures:
    """Return all figures of the first and those of the others that it does not have."""
    keys = {record.key for record in first.records}
    more = (record for record in others.records if record.key not in keys)
    return Figures((*first.records, *more))


def _known(library: Library, order: CheckOrder) -> Known:
    figures, published = Figures(), Published()
    faults: list[Finding] = []
    metrics, places = library.metrics, library.places
    if order.figures is not None:
        figures = read_figures(order.figures, query=order.query, metrics=metrics, places=places)
        faults += errors(figures.findings)
    try:
        published = read_published(
            order.published, feeds=library.feeds, metrics=metrics, places=places
        )
    except Refused as refused:
        faults += refused.findings
    if faults:
        raise Refused(faults)
    return Known(figures, published)


_worker: tuple[Library, CheckOrder, Known] | None = None


def _start_worker(library: Library, order: CheckOrder, known: Known) -> None:
    global _worker
    _worker = library, order, known


def _work(path: Path) -> Checked:
    assert _worker is not None
    return _check_one(*_worker, path)


def _check_one(library: Library, order: CheckOrder, known: Known, path: Path) -> Checked:
    given = order.contents.get(path)
    return check_return(library, path, order.return_id, known.figures, known.published, given)


def _checked(
    library: Library, order: CheckOrder, known: Known, paths: tuple[Path, ...]
) -> Iterator[Checked]:
    if order.jobs <= 1 or len(paths) == 1:
        for path in paths:
            yield _check_one(library, order, known, path)
        return
    from concurrent.futures import ProcessPoolExecutor

    workers = min(order.jobs, len(paths))
    with ProcessPoolExecutor(workers, None, _start_worker, (library, order, known)) as pool:
        yield from pool.map(_work, paths, chunksize=4)
