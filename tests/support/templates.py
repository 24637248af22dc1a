"""The templates of the checkout with their mappings, and ways to fill them for a test."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from xlbcf.template.addresses import Cell, parse_area
from xlbcf.template.metrics import load_metrics
from xlbcf.template.return_mapping import Field, Flag, Kind, Origin, Required, ReturnMapping
from xlbcf.template.returns import load_return

ROOT = Path(__file__).parents[2]
RETURNS = ("bcf-2021-22-year-end", "bcf-2024-25-eoy")
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
# The choices after which most is asked for, so that every other cell that can be wanted is wanted.
_CHOICES = {
    "statement": "Agree",
    "success": "8. Pooled or aligned resources",
    "challenge": "Other",
    "condition": "No",
    "signed": "No",
}
_MISSED = {"2021-22": "Not on track to meet target", "2024-25": "Target not met"}
_A_DAY = {"2021-22": 44700, "2024-25": 45800}


class Template:
    """One template with its mapping.

    Args:
        name: the return's id.
    """

    def __init__(self, name: str) -> None:
        metrics = load_metrics(ROOT / "mappings" / "metrics.yaml")
        path = ROOT / "mappings" / "returns" / f"{name}.yaml"
        self.mapping: ReturnMapping = load_return(path, metrics)
        self.path = ROOT / "workbooks" / "templates" / self.mapping.template
        self.bytes = self.path.read_bytes()
        with ZipFile(BytesIO(self.bytes)) as package:
            self.parts = {info.filename: package.read(info) for info in package.infolist()}

    @property
    def inputs(self) -> list[Field]:
        """The fields that a person or the tool fills."""
        return [each for each in self.mapping.fields if each.origin is not Origin.TEMPLATE]

    @property
    def overall(self) -> Flag:
        """The flag over all sheets."""
        return next(each for each in self.mapping.flags if each.about == "overall")

    def sheet(self, name: str) -> bytes:
        """Return the XML of a sheet by its name."""
        number = self.book().sheetnames.index(name) + 1
        return self.parts[f"xl/worksheets/sheet{number}.xml"]

    @cache  # noqa: B019
    def book(self, *, values: bool = False):
        """Return openpyxl's view of the file, with formulas or with stored values."""
        import openpyxl

        with warnings.catch_warnings():
            # openpyxl says that it drops the extension rules; nothing is saved here.
            warnings.simplefilter("ignore")
            return openpyxl.load_workbook(BytesIO(self.bytes), data_only=values)

    def texts(self, sheet: str) -> dict[Cell, str]:
        """Return the stored texts of a sheet's cells that are not empty."""
        return {
            Cell(cell.row, cell.column): str(cell.value)
            for row in self.book(values=True)[sheet].iter_rows()
            for cell in row
            if cell.value not in (None, "")
        }

    def merges(self, sheet: str):
        """Return the merged areas of a sheet."""
        return [parse_area(str(area)) for area in self.book()[sheet].merged_cells.ranges]


@cache
def template_of(name: str) -> Template:
    """Return the template of a return, read once."""
    return Template(name)


def engine(file: bytes):
    """Return the calculation engine's view of a file; skip the test where there is no engine."""
    reason = "cellrune has no build for this machine"
    return pytest.importorskip("cellrune", reason=reason).Workbook.from_bytes(file)


def filled(template: Template, fields: Iterable[Field]) -> bytes:
    """Return the template with an answer in the cells of these fields, recalculated."""
    book = engine(template.bytes)
    for field in fields:
        put(book, field, answer(template.mapping, field))
    book.recalculate(mode="full")
    return book.to_bytes()


def put(book, field: Field, value: str | float) -> None:
    """Put a value into a field's cell."""
    write = book.set_text if isinstance(value, str) else book.set_number
    write(field.sheet, str(field.cell), value)


def shown(book, sheet: str, cell: object):
    """Return the value that the engine holds for a cell, None where blank."""
    return book.read_values(sheet, str(cell), str(cell))[0][0].get("value")


def answer(mapping: ReturnMapping, field: Field) -> str | float:
    """Return an answer that the field's cell accepts."""
    if field.origin is Origin.PLACE:
        return "Leicestershire"
    if field.kind is Kind.DATE:
        return _A_DAY[str(mapping.year)]
    if field.kind is Kind.NUMBER:
        return 1
    if field.name == "assessment":
        return _MISSED[str(mapping.year)]
    if field.kind is Kind.CHOICE:
        return _CHOICES[field.name.partition("_")[0]]
    return "Some words"


def is_optional(field: Field) -> bool:
    """Say whether a form is complete without this field, whatever the other answers are."""
    asked_after_no = field.name.endswith(("_why", "_expected"))
    return field.required is Required.NEVER and not asked_after_no
