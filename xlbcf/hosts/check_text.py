"""The command ``check``: what was found as text, and the reports in other formats."""

from __future__ import annotations

import argparse
import json
import sys
import textwrap
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from xlbcf.desk.checking.report import CheckedFile, CheckReport, Item
from xlbcf.hosts import check_words as words
from xlbcf.hosts.check_words import Block, Entry
from xlbcf.hosts.file_patterns import files_named
from xlbcf.hosts.messages import in_lines
from xlbcf.hosts.progress import Progress
from xlbcf.hosts.report_files import ReportFormat, format_of, make_sure_of, put_report
from xlbcf.rules.findings import Refused, finding
from xlbcf.rules.kinds import Severity
from xlbcf.rules.wording import some_of

_WIDTH = 100
_OF_RETURNS = {
    "return": "return_id",
    "previous": "previous",
    "figures": "figures",
    "query": "query",
    "published": "published",
}
_OF_DASHBOARDS = {"sheet": "sheet", "bands": "bands"}
_MOST_ENTRIES = 40
_MOST_ON_SHEET, _FIRST_ON_SHEET = 12, 4


def run(options: argparse.Namespace) -> int:
    """Check files and report what was found."""
    form = ReportFormat(options.format or format_of(options.out))
    if options.json:
        form = ReportFormat.JSON
    target = options.out or form.default_file
    if target:
        # Before the work: nobody should wait for a report that cannot be put where it is wanted.
        make_sure_of(target, form)
    report = _checked(options)
    lowest, strict = Severity(options.severity), bool(options.strict)
    if target is None:
        print(_as_text(report, form, lowest, strict), end="")
    else:
        kept = put_report(target, form, _content(report, form, target, lowest, strict))
        for line in _refusals(report, ""):
            print(line, file=sys.stderr)
        print(words.verdict(report, strict=strict), f"Report: {target}", sep="\n")
        if kept:
            print(f"The earlier report is kept as {kept}")
    return words.status(report, strict=strict)


def in_text(
    report: CheckReport, lowest: Severity = Severity.NOTE, *, strict: bool = False
) -> Iterator[str]:
    """Yield a report as lines: each file, what lies across them, and what it comes to.

    Args:
        report: what was found.
        lowest: the least severity that is shown; what is counted is everything.
        strict: whether a query counts as an error does.
    """
    yield f"Check of {words.checked(report)}"
    for file in report.files:
        yield ""
        yield from _file_lines(file, lowest)
    across = words.gathered(report.across, lowest)
    if across:
        yield ""
        yield "Across files"
    for block in across:
        yield from _block_lines(block, with_place=True)
    if report.refused:
        yield ""
        yield "Not checked"
    yield from _refusals(report, "  ")
    yield ""
    if left_out := words.hidden(report, lowest):
        yield f"Not shown: {left_out}, because of --severity {lowest}."
    status = words.status(report, strict=strict)
    yield f"{words.verdict(report, strict=strict)} Exit status {status}."


def _make_sure_of_options(options: argparse.Namespace) -> None:
    """Refuse options of returns for a dashboard, and those of dashboards for a return."""
    strange = _OF_RETURNS if options.dashboard else _OF_DASHBOARDS
    with_what = "with --dashboard" if options.dashboard else "without --dashboard"
    found = [
        finding("RUN06", "the command", given=f"--{name}", with_what=with_what)
        for name, key in strange.items()
        if getattr(options, key)
    ]
    if found:
        raise Refused(found)


def _checked(options: argparse.Namespace) -> CheckReport:
    _make_sure_of_options(options)
    from xlbcf.desk.folder import find_home
    from xlbcf.desk.library import Library

    library = Library(find_home())
    files = tuple(files_named(options.files))
    if options.dashboard:
        from xlbcf.desk.check_dashboard import check_dashboards, read_yardstick

        held = read_yardstick(library, options.bands or "")
        return check_dashboards(files, held, options.sheet)
    from xlbcf.desk.checking.check import CheckOrder, check_files

    order = CheckOrder(
        files=files,
        return_id=options.return_id,
        previous=tuple(files_named(options.previous)),
        figures=options.figures,
        query=options.query,
        published=tuple(options.published),
        jobs=options.jobs,
    )
    with Progress(len(order.files), "file") as progress:
        return check_files(library, order, progress.step)


