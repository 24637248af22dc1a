"""A return's mapping built from its file, once every part of the file has been checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

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
from xlbcf.template.return_checks import status_of
from xlbcf.template.return_links import Names, fields_of, other_field, relation_of
from xlbcf.template.return_mapping import (
    Anchor,
    Check,
    Condition,
    Field,
    Fingerprint,
    Flag,
    Judge,
    Kind,
    Limits,
    Mark,
    Origin,
    Required,
    ReturnMapping,
)
from xlbcf.template.schema import Row


def build_return(root: Row, metrics: Mapping[str, Metric], path: str) -> ReturnMapping:
    """Return a mapping whose file has passed every check.

    Args:
        root: its top level.
        metrics: the metrics by id.
        path: the file.
    """
    names = Names(root.get("fields"))
    sheets, texts = (root.get("fingerprint").get(key) for key in ("sheets", "texts"))
    marks = [Mark(each.get("sheet"), each.get("cell"), each.get("text")) for each in texts]
    return ReturnMapping(
        id=root.get("return"),
        title=root.get("title"),
        year=root.get("year"),
        template=root.get("template"),
        reconstruction=root.get("reconstruction"),
        fingerprint=Fingerprint(sheets, tuple(marks)),
        assessments=root.get("assessments", {}),
        fields=tuple(
            _field(row, line, root, metrics, names)
            for row in root.get("fields")
            for line in lines_of(row)
        ),
        flags=tuple(_flag(row, root, names) for row in root.get("flags", ())),
        where=path,
        checks=tuple(each for row in root.get("checks", ()) for each in _checks(row, names)),
        placeholders=root.get("placeholders", ()),
        any_place=root.get("places") == "any",
    )


def _field(
    row: Row, line: int | None, root: Row, metrics: Mapping[str, Metric], names: Names
) -> Field:
    metric = metrics.get(row.get("metric"))
    judge, kind = row.get("judge"), row.get("type", _usual_kind(row))
    usual = metric.stored_as if metric and kind is Kind.NUMBER else None
    choices: Mapping[str, str] = row.get("choices", _usual_choices(row, root))
    attention = {
        choices.get(answer, answer): why for answer, why in row.get("attention", {}).items()
    }
    return Field(
        name=key_of(row, line)[0],
        metric=row.get("metric"),
        period=row.get("period"),
        status=status_of(row),
        origin=row.get("from"),
        kind=kind,
        stored_as=row.get("stored_as", usual),
        anchor=_anchor(row, line, root),
        judge=Judge(judge.get("plan"), judge.get("actual"), judge.get("mode")) if judge else None,
        choices=choices,
        required=_need(row, line, root, names),
        where=row.node.where,
        limits=Limits(*(row.get(key) for key in ("lowest", "highest", "characters", "words"))),
        line=line,
        attention=attention,
    )


def _anchor(row: Row, line: int | None, root: Row) -> Anchor:
    headings = root.get("headings", {})
    block, within = spot_of(row, line)
    occurrence = row.get("occurrence")
    return Anchor(
        sheet=root.get("sheets")[row.get("sheet")],
        row=row.get("row"),
        column=headings.get(row.get("column")),
        under=headings.get(row.get("under")),
        occurrence=(occurrence or 1) + block if row.has("blocks") else occurrence,
        down=row.get("down", 0) + within,
        cell=Cell(row.get("cell").row + rows_below(row, line), row.get("cell").column),
        right=row.get("right", 0),
    )


def _usual_kind(row: Row) -> Kind:
    if row.get("from") is Origin.FIGURES or status_of(row) is not None:
        return Kind.NUMBER
    if row.get("from") is Origin.PLACE or row.get("field") == "assessment":
        return Kind.CHOICE
    return Kind.TEXT


def _usual_choices(row: Row, root: Row) -> dict[str, str]:
    """An assessment's drop-down holds the template's wordings, which stand once for all rows."""
    if row.get("field") != "assessment":
        return {}
    wordings: dict[Any, str] = root.get("assessments", {})
    return {str(meaning): wording for meaning, wording in wordings.items()}


def _need(row: Row, line: int | None, root: Row, names: Names) -> Required | Condition:
    need = row.get("required")
    if need is None:
        from_template = row.get("from") is Origin.TEMPLATE
        return Required.NEVER if from_template else Required.ALWAYS
    if isinstance(need, Required):
        return need
    found = names.find(other_field(need), row.get("metric"))
    assert found
    other, other_line = found
    choices: Mapping[str, str] = other.get("choices", _usual_choices(other, root))
    answers = tuple(choices.get(each, each) for each in need.get("is", ()))
    same_line = repeated(other) and other_line is None
    return Condition(key_of(other, line if same_line else other_line), answers)


def _flag(row: Row, root: Row, names: Names) -> Flag:
    sheets = root.get("sheets")
    covers = [
        key
        for about in row.get("covers", (row.get("about"),))
        for key in names.covered(about, sheets)
    ]
    return Flag(
        about=row.get("about"),
        sheet=sheets[row.get("sheet")],
        cell=row.get("cell"),
        complete=row.get("complete"),
        where=row.node.where,
        covers=tuple(dict.fromkeys(covers)),
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
