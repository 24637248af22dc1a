"""The refresh command, and what it and its button say of a refreshed dashboard."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from xlbcf.desk.dashboards.plan import Choices, RowStory
from xlbcf.desk.dashboards.refresh import RefreshReport, Request, refresh_file
from xlbcf.desk.dashboards.shifting import Step
from xlbcf.desk.folder import find_home
from xlbcf.desk.library import Library
from xlbcf.hosts.dashboard_files import dashboard_file
from xlbcf.hosts.functions.for_working_out import cell_functions
from xlbcf.hosts.messages import as_plain, in_lines
from xlbcf.rules.findings import Finding, Refused, finding
from xlbcf.rules.periods import Period

_SHOWN = 80
#: More findings of one kind than these share one head.
_FEW = 3
_HEADS = {
    Step.NEW: "with a new figure",
    Step.REVISED: "with a revised figure",
    Step.CUT_BACK: "taken back to an older figure, as --force asked",
}


def run(options: argparse.Namespace) -> int:
    """Refresh a dashboard and tell what changed.

    Returns:
        0, or 1 where a row keeps its old values because of a fault.
    """
    library = Library(find_home())
    request = Request(
        _dashboard(library, options),
        options.figures,
        options.query,
        options.out,
        options.dry_run,
    )
    report = refresh_file(library, request, choices_of(library, options.period, options.force))
    if options.json:
        print(json.dumps(_as_plain(report), indent=2, ensure_ascii=False))
    else:
        print("\n".join(_in_text(report)))
    return int(bool(report.faults))


def _dashboard(library: Library, options: argparse.Namespace) -> Path:
    """Return the file to refresh; it may be named by its id."""
    named, writes = Path(options.dashboard), not (options.dry_run or options.out)
    known = library.dashboards
    path = dashboard_file(named, library.home, known, writes=writes)
    if path is None:
        expected = ", ".join(each.id for each in known) or "none"
        raise Refused(finding("REFR17", "the command", found=f"“{named}”", expected=expected))
    return path


def choices_of(library: Library, period: str | None = None, force: bool = False) -> Choices:
    """Return what a person chose, with the functions for cells.

    Args:
        library: the mappings.
        period: the last period wanted, as typed, or None for the newest.
        force: whether older figures may replace newer ones.

    Raises:
        Refused: the period is none (REFR16).
    """
    try:
        limit = Period.parse(period) if period else None
    except ValueError:
        raise Refused(finding("REFR16", "the command, --period", found=f"“{period}”")) from None
    return Choices(cell_functions(), limit, force, library.places)


def refresh_text(rows: Sequence[RowStory], findings: Iterable[Finding]) -> Iterator[str]:
    """Yield what a refresh did to the rows, and what is wrong or worth knowing.

    Args:
        rows: what was done to each row.
        findings: what was found.
    """
    changed = [row for row in rows if row.step.changes]
    for step, head in _HEADS.items():
        chosen = [row for row in changed if row.step is step]
        if chosen:
            yield f"{_rows(len(chosen))} {head}:"
            yield from _some([f"  {_told(row)}" for row in chosen])
    others = [row for row in rows if row.target_changed and row not in changed]
    if others:
        yield f"{_rows(len(others))} with a new target only:"
        yield from _some([f"  {row.label}: {row.target} {row.mark}".rstrip() for row in others])
    refused = sum(row.refused for row in rows)
    if refused:
        left = "left as it was" if refused == 1 else "left as they were"
        yield f"{_rows(refused)} at fault, {left}: see below."
    same = len(rows) - len(changed) - len(others) - refused
    if same:
        yield f"{_rows(same)} as before."
    yield from _grouped(findings)


def printed_text(report: RefreshReport) -> Iterator[str]:
    """Yield where printed marks do not follow from printed figures: one by one if nothing is new.

    Args:
        report: what the refresh did.
    """
    if not report.printed:
        return
    count = len(report.printed)
    told = f"Printed marks and signs that do not follow from the printed figures: {count}."
    if any(row.step.changes for row in report.rows):
        yield f"{told} --json lists them, and so does a refresh without new figures."
    else:
        yield told
        yield from _grouped(report.printed, "  ")


def took_ticks_only(rows: Iterable[RowStory]) -> bool:
    """Say whether a refresh that changed cells did no more than take earlier ticks away.

    Args:
        rows: what was done to each row.
    """
    return not any(row.step.changes or row.target_changed for row in rows)


def _in_text(report: RefreshReport) -> Iterator[str]:
    yield f"{report.mapping.title}, figures: {report.figures}"
    yield from refresh_text(report.rows, report.findings)
    yield from printed_text(report)
    cells = f"{report.cells} cells changed" if report.cells else "nothing changed"
    if report.cells and took_ticks_only(report.rows):
        cells += ", for the ticks of the refresh before were taken away"
    if report.dry_run:
        yield f"{report.path}: {cells}; tried only, nothing was written."
    elif report.written:
        kept = f"; the earlier version is kept as {report.backup}" if report.backup else ""
        yield f"{report.path}: {cells}{kept}"
    else:
        yield f"{report.path}: nothing changed, the file was left as it was."


def _grouped(findings: Iterable[Finding], indent: str = "") -> Iterator[str]:
    """Yield findings as text; many of one kind under one head, each place with what was found."""
    kinds: dict[tuple[str, str], list[Finding]] = {}
    for found in findings:
        kinds.setdefault((found.code, found.action), []).append(found)
    for members in kinds.values():
        if len(members) <= _FEW:
            yield from (in_lines(found, indent) for found in members)
            continue
        first = members[0]
        head = f"{indent}{first.code} {first.severity}: {first.kind.title} ({len(members)})"
        yield f"{head}. {first.action}"
        yield from (f"{indent}  {found.where}: {found.message}" for found in members)


def _told(row: RowStory) -> str:
    old = f"{row.old_shown or 'nothing'} ({row.old_period or 'no period'})"
    signs = " ".join(sign for sign in (row.mark, row.arrow) if sign)
    target = f", target {row.target}" if row.target_changed else ""
    note = f". {row.note}" if row.note else ""
    after = f", after {row.compared}" if row.compared and row.arrow else ""
    new = f"{row.new_shown} ({row.new_period}){after}"
    return f"{row.label}: {old} -> {new}{target}{'  ' + signs if signs else ''}{note}"


def _some(lines: list[str]) -> Iterator[str]:
    yield from lines[:_SHOWN]
    if len(lines) > _SHOWN:
        yield f"  ... and {len(lines) - _SHOWN} more; --json lists them all"


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count} rows"


def _as_plain(report: RefreshReport) -> dict[str, object]:
    return {
        "done": True,
        "file": str(report.path),
        "dashboard": report.mapping.id,
        "figures": report.figures,
        "written": report.written,
        "dry_run": report.dry_run,
        "backup": str(report.backup) if report.backup else None,
        "cells": report.cells,
        "rows": [_row(row) for row in report.rows],
        "findings": [as_plain(found) for found in report.findings],
        "printed": [as_plain(found) for found in report.printed],
    }


def _row(row: RowStory) -> dict[str, object]:
    return {
        "metric": row.metric,
        "part": row.part,
        "label": row.label,
        "step": "refused" if row.refused else row.step.value,
        "old": {"period": row.old_period, "value": row.old, "shown": row.old_shown},
        "new": {"period": row.new_period, "value": row.new, "shown": row.new_shown},
        "compared": row.compared,
        "target": row.target,
        "target_changed": row.target_changed,
        "mark": row.mark,
        "arrow": row.arrow,
        "note": row.note,
    }
