"""The mapping of one return: reads ``mappings/returns/<id>.yaml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from xlbcf.rules.assessment import Assessment
from xlbcf.rules.findings import Finding, Refused, finding
from xlbcf.rules.metrics import Metric
from xlbcf.rules.periods import Period, PeriodKind
from xlbcf.rules.records import Status
from xlbcf.rules.variance import Mode
from xlbcf.template.addresses import parse_cell
from xlbcf.template.ids import ID, RETURN_ID
from xlbcf.template.return_checks import check_return, status_of
from xlbcf.template.return_mapping import (
    Anchor,
    Field,
    Fingerprint,
    Flag,
    Judge,
    Kind,
    Mark,
    Origin,
    Required,
    ReturnMapping,
)
from xlbcf.template.schema import (
    Faults,
    Key,
    Row,
    many,
    one_of,
    parsed,
    record,
    table,
    text,
    truth,
    whole,
)
from xlbcf.template.yaml_source import read_yaml

_WORKBOOK = re.compile(r"[\w .()&-]+\.xls[xm]")


def load_return(path: str | Path, metrics: Mapping[str, Metric]) -> ReturnMapping:
    """Read where a return's fields are.

    Args:
        path: the YAML file; its name without the ending is the return's id.
        metrics: the metrics that fields may name, by id.

    Returns:
        The mapping.

    Raises:
        Refused: with every fault of the file at once (``MAP01`` to ``MAP05``, ``FILE01``,
            ``FILE02``), each with its file and line.
    """
    faults = Faults()
    root: Row = _RETURN(read_yaml(path), "the file", faults)
    check_return(root, Path(path).stem, metrics, faults)
    faults.stop_if_any()
    return _built(root, metrics, str(path))


def load_returns(folder: str | Path, metrics: Mapping[str, Metric]) -> dict[str, ReturnMapping]:
    """Read every mapping of a folder, in the order of their names.

    Args:
        folder: where the ``.yaml`` files are.
        metrics: the metrics that fields may name, by id.

    Returns:
        The mappings by the return's id.

    Raises:
        Refused: with the faults of all the files at once.
    """
    mappings: dict[str, ReturnMapping] = {}
    found: list[Finding] = []
    for path in sorted(Path(folder).glob("*.yaml")):
        try:
            mappings[path.stem] = load_return(path, metrics)
        except Refused as refused:
            found.extend(refused.findings)
    if found:
        raise Refused(found)
    return mappings


def find_return(folder: str | Path, name: str, metrics: Mapping[str, Metric]) -> ReturnMapping:
    """Read the mapping of a return given by its id.

    Args:
        folder: where the ``.yaml`` files are.
        name: the return's id, such as ``bcf-2024-25-eoy``, in any case.
        metrics: the metrics that fields may name, by id.

    Returns:
        The mapping.

    Raises:
        Refused: with ``MAP06`` where there is none of that name, or with the file's faults.
    """
    known = {path.stem.casefold(): path for path in sorted(Path(folder).glob("*.yaml"))}
    path = known.get(name.casefold())
    if path is None:
        names = ", ".join(each.stem for each in known.values()) or "none"
        raise Refused(finding("MAP06", folder, found=f"“{name}”", expected=names))
    return load_return(path, metrics)


def _year(typed: str) -> Period:
    period = Period.parse(typed)
    if period.kind is not PeriodKind.YEAR:
        raise ValueError(typed)
    return period


def _workbook(typed: str) -> str:
    if not _WORKBOOK.fullmatch(typed):
        raise ValueError(typed)
    return typed


_PERIOD = parsed(Period.parse, "a period such as 2024-25, 2024-25 Q3 or 2024-11")
_CELL = parsed(parse_cell, "the address of one cell, such as B7")
_FIELD = record(
    field=Key(ID),
    metric=Key(ID, required=False),
    period=Key(_PERIOD, required=False),
    status=Key(one_of(Status), required=False),
    sheet=Key(text),
    row=Key(text),
    column=Key(text, required=False),
    under=Key(text, required=False),
    occurrence=Key(whole(1), required=False),
    down=Key(whole(0), required=False),
    cell=Key(_CELL),
    from_=Key(one_of(Origin)),
    type=Key(one_of(Kind), required=False),
    stored_as=Key(one_of(("fraction", "percent")), required=False),
    judge=Key(
        record(plan=Key(_PERIOD), actual=Key(_PERIOD), mode=Key(one_of(Mode))), required=False
    ),
    choices=Key(table(text, text), required=False),
    required=Key(one_of(Required), required=False),
)
_RETURN = record(
    return_=Key(RETURN_ID),
    title=Key(text),
    year=Key(parsed(_year, "a financial year such as 2024-25")),
    template=Key(parsed(_workbook, "a file name ending in .xlsx or .xlsm, without its folder")),
    reconstruction=Key(truth),
    fingerprint=Key(
        record(
            sheets=Key(many(text)),
            texts=Key(many(record(sheet=Key(text), cell=Key(_CELL), text=Key(text)))),
        )
    ),
    sheets=Key(table(ID, text)),
    headings=Key(table(ID, text), required=False),
    assessments=Key(table(one_of(Assessment), text), required=False),
    fields=Key(many(_FIELD)),
    flags=Key(
        many(record(about=Key(ID), sheet=Key(text), cell=Key(_CELL), complete=Key(text))),
        required=False,
    ),
)


def _built(root: Row, metrics: Mapping[str, Metric], path: str) -> ReturnMapping:
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
        fields=tuple(_field(row, root, metrics) for row in root.get("fields")),
        flags=tuple(_flag(row, root) for row in root.get("flags", ())),
        where=path,
    )


def _field(row: Row, root: Row, metrics: Mapping[str, Metric]) -> Field:
    metric = metrics.get(row.get("metric"))
    judge, kind = row.get("judge"), row.get("type", _usual_kind(row))
    usual = metric.stored_as if metric and kind is Kind.NUMBER else None
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
        choices=row.get("choices", _usual_choices(row, root)),
        required=row.get("required", _usual_need(row)),
        where=row.node.where,
    )


def _anchor(row: Row, root: Row) -> Anchor:
    headings = root.get("headings", {})
    return Anchor(
        sheet=root.get("sheets")[row.get("sheet")],
        row=row.get("row"),
        column=headings.get(row.get("column")),
        under=headings.get(row.get("under")),
        occurrence=row.get("occurrence"),
        down=row.get("down", 0),
        cell=row.get("cell"),
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


def _usual_need(row: Row) -> Required:
    return Required.NEVER if row.get("from") is Origin.TEMPLATE else Required.ALWAYS


def _flag(row: Row, root: Row) -> Flag:
    sheet = root.get("sheets")[row.get("sheet")]
    return Flag(row.get("about"), sheet, row.get("cell"), row.get("complete"), row.node.where)
