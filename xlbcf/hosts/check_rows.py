"""The rows of a workbook that reports a check: a section for each file, a row for each finding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from xlbcf.desk.checking.report import CheckedFile, CheckReport, Item, at_least, in_order
from xlbcf.hosts import check_words as words
from xlbcf.rules.findings import Finding
from xlbcf.rules.kinds import Severity

#: The headings of the findings, with the widths of their columns.
FINDINGS = (
    ("Severity", 11),
    ("Code", 9),
    ("Title", 20),
    ("Place", 15),
    ("Sheet", 15),
    ("Cell", 8),
    ("Field", 22),
    ("What was found and what is expected", 42),
    ("What to do", 32),
    ("Your decision", 26),
    ("Check", 14),
    ("File", 44),
)


class Key(NamedTuple):
    """What makes a finding the same one in a later report; its file may have moved."""

    code: str
    place: str
    sheet: str
    cell: str
    found: str

    @classmethod
    def of(cls, row: Mapping[str, str]) -> Key:
        """Return the key of a row by its headings."""
        names = ("Code", "Place", "Sheet", "Cell", "What was found and what is expected")
        return cls(*(row.get(name, "") for name in names))


@dataclass(frozen=True, slots=True)
class Row:
    """One finding as a row.

    Args:
        severity: how much it matters.
        code: its code.
        title: its title.
        place: the place, or the file where none is known.
        sheet: the sheet, as a link names it.
        cell: the cell's address.
        field: what stands in the cell.
        found: what was found and what is expected.
        action: what to do.
        check: which check found it.
        file: the file.
        location: the part of a link that names the cell.
    """

    severity: Severity
    code: str
    title: str
    place: str
    sheet: str
    cell: str
    field: str
    found: str
    action: str
    check: str
    file: Path
    location: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts after the severity, in the order of the headings."""
        return (self.code, self.title, self.place, self.sheet, self.cell, self.field, self.found,
                self.action, "", self.check, str(self.file))  # fmt: skip

    @property
    def key(self) -> Key:
        """What makes it the same finding in a later report."""
        return Key(self.code, *map(words.clean, (self.place, self.sheet, self.cell, self.found)))


@dataclass(frozen=True, slots=True)
class Section:
    """One file's part of the report, or what lies across files.

    Args:
        name: the place.
        title: what the file is.
        file: the file; None for what lies across several.
        numbers: errors, queries, notes, required cells and blank ones, None where there is none.
        flags: what the template's own flags say.
        verdict: what it comes to.
        rows: its findings.
    """

    name: str
    title: str
    file: Path | None
    numbers: tuple[int | None, ...]
    flags: str
    verdict: str
    rows: list[Row]


def sections(report: CheckReport, lowest: Severity) -> list[Section]:
    """Return a report's sections: file by file, across files, files not checked.

    Args:
        report: what was found.
        lowest: the least severity that has rows.
    """
    made = [_of_file(each, lowest) for each in report.files]
    if report.across:
        numbers = (*words.counts(report.across).values(), None, None)
        rows = _rows(report.across, lowest)
        verdict = _verdict(report.across)
        made.append(Section("Across files", "", None, numbers, "", verdict, rows))
    for path, findings in report.refused:
        rows = [_reason(each, path) for each in findings]
        nothing = (None,) * 5
        made.append(Section(path.name, "", path, nothing, "", "Could not be checked", rows))
    return made


def _of_file(file: CheckedFile, lowest: Severity) -> Section:
    form = words.is_form(file)
    complete = (file.required, file.blank) if form else (None, None)
    numbers = (*words.counts(file.items).values(), *complete)
    flags = words.own_flags(file).capitalize() if form else ""
    rows = _rows(file.items, lowest)
    return Section(file.name, file.title, file.file, numbers, flags, _verdict(file.items), rows)


def _verdict(items: Sequence[Item]) -> str:
    severities = {item.severity for item in items}
    if Severity.ERROR in severities:
        return "Errors to put right"
    return "Queries to look at" if Severity.QUERY in severities else "Nothing at error"


def _rows(items: Sequence[Item], lowest: Severity) -> list[Row]:
    return [
        Row(
            item.severity,
            item.finding.code,
            item.finding.kind.title,
            item.place or item.file.name,
            item.sheet,
            item.cell,
            item.field,
            words.sentence(item.finding.kind, item.finding.message),
            item.finding.action,
            str(item.group).capitalize(),
            item.file,
            words.location(item),
        )
        for item in in_order(at_least(items, lowest))
    ]


def _reason(found: Finding, path: Path) -> Row:
    message = words.sentence(found.kind, found.message)
    return Row(found.severity, found.code, found.kind.title, path.name, "", "", "", message,
               found.action, "File", path)  # fmt: skip
