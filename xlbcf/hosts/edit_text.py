"""The commands for single files: set, recalc, undo and init."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from xlbcf.books.port import Allow, Change
from xlbcf.books.values import shown
from xlbcf.desk.edit import EditReport
from xlbcf.hosts.messages import as_plain, in_lines
from xlbcf.template.addresses import place_on

_SHOWN = 60


def run_set(options: argparse.Namespace) -> int:
    """Set cells and tell what changed."""
    from xlbcf.desk.assignments import read_assignments
    from xlbcf.desk.edit import set_cells

    writes = read_assignments(options.assignments)
    report = set_cells(options.file, writes, out=options.out, allow=_allowed(options))
    _print(report, options.json, "cells set")
    return 0


def run_recalc(options: argparse.Namespace) -> int:
    """Recalculate a workbook and tell what changed."""
    from xlbcf.desk.edit import recalculate_file

    report = recalculate_file(options.file, out=options.out, allow=_allowed(options))
    _print(report, options.json, "results changed")
    return 0


def run_undo(options: argparse.Namespace) -> int:
    """Put back an earlier version."""
    from xlbcf.desk.undoing import undo_file

    aside = undo_file(options.file)
    if options.json:
        kept = str(aside) if aside else None
        print(json.dumps({"done": True, "file": str(options.file), "undone": kept}, indent=2))
    else:
        kept = f" The version undone is kept as {aside}." if aside else ""
        print(f"{options.file} is as it was before.{kept}")
    return 0


def run_init(options: argparse.Namespace) -> int:
    """Make a working folder."""
    from xlbcf.desk.folder import make_folder

    made = make_folder(options.folder, options.force)
    if options.json:
        print(json.dumps({"done": True, "files": [str(path) for path in made]}, indent=2))
    else:
        print(f"{len(made)} files put into {options.folder}. Run xlbcf there; it uses them.")
    return 0


def _allowed(options: argparse.Namespace) -> frozenset[Allow]:
    return frozenset(Allow(name) for name in options.allow or ())


def _print(report: EditReport, as_json: bool, what: str) -> None:
    if as_json:
        print(json.dumps(_as_plain(report), indent=2))
        return
    for change in report.changes[:_SHOWN]:
        print(f"{place_on(change.sheet, change.cell)}  {shown(change.old)} -> {shown(change.new)}")
    if len(report.changes) > _SHOWN:
        print(f"... and {len(report.changes) - _SHOWN} more")
    for found in report.findings:
        print(in_lines(found))
    print(f"{report.path}: {what}: {len(report.changes)}{_kept(report.backup)}")


def _kept(backup: Path | None) -> str:
    return f"; the earlier version is kept as {backup}" if backup else ""


def _as_plain(report: EditReport) -> dict[str, object]:
    return {
        "done": True,
        "file": str(report.path),
        "engine": report.engine,
        "changes": [_change(change) for change in report.changes],
        "findings": [as_plain(found) for found in report.findings],
        "backup": str(report.backup) if report.backup else None,
    }


def _change(change: Change) -> dict[str, object]:
    return {
        "sheet": change.sheet,
        "cell": str(change.cell),
        "old": change.old,
        "new": change.new,
    }