def _as_text(report: CheckReport, form: ReportFormat, lowest: Severity, strict: bool) -> str:
    if form is ReportFormat.JSON:
        from xlbcf.hosts.check_data import report_as_plain

        return json.dumps(report_as_plain(report, lowest, strict=strict), indent=2) + "\n"
    return "\n".join(in_text(report, lowest, strict=strict)) + "\n"


def _content(
    report: CheckReport, form: ReportFormat, target: Path, lowest: Severity, strict: bool
) -> bytes:
    if form is ReportFormat.HTML:
        from xlbcf.hosts.check_page import page

        made = datetime.now()
        return page(report, target.parent, made, lowest, strict=strict).encode()
    if form is ReportFormat.XLSX:
        from xlbcf.hosts.check_workbook import decisions_in, workbook

        earlier = dict(decisions_in(target.read_bytes())) if target.exists() else {}
        return workbook(report, target.parent, lowest, strict=strict, decisions=earlier)
    return _as_text(report, form, lowest, strict).encode()


def _refusals(report: CheckReport, indent: str) -> Iterator[str]:
    for path, findings in report.refused:
        yield f"{indent}{_line(str(path))}"
        for each in findings:
            yield words.clean(in_lines(each, f"{indent}  "))


def _file_lines(file: CheckedFile, lowest: Severity) -> Iterator[str]:
    yield _line(words.heading(file))
    yield f"  {_line(str(file.file))}"
    found = words.counts_in_words(file.items)
    yield from _wrapped(f"{found[:1].upper()}{found[1:]}. {words.completeness(file)}", "  ")
    for block in words.gathered(file.items, lowest):
        yield from _block_lines(block)


def _block_lines(block: Block, *, with_place: bool = False) -> Iterator[str]:
    """Yield what was found of one kind; what to do comes once where it is the same for all."""
    yield ""
    yield f"  {block.kind.code} {block.kind.severity}: {block.title}"
    for entry in block.entries[:_MOST_ENTRIES]:
        yield from _entry_lines(entry, with_place)
        if not block.action and entry.action:
            yield from _wrapped(f"To do: {entry.action}", "      ")
    left = len(block.entries[_MOST_ENTRIES:])
    if left:
        yield f"    and {left:,} more, each with other words"
    if left or any(map(_has_long_list, block.entries)):
        yield "    All of them: --format html, xlsx or json."
    if block.action:
        yield from _wrapped(f"To do: {block.action}", "    ")


def _entry_lines(entry: Entry, with_place: bool) -> Iterator[str]:
    """Yield where something is and below that what was found; many cells come sheet by sheet."""
    if len(entry.items) > words.FEW:
        where = list(_by_sheet(entry.items, with_place))
    else:
        width = max(len(words.address(item)) for item in entry.items)
        where = [
            f"    {_line(f'{words.address(item):{width}}  {_about(item, with_place)}')}".rstrip()
            for item in entry.items
            if words.address(item) or _about(item, with_place)
        ]
    yield from where
    yield from _wrapped(entry.message, "      " if where else "    ")


def _has_long_list(entry: Entry) -> bool:
    return any(len(items) > _MOST_ON_SHEET for _, items in words.by_sheet(entry.items))


def _by_sheet(items: Sequence[Item], with_place: bool) -> Iterator[str]:
    """Yield the cells of each sheet as a list in text."""
    for sheet, cells in words.by_sheet(items):
        names = [f"{item.cell} {_about(item, with_place)}".strip() for item in cells]
        most = _MOST_ON_SHEET if len(names) <= _MOST_ON_SHEET else _FIRST_ON_SHEET
        told = some_of(names, most, "; ")
        yield from _wrapped(f"{sheet}: {told}" if sheet else told, "    ", hang="  ")


def _about(item: Item, with_place: bool) -> str:
    return words.label(item, with_place=with_place)


def _wrapped(text: str, indent: str, hang: str = "") -> list[str]:
    return textwrap.wrap(
        words.clean(text), _WIDTH, initial_indent=indent, subsequent_indent=indent + hang,
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip


def _line(text: str) -> str:
    """Return a text on one line, whatever line breaks it has."""
    return words.clean(text).replace("\r", " ").replace("\n", " ").strip()
