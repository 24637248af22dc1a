"""A preview of a fill as a workbook: what goes where, what stays blank, what to look at."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from xlbcf import __version__
from xlbcf.books.values import Value, number_text
from xlbcf.desk.open.fill import FillPlan
from xlbcf.hosts import check_words as words
from xlbcf.hosts.report_sheets import Links, Looks, lay_out, put_link, put_text, set_height
from xlbcf.template.addresses import Cell, place_on

#: Stands in its properties, and tells a later run whose workbook it is.
MARK = "xlbcf preview"
_CHANGES = (("Sheet", 20), ("Cell", 10), ("Field", 44), ("Before", 24), ("After", 60),
            ("Where it comes from", 44))  # fmt: skip
_BLANKS = (("Sheet", 20), ("Cell", 10), ("Field", 60), ("Why it stays blank", 60))
_FINDINGS = (("Code", 10), ("Severity", 12), ("Where", 44), ("What was found", 70),
             ("What to do", 50))  # fmt: skip


def preview_workbook(plan: FillPlan, path: Path, folder: Path, link: str | None = None) -> bytes:
    """Return a preview as an Excel workbook.

    Args:
        plan: what a fill would do.
        path: the open workbook's file.
        folder: the folder that the preview will be in; links start from it.
        link: where links go, if not to the path: a web address, or empty for nowhere.
    """
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

    content = io.BytesIO()
    with Workbook(content, {"in_memory": True}) as book:
        title = f"Preview of the fill of {path.name}"
        comment = f"Made by xlbcf {__version__}."
        book.set_properties({"title": title, "author": MARK, "comments": comment})
        looks = Looks(book)
        to = Links(folder, {} if link is None else {path: link})
        sheets = (
            ("To be filled", _CHANGES, [*_changes(plan)]),
            ("Stays blank", _BLANKS, [*_blanks(plan)]),
            ("To look at", _FINDINGS, [*_findings(plan)]),
        )
        for name, columns, rows in sheets:
            sheet = book.add_worksheet(name)
            lay_out(sheet, looks, columns, len(rows), name.replace(" ", "_"))
            sheet.freeze_panes(1, 0)
            for at, (cell, texts) in enumerate(rows, 1):
                for column, text in enumerate(texts):
                    put_text(sheet, at, column, text, looks.text)
                if cell:
                    target = to.to(path, place_on(*cell))
                    put_link(sheet, at, 1, target, str(cell[1]), looks.link)
                set_height(sheet, at, texts, columns)
            if not rows:
                sheet.write_string(1, 0, "None.", looks.plain)
    return content.getvalue()


Row = tuple[tuple[str, Cell] | None, Sequence[str]]


def _changes(plan: FillPlan) -> Iterator[Row]:
    for each in plan.changes:
        day = plan.days.get((each.sheet, each.cell))
        after = day.strftime("%d/%m/%Y") if day else _shown(each.after)
        values = (_shown(each.before), after)
        yield (
            (each.sheet, each.cell),
            (each.sheet, str(each.cell), each.label, *values, each.source),
        )


def _blanks(plan: FillPlan) -> Iterator[Row]:
    for each in plan.blanks:
        yield (each.sheet, each.cell), (each.sheet, str(each.cell), each.label, each.reason)


def _findings(plan: FillPlan) -> Iterator[Row]:
    for each in (*plan.faults, *plan.findings):
        said = words.sentence(each.kind, each.message)
        yield None, (each.code, str(each.severity).capitalize(), each.where, said, each.action)


def _shown(value: Value) -> str:
    """Return a value whole, as its cell would show it without a format."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    return value if isinstance(value, str) else number_text(value)
