"""A small return of its own for the tests of the check: its mapping, its form, and what is found.

``check(folder, {"B4": "No"})`` is the good form with one cell changed, checked.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.support.sheets import OPEN_DATE, PROTECTION, UNLOCKED, Raw, Styled, book, limit, sheet
from tests.support.templates import ROOT
from xlbcf.desk.checking.check import Checked, check_return
from xlbcf.desk.checking.report import Item
from xlbcf.desk.folder import Home
from xlbcf.desk.library import Library
from xlbcf.feeds.figures import Figures

POINTS = """\
  points:
    name: Points
    definition: A share kept as 92.7
    unit: percent
    polarity: high_is_good
    stored_as: percent
    limits: [0, 100]
    frequency: annual
    source: the test
"""
MAPPING = """\
return: form
title: A small form
year: 2024-25
template: form.xlsx
reconstruction: true
placeholders: [< Select >]
fingerprint: {sheets: [Form], texts: [{sheet: Form, cell: A1, text: A small form}]}
sheets: {form: Form}
headings: {plan: Plan, actual: Actual, rating: Rating, challenges: Challenges, variance: Variance, mitigation: Mitigation}
assessments: {met: Target met, not_met: Target not met, no_data: Data not available}
fields:
  - {field: place, sheet: form, row: Council, cell: B3, from: place}
  - {field: signed, sheet: form, row: Signed, cell: B4, from: answers, type: choice, choices: {"yes": "Yes", "no": "No"}, attention: {"no": it is not signed yet}}
  - {field: signed_when, sheet: form, row: When, cell: B5, from: answers, type: date, required: {field: signed, is: ["no"]}}
  - {field: money, sheet: form, row: Money, cell: B6, from: answers, type: number, lowest: 0, highest: 1000}
  - {field: notes, sheet: form, row: Notes, cell: B7, from: answers, required: never, characters: 30, words: 4}
  - {field: colour, sheet: form, row: Colour, cell: B8, from: answers, type: choice}
  - {field: day, sheet: form, row: Day, cell: B9, from: answers, type: date, required: never}
  - {field: share, metric: reablement, sheet: form, row: Share, cell: B10, from: answers, type: number}
  - {field: points, metric: points, sheet: form, row: Points, cell: B11, from: answers, type: number}
  - {field: reason, sheet: form, row: Reason, cell: B12, from: answers, required: {field: money}}
  - {field: place_id, sheet: form, row: Code, cell: B13, from: template}
  - {field: length, sheet: form, row: Length, cell: B14, from: answers, type: number, required: never}
  - {field: plan, metric: falls_admissions, period: 2024-25 Q3, sheet: form, row: Falls, column: plan, cell: B21, from: template}
  - {field: actual, metric: falls_admissions, period: 2024-25 Q3, sheet: form, row: Falls, column: actual, cell: C21, from: figures, required: never}
  - {field: assessment, metric: falls_admissions, sheet: form, row: Falls, column: rating, cell: D21, from: commentary, judge: {plan: 2024-25 Q3, actual: 2024-25 Q3, mode: latest_quarter}}
  - {field: challenges, metric: falls_admissions, sheet: form, row: Falls, column: challenges, cell: E21, from: commentary}
  - {field: variance, metric: falls_admissions, sheet: form, row: Falls, column: variance, cell: F21, from: commentary, required: not_met}
  - {field: mitigation, metric: falls_admissions, sheet: form, row: Falls, column: mitigation, cell: G21, from: commentary, required: not_met_or_no_data}
  - {field: plan, metric: discharge_to_usual_residence, period: 2024-25, sheet: form, row: Home, column: plan, cell: B22, from: answers, type: number, required: never}
  - {field: actual, metric: discharge_to_usual_residence, period: 2024-25, sheet: form, row: Home, column: actual, cell: C22, from: figures, required: never}
  - {field: assessment, metric: discharge_to_usual_residence, sheet: form, row: Home, column: rating, cell: D22, from: commentary, judge: {plan: 2024-25, actual: 2024-25, mode: annual}}
  - {field: challenges, metric: discharge_to_usual_residence, sheet: form, row: Home, column: challenges, cell: E22, from: commentary}
  - {field: total, sheet: form, row: Total, cell: B30, from: answers, type: number, required: never}
  - {field: first, sheet: form, row: First, cell: B31, from: answers, type: number, required: never}
  - {field: second, sheet: form, row: Second, cell: B32, from: answers, type: number, required: never}
  - {field: rate, metric: residential_admissions, sheet: form, row: Rate, cell: B33, from: answers, type: number, required: never}
  - {field: people, sheet: form, row: People, cell: B34, from: answers, type: number, required: never}
  - {field: population, sheet: form, row: Population, cell: B35, from: answers, type: number, required: never}
  - {field: start, sheet: form, row: Start, cell: B36, from: answers, type: date, required: never}
  - {field: end, sheet: form, row: End, cell: B37, from: answers, type: date, required: never}
  - {field: again, sheet: form, row: Again, cell: B38, from: answers, type: number, required: never}
  - {field: half, sheet: form, row: Half, cell: B39, from: answers, type: number, required: never}
