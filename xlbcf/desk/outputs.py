"""The outputs of a fill: compared with what stands there, logged, and written together."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from xlbcf.books.file_book import FileBook
from xlbcf.books.replacement import Staged, checksum, filled_from, open_elsewhere, put_back, stage
from xlbcf.books.values import Value, same_value
from xlbcf.desk.change_log import RECALCULATED, LogRow, log_size, shorten_log, stage_log
from xlbcf.desk.filling import FilledReturn, Job
from xlbcf.desk.flags import FlagState
from xlbcf.desk.material import label_of
from xlbcf.rules.findings import Finding, Refused, finding
from xlbcf.rules.metrics import Place
from xlbcf.rules.wording import some_of
from xlbcf.template.addresses import Cell, place_on

_LOST_SHOWN = 8


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


def earlier_output(
    job: Job, path: Path, filled: FilledReturn, force: bool
) -> tuple[FileBook, list[Finding]]:
    """Return what the new output is compared with, and why it may not be replaced.

    Args:
        job: the template and what goes into it.
        path: the output.
        filled: the new output.
        force: whether it may be replaced whatever it holds.
    """
    template = FileBook.from_bytes(job.template, job.name)
    if not path.exists():
        return template, []
    faults = []
    if found := open_elsewhere(path):
        faults.append(found._replace(advice="Close it there and run again."))
    try:
        earlier = FileBook.open(path)
        basis = filled_from(path)
        if not force and basis != checksum(job.template):
            # What a fill wrote it may replace, but not what it found in another template.
            placed = filled.placing.placed if basis else []
            own = {(each.field.sheet, job.cells[each.field.key]) for each in placed}
            faults += _lost(earlier, filled, own)
    except Refused:
        return template, faults + ([] if force else [finding("FILL11", path)])
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


def cleared_values(path: Path, rows: list[LogRow]) -> list[Finding]:
    """Tell of values that the earlier output had and the new one has not."""
    lost = [row.place for row in rows if row.new in (None, "") and row.source != RECALCULATED]
    if not lost:
        return []
    return [finding("FILL13", path, count=len(lost), cells=some_of(lost, _LOST_SHOWN))]


def changed_rows(job: Job, name: str, filled: FilledReturn, base: FileBook) -> Iterator[LogRow]:
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


def write_outputs(outputs: list[tuple[PlaceReport, bytes]], folder: Path, basis: str) -> None:
    """Write the outputs and the change log: first all beside their places, then all into them.

    Whatever fails on the way, each file is taken back to what it was.

    Args:
        outputs: for each place its report, which takes the backup, and the workbook's content.
        folder: where they go.
        basis: the checksum of the template they were filled from.

    Raises:
        Refused: something could not be written (FILE03) or taken back (FILE07).
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
