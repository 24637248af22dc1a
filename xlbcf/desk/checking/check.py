"""The check of filled returns: one after another, then beside each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from xlbcf.desk.checking.beside import two_for_one_place
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
from xlbcf.rules.findings import Finding, Refused, errors


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
    """

    files: tuple[Path, ...]
    return_id: str | None = None
    previous: tuple[Path, ...] = ()
    figures: str | None = None
    query: str | None = None
    published: tuple[Path, ...] = ()
    jobs: int = 1


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
    figures = _figures(library, order)
    report = CheckReport()
    summaries: list[Summary] = []
    for one in _checked(library, order, figures, order.files):
        on_file()
        if one.file is None or one.summary is None:
            report.refused.append((one.path, one.refused))
        else:
            report.files.append(one.file)
            summaries.append(one.summary)
    report.across += two_for_one_place(summaries)
    return report


def check_return(
    library: Library, path: Path, return_id: str | None = None, figures: Figures | None = None
) -> Checked:
    """Check one filled return by itself.

    Args:
        library: the mappings.
        path: the workbook.
        return_id: which return it is, or None to find that out.
        figures: more figures than it shows.
    """
    try:
        read = read_return(library, path, return_id)
        file = _file(library, read, figures or Figures())
    except Refused as refused:
        return Checked(path, refused=refused.findings)
    return Checked(path, file, summary_of(read))


def _file(library: Library, read: ReadReturn, feed: Figures) -> CheckedFile:
    shown = {record.key for record in read.records}
    more = (record for record in feed.records if record.key not in shown)
    figures = Figures((*read.records, *more))
    required = required_fields(read)
    items = [_as_item(read, found) for found in read.findings]
    items += check_form(read, _blank_form(library, read))
    items += check_completeness(read)
    items += check_values(read)
    items += check_judgement(read, figures)
    items += check_commentary(read, figures)
    items += check_relations(read)
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


def _figures(library: Library, order: CheckOrder) -> Figures:
    if order.figures is None:
        return Figures()
    found = read_figures(
        order.figures, query=order.query, metrics=library.metrics, places=library.places
    )
    if errors(found.findings):
        raise Refused(errors(found.findings))
    return found


_worker: tuple[Library, CheckOrder, Figures] | None = None


def _start_worker(library: Library, order: CheckOrder, figures: Figures) -> None:
    global _worker
    _worker = library, order, figures


def _work(path: Path) -> Checked:
    assert _worker is not None
    library, order, figures = _worker
    return check_return(library, path, order.return_id, figures)


def _checked(
    library: Library, order: CheckOrder, figures: Figures, paths: tuple[Path, ...]
) -> Iterator[Checked]:
    if order.jobs <= 1 or len(paths) == 1:
        yield from (check_return(library, path, order.return_id, figures) for path in paths)
        return
    from concurrent.futures import ProcessPoolExecutor

    workers = min(order.jobs, len(paths))
    with ProcessPoolExecutor(workers, None, _start_worker, (library, order, figures)) as pool:
        yield from pool.map(_work, paths, chunksize=4)
