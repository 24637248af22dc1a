"""The main task: the returns of several places filled from figures and commentary."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from xlbcf.books.recalculation import earn_trust
from xlbcf.books.replacement import checksum
from xlbcf.desk.filling import FilledReturn, Job, fill_place
from xlbcf.desk.library import Library
from xlbcf.desk.located import LocatedTemplate, locate_template
from xlbcf.desk.material import Material, label_of
from xlbcf.desk.outputs import (
    PlaceReport,
    changed_rows,
    cleared_values,
    earlier_output,
    write_outputs,
)
from xlbcf.desk.placing import misplaced_entries
from xlbcf.desk.resaved import lost_rules
from xlbcf.feeds.commentary import Commentary, read_commentary
from xlbcf.feeds.figures import Figures, read_figures
from xlbcf.rules.findings import Finding, Refused, errors, finding
from xlbcf.rules.metrics import Place
from xlbcf.template.return_mapping import ReturnMapping


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
        base, lost = earlier_output(job, path, one, order.force)
        faults += lost
        rows = list(changed_rows(job, path.name, one, base))
        one.placing.findings += cleared_values(path, rows)
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
        write_outputs(outputs, order.out, checksum(job.template))
    return report


def _prepare(library: Library, order: FillOrder) -> tuple[Job, FillReport, list[Place]]:
    """Read everything that a fill needs; the faults of all of it are told together."""
    mapping = library.mapping(order.return_id)
    faults: list[Finding] = []
    places: list[Place] = []
    located: LocatedTemplate | None = None
    blank = blank_form(library, mapping)
    template = order.template or blank
    if template is None:
        raise Refused(finding("MAP12", mapping.where, found=mapping.id))
    try:
        places = library.chosen_places(list(order.places))
    except Refused as refused:
        faults += refused.findings
    try:
        located = locate_template(library, mapping, template)
    except Refused as refused:
        faults += refused.findings
    material, findings = gather_material(library, order, mapping)
    faults += errors(findings)
    if faults or located is None:
        raise Refused(faults)
    if order.template and blank:
        findings += lost_rules(located, blank)
    trust = earn_trust(located.book)
    overwrite = order.force or order.template is None
    data = located.book.package.data
    job = Job(material, data, template.name, located.cells, trust, overwrite)
    engine = trust.engine.name if trust.engine else ""
    report = FillReport(mapping.id, mapping.title, template, order.dry_run, engine)
    report.findings = [each for each in findings if concerns(each, material.figures, places)]
    return job, report, places


def gather_material(
    library: Library, order: FillOrder, mapping: ReturnMapping
) -> tuple[Material, list[Finding]]:
    """Read the figures and the commentary that an order names.

    Args:
        library: the mappings.
        order: what to fill, and from what.
        mapping: the return's mapping.

    Returns:
        Both, and what was found in them, errors included.

    Raises:
        Refused: one of them cannot be read.
    """
    material = Material(
        mapping,
        library.metrics,
        _figures(library, order, mapping.id),
        _commentary(library, order, mapping.id),
    )
    findings = [*material.figures.findings, *material.commentary.findings]
    findings += misplaced_entries(material, order.commentary or "the commentary")
    return material, findings


def blank_form(library: Library, mapping: ReturnMapping) -> Path | None:
    """Return the blank template of a return, or None where there is none to fill."""
    return library.home.templates / mapping.template if mapping.template else None


def concerns(found: Finding, figures: Figures, places: Sequence[Place]) -> bool:
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
