"""A return's mapping built from its file, once every part of the file has been checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from xlbcf.rules.metrics import Metric
from xlbcf.template.addresses import Cell
from xlbcf.template.repetition import (
    count_of,
    key_of,
    lines_of,
    repeated,
    rows_below,
    spot_of,
)
from xlbcf.template.return_checks import choices_of, kind_of, status_of
from xlbcf.template.return_links import Names, fields_of, other_field, relation_of
from xlbcf.template.return_mapping import (
    Anchor,
    Check,
    Condition,
    Field,
    Fingerprint,
    Flag,
    Judge,
    Key,
    Kind,
    Limits,
    Mark,
    Origin,
    Required,
    ReturnMapping,
)
from xlbcf.template.schema import Row


def build_fingerprint(row: Row) -> Fingerprint:
    """Return how a template is recognised, from a part of the file that has passed its checks."""
    marks = [
        Mark(*(each.get(key) for key in ("sheet", "cell", "text"))) for each in row.get("texts")
    ]
    return Fingerprint(row.get("sheets"), tuple(marks))


def build_return(root: Row, metrics: Mapping[str, Metric], path: str) -> ReturnMapping:
    """Return a mapping whose file has passed every check.

    Args:
        root: its top level.
        metrics: the metrics by id.
        path: the file.
    """
    names = Names(root.get("fields"))
    return ReturnMapping(
        id=root.get("return"),
        title=root.get("title"),
        year=root.get("year"),
        template=root.get("template"),
        reconstruction=root.get("reconstruction"),
        fingerprint=build_fingerprint(root.get("fingerprint")),
        assessments=root.get("assessments", {}),
        fields=tuple(
            each for row in root.get("fields") for each in _fields(row, root, metrics, names)
        ),
        flags=tuple(each for row in root.get("flags", ()) for each in _flags(row, root, names)),
        where=path,
        checks=tuple(each for row in root.get("checks", ()) for each in _checks(row, names)),
        placeholders=root.get("placeholders", ()),
        any_place=root.get("places") == "any",
    )


def _fields(row: Row, root: Row, metrics: Mapping[str, Metric], names: Names) -> Iterator[Field]:
    """Yield a field, or one for each line, which differs from the first only in what is given."""
    first = _field(row, root, metrics)
    need = row.get("required")
    other = names.find(other_field(need), row.get("metric")) if isinstance(need, Row) else None
    condition = _condition(need, other[0], root) if other else None
    for line in lines_of(row):
        yield replace(
            first,
            name=key_of(row, line)[0],
            anchor=_on_line(first.anchor, row, line),
            required=_same_line(condition, *other, line) if other and condition else first.required,
            line=line,
        )


def _field(row: Row, root: Row, metrics: Mapping[str, Metric]) -> Field:
    metric = metrics.get(row.get("metric"))
    judge, kind = row.get("judge"), kind_of(row)
    usual = metric.stored_as if metric and kind is Kind.NUMBER else None
    choices = choices_of(row, root)
    attention = {
        choices.get(answer, answer): why for answer, why in row.get("attention", {}).items()
    }
    return Field(
        name=row.get("field"),
        metric=row.get("metric"),
        period=row.get("period"),
        status=status_of(row),
        origin=row.get("from"),
        kind=kind,
        stored_as=row.get("stored_as", usual),
        anchor=_anchor(row, root),
        judge=Judge(judge.get("plan"), judge.get("actual"), judge.get("mode")) if judge else None,
        choices=choices,
        required=_need(row),
        where=row.node.where,
        limits=Limits(*(row.get(key) for key in ("lowest", "highest", "characters", "words"))),
        attention=attention,
    )


def _anchor(row: Row, root: Row) -> Anchor:
    headings = root.get("headings", {})
    return Anchor(
        sheet=root.get("sheets")[row.get("sheet")],
        row=row.get("row"),
        column=headings.get(row.get("column")),
        under=headings.get(row.get("under")),
        occurrence=row.get("occurrence", 1 if row.has("blocks") else None),
        down=row.get("down", 0),
        cell=row.get("cell"),
        right=row.get("right", 0),
    )


def _on_line(first: Anchor, row: Row, line: int | None) -> Anchor:
    block, within = spot_of(row, line)
    occurrence = first.occurrence + block if first.occurrence else None
    cell = Cell(first.cell.row + rows_below(row, line), first.cell.column)
    return replace(first, occurrence=occurrence, down=first.down + within, cell=cell)


def _need(row: Row) -> Required:
    """Return when a field must be filled, where that hangs on no other field."""
    usual = Required.NEVER if row.get("from") is Origin.TEMPLATE else Required.ALWAYS
    need = row.get("required")
    return need if isinstance(need, Required) else usual


def _condition(need: Row, other: Row, root: Row) -> Condition:
    choices = choices_of(other, root)
    answers = tuple(choices.get(each, each) for each in need.get("is", ()))
    return Condition(key_of(other, None), answers)


def _same_line(
    condition: Condition, other: Row, other_line: int | None, line: int | None
) -> Condition:
    same = repeated(other) and other_line is None
    return replace(condition, other=key_of(other, line if same else other_line))


def _flags(row: Row, root: Row, names: Names) -> Iterator[Flag]:
    """Yield a flag, or one for each line: that of a line speaks for the same line of its fields."""
    sheets, about, cell = root.get("sheets"), row.get("about"), row.get("cell")
    others = () if row.has("covers") else [each.get("about") for each in root.get("flags")]
    covered: dict[Key, int | None] = {}
    for name in row.get("covers", (about,)):
        covered |= names.covered(name, sheets, others)
    by_line: dict[int | None, list[Key]] = {}
    for key, at in covered.items():
        by_line.setdefault(at, []).append(key)
    for line in lines_of(row):
        yield Flag(
            about=about if line is None else f"{about}_{line}",
            sheet=sheets[row.get("sheet")],
            cell=Cell(cell.row + rows_below(row, line), cell.column),
            complete=row.get("complete"),
            where=row.node.where,
            covers=tuple(covered if line is None else by_line.get(line, ())),
            optional=row.get("optional", False),
        )


def _checks(row: Row, names: Names) -> Iterator[Check]:
    """Yield a check, or one for each line where it is about repeated fields."""
    relation = relation_of(row)
    assert relation
    found = [target for each in fields_of(row, relation) if (target := names.find(each))]
    counts = [count for target, line in found if not line and (count := count_of(target))]
    for number in range(1, counts[0] + 1) if counts else (None,):
        keys = tuple(
            key_of(target, number if repeated(target) and line is None else line)
            for target, line in found
        )
        yield Check(relation, keys, row.get("within", 0.0), row.node.where)
