"""What must hold between the parts of a return's mapping, beyond the form of each key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from xlbcf.rules.metrics import Metric, Unit
from xlbcf.rules.records import Status
from xlbcf.template.addresses import Cell
from xlbcf.template.repetition import key_of, lines_of, rows_below
from xlbcf.template.return_mapping import Key, Kind, Origin
from xlbcf.template.schema import Faults, Row
from xlbcf.template.words import plain
from xlbcf.template.yaml_source import Scalar, Table

_STATUSES = {str(each): each for each in Status}


def check_return(root: Row, stem: str, metrics: Mapping[str, Metric], faults: Faults) -> None:
    """Check that every short name leads somewhere and that nothing is mapped twice.

    Args:
        root: the mapping's top level, as far as it passed its checks.
        stem: the file's name without its ending.
        metrics: the metrics that fields may name, by id.
        faults: where findings are recorded.
    """
    if root.get("return", stem) != stem:
        faults.wrong(root.at("return"), "return", f"the file's name, {stem}")
    fields, flags = root.get("fields", ()), root.get("flags", ())
    _check_fingerprint(root, faults)
    _check_wordings(root, faults)
    for row in fields:
        _check_names(row, root, metrics, faults)
        _check_meaning(row, root, metrics, faults)
    for row in flags:
        _check_known(row, "sheet", root.get("sheets"), faults)
        _check_blocks(row, faults)
    _check_places(root, fields, faults)
    _check_unique_fields(fields, faults)
    _check_unique_cells((*fields, *flags), root, faults)


def status_of(row: Row) -> Status | None:
    """Return a field's status: as stated, or its name where that is itself a status."""
    status: Status | None = row.get("status", _STATUSES.get(row.get("field")))
    return status


def kind_of(row: Row) -> Kind:
    """Return what a field holds: as stated, or what is usual for a field like it."""
    stated: Kind | None = row.get("type")
    if stated is not None:
        return stated
    if row.get("from") is Origin.FIGURES or status_of(row) is not None:
        return Kind.NUMBER
    if row.get("from") is Origin.PLACE or row.get("field") == "assessment":
        return Kind.CHOICE
    return Kind.TEXT


def choices_of(row: Row, root: Row) -> Mapping[str, str]:
    """Return a drop-down's wordings by their meaning.

    An assessment's drop-down holds the template's wordings, which stand once for all rows.
    """
    usual: Mapping[Any, str] = {}
    if row.get("field") == "assessment":
        usual = root.get("assessments", {})
    choices: Mapping[Any, str] = row.get("choices", usual)
    return {str(meaning): wording for meaning, wording in choices.items()}


def _check_fingerprint(root: Row, faults: Faults) -> None:
    fingerprint = root.get("fingerprint")
    if fingerprint is None or not fingerprint.has("sheets"):
        return
    known = fingerprint.get("sheets")
    if not known:
        faults.wrong(fingerprint.at("sheets"), "sheets", "at least one sheet's name")
    for mark in fingerprint.get("texts", ()):
        _check_known(mark, "sheet", known, faults)
    for node in _texts(root, "sheets"):
        if node.text.strip() not in known:
            faults.wrong(node, "sheets", "one of the fingerprint's sheets: " + ", ".join(known))


def _check_wordings(root: Row, faults: Faults) -> None:
    first: dict[str, Scalar] = {}
    for node in _texts(root, "assessments"):
        earlier = first.setdefault(plain(node.text), node)
        if earlier is not node:
            faults.twice(node, f"the wording {node}", earlier)


def _texts(root: Row, key: str) -> Iterator[Scalar]:
    node = root.nodes.get(key)
    if isinstance(node, Table):
        yield from (value for _, value in node if isinstance(value, Scalar) and value.text.strip())


def _check_names(row: Row, root: Row, metrics: Mapping[str, Metric], faults: Faults) -> None:
    _check_known(row, "sheet", root.get("sheets"), faults)
    for key in ("column", "under"):
        _check_known(row, key, root.get("headings", {}), faults)
    _check_known(row, "metric", metrics, faults)


