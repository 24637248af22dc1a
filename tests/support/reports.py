"""Reports of checks made by hand, to be shown."""

from __future__ import annotations

from pathlib import Path

from xlbcf.desk.checking.report import CheckedFile, CheckReport, Group, Item
from xlbcf.rules.findings import Finding, finding

METRICS = "4. Metrics"
ERROR, QUERY, NOTE = "CELL03", "FIG09", "BOOK08"
_FACTS = {
    ERROR: {"value": "“Yess”", "expected": "one of Yes, No"},
    QUERY: {"numerator": "54", "denominator": "60", "computed": "90%", "found": "92%"},
    NOTE: {"why": "it was saved by a program that does not calculate"},
}
_FIELDS = ("challenges", "achievements", "assessment", "actual", "plan", "variance explained")


def item(
    code: str = ERROR,
    file: str | Path = "returns/rutland.xlsx",
    place: str = "Rutland",
    sheet: str = METRICS,
    cell: str = "H12",
    field: str = "avoidable admissions, challenges",
    **facts: str,
) -> Item:
    """An item of some kind of the catalogue, with its usual facts unless others are given."""
    where = f"{file}, '{sheet}'!{cell}"
    found = finding(code, where, **{**_FACTS.get(code, {}), **facts})
    group = Group.ACROSS if code == QUERY else Group.VALUES
    return Item(found, group, Path(file), place, sheet, cell, field)


def checked(place: str, *items: Item, **facts: object) -> CheckedFile:
    """A checked return of a place."""
    known = {
        "file": Path(f"returns/{place.casefold()}.xlsx"),
        "title": "BCF 2024-25 end of year",
        "return_id": "bcf-2024-25-eoy",
        "place": place,
        "items": list(items),
        "required": 57,
        "blank": 12,
        "template_says": False,
    }
    return CheckedFile(**{**known, **facts})  # type: ignore[arg-type]


def sample() -> CheckReport:
    """Three returns, the first with errors, one file that cannot be read, one query across."""
    blanks = [
        item(cell=f"H{row}", field=f"avoidable admissions, {_FIELDS[row - 12]}", value="nothing")
        for row in range(12, 18)
    ]
    differing = [
        item(QUERY, cell="K12", field="falls, actual"),
        item(QUERY, cell="K13", field="discharge to usual residence, actual", found="91.8%"),
    ]
    note = item(NOTE, cell="", sheet="", field="")
    first = checked("Rutland", note, *differing, item(cell="J15"), *blanks)
    leicester = item(QUERY, "returns/leicester.xlsx", "Leicester", cell="K12", field="falls")
    second = checked("Leicester", leicester, blank=0, template_says=True)
    third = checked("Leicestershire", blank=0, template_says=None)
    return CheckReport([first, second, third], [leicester], [refused()])


def refused() -> tuple[Path, list[Finding]]:
    """A file that cannot be checked, with the reason."""
    path = Path("returns/old.xls")
    return path, [finding("BOOK02", path)]
