"""The check of an open workbook: the same as of a file, changes that are not saved included."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from xlbcf.books.open_book import OpenBook
from xlbcf.desk.checking.check import CheckOrder, check_files
from xlbcf.desk.checking.report import CheckReport, Group, Item, in_order
from xlbcf.desk.library import Library
from xlbcf.desk.open.as_file import as_file
from xlbcf.rules.findings import Refused
from xlbcf.rules.kinds import Severity
from xlbcf.template.addresses import Cell, parse_cell


@dataclass(frozen=True, slots=True)
class OpenCheck:
    """What the check of an open workbook found.

    Args:
        report: the findings, as for a file.
        links: where links to the workbook go, if not to its path; empty for nowhere.
    """

    report: CheckReport
    links: Mapping[Path, str] = field(default_factory=dict)

    @property
    def items(self) -> list[Item]:
        """The findings, the worst first."""
        return in_order(list(self.report.items()))

    def on_sheet(self, sheet: str) -> OpenCheck:
        """Return what was found on one sheet and about the whole return.

        Args:
            sheet: the sheet's name.
        """
        files = [
            replace(each, items=[item for item in each.items if item.sheet in (sheet, "")])
            for each in self.report.files
        ]
        across = [item for item in self.report.across if item.sheet in (sheet, "")]
        return OpenCheck(CheckReport(files, across), self.links)

    @property
    def cells(self) -> dict[str, dict[Cell, Severity]]:
        """The cells that something was found in, by sheet, each with the worst of it."""
        found: dict[str, dict[Cell, Severity]] = {}
        for item in self.items:
            if item.sheet and item.cell:
                # The worst come first.
                found.setdefault(item.sheet, {}).setdefault(parse_cell(item.cell), item.severity)
        return found


def check_open(library: Library, book: OpenBook, figures: str = "", query: str = "") -> OpenCheck:
    """Check an open workbook as the command checks a file.

    Args:
        library: the mappings.
        book: the workbook.
        figures: a file or database address with more figures than it shows; empty for none.
        query: the query for a database.

    Raises:
        Refused: it cannot be read, is no return that has a mapping (CHK01), or the figures or the
            mappings are at fault.
    """
    file = as_file(library, book)
    order = CheckOrder(
        (file.path,),
        figures=figures or None,
        query=query or None,
        contents={file.path: file.content},
    )
    report = check_files(library, order)
    for _, findings in report.refused:
        raise Refused(findings)
    (checked,) = report.files
    checked.items += [Item(each, Group.FILE, file.path, checked.place) for each in file.findings]
    return OpenCheck(report, {} if file.link is None else {file.path: file.link})


def in_sheet_order(check: OpenCheck, sheets: list[str]) -> Iterator[tuple[str, Cell, list[Item]]]:
    """Yield the cells that something was found in, as one goes through the workbook.

    Args:
        check: what was found.
        sheets: the names of the sheets, in their order.

    Yields:
        Sheet, cell, and what was found there, the worst first.
    """
    items, cells = check.items, check.cells
    for sheet in sheets:
        for cell in sorted(cells.get(sheet, ())):
            own = [each for each in items if (each.sheet, each.cell) == (sheet, str(cell))]
            yield sheet, cell, own
