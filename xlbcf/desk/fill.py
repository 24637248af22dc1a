"""The main task: the returns of several places filled from figures and commentary."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from xlbcf.books.file_book import FileBook
from xlbcf.books.recalculation import earn_trust
from xlbcf.books.replacement import (
    Staged,
    checksum,
    filled_from,
    open_elsewhere,
    put_back,
    stage,
)
from xlbcf.books.values import Value, same_value
from xlbcf.desk.change_log import RECALCULATED, LogRow, log_size, shorten_log, stage_log
from xlbcf.desk.filling import FilledReturn, FlagState, Job, fill_place
from xlbcf.desk.library import Library
from xlbcf.desk.located import LocatedTemplate, locate_template
from xlbcf.desk.material import Material, label_of
from xlbcf.desk.placing import misplaced_entries
from xlbcf.desk.resaved import lost_rules
from xlbcf.feeds.commentary import Commentary, read_commentary
from xlbcf.feeds.figures import Figures, read_figures
from xlbcf.rules.findings import Finding, Refused, errors, finding
from xlbcf.rules.metrics import Place
from xlbcf.rules.wording import some_of
from xlbcf.template.addresses import Cell, place_on

_LOST_SHOWN = 8


@dataclass(frozen=True, slots=True)
class FillOrder:
    """What is to be filled, and from what.

    Args:
        return_id: the return's id.
        places: codes, ids, names or aliases; empty for all.
        figures: a file or database address, or nothing for the shipped figures.
        query: the query for a database.
        commentary: a file, or nothing: the shipped commentary goes with the shipped figures.
        template: the workbook to fill, or nothing for the blank template.
        out: the folder for the outputs.
        dry_run: whether to write nothing.
        force: whether to replace values and outputs that others have typed.
        jobs: how many places are filled side by side.
    """

    return_id: str
    places: tuple[str, ...] = ()
    figures: str | None = None
    query: str | None = None
    commentary: Path | None = None
    template: Path | None = None
    out: Path = Path("out")
    dry_run: bool = False
    force: bool = False
    jobs: int = 1


@dataclass(slots=True)
class PlaceReport:
    """What a fill did for one place.

    Args:
        place: the place.
        path: its output.
        written: how many cells the fill gives a value.
        rows: the cells that changed against the earlier output or the template.
        blanks: the fields left blank, each with the reason.
        flags: the completeness flags.
        findings: what was found.
        replaces: whether there is an earlier output.
        backup: where the earlier output is kept.
    """

    place: Place
    path: Path
    written: int
    rows: list[LogRow]
    blanks: list[tuple[str, str]]
    flags: list[FlagState]
    findings: list[Finding]
    replaces: bool
    backup: Path | None = None


@dataclass(slots=True)
class FillReport:
    """What a fill did."""

    return_id: str
    title: str
    template: Path
    dry_run: bool
    engine: str
    places: list[PlaceReport] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def fill_returns(
    library: Library, order: FillOrder, on_place: Callable[[], None] = lambda: None
) -> FillReport:
    """Fill the returns of several places; all of them are written or, if one has an error, none.

    Args:
        library: the mappings.
        order: what to fill.
        on_place: called after each place.

    Raises:
        Refused: the order, the template, the figures or a write is at fault.
    """
    job, report, places = _prepare(library, order)
    filled = list(_fill_places(job, places, order.jobs, on_place))
    faults = [each for one in filled for each in one.findings]
    if errors(faults):
        raise Refused(errors(faults))
    outputs: list[tuple[PlaceReport, bytes]] = []
    for place, one in zip(places, filled, strict=True):
        path = order.out / f"{report.return_id}-{place.id}{Path(job.name).suffix}"
        base, lost = _earlier(job, path, one, order)
        faults += lost
        rows = list(_rows(job, path.name, one, base))
        one.placing.findings += _cleared(path, rows)
        placing = one.placing
        blanks = [(label_of(each, library.metrics), why) for each, why in placing.blanks]
        outcome = PlaceReport(
            place, path, len(placing.placed), rows, blanks, one.flags, one.findings,
            path.exists(),
        )  # fmt: skip
        report.places.append(outcome)
        outputs.append((outcome, one.data))
    if errors(faults):
        raise Refused(errors(faults))
    if not order.dry_run:
        _write(outputs, order.out, checksum(job.template))
    return report


def _prepare(library: Library, order: FillOrder) -> tuple[Job, FillReport, list[Place]]:
    """Read everything that a fill needs; the faults of all of it are told together."""
    mapping = library.mapping(order.return_id)
    faults: list[Finding] = []
    places: list[Place] = []
    located: LocatedTemplate | None = None
    template = order.template or library.home.templates / mapping.template
    try:
        places = library.chosen_places(list(order.places))
    except Refused as refused:
        faults += refused.findings
    try:
        located = locate_template(library, mapping, template)
    except Refused as refused:
        faults += refused.findings
    material = Material(
        mapping,
        library.metrics,
        _figures(library, order, mapping.id),
        _commentary(library, order, mapping.id),
    )
    findings = [*material.figures.findings, *material.commentary.findings]
    findings += misplaced_entries(material, order.commentary or "the commentary")
    faults += errors(findings)
    if faults or located is None:
        raise Refused(faults)
    if order.template:
        findings += lost_rules(located, library.home.templates / mapping.template)
    trust = earn_trust(located.book)
    overwrite = order.force or order.template is None
    data = located.book.package.data
    job = Job(material, data, template.name, located.cells, trust, overwrite)
    engine = trust.engine.name if trust.engine else ""
    report = FillReport(mapping.id, mapping.title, template, order.dry_run, engine)
    report.findings = [each for each in findings if _concerns(each, material.figures, places)]
    return job, report, places


def _concerns(found: Finding, figures: Figures, places: list[Place]) -> bool:
    """Say whether a finding is about a figure of the chosen places, or about none."""
    about = next((r for r in figures.records if r.where == found.where), None)
    return about is None or about.place in {place.code for place in places}


def _figures(library: Library, order: FillOrder, return_id: str) -> Figures:
    """Read the figures; a return of one's own may come without any."""
    source = order.figures
    if source is None:
        if order.query:
            return Figures(findings=(finding("FIG18", "the command"),))
        shipped = library.home.data / f"{return_id}.csv"
        if not shipped.exists():
            return Figures()
        source = str(shipped)
    return read_figures(source, query=order.query, metrics=library.metrics, places=library.places)


