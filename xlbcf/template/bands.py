"""The bands that ratings are given by: reads ``mappings/bands.yaml``."""

from __future__ import annotations

from pathlib import Path

from xlbcf.rules.bands import (
    Band,
    BandSet,
    Duty,
    End,
    Guideline,
    Rag,
    Side,
    Tolerance,
    faults_of_bands,
)
from xlbcf.rules.findings import finding
from xlbcf.template.ids import ID
from xlbcf.template.schema import (
    Check,
    Faults,
    Key,
    Row,
    amount,
    many,
    one_of,
    record,
    table,
    text,
    truth,
)
from xlbcf.template.yaml_source import read_yaml

_LOW = {"from": True, "above": False}
_HIGH = {"up_to": True, "below": False}
_BY_AMOUNT = (Rag.GREEN, Rag.AMBER, Rag.RED)
_STATED = (*_BY_AMOUNT, Rag.NOT_APPLICABLE, Rag.ENABLER)


def load_bands(path: str | Path) -> dict[str, BandSet]:
    """Read the sets of bands.

    Args:
        path: the YAML file, with one table ``bands`` of ids and their facts.

    Returns:
        The sets by id, in the order of the file.

    Raises:
        Refused: with every fault of the file at once; bands with a gap or an overlap are one
            (``MAP11``). Source: Methods, section 4, bands are data.
    """
    return _load(path)[0]


def load_usual_bands(path: str | Path) -> BandSet:
    """Read the set of bands for ratings that name none.

    Args:
        path: the YAML file.

    Returns:
        The set that the file calls ``usual``, or its first one where it calls none so.

    Raises:
        Refused: as for :func:`load_bands`.
    """
    sets, usual = _load(path)
    return sets[usual or next(iter(sets))]


def _load(path: str | Path) -> tuple[dict[str, BandSet], str | None]:
    faults = Faults()
    root = _FILE(read_yaml(path), "the file", faults)
    rows: dict[str, Row] = root.get("bands", {}) if root else {}
    found = {id_: _bands(row, faults) for id_, row in rows.items()}
    usual: str | None = root.get("usual") if root and root.has("usual") else None
    if root and usual is not None and rows and usual not in rows:
        faults.wrong(root.at("usual"), "usual", f"one of {', '.join(rows)}")
    faults.stop_if_any()
    return {id_: _set(id_, row, found[id_]) for id_, row in rows.items()}, usual


def _guideline(rags: tuple[Rag, ...], **ends: Key) -> Check:
    return record(
        state=Key(one_of(rags)),
        means=Key(text),
        commentary=Key(one_of(Duty)),
        start_date=Key(truth, required=False),
        **ends,
    )


_ENDS = {name: Key(amount, required=False) for name in (*_LOW, *_HIGH)}
_SET: Check = record(
    name=Key(text),
    source=Key(text),
    side=Key(one_of(Side)),
    unit=Key(one_of(Tolerance)),
    widest_points=Key(amount, required=False),
    bands=Key(many(_guideline(_BY_AMOUNT, **_ENDS))),
    marks=Key(table(ID, _guideline(_STATED)), required=False),
)
_FILE: Check = record(bands=Key(table(ID, _SET)), usual=Key(text, required=False))


def _bands(row: Row, faults: Faults) -> tuple[Band, ...]:
    before = len(faults.findings)
    rows: tuple[Row, ...] = row.get("bands", ())
    bands = tuple(
        Band(_said(each), _end(each, _LOW, faults), _end(each, _HIGH, faults))
        for each in rows
        if each.has("state", "means", "commentary")
    )
    if row.has("bands") and len(bands) == len(rows) and len(faults.findings) == before:
        where = row.at("bands").where
        reasons = faults_of_bands(bands)
        faults.findings.extend(finding("MAP11", where, reason=reason) for reason in reasons)
    return bands


def _said(row: Row) -> Guideline:
    return Guideline(
        row.get("state"), row.get("means"), row.get("commentary"), row.get("start_date", False)
    )


def _end(row: Row, names: dict[str, bool], faults: Faults) -> End | None:
    given = [name for name in names if name in row.nodes]
    if len(given) > 1:
        faults.wrong(row.at(given[1]), given[1], f"absent, because {given[0]} is given")
    name = given[0] if given else ""
    return End(row.get(name), names[name]) if row.has(name) else None


def _set(id_: str, row: Row, bands: tuple[Band, ...]) -> BandSet:
    marks: dict[str, Row] = row.get("marks", {})
    return BandSet(
        id=id_,
        name=row.get("name"),
        source=row.get("source"),
        side=row.get("side"),
        unit=row.get("unit"),
        bands=bands,
        marks={mark: _said(each) for mark, each in marks.items()},
        widest_points=row.get("widest_points"),
    )
