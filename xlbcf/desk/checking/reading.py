"""A filled return read for a check: every field's value, the figures it shows, its flags."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from xlbcf.books.file_book import FileBook
from xlbcf.books.guard import place_of
from xlbcf.books.port import Allow
from xlbcf.books.values import Value
from xlbcf.desk.checking.freshness import Fresh, fresh_results
from xlbcf.desk.checking.identifying import identify_return
from xlbcf.desk.checking.locating import locate_fields
from xlbcf.desk.checking.report import Group, Item
from xlbcf.desk.flags import FlagState, flag_state
from xlbcf.desk.library import Library
from xlbcf.desk.material import label_of
from xlbcf.rules.assessment import Assessment
from xlbcf.rules.figures import Figure, as_stored, read_figure
from xlbcf.rules.findings import Finding, Refused, finding
from xlbcf.rules.metrics import Metric, Place
from xlbcf.rules.records import Record
from xlbcf.template.addresses import Cell
from xlbcf.template.return_mapping import Field, Flag, Key, Origin, ReturnMapping
from xlbcf.template.words import Labels, shortened

_WORKBOOKS = (".xlsx", ".xlsm")
_ELSEWHERE = (
    "Name the filled form. A printed dashboard is checked with --dashboard, and figures go to "
    "--figures."
)
#: Characters without width, which come along when a text is copied from a web page.
_UNSEEN = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))


@dataclass(frozen=True)
class ReadReturn:
    """A filled return.

    Args:
        path: the file.
        mapping: the mapping of its template.
        metrics: every metric by its id.
        book: the workbook.
        place: the place it is about, or None where that is not one of those known.
        cells: the cell of each field whose labels and address agree.
        values: the value of each of these fields; formulas give their results.
        flags: what the return says of its own completeness.
        findings: what was found wrong while it was read.
        prompts: texts that stand for an answer still to come, in any return.
    """

    path: Path
    mapping: ReturnMapping
    metrics: Mapping[str, Metric]
    book: FileBook
    place: Place | None
    cells: Mapping[Key, Cell]
    values: Mapping[Key, Value]
    flags: tuple[FlagState, ...]
    findings: tuple[Finding, ...]
    prompts: tuple[str, ...] = ()

    @property
    def place_name(self) -> str:
        """The place's name, or what stands in its cell, or nothing."""
        if self.place:
            return self.place.name
        fields = self.mapping.coming_from(Origin.PLACE)
        held = [self.values.get(each.key) for each in fields]
        return next((str(each).strip() for each in held if not self.is_blank(each)), "")

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """The fields that were found in the workbook."""
        return tuple(each for each in self.mapping.fields if each.key in self.cells)

    @cached_property
    def _prompts(self) -> Labels:
        return Labels((*self.mapping.placeholders, *self.prompts))

    def is_blank(self, value: Value) -> bool:
        """Say whether a value is no answer: nothing, only spaces, or a prompt."""
        return (
            value is None
            or str(value).translate(_UNSEEN).strip() == ""
            or self.is_placeholder(value)
        )

    def is_placeholder(self, value: Value) -> bool:
        """Say whether a value is a prompt of the blank form, or one such as TBC."""
        return isinstance(value, str) and self._prompts.fits(value)

    def figure(self, each: Field) -> Figure:
        """Return the figure that a number's field shows, read in its metric's unit."""
        assert each.metric
        metric = self.metrics[each.metric]
        return read_figure(self.values.get(each.key), metric.unit, each.stored_as)

    @cached_property
    def records(self) -> tuple[Record, ...]:
        """The figures that the return shows, one for each field of a metric, period and status.

        A number beyond the metric's limits is left out: it is wrong, whatever is held against it.
        """
        code = self.place.code if self.place else ""
        return tuple(
            Record(
                code, each.metric, each.period, each.status, self.figure(each),
                where=self.where(each),
            )
            for each in self.fields
            if each.metric and each.period and each.status and self._is_possible(each)
        )  # fmt: skip

    def _is_possible(self, each: Field) -> bool:
        assert each.metric
        number, metric = self.figure(each).number, self.metrics[each.metric]
        return number is None or metric.allows(as_stored(number, metric.stored_as))

    def assessment(self, metric: str) -> Assessment | None:
        """Return the assessment chosen for a metric, or None where none of the template's is."""
        return self._assessments.get(metric)

    @cached_property
    def _assessments(self) -> dict[str, Assessment | None]:
        chosen = [each for each in self.fields if each.name == "assessment" and each.metric]
        return {e.metric: self.mapping.meaning(self.values[e.key]) for e in chosen if e.metric}

    def label(self, each: Field) -> str:
        """Return a field in words: by its metric, else by the labels beside it on the sheet."""
        if each.metric:
            return label_of(each, self.metrics)
        label = _beside(each)
        # Where several cells share their labels, the mapping's name tells them apart.
        shared = each.anchor.right or self._shared[each.sheet, label] > 1
        return f"{label} ({label_of(each, self.metrics)})" if shared else label

    @cached_property
    def _shared(self) -> Counter[tuple[str, str]]:
        """How many fields of a sheet have the same labels."""
        return Counter((each.sheet, _beside(each)) for each in self.fields if not each.metric)

    def spot(self, each: Field) -> tuple[str, str]:
        """Return a field's sheet and cell as items name them."""
        return (each.sheet, str(self.cells.get(each.key, each.cell)))

    def where(self, each: Field) -> str:
        """Return a field's file, sheet and cell as messages name them."""
        return place_of(self.book.name, each.sheet, self.cells.get(each.key, each.cell))

    def item(self, each: Field, group: Group, code: str, **facts: object) -> Item:
        """Return a finding about a field's cell.

        Args:
            each: the field.
            group: which check found it.
            code: a code of the catalogue.
            **facts: a value for each of the kind's facts.
        """
        return self.about(each, group, finding(code, self.where(each), **facts))

    def about(self, each: Field, group: Group, found: Finding) -> Item:
        """Return a finding as one about a field's cell."""
        return Item(found, group, self.path, self.place_name, *self.spot(each), self.label(each))

    def overall(self, group: Group, found: Finding) -> Item:
        """Return a finding as one about the whole return."""
        return Item(found, group, self.path, self.place_name)