def _commentary(library: Library, order: FillOrder, return_id: str) -> Commentary:
    path = order.commentary
    if path is None and order.figures is None:
        path = library.home.data / f"{return_id}.yaml"
        if not path.exists():
            return Commentary()
    if path is None:
        return Commentary()
    return read_commentary(path, library.places, library.metrics)


_job: Job | None = None


def _start_worker(job: Job) -> None:
    global _job
    _job = job


def _work(place: Place) -> FilledReturn:
    assert _job is not None
    return fill_place(_job, place)


def _fill_places(
    job: Job, places: list[Place], jobs: int, on_place: Callable[[], None]
) -> Iterator[FilledReturn]:
    if jobs <= 1 or len(places) == 1:
        for place in places:
            yield fill_place(job, place)
            on_place()
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(min(jobs, len(places)), None, _start_worker, (job,)) as pool:
        for filled in pool.map(_work, places):
            yield filled
            on_place()


def _earlier(
    job: Job, path: Path, filled: FilledReturn, order: FillOrder
) -> tuple[FileBook, list[Finding]]:
    """Return what the new output is compared with, and why it may not be replaced."""
    template = FileBook.from_bytes(job.template, job.name)
    if not path.exists():
        return template, []
    faults = []
    if found := open_elsewhere(path):
        faults.append(found._replace(advice="Close it there and run again."))
    try:
        earlier = FileBook.open(path)
        basis = filled_from(path)
        if not order.force and basis != checksum(job.template):
            # What a fill wrote it may replace, but not what it found in another template.
            placed = filled.placing.placed if basis else []
            own = {(each.field.sheet, job.cells[each.field.key]) for each in placed}
            faults += _lost(earlier, filled, own)
    except Refused:
        return template, faults + ([] if order.force else [finding("FILL11", path)])
    return earlier, faults


