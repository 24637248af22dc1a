"""What a check found: items that name sheet and cell, by file, and over several files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from xlbcf.rules.findings import Finding
from xlbcf.rules.kinds import Severity


class Group(StrEnum):
    """What a check is about, in the order in which people are told."""

    FILE = "file"
    COMPLETENESS = "completeness"
    VALUES = "values"
    JUDGEMENT = "judgement"
    NARRATIVE = "narrative"
    ACROSS = "across"


@dataclass(frozen=True, slots=True)
class Item:
    """One finding of a check, and the cell it is about.

    Args:
        finding: the finding; its ``where`` names file, sheet and cell.
        group: which check found it.
        file: the file it is about.
        place: the place's name, empty where not known.
        sheet: the sheet's name, empty where it is about no one sheet.
        cell: the cell's address, empty where it is about no one cell.
        field: what stands in the cell, in words.
    """

    finding: Finding
    group: Group
    file: Path
    place: str = ""
    sheet: str = ""
    cell: str = ""
    field: str = ""

    @property
    def severity(self) -> Severity:
        """How much it matters."""
        return self.finding.severity


@dataclass(slots=True)
class CheckedFile:
    """One file as checked.

    Args:
        file: the file.
        title: what it is, such as the return's title.
        return_id: the return's id, empty for what is no return.
        place: the place's name, empty where the file names none.
        items: what was found in it.
        required: how many of its cells must be filled, going by its own answers.
        blank: how many of those are blank.
        template_says: whether its own flags say that it is complete; None if unknown or none.
    """

    file: Path
    title: str
    return_id: str = ""
    place: str = ""
    items: list[Item] = field(default_factory=list)
    required: int = 0
    blank: int = 0
    template_says: bool | None = None

    @property
    def name(self) -> str:
        """What people call it: its place, else its file."""
        return self.place or self.file.name


@dataclass(slots=True)
class CheckReport:
    """What a check of one or several files found.

    Args:
        files: the files that could be checked, in the order given.
        across: what was found by laying several files beside each other.
        refused: the files that could not be checked, each with the reasons.
    """

    files: list[CheckedFile] = field(default_factory=list)
    across: list[Item] = field(default_factory=list)
    refused: list[tuple[Path, Sequence[Finding]]] = field(default_factory=list)

    def items(self) -> Iterator[Item]:
        """Yield every item: those of each file, then those across files."""
        for each in self.files:
            yield from each.items
        yield from self.across

    def count(self, severity: Severity) -> int:
        """Return how many items have a severity."""
        return sum(item.severity is severity for item in self.items())


def in_order(items: Sequence[Item]) -> list[Item]:
    """Return items the worst first, then by check; what is equal keeps its order."""
    severities, groups = list(Severity), list(Group)
    return sorted(items, key=lambda i: (severities.index(i.severity), groups.index(i.group)))


def at_least(items: Sequence[Item], lowest: Severity) -> list[Item]:
    """Return the items that matter as much as ``lowest`` or more."""
    ranks = list(Severity)
    return [item for item in items if ranks.index(item.severity) <= ranks.index(lowest)]
