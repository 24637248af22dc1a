"""The fill command: its progress, its preview and its summary for each place."""

from __future__ import annotations

import argparse
import json
import textwrap
from collections.abc import Iterator

from xlbcf.books.values import Value, shown
from xlbcf.desk.change_log import NAME, LogRow
from xlbcf.desk.fill import FillOrder, FillReport, fill_returns
from xlbcf.desk.flags import FlagState
from xlbcf.desk.folder import find_home
from xlbcf.desk.library import Library
from xlbcf.desk.outputs import PlaceReport
from xlbcf.hosts.messages import as_plain, in_lines
from xlbcf.hosts.progress import Progress
from xlbcf.rules.wording import some_of
from xlbcf.template.return_mapping import OVERALL

_WIDTH = 100
_NAMES_SHOWN = 6


def run(options: argparse.Namespace) -> int:
    """Fill returns and tell what came of it."""
    order = FillOrder(
        return_id=options.return_id,
        places=tuple(options.place),
        figures=options.figures,
        query=options.query,
        commentary=options.commentary,
        template=options.template,
        out=options.out,
        dry_run=options.dry_run,
        force=options.force,
        jobs=options.jobs,
    )
    library = Library(find_home())
    with Progress(len(order.places) or len(library.places), "place") as progress:
        report = fill_returns(library, order, progress.step)
    if options.json:
        print(json.dumps(_as_plain(report), indent=2, default=str))
    else:
        print("\n".join(_summary(report)))
    return 0


def _summary(report: FillReport) -> Iterator[str]:
    yield f"{report.title} ({report.template})"
    for found in report.findings:
        yield in_lines(found)
    for place in report.places:
        yield ""
        yield from _place_summary(place, report.dry_run)
    changed = sum(bool(place.rows) for place in report.places)
    yield ""
    if report.dry_run:
        yield "Nothing was written: this was a dry run."
    elif not changed:
        yield "Nothing has changed since the last fill."
    else:
        folder = report.places[0].path.parent
        yield f"{changed} of {len(report.places)} returns written to {folder}."
        yield f"Every changed cell is in {folder / NAME}; --json lists all that was left blank."


def _place_summary(place: PlaceReport, dry_run: bool) -> Iterator[str]:
    yield f"{place.place.name} ({place.place.code}): {place.path}"
    against = "the earlier output" if place.replaces else "the template"
    count = f"{place.written} cell{'s' if place.written != 1 else ''} filled"
    changed = "nothing has changed"
    if place.rows:
        changed = f"with recalculated cells, {len(place.rows)} differ from {against}"
    yield f"  {count}, {len(place.blanks)} left blank; {changed}"
    yield from _wrapped("Complete flags", "; ".join(_flags(place.flags)))
    for reason in dict.fromkeys(reason for _, reason in place.blanks):
        names = [label for label, why in place.blanks if why == reason]
        yield from _wrapped(f"Left blank ({reason})", some_of(names, _NAMES_SHOWN, "; "))
    for found in place.findings:
        yield in_lines(found, "  ")
    if place.backup:
        yield f"  The earlier version is kept as {place.backup}"
    if dry_run:
        yield from _table(place.rows)


def _flags(states: list[FlagState]) -> Iterator[str]:
    """Return the overall flag, then how many others say yes, no, or cannot be known."""
    words = {True: "yes", False: "no", None: "unknown"}
    for state in states:
        if state.flag.about == OVERALL:
            shown_there = f" ({state.shown})" if state.shown else ""
            yield f"{OVERALL} {words[state.complete]}{shown_there}"
    for complete, word in words.items():
        names = [
            each.flag.title
            for each in states
            if each.complete is complete and each.flag.about != OVERALL
        ]
        if names:
            yield f"{len(names)} {word} ({some_of(names, _NAMES_SHOWN, '; ')})"


def _wrapped(title: str, text: str) -> list[str]:
    return textwrap.wrap(
        f"{title}: {text}", _WIDTH, initial_indent="  ", subsequent_indent="    ",
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip


def _table(rows: list[LogRow]) -> Iterator[str]:
    """Return the preview: cell, label, old and new value, in columns."""
    heading = ("cell", "label", "old", "new")
    lines = [(r.place, r.label or r.source, _seen(r.old), _seen(r.new)) for r in rows]
    widths = [max(len(line[i]) for line in [heading, *lines]) for i in range(4)]
    for line in [heading, *lines]:
        yield (
            "  "
            + "  ".join(
                text.ljust(width) for text, width in zip(line, widths, strict=True)
            ).rstrip()
        )


def _seen(value: Value) -> str:
    """Return a value as the preview shows it; an empty text looks like nothing."""
    return shown(None if value == "" else value)


def _as_plain(report: FillReport) -> dict[str, object]:
    return {
        "done": not report.dry_run,
        "return": report.return_id,
        "template": str(report.template),
        "dry_run": report.dry_run,
        "engine": report.engine,
        "findings": [as_plain(found) for found in report.findings],
        "places": [_place_as_plain(place) for place in report.places],
    }


def _place_as_plain(place: PlaceReport) -> dict[str, object]:
    return {
        "code": place.place.code,
        "name": place.place.name,
        "file": str(place.path),
        "cells_written": place.written,
        "changes": [
            {
                "sheet": row.sheet,
                "cell": str(row.cell),
                "label": row.label,
                "old": row.old,
                "new": row.new,
                "source": row.source,
            }
            for row in place.rows
        ],
        "left_blank": [{"field": label, "reason": why} for label, why in place.blanks],
        "flags": [
            {
                "about": each.flag.about,
                "sheet": each.flag.sheet,
                "cell": str(each.flag.cell),
                "complete": each.complete,
                "shown": each.shown,
            }
            for each in place.flags
        ],
        "findings": [as_plain(found) for found in place.findings],
        "backup": str(place.backup) if place.backup else None,
    }
