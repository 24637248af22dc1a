"""What the reports of a check have in common: their words, their order and their links."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from xlbcf.desk.checking.report import CheckedFile, CheckReport, Item, at_least, in_order
from xlbcf.rules.kinds import Kind, Severity

CLEAR, FOUND, CANNOT = 0, 1, 2
#: More cells than this are listed sheet by sheet.
FEW = 3
LETTERS = {Severity.ERROR: "E", Severity.QUERY: "Q", Severity.NOTE: "N"}
SHAPES = {Severity.ERROR: "■", Severity.QUERY: "▲", Severity.NOTE: "●"}
PLURALS = {Severity.ERROR: "errors", Severity.QUERY: "queries", Severity.NOTE: "notes"}
# Letters that would steer a terminal or turn text round, and those that no file can hold.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


@dataclass(slots=True)
class Entry:
    """Items that say the same of different cells.

    Args:
        message: what was found and what is expected.
        action: what to do.
        items: the items, in their order.
    """

    message: str
    action: str
    items: list[Item] = field(default_factory=list)


@dataclass(slots=True)
class Block:
    """All that was found of one kind.

    Args:
        kind: the entry of the catalogue.
        entries: what was found, by what it says.
    """

    kind: Kind
    entries: list[Entry] = field(default_factory=list)

    @property
    def size(self) -> int:
        """How many items there are."""
        return sum(len(entry.items) for entry in self.entries)

    @property
    def action(self) -> str:
        """What to do, if it is the same for all; else empty."""
        actions = {entry.action for entry in self.entries}
        return next(iter(actions)) if len(actions) == 1 else ""

    @property
    def title(self) -> str:
        """The kind's title, and how often it was found if more than once."""
        return f"{self.kind.title} ({self.size:,} times)" if self.size > 1 else self.kind.title


def gathered(items: Sequence[Item], lowest: Severity = Severity.NOTE) -> list[Block]:
    """Return items the worst first, with those of one kind and those that say the same together.

    Args:
        items: the items of a file, or those across files.
        lowest: the least severity that is shown.
    """
    blocks: dict[str, Block] = {}
    entries: dict[tuple[str, str, str], Entry] = {}
    for item in in_order(at_least(items, lowest)):
        kind = item.finding.kind
        block = blocks.setdefault(kind.code, Block(kind))
        message, action = sentence(kind, item.finding.message), clean(item.finding.action)
        entry = entries.get((kind.code, message, action))
        if entry is None:
            entry = entries[kind.code, message, action] = Entry(message, action)
            block.entries.append(entry)
        entry.items.append(item)
    return list(blocks.values())


def clean(text: str) -> str:
    """Return a text without the letters that a terminal, a page or a workbook cannot bear."""
    return _UNSAFE.sub("\ufffd", text)


def sentence(kind: Kind, message: str) -> str:
    """Return a finding's message as a sentence of its own.

    Args:
        kind: the finding's kind.
        message: the message, which goes on from the place where a finding is printed on a line.
    """
    # A fact at the beginning is quoted from the return and keeps its letters.
    own_words = not kind.message.startswith("{")
    return clean(message[:1].upper() + message[1:] if own_words else message)


def address(item: Item) -> str:
    """Return where an item is, as Excel names it: ``'4. Metrics'!H12``; empty if nowhere.

    A text file has no sheets; its lines and columns are named as Excel shows them: ``H12``.
    """
    if item.sheet and item.cell:
        return clean(f"{_quoted(item.sheet)}!{item.cell}")
    return clean(f"sheet {item.sheet}" if item.sheet else item.cell)


def label(item: Item, *, with_place: bool = False) -> str:
    """Return what an item is about, in words.

    Args:
        item: the item.
        with_place: whether the reader needs to be told the place, because others are beside it.
    """
    place = (item.place or item.file.name) if with_place else ""
    return clean(", ".join(each for each in (place, item.field) if each))


def by_sheet(items: Sequence[Item]) -> list[tuple[str, list[Item]]]:
    """Return items sheet by sheet, for a list of many; the sheets keep their order.

    Args:
        items: the items.

    Returns:
        For each sheet its name with the number of its items, empty for no sheet, and its items.
    """
    sheets: dict[str, list[Item]] = {}
    for item in items:
        sheets.setdefault(clean(item.sheet), []).append(item)
    return [(f"{name} ({len(own):,})" if name else "", own) for name, own in sheets.items()]


def location(item: Item) -> str:
    """Return the part of a link that names an item's cell; empty if it has none."""
    return f"{_quoted(item.sheet)}!{item.cell or 'A1'}" if item.sheet else ""