def _check_known(row: Row, key: str, known: Iterable[str] | None, faults: Faults) -> None:
    if row.has(key) and known is not None and row.get(key) not in known:
        faults.wrong(row.at(key), key, "one of " + (", ".join(known) or "none"))


def _check_meaning(row: Row, root: Row, metrics: Mapping[str, Metric], faults: Faults) -> None:
    origin, is_assessment = row.get("from"), row.get("field") == "assessment"
    for key in _needed(row):
        if key not in row.nodes:
            faults.missing(row.node, key)
    _check_blocks(row, faults)
    _check_absent(row, "under", "column" in row.nodes, "column is given", faults)
    strange = origin not in (Origin.FIGURES, Origin.TEMPLATE, None)
    _check_absent(row, "status", strange, f"from is {origin}", faults)
    _check_absent(row, "judge", not is_assessment, "this is no assessment", faults)
    _check_limits(row, faults)
    metric = metrics.get(row.get("metric", ""))
    counted = metric is not None and metric.unit is not Unit.PERCENT
    _check_absent(row, "stored_as", counted, "the metric is no percentage", faults)
    if is_assessment and "assessments" not in root.nodes:
        faults.missing(root.node, "assessments")


def _check_limits(row: Row, faults: Faults) -> None:
    kind = kind_of(row)
    for key in ("lowest", "highest"):
        _check_absent(row, key, kind is not Kind.NUMBER, f"the type is {kind}", faults)
    for key in ("characters", "words"):
        _check_absent(row, key, kind is not Kind.TEXT, f"the type is {kind}", faults)
    if row.has("lowest", "highest") and row.get("lowest") > row.get("highest"):
        faults.wrong(row.at("lowest"), "lowest", "at most the highest")


def _check_blocks(row: Row, faults: Faults) -> None:
    if "blocks" in row.nodes and "every" not in row.nodes:
        faults.missing(row.at("blocks"), "every")
    _check_absent(row, "every", "blocks" not in row.nodes, "there are no blocks", faults)
    if row.has("blocks", "every") and row.get("every") < row.get("rows", 1):
        faults.wrong(row.at("every"), "every", f"at least {row.get('rows')}, as many as the rows")


def _needed(row: Row) -> Iterator[str]:
    origin = row.get("from")
    if origin in (Origin.FIGURES, Origin.COMMENTARY):
        yield "metric"
    if origin is Origin.FIGURES:
        yield "period"
        if status_of(row) is None:
            yield "status"


def _check_absent(row: Row, key: str, strange: bool, reason: str, faults: Faults) -> None:
    if strange and key in row.nodes:
        faults.wrong(row.at(key), key, f"absent, because {reason}")


def _check_places(root: Row, fields: Iterable[Row], faults: Faults) -> None:
    chosen = [row for row in fields if row.get("from") is Origin.PLACE]
    if all(row.has("from") for row in fields) and not chosen:
        faults.missing(root.at("fields"), "from: place (one field must hold the place)")
    for row in chosen[1:]:
        faults.twice(row.at("from"), "the field of the place", chosen[0].at("from"))


def _check_unique_fields(fields: Iterable[Row], faults: Faults) -> None:
    first: dict[Key, Row] = {}
    for row in fields:
        given = [key for key in ("field", "metric", "period") if key in row.nodes]
        if not row.has(*given):
            continue
        for line in lines_of(row):
            key = key_of(row, line)
            earlier = first.setdefault(key, row)
            if earlier is not row:
                title = ", ".join(str(part) for part in key if part is not None)
                faults.twice(row.node, f"the field {title}", earlier.node)
                break


def _check_unique_cells(rows: Iterable[Row], root: Row, faults: Faults) -> None:
    names = root.get("sheets", {})
    first: dict[tuple[str, object], Row] = {}
    for row in rows:
        if row.has("sheet", "cell"):
            sheet = names.get(row.get("sheet"), row.get("sheet"))
            for line in lines_of(row):
                cell = Cell(row.get("cell").row + rows_below(row, line), row.get("cell").column)
                earlier = first.setdefault((sheet, cell), row)
                if earlier is not row:
                    faults.twice(row.at("cell"), f"the cell {cell} of {sheet}", earlier.at("cell"))
                    break
