"""The publish command, and what it and its button say of a values-only copy."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator

from xlbcf.books.values_only import ValuesOnly
from xlbcf.desk.folder import Home, find_home
from xlbcf.desk.publish import Dashboards, Published, publish_file
from xlbcf.hosts.check_words import counted
from xlbcf.hosts.dashboard_files import dashboard_file
from xlbcf.hosts.functions.for_working_out import cell_functions
from xlbcf.hosts.messages import as_plain, in_lines
from xlbcf.rules.kinds import Severity
from xlbcf.rules.wording import some_of
from xlbcf.template.bands import load_bands
from xlbcf.template.dashboards import load_dashboards

_SHOWN = 6


def run(options: argparse.Namespace) -> int:
    """Write a values-only copy and tell what is in it and what is not.

    Returns:
        0, or 1 where a person must look at the copy before it goes out.
    """
    home = find_home()
    how = how_to_publish(home, suppress=options.suppress, pictures=not options.no_pictures)
    beside = options.out is None
    path = dashboard_file(options.file, home, how.mappings, writes=beside) or options.file
    published = publish_file(path, options.out, how)
    if options.json:
        print(json.dumps(_as_plain(published), indent=2))
    else:
        print(f"{published.path}: a copy with values only.")
        print("\n".join(published_text(published)))
        for found in published.findings:
            print(in_lines(found))
    return int(any(each.severity is not Severity.NOTE for each in published.findings))


def how_to_publish(home: Home, *, suppress: bool = False, pictures: bool = True) -> Dashboards:
    """Return how dashboards are published.

    Args:
        home: the working folder, whose dashboards they are.
        suppress: whether small numbers are taken out.
        pictures: whether the pages are drawn.
    """
    dashboards = load_dashboards(home.mappings / "dashboards")
    bands = load_bands(home.mappings / "bands.yaml") if dashboards else {}
    return Dashboards(dashboards, cell_functions(), bands, suppress, pictures)


def published_text(published: Published) -> Iterator[str]:
    """Yield what came of a copy: what is in it, what is not, and what was drawn.

    Args:
        published: the copy.
    """
    yield from copy_text(published.copy)
    told = published.dashboard
    if told is None:
        return
    if told.suppressed:
        hidden = counted(told.hidden, "number is hidden", "numbers are hidden")
        yield f"Small numbers: {hidden} (*), {told.rounded} rounded to the nearest 5."
    if told.charts:
        yield f"{counted(told.charts, 'chart has', 'charts have')} the title as words now."
    for path in told.pages:
        yield f"Drawn: {path}"


def _as_plain(published: Published) -> dict[str, object]:
    copy, told = published.copy, published.dashboard
    content: dict[str, object] = {
        "done": True,
        "file": str(published.path),
        "formulas": copy.formulas,
        "errors": copy.errors,
        "removed": copy.removed,
        "hidden_sheets": copy.hidden,
        "comments": copy.comments,
        "findings": [as_plain(each) for each in published.findings],
    }
    if told:
        content["dashboard"] = {
            "id": told.id,
            "suppressed": told.suppressed,
            "hidden": told.hidden,
            "rounded": told.rounded,
            "charts_given_words": told.charts,
            "pages": [str(path) for path in told.pages],
        }
    return content


def copy_text(copy: ValuesOnly) -> Iterator[str]:
    """Yield what is in a values-only copy, what is not, and what a person should look at.

    Args:
        copy: the copy.
    """
    yield f"{counted(copy.formulas, 'formula is a value', 'formulas are values')} now."
    if copy.removed:
        yield f"Not in the copy: {'; '.join(copy.removed)}."
    if copy.errors:
        cells = some_of(copy.errors, _SHOWN)
        yield f"{counted(len(copy.errors), 'cell shows an error', 'cells show errors')}: {cells}."
    if copy.hidden:
        sheets = some_of([f"“{each}”" for each in copy.hidden], _SHOWN)
        yield f"Still in it, and anybody can show them: the hidden sheets {sheets}."
    if copy.comments:
        yield "Still in it: comments and notes, with the writers' names where they are given."
