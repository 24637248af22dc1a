"""One place's return: its values written, its formulas recalculated, its flags read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from xlbcf.books.file_book import FileBook
from xlbcf.books.guard import place_of
from xlbcf.books.port import Write
from xlbcf.books.recalculation import Recalculation, Trust, recalculate
from xlbcf.books.values import Unstorable, Value, plain_value, same_value, shown
from xlbcf.desk.flags import FlagState, flag_state
from xlbcf.desk.material import Material, Placed, Placing, label_of
from xlbcf.desk.placing import place_values
from xlbcf.rules.figures import State, read_figure
from xlbcf.rules.findings import Finding, errors, finding
from xlbcf.rules.metrics import Place, Unit
from xlbcf.rules.records import Record
from xlbcf.rules.wording import some_of
from xlbcf.template.addresses import Cell, place_on
from xlbcf.template.return_mapping import Field, Flag, Key, Origin
from xlbcf.template.words import Labels

_CORRECT_SOURCE = "Correct it where it comes from."
_FIGURES_SHOWN = 4
_FLAGS_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Job:
    """What every place of a fill has in common.

    Args:
        material: the mapping, figures and commentary.
        template: the template's content.
        name: the template's file name, for messages.
        cells: the cell of each field.
        trust: what the engine reproduces of the template.
        overwrite: whether cells that hold another value are written over, such as the prompts of
            a blank form.
    """

    material: Material
    template: bytes
    name: str
    cells: Mapping[Key, Cell]
    trust: Trust
    overwrite: bool


@dataclass(slots=True)
class FilledReturn:
    """One place's return, ready to be written.

    Args:
        placing: what was put in, left blank and found.
        data: the workbook's content; empty if an error forbids writing it.
        values: the value of each field's cell and of each recalculated cell.
        flags: the completeness flags.
    """

    placing: Placing
    data: bytes
    values: Mapping[tuple[str, Cell], Value]
    flags: list[FlagState]

    @property
    def findings(self) -> list[Finding]:
        """What was found for this place."""
        return self.placing.findings


def fill_place(job: Job, place: Place) -> FilledReturn:
    """Fill one place's return.

    Args:
        job: the template and what goes into it.
        place: the place.
    """
    placing = place_values(job.material, place)
    book = FileBook.from_bytes(job.template, f"{job.name} ({place.name})")
    placing.placed = [_offered(job, book, placing, each) for each in placing.placed]
    writes = [Write(p.field.sheet, job.cells[p.field.key], p.value) for p in placing.placed]
    placing.findings += _refused_values(job, book, placing, writes)
    if not job.overwrite:
        placing.findings += _written_over(job, book, placing)
    placing.findings += _without_cell(job, placing)
    if errors(placing.findings):
        return FilledReturn(placing, b"", {}, [])
    book.write(writes)
    edited = FileBook.from_bytes(book.to_bytes(), book.name)
    done = recalculate(job.trust, edited)
    if done.doubted:
        edited.calculate_on_load()
    final = FileBook.from_bytes(edited.to_bytes(), book.name)
    placing.findings += done.findings
    placing.findings += _disagreements(job, final, done, place)
    flags = [_flag_state(final, done, flag) for flag in job.material.mapping.flags]
    placing.findings += _unknown(place, flags)
    return FilledReturn(placing, final.package.data, _values(job, final, done), flags)


def _refused_values(
    job: Job, book: FileBook, placing: Placing, writes: list[Write]
) -> Iterator[Finding]:
    """Yield what is wrong with the values, each with the file and line that it comes from."""
    sources = {
        place_of(book.name, each.field.sheet, job.cells[each.field.key]): each.source
        for each in placing.placed
    }
    for found in book.check(writes):
        where = f"{found.where} (from {sources[found.where]})"
        yield found._replace(where=where, advice=_CORRECT_SOURCE)
    if len(placing.placed) <= 1:
        yield finding("FILL14", placing.place.name)


def _offered(job: Job, book: FileBook, placing: Placing, placed: Placed) -> Placed:
    """Name the place as the template's own list does."""
    if placed.field.origin is not Origin.PLACE:
        return placed
    place = placing.place
    cell = job.cells[placed.field.key]
    for name in (place.name, *place.aliases):
        if not any(
            each.code == "CELL03" for each in book.check([Write(placed.field.sheet, cell, name)])
        ):
            return replace(placed, value=name)
    where = place_of(job.name, placed.field.sheet, cell)
    placing.findings.append(finding("FILL09", where, found=place.name))
    return placed


