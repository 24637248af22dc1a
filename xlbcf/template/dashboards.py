"""The mapping of a dashboard: reads ``mappings/dashboards/<id>.yaml``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path

from xlbcf.rules.findings import Finding, Refused, finding
from xlbcf.rules.metrics import Polarity
from xlbcf.template.dashboard_mapping import (
    OPTIONAL,
    DashboardMapping,
    DashboardVocabulary,
    DataColumn,
    HistoryColumn,
    NoteKind,
)
from xlbcf.template.ids import ID, RETURN_ID
from xlbcf.template.schema import (
    Check,
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
)
from xlbcf.template.words import plain, quoted
from xlbcf.template.yaml_source import read_yaml

_Rows = Callable[[str], Iterable[Mapping[int, object]]]


def identify_dashboard(
    mappings: Iterable[DashboardMapping], sheet_names: Sequence[str], rows: _Rows, where: object
) -> DashboardMapping:
    """Find which dashboard a workbook is, by its sheets and the headings of its data sheet.

    Args:
        mappings: the dashboards known.
        sheet_names: the workbook's sheets.
        rows: gives the first rows of a sheet, each as its cells by the number of their column.
        where: the workbook's file.

    Returns:
        The mapping.

    Raises:
        Refused: it is none of them (REFR01); the reason for each is given.
    """
    reasons = []
    for each in mappings:
        reason = mismatch_of_dashboard(each, sheet_names, rows)
        if reason is None:
            return each
        reasons.append(f"for {each.id} {reason}")
    told = "; ".join(reasons) or "no dashboard is mapped"
    raise Refused(finding("REFR01", where, reason=told))


def mismatch_of_dashboard(
    mapping: DashboardMapping, sheet_names: Sequence[str], rows: _Rows
) -> str | None:
    """Say why a workbook is not a dashboard, or None where it is.

    Args:
        mapping: the dashboard.
        sheet_names: the workbook's sheets.
        rows: gives the first rows of a sheet, as for :func:`identify_dashboard`.
    """
    present = {name.casefold() for name in sheet_names}
    absent = [name for name in mapping.sheets if name.casefold() not in present]
    if absent:
        return f"it lacks the sheet {quoted(absent[0])}"
    if not any(mapping.data_head(row) for row in rows(mapping.data_sheet)):
        return f"the headings of the sheet {quoted(mapping.data_sheet)} are not there"
    return None


def load_dashboard(path: str | Path) -> DashboardMapping:
    """Read the mapping of a dashboard.

    Args:
        path: the YAML file; its name without the ending is the dashboard's id.

    Returns:
        The mapping.

    Raises:
        Refused: with every fault of the file at once (``MAP01`` to ``MAP05``, ``FILE01``,
            ``FILE02``).
    """
    faults = Faults()
    root = _DASHBOARD(read_yaml(path), "the file", faults)
    if root is not None:
        _check_sense(root, Path(path).stem, faults)
    faults.stop_if_any()
    return _mapping(root)


def load_dashboards(folder: str | Path) -> tuple[DashboardMapping, ...]:
    """Read every dashboard that is mapped in a folder, in the order of their names.

    Raises:
        Refused: with the faults of all the files at once.
    """
    mappings: list[DashboardMapping] = []
    found: list[Finding] = []
    for path in sorted(Path(folder).glob("*.yaml")):
        try:
            mappings.append(load_dashboard(path))
        except Refused as refused:
            found.extend(refused.findings)
    if found:
        raise Refused(found)
    return tuple(mappings)


def _name(start: str) -> str:
    if not (start.isidentifier() and start == start.lower()):
        raise ValueError(start)
    return start


_NAME = parsed(_name, "small letters, digits and underscores, a letter first")
_YES_NO: Check = record(yes=Key(text), no=Key(text))
_WORDS: Check = record(
    polarity=Key(table(one_of(Polarity), text)),
    updated=Key(text),
    comparable=Key(_YES_NO),
    undated=Key(text),
    break_=Key(text),
    notes=Key(table(one_of(NoteKind), text)),
)
_DASHBOARD: Check = record(
    dashboard=Key(RETURN_ID),
    title=Key(text),
    workbook=Key(text),
    figures=Key(text, required=False),
    reconstruction=Key(truth),
    sheets=Key(many(text)),
    data=Key(record(sheet=Key(text), columns=Key(table(one_of(DataColumn), text)))),
    history=Key(
        record(name=Key(_NAME), limits=Key(_NAME), columns=Key(table(one_of(HistoryColumn), text)))
    ),
    printed=Key(many(text)),
    words=Key(_WORDS),
    totals=Key(table(ID, text), required=False),
)


def _check_sense(root: Row, stem: str, faults: Faults) -> None:
    if root.get("dashboard", stem) != stem:
        faults.wrong(root.at("dashboard"), "dashboard", f"the file's name, {stem}")
    data, history, words = (root.get(key) for key in ("data", "history", "words"))
    if data is not None:
        _check_table(data, "columns", set(DataColumn) - OPTIONAL, faults)
        if root.has("sheets") and data.get("sheet") not in (None, *root.get("sheets")):
            faults.wrong(data.at("sheet"), "sheet", "one of the sheets above")
    if history is not None:
        _check_table(history, "columns", set(HistoryColumn), faults)
    if words is not None:
        _check_table(words, "polarity", set(Polarity), faults)
        _check_table(words, "notes", set(NoteKind), faults)


def _check_table(row: Row, key: str, needed: Iterable[StrEnum], faults: Faults) -> None:
    """Require every name of a table, and that no two of them stand for the same words."""
    given: Mapping[StrEnum, str] = row.get(key, {})
    if not row.has(key):
        return
    for name in sorted(set(needed) - given.keys()):
        faults.missing(row.at(key), name)
    first: dict[str, StrEnum] = {}
    for name, words in given.items():
        if first.setdefault(plain(words), name) != name:
            faults.twice(row.at(key), f"{quoted(words)} of {name}", row.at(key))


def _mapping(root: Row) -> DashboardMapping:
    data, history, words = root.get("data"), root.get("history"), root.get("words")
    return DashboardMapping(
        id=root.get("dashboard"),
        title=root.get("title"),
        workbook=root.get("workbook"),
        reconstruction=root.get("reconstruction"),
        sheets=root.get("sheets"),
        data_sheet=data.get("sheet"),
        data_columns=data.get("columns"),
        history_name=history.get("name"),
        limits_name=history.get("limits"),
        history_columns=history.get("columns"),
        printed=root.get("printed"),
        words=_vocabulary(words),
        totals=root.get("totals", {}),
        figures=root.get("figures", ""),
    )


def _vocabulary(words: Row) -> DashboardVocabulary:
    return DashboardVocabulary(
        polarities=words.get("polarity"),
        updated=words.get("updated"),
        comparable=words.get("comparable").get("yes"),
        not_comparable=words.get("comparable").get("no"),
        undated=words.get("undated"),
        new_definition=words.get("break"),
        notes=words.get("notes"),
    )