def read_return(
    library: Library, path: Path, return_id: str | None = None, content: bytes | None = None
) -> ReadReturn:
    """Read a filled return.

    Args:
        library: the mappings.
        path: the workbook.
        return_id: the return it is, or None to find that out by its sheets and titles.
        content: the workbook's content, or None to read the file.

    Raises:
        Refused: it cannot be read, it is no workbook (FILE06), or it is no return that has a
            mapping (CHK01, MAP10).
    """
    book = _open(path, content)
    mapping = _mapping_of(library, book, path, return_id)
    stored = {sheet: book.values(sheet) for sheet in mapping.sheets}
    places = locate_fields(mapping, book, stored)
    cells = places.cells
    spots = {e.key: (e.sheet, cells[e.key]) for e in mapping.fields if e.key in cells}
    flags = {(each.sheet, each.cell) for each in mapping.flags}
    fresh = fresh_results(book, stored, {*spots.values(), *flags})
    values = {key: fresh.value(*spot) for key, spot in spots.items()}
    (holder,) = mapping.coming_from(Origin.PLACE)
    return ReadReturn(
        path,
        mapping,
        library.metrics,
        book,
        library.places.find(values.get(holder.key)),
        cells,
        values,
        tuple(_flag_state(fresh, each) for each in mapping.flags),
        (*places.findings, *fresh.findings),
        library.checks.placeholders,
    )


def _flag_state(fresh: Fresh, flag: Flag) -> FlagState:
    at = (flag.sheet, flag.cell)
    return flag_state(flag, fresh.value(*at), known=fresh.known(*at))


def _open(path: Path, content: bytes | None) -> FileBook:
    """Open a workbook; a file that is none even by its name is told where it may belong."""
    if content is not None:
        return FileBook.from_bytes(content, str(path), (Allow.SIGNED,))
    try:
        return FileBook.open(path, (Allow.SIGNED,))
    except Refused as refused:
        kind = path.suffix.casefold()
        if kind in _WORKBOOKS or [each.code for each in refused.findings] != ["BOOK01"]:
            raise
        found = finding("FILE06", path, found=kind or "no suffix", expected=", ".join(_WORKBOOKS))
        raise Refused(found._replace(advice=_ELSEWHERE)) from None


def _mapping_of(
    library: Library, book: FileBook, path: Path, return_id: str | None
) -> ReturnMapping:
    """Return the mapping whose fingerprint a workbook has."""

    def text_at(sheet: str, cell: Cell) -> str | None:
        value = book.value(sheet, cell)
        return None if value is None else str(value)

    return identify_return(library, book.sheets(), text_at, path, return_id)


def _beside(each: Field) -> str:
    """Return the labels that stand beside a field, and its line where it is repeated."""
    anchor = each.anchor
    labels = (anchor.under,) if anchor.under else (anchor.row, anchor.column)
    line = (f"line {each.line}",) if each.line else ()
    return ", ".join((*(shortened(label) for label in labels if label), *line))