def _written_over(job: Job, book: FileBook, placing: Placing) -> Iterator[Finding]:
    """Yield a finding for each cell that holds another value already; a prompt is none."""
    prompts = Labels(job.material.mapping.placeholders)
    for each in placing.placed:
        sheet, cell = each.field.sheet, job.cells[each.field.key]
        held = book.value(sheet, cell)
        try:
            new = plain_value(each.value, book.date1904)
        except Unstorable:
            continue
        if held in (None, "") or prompts.fits(held):
            continue
        if not same_value(held, new):
            label = label_of(each.field, job.material.metrics)
            where = place_of(book.name, sheet, cell)
            yield finding("FILL08", where, field=label, found=shown(held), value=shown(new))


def _without_cell(job: Job, placing: Placing) -> list[Finding]:
    """Tell of figures for this place that no cell and no judgement uses."""
    used = set()
    for each in job.material.mapping.fields:
        used.add((each.metric, each.period, each.status))
        if each.judge:
            used |= {(each.metric, period, None) for period in (each.judge.plan, each.judge.actual)}
    unused = [
        record
        for record in job.material.figures.records
        if record.place == placing.place.code
        and (record.metric, record.period, record.status) not in used
        and (record.metric, record.period, None) not in used
    ]
    if not unused:
        return []
    names = [f"{r.status} {r.metric} {r.period}" for r in unused]
    figures = some_of(names, _FIGURES_SHOWN)
    return [finding("FILL10", placing.place.name, figures=figures)]


def _disagreements(
    job: Job, final: FileBook, done: Recalculation, place: Place
) -> Iterator[Finding]:
    """Yield a finding for each figure the template shows that the figures given contradict."""
    for each in job.material.mapping.coming_from(Origin.TEMPLATE):
        if not (each.metric and each.period and each.status):
            continue
        record = job.material.figures.lookup(place.code, each.metric, each.period, each.status)
        cell = job.cells[each.key]
        if record is None or not done.known(each.sheet, cell):
            continue
        held = final.value(each.sheet, cell)
        if not _agrees(job, each, held, record):
            label = label_of(each, job.material.metrics)
            where = place_of(place.name, each.sheet, cell)
            found = shown(None if held == "" else held)
            yield finding("FILL04", where, field=label, found=found, expected=record.figure.text)


def _agrees(job: Job, each: Field, held: Value, record: Record) -> bool:
    metric = job.material.metrics[record.metric]
    stored_as = each.stored_as if metric.unit is Unit.PERCENT else None
    figure = read_figure(held, metric.unit, stored_as)
    if figure.state is not record.figure.state:
        return False
    return figure.state is not State.NUMBER or same_value(figure.number, record.figure.number)


def _flag_state(final: FileBook, done: Recalculation, flag: Flag) -> FlagState:
    known = done.known(flag.sheet, flag.cell)
    return flag_state(flag, final.value(flag.sheet, flag.cell), known=known)


def _unknown(place: Place, flags: list[FlagState]) -> list[Finding]:
    names = [place_on(each.flag.sheet, each.flag.cell) for each in flags if each.complete is None]
    if not names:
        return []
    return [finding("FILL07", place.name, count=len(names), flags=some_of(names, _FLAGS_SHOWN))]


def _values(job: Job, final: FileBook, done: Recalculation) -> dict[tuple[str, Cell], Value]:
    """Return the values of all cells that a fill may change."""
    places = {(each.sheet, job.cells[each.key]) for each in job.material.mapping.fields}
    places |= job.trust.formulas - done.doubted
    values: dict[tuple[str, Cell], Value] = {}
    for sheet in {sheet for sheet, _ in places}:
        stored = final.values(sheet)
        values.update({at: stored.get(at[1]) for at in places if at[0] == sheet})
    return values