def _lost(
    earlier: FileBook, filled: FilledReturn, own: Collection[tuple[str, Cell]]
) -> list[Finding]:
    """Find what somebody typed into an output that the new one does not hold.

    Args:
        earlier: the output.
        filled: the new one.
        own: cells that may lose their value.
    """
    new = FileBook.from_bytes(filled.data, earlier.name)
    lost = []
    for entry in earlier.workbook.sheets:
        if entry.kind != "worksheet" or new.sheet_fault(entry.name):
            continue
        present = new.values(entry.name)
        computed = new.formulas(entry.name)
        for cell, value in earlier.values(entry.name).items():
            if cell in computed or value == "" or (entry.name, cell) in own:
                continue
            if not same_value(value, present.get(cell)):
                lost.append(place_on(entry.name, cell))
    if not lost:
        return []
    cells = some_of(lost, _LOST_SHOWN)
    return [finding("FILL02", earlier.package.where, count=len(lost), cells=cells)]


def _cleared(path: Path, rows: list[LogRow]) -> list[Finding]:
    """Tell of values that the earlier output had and the new one has not."""
    lost = [
        place_on(row.sheet, row.cell)
        for row in rows
        if row.new in (None, "") and row.source != RECALCULATED
    ]
    if not lost:
        return []
    return [finding("FILL13", path, count=len(lost), cells=some_of(lost, _LOST_SHOWN))]


def _rows(job: Job, name: str, filled: FilledReturn, base: FileBook) -> Iterator[LogRow]:
    """Yield the cells whose values differ from those of the earlier output or the template."""
    mapping = job.material.mapping
    labels = {(each.sheet, each.cell): f"complete, {each.title}" for each in mapping.flags}
    metrics = job.material.metrics
    for each in mapping.fields:
        labels[each.sheet, job.cells[each.key]] = label_of(each, metrics)
    placed = filled.placing.placed
    sources = {(each.field.sheet, job.cells[each.field.key]): each.source for each in placed}
    for blank, why in filled.placing.blanks:
        sources[blank.sheet, job.cells[blank.key]] = f"left blank, {why}"
    position = {sheet: number for number, sheet in enumerate(base.sheets())}
    before: dict[str, Mapping[Cell, Value]] = {}
    for sheet, cell in sorted(filled.values, key=lambda at: (position.get(at[0], 0), at[1])):
        if sheet not in before:
            before[sheet] = {} if base.sheet_fault(sheet) else base.values(sheet)
        old, new = before[sheet].get(cell), filled.values[sheet, cell]
        if not same_value("" if old is None else old, "" if new is None else new):
            source = sources.get((sheet, cell), RECALCULATED)
            yield LogRow(name, sheet, cell, labels.get((sheet, cell), ""), old, new, source)


def _write(outputs: list[tuple[PlaceReport, bytes]], folder: Path, basis: str) -> None:
    """Write the outputs and the change log: first all beside their places, then all into them.

    Whatever fails on the way, each file is taken back to what it was.
    """
    staged: list[tuple[PlaceReport, Staged]] = []
    with ExitStack() as on_failure:
        for outcome, data in outputs:
            if not (outcome.path.is_file() and outcome.path.read_bytes() == data):
                new = stage(outcome.path, [data], basis)
                on_failure.callback(new.discard)
                staged.append((outcome, new))
        rows = [row for outcome, _ in staged for row in outcome.rows]
        if rows:
            # The log goes first: a change that it does not tell of would be worse than the reverse.
            size = log_size(folder)
            stage_log(folder, rows, datetime.now()).put_in_place(keep_old=False)
            on_failure.callback(shorten_log, folder, size)
        for outcome, new in staged:
            outcome.backup = new.put_in_place()
            on_failure.callback(put_back, outcome.path, outcome.backup)
        on_failure.pop_all()