def relative(file: Path, folder: Path) -> str:
    """Return the way from a folder to a file with forward slashes, absolute if there is none."""
    try:
        return Path(os.path.relpath(file, folder)).as_posix()
    except ValueError:  # another drive
        return file.absolute().as_posix()


def web_link(file: Path, folder: Path, at: str = "") -> str:
    """Return a link from a page to a file.

    Args:
        file: the file.
        folder: the folder that the page is in.
        at: the cell, as :func:`location` names it.
    """
    try:
        path = quote(clean(Path(os.path.relpath(file, folder)).as_posix()))
    except ValueError:
        path = file.absolute().as_uri()
    return f"{path}#{quote(clean(at), safe=chr(39) + '!:$')}" if at else path


def counts(items: Sequence[Item]) -> dict[Severity, int]:
    """Return how many items have each severity, the worst first."""
    number = Counter(item.severity for item in items)
    return {severity: number[severity] for severity in Severity}


def counted(number: int, one: str, many: str) -> str:
    """Return a number with its noun: ``1 error``, ``1,200 errors``."""
    return f"{number:,} {one if number == 1 else many}"


def listed(names: Sequence[str]) -> str:
    """Return names as a list in a sentence: ``a, b and c``."""
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def counts_in_words(items: Sequence[Item]) -> str:
    """Return how many items there are: ``3 errors, 2 queries and 5 notes``, ``nothing found``."""
    told = [
        counted(number, str(severity), PLURALS[severity])
        for severity, number in counts(items).items()
        if number
    ]
    return listed(told) or "nothing found"


def status(report: CheckReport, *, strict: bool) -> int:
    """Return the exit status of a check.

    Args:
        report: what was found, whether it is shown or not.
        strict: whether a query counts as an error does.

    Returns:
        0 nothing at error, 1 errors, 2 a file could not be checked.
    """
    if report.refused:
        return CANNOT
    failed = report.count(Severity.ERROR) or (strict and report.count(Severity.QUERY))
    return FOUND if failed else CLEAR


def verdict(report: CheckReport, *, strict: bool) -> str:
    """Return what a check comes to, in one or two plain sentences."""
    said = []
    if report.refused:
        said.append(f"{counted(len(report.refused), 'file', 'files')} could not be checked.")
    if report.files:
        found = counts_in_words(list(report.items()))
        said.append(f"{_opening(report, strict)}{found} in {checked(report)}.")
    return " ".join(said) or "There was no file to check."


def checked(report: CheckReport) -> str:
    """Return how many files were checked: ``3 returns``."""
    returns = report.files and all(each.return_id for each in report.files)
    nouns = ("return", "returns") if returns else ("file", "files")
    return counted(len(report.files), *nouns)


def heading(file: CheckedFile) -> str:
    """Return a file's heading: its place and what it is."""
    return clean(f"{file.name}: {file.title}" if file.title else file.name)


def is_form(file: CheckedFile) -> bool:
    """Say whether a file is a form to fill, which can be complete, and not a table."""
    return file.required > 0 or file.template_says is not None


def completeness(file: CheckedFile) -> str:
    """Return how complete a file is, in a sentence; empty if it is no form to fill."""
    if not is_form(file):
        return ""
    required = counted(file.required, "required cell", "required cells")
    return f"{required}, {file.blank:,} blank; the template says: {own_flags(file)}."


def own_flags(file: CheckedFile) -> str:
    """Return what the template's own flags say of a file: ``complete``."""
    return {True: "complete", False: "not complete", None: "not known"}[file.template_says]


def hidden(report: CheckReport, lowest: Severity) -> str:
    """Return what ``--severity`` leaves out, in words; empty if nothing."""
    everything = list(report.items())
    shown = {item.severity for item in at_least(everything, lowest)}
    left_out = [item for item in everything if item.severity not in shown]
    return counts_in_words(left_out) if left_out else ""


def kinds_used(report: CheckReport, lowest: Severity = Severity.NOTE) -> list[Kind]:
    """Return the kinds that a report shows, by code."""
    found = [item.finding for item in at_least(list(report.items()), lowest)]
    found += [each for _, findings in report.refused for each in findings]
    return [kind for _, kind in sorted({each.code: each.kind for each in found}.items())]


def _opening(report: CheckReport, strict: bool) -> str:
    if report.count(Severity.ERROR):
        return "Not ready: "
    if report.count(Severity.QUERY):
        return "Not ready (strict): " if strict else "No errors, but look at the queries: "
    return "No errors: " if report.count(Severity.NOTE) else "All clear: "


def _quoted(sheet: str) -> str:
    return "'" + sheet.replace("'", "''") + "'"