checks:
  - {total: total, parts: [first, second], within: 0.5}
  - {rate: rate, numerator: people, denominator: population}
  - {rate: {field: points, metric: points}, numerator: half, denominator: again}
  - {order: [start, end]}
  - {same: [total, again]}
flags:
  - {about: overall, sheet: form, cell: D1, complete: Complete}
  - {about: signed, sheet: form, cell: D4, complete: "Yes"}
  - {about: signed_when, sheet: form, cell: D5, complete: "Yes"}
  - {about: money, sheet: form, cell: D6, complete: "Yes"}
  - {about: falls_admissions, sheet: form, cell: H21, complete: "Yes"}
  - {about: discharge_to_usual_residence, sheet: form, cell: H22, complete: "Yes"}
"""  # noqa: E501
_LABELS = (
    *("Council", "Signed", "When", "Money", "Notes", "Colour", "Day", "Share", "Points"),
    *("Reason", "Code", "Length"),
)
_BELOW = (
    "Total",
    "First",
    "Second",
    "Rate",
    "People",
    "Population",
    "Start",
    "End",
    "Again",
    "Half",
)
_HEADINGS = ("Plan", "Actual", "Rating", "Challenges", "Variance", "Mitigation")
#: A return in which nothing is to be found. Dates have styles of their own, see ``DATES``.
GOOD: Mapping[str, object] = {
    "A1": "A small form", "D1": "Complete",
    **{f"A{row}": label for row, label in enumerate(_LABELS, 3)},
    **{f"{'BCDEFG'[n]}20": heading for n, heading in enumerate(_HEADINGS)},
    "A21": "Falls", "A22": "Home",
    **{f"A{row}": label for row, label in enumerate(_BELOW, 30)},
    "B3": "Rutland", "B4": "Yes", "B6": 250, "B8": "Red", "B10": 0.927, "B11": 50,
    "B12": "Some words", "B13": "E06000017", "B14": 5,
    "B21": 400, "C21": 388.4, "D21": "Target met", "E21": "Some words",
    "B22": 0.951, "C22": 0.96, "D22": "Target met", "E22": "Some words",
    "B30": 120, "B31": 70, "B32": 50, "B33": 583.8, "B34": 899, "B35": 153982,
    "B36": 45352, "B37": 45658, "B38": 120, "B39": 60,
    "D4": "Yes", "D5": "Yes", "D6": "Yes", "H21": "Yes", "H22": "Yes",
}  # fmt: skip
DATES = ("B5", "B9", "B36", "B37")
_CLOSED = ("D1", "D4", "D5", "D6", "B13", "B21")
_LISTS = (
    ("B3", '"Leicester,Leicestershire,Rutland"'),
    ("B8", '"Red,Light blue"'),
    ("D21:D22", '"Target met,Target not met,Data not available"'),
)


def home(folder: Path, mapping: str = MAPPING) -> Home:
    """Make a working folder with the shipped metrics and places and the small return alone."""
    (folder / "mappings" / "returns").mkdir(parents=True, exist_ok=True)
    for path in (ROOT / "mappings").glob("*.yaml"):
        shutil.copy(path, folder / "mappings")
    metrics = folder / "mappings" / "metrics.yaml"
    metrics.write_text(metrics.read_text(encoding="utf-8") + POINTS, encoding="utf-8")
    (folder / "mappings" / "returns" / "form.yaml").write_text(mapping, encoding="utf-8")
    return Home(folder)


def form(changes: Mapping[str, object] | None = None, **more: object) -> bytes:
    """Return the good form with some cells changed; None empties a cell.

    Args:
        changes: addresses and values, as :func:`tests.support.sheets.sheet` takes them.
        **more: ``lists`` (the XML of other drop-downs than its own), ``protected``,
            ``more_sheets``, and what :func:`tests.support.sheets.book` takes.
    """
    rules, protected = more.pop("lists", _rules()), more.pop("protected", False)
    others: Sequence = more.pop("more_sheets", ())  # type: ignore[assignment]
    cells = {**GOOD, **(changes or {})}
    cells = {key: value for key, value in cells.items() if value is not None}
    for address in DATES:
        if isinstance(cells.get(address), int | float):
            cells[address] = Styled(cells[address], OPEN_DATE)
    if protected:
        cells = {key: _open(key, value) for key, value in cells.items()}
    ordered = dict(sorted(cells.items(), key=_in_order))
    tail = f"{PROTECTION if protected else ''}{rules}"
    return book(sheet("Form", ordered, tail=tail), *others, **more)


def _open(address: str, value: object) -> object:
    """Unlock what is typed into the form, as a template does."""
    typed = address[0] in "BCDEFG" and address[1:] != "20" and address not in _CLOSED
    return Styled(value, UNLOCKED) if typed and not isinstance(value, Raw | Styled) else value


def _rules() -> str:
    """Return the drop-downs, and a limit on B14: a whole number from 1 to 10."""
    within = re.sub("</?dataValidations[^>]*>", "", limit("B14", "whole", "1", "10", "between"))
    found = "".join(
        f'<dataValidation type="list" allowBlank="1" sqref="{cells}">'
        f"<formula1>{source}</formula1></dataValidation>"
        for cells, source in _LISTS
    )
    return f'<dataValidations count="{len(_LISTS) + 1}">{found}{within}</dataValidations>'


def _in_order(cell: tuple[str, object]) -> tuple[int, str]:
    letters = re.sub(r"\d", "", cell[0])
    return int(cell[0][len(letters) :]), letters


def check(
    folder: Path,
    changes: Mapping[str, object] | bytes | None = None,
    *,
    mapping: str = MAPPING,
    blank: bytes | None = None,
    figures: Figures | None = None,
) -> Checked:
    """Check the good form with some cells changed, or a workbook of one's own.

    Args:
        folder: where the working folder is made.
        changes: what differs from the good form, or the whole workbook's content.
        mapping: the mapping's text.
        blank: the blank template's content, if there is to be one.
        figures: more figures than the return shows.
    """
    place = home(folder, mapping)
    if blank is not None:
        place.templates.mkdir(parents=True, exist_ok=True)
        (place.templates / "form.xlsx").write_bytes(blank)
    path = folder / "rutland.xlsx"
    path.write_bytes(changes if isinstance(changes, bytes) else form(changes))
    return check_return(Library(place), path, figures=figures)


def items_of(checked: Checked) -> list[Item]:
    """Return the items of a file, which must have been checked."""
    assert checked.file is not None, [str(each) for each in checked.refused]
    return checked.file.items


def found(checked: Checked) -> list[tuple[str, str]]:
    """Return the code and cell of each item, in the order of the sheet."""
    pairs = [(item.finding.code, item.cell) for item in items_of(checked)]
    return sorted(pairs, key=lambda pair: (_in_order((pair[1] or "A0", "")), pair[0]))


def message(checked: Checked, code: str) -> str:
    """Return the message of the only item with a code."""
    (item,) = [each for each in items_of(checked) if each.finding.code == code]
    assert item.finding.where.endswith(f"Form!{item.cell}" if item.cell else "rutland.xlsx")
    return item.finding.message


def codes(items: Sequence[Item]) -> list[str]:
    """Return the codes of some items."""
    return [each.finding.code for each in items]
