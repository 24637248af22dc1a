"""The mapping of one return: reads ``mappings/returns/<id>.yaml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from xlbcf.rules.assessment import Assessment
from xlbcf.rules.findings import Finding, Refused, finding
from xlbcf.rules.metrics import Metric
from xlbcf.rules.periods import Period, PeriodKind
from xlbcf.rules.records import Status
from xlbcf.rules.variance import Mode
from xlbcf.template.addresses import parse_cell
from xlbcf.template.ids import ID, RETURN_ID
from xlbcf.template.return_building import build_fingerprint, build_return
from xlbcf.template.return_checks import check_return
from xlbcf.template.return_links import PERIOD, check_links, either, reference
from xlbcf.template.return_mapping import Fingerprint, Kind, Origin, Required, ReturnMapping
from xlbcf.template.return_sense import check_sense
from xlbcf.template.schema import (
    Faults,
    Key,
    Row,
    amount,
    many,
    one_of,
    parsed,
    record,
    table,
    text,
    truth,
    whole,
)
from xlbcf.template.yaml_source import Table, read_yaml

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
    check_links(root, faults)
    check_sense(root, faults)
    faults.stop_if_any()
    return build_return(root, metrics, str(path))


def load_fingerprint(path: str | Path) -> Fingerprint:
    """Read how a return's template is recognised, and nothing else of its mapping.

    Args:
        path: the YAML file.

    Returns:
        The fingerprint.

    Raises:
        Refused: the file cannot be read, or its fingerprint has faults.
    """
    faults = Faults()
    root = read_yaml(path)
    entries = {left.text: right for left, right in root} if isinstance(root, Table) else {}
    if "fingerprint" not in entries:
        faults.missing(root, "fingerprint")
    row: Row = _FINGERPRINT(entries.get("fingerprint", root), "fingerprint", faults)
    faults.stop_if_any()
    return build_fingerprint(row)


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


_CELL = parsed(parse_cell, "the address of one cell, such as B7")
_CONDITION = record(
    field=Key(ID),
    metric=Key(ID, required=False),
    period=Key(PERIOD, required=False),
    is_=Key(many(text), required=False),
)
_CHECK = record(
    total=Key(reference, required=False),
    parts=Key(many(reference), required=False),
    rate=Key(reference, required=False),
    numerator=Key(reference, required=False),
    denominator=Key(reference, required=False),
    order=Key(many(reference), required=False),
    same=Key(many(reference), required=False),
    within=Key(amount, required=False),
)
_FLAG = record(
    about=Key(ID),
    sheet=Key(text),
    cell=Key(_CELL),
    complete=Key(text),
    covers=Key(many(ID), required=False),
    optional=Key(truth, required=False),
    rows=Key(whole(1), required=False),
    blocks=Key(whole(2), required=False),
    every=Key(whole(1), required=False),
)
_FIELD = record(
    field=Key(ID),
    metric=Key(ID, required=False),
    period=Key(PERIOD, required=False),
    status=Key(one_of(Status), required=False),
    sheet=Key(text),
    row=Key(text),
    column=Key(text, required=False),
    under=Key(text, required=False),
    occurrence=Key(whole(1), required=False),
    down=Key(whole(0), required=False),
    right=Key(whole(1), required=False),
    cell=Key(_CELL),
    from_=Key(one_of(Origin)),
    type=Key(one_of(Kind), required=False),
    stored_as=Key(one_of(("fraction", "percent")), required=False),
    judge=Key(record(plan=Key(PERIOD), actual=Key(PERIOD), mode=Key(one_of(Mode))), required=False),
    choices=Key(table(text, text), required=False),
    required=Key(either(one_of(Required), _CONDITION), required=False),
    attention=Key(table(text, text), required=False),
    rows=Key(whole(1), required=False),
    blocks=Key(whole(2), required=False),
    every=Key(whole(1), required=False),
    lowest=Key(amount, required=False),
    highest=Key(amount, required=False),
    characters=Key(whole(1), required=False),
    words=Key(whole(1), required=False),
)
_FINGERPRINT = record(
    sheets=Key(many(text)),
    texts=Key(many(record(sheet=Key(text), cell=Key(_CELL), text=Key(text)))),
)
_RETURN = record(
    return_=Key(RETURN_ID),
    title=Key(text),
    year=Key(parsed(_year, "a financial year such as 2024-25")),
    template=Key(
        parsed(_workbook, "a file name ending in .xlsx or .xlsm, without its folder"),
        required=False,
    ),
    reconstruction=Key(truth),
    fingerprint=Key(_FINGERPRINT),
    sheets=Key(table(ID, text)),
    headings=Key(table(ID, text), required=False),
    assessments=Key(table(one_of(Assessment), text), required=False),
    fields=Key(many(_FIELD)),
    flags=Key(many(_FLAG), required=False),
    checks=Key(many(_CHECK), required=False),
    placeholders=Key(many(text), required=False),
    places=Key(one_of(("known", "any")), required=False),
)
