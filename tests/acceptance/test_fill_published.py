"""The published returns, filled: the papers' figures are in them, and nothing else has changed."""

from __future__ import annotations

import warnings
from functools import cache
from pathlib import Path

import openpyxl
import pandas
import pytest
from python_calamine import CalamineWorkbook

from tests.support.cell_changes import changed_cells
from tests.support.fills import (
    EOY,
    LEICESTERSHIRE,
    PLACES,
    YEAR_END,
    fill,
    full_commentary,
    output,
    published,
)
from tests.support.libreoffice import formula_values, recalculated
from tests.support.templates import RETURNS, template_of
from xlbcf.rules.periods import Period
from xlbcf.template.addresses import Cell, parse_cell
from xlbcf.template.return_mapping import Origin

OUTPUTS = [(name, place) for name in RETURNS for place in PLACES.values()]
METRICS = "4. Metrics"
# As printed in the papers; nothing is where a paper prints no plan.
PRINTED = {
    (YEAR_END, "leicester"): {
        "D11": 1197.7, "D13": 0.092, "E13": 0.092, "F13": 0.044, "G13": 0.044,
        "D14": 0.944, "D15": 557, "D16": 0.921,
        "H11": "On track to meet target", "H12": "Not on track to meet target",
    },
    (YEAR_END, "leicestershire"): {
        "D11": 775, "D13": 0.1, "E13": 0.1, "F13": 0.046, "G13": 0.046,
        "D14": 0.931, "D15": 519, "D16": 0.851,
        "H15": "Not on track to meet target", "H16": "On track to meet target",
    },
    (YEAR_END, "rutland"): {
        "D11": 539, "D13": None, "E13": None, "F13": None, "G13": None,
        "D14": 0.908, "D15": 364, "D16": 0.9,
        "H11": "On track to meet target", "H12": "Not on track to meet target",
    },
    (EOY, "leicestershire"): {
        "D6": "Leicestershire",
        "D12": 165.1, "E12": 163.5, "F12": 161.8, "G12": 160.2, "H12": 199.9,
        "D13": 0.927, "E13": 0.926, "F13": 0.951, "G13": 0.917, "H13": 0.9222,
        "D14": None, "G14": 1756.9, "H14": 388.4, "G15": 494, "H15": "not applicable",
        "I12": "Target not met", "I13": "Target met", "I14": "Target met",
        "I15": "Target not met", "L13": "There is a 0.9% variance from plan.",
    },
    (EOY, "leicester"): {"D6": "Leicester", "D12": None, "H12": None, "I12": None, "G15": None},
    (EOY, "rutland"): {"D6": "Rutland", "D12": None, "H12": None, "I12": None, "G15": None},
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """Both returns filled for all three places."""
    out = tmp_path_factory.mktemp("out")
    for name in RETURNS:
        fill(name, out)
    return out


@pytest.fixture(scope="module")
def full(tmp_path_factory) -> Path:
    """Both returns with an answer to every question."""
    out = tmp_path_factory.mktemp("full")
    for name in RETURNS:
        answers = full_commentary(out / f"{name}.yaml", template_of(name), [LEICESTERSHIRE])
        data = template_of(name).path.parents[1] / "data" / f"{name}.csv"
        words = ("--place", LEICESTERSHIRE, "--commentary", answers, "--figures", data)
        fill(name, out, *words)
    return out


@cache
def _book(path: Path) -> openpyxl.Workbook:
    with warnings.catch_warnings():
        # openpyxl says that it drops the extension rules; nothing is saved here.
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(path, data_only=True)


def by_openpyxl(path: Path, sheet: str, cell: Cell) -> object:
    return _book(path)[sheet][str(cell)].value or None


@cache
def _calamine_rows(path: Path, sheet: str) -> list[list[object]]:
    return CalamineWorkbook.from_path(path).get_sheet_by_name(sheet).to_python(
        skip_empty_area=False
    )  # fmt: skip


def by_calamine(path: Path, sheet: str, cell: Cell) -> object:
    return _calamine_rows(path, sheet)[cell.row - 1][cell.column - 1] or None


@cache
def _frame(path: Path, sheet: str) -> pandas.DataFrame:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return pandas.read_excel(path, sheet_name=sheet, header=None, dtype=object)


def by_pandas(path: Path, sheet: str, cell: Cell) -> object:
    value = _frame(path, sheet).iloc[cell.row - 1, cell.column - 1]
    return None if pandas.isna(value) or value == "" else value


READERS = pytest.mark.parametrize("value_of", [by_openpyxl, by_pandas, by_calamine])


@READERS
@pytest.mark.parametrize(("name", "place"), OUTPUTS)
def test_the_metrics_sheet_holds_what_the_papers_print(folder, name, place, value_of):
    path = output(folder, name, place)
    for cell, expected in PRINTED[name, place].items():
        assert value_of(path, METRICS, parse_cell(cell)) == expected, cell


@READERS
@pytest.mark.parametrize("name", RETURNS)
def test_every_published_figure_that_has_a_cell_stands_in_it(folder, name, value_of):
    mapping = template_of(name).mapping
    met = 0
    for row in published(name):
        field = mapping.field(row["status"], row["metric"], Period.parse(row["period"]))
        if field is None:
            continue
        path = output(folder, name, PLACES[row["place_code"]])
        found = value_of(path, field.sheet, field.cell)
        expected = row["value"] if row["value"].isalpha() else row["value"].replace(",", "")
        assert str(found) == expected or float(found) == float(expected), row
        met += 1
    assert met == {YEAR_END: 20, EOY: 14}[name]


@pytest.mark.parametrize(("name", "place"), OUTPUTS)
def test_only_mapped_and_computed_cells_differ_from_the_template(folder, name, place):
    template = template_of(name)
    changed = changed_cells(template.bytes, output(folder, name, place).read_bytes())
    inputs = {(each.sheet, str(each.cell)) for each in template.inputs}
    assert changed <= inputs | computed(template.bytes)
    assert (METRICS, "I12" if name == EOY else "H11") in changed or place != "leicestershire"


@pytest.mark.parametrize("name", RETURNS)
def test_a_full_fill_changes_every_mapped_cell_and_only_those(full, name):
    template = template_of(name)
    changed = changed_cells(template.bytes, output(full, name).read_bytes())
    formulas = computed(template.bytes)
    inputs = {(each.sheet, str(each.cell)) for each in template.inputs}
    # The figures are not invented: what the papers do not print stays blank.
    assert changed - formulas == inputs


def computed(file: bytes) -> set[tuple[str, str]]:
    return set(formula_values(file, file))


@pytest.fixture(scope="module")
def judged(folder, full, tmp_path_factory) -> dict[str, bytes]:
    """Every output as LibreOffice computes it."""
    files = {path.stem: path.read_bytes() for path in folder.glob("*.xlsx")}
    files |= {f"full-{path.stem}": path.read_bytes() for path in full.glob("*.xlsx")}
    assert len(files) == len(OUTPUTS) + len(RETURNS)
    return recalculated(files, tmp_path_factory.mktemp("libreoffice"))


def test_libreoffice_computes_every_formula_as_it_is_stored(folder, full, judged):
    for name, theirs in judged.items():
        source = full if name.startswith("full-") else folder
        ours = (source / f"{name.removeprefix('full-')}.xlsx").read_bytes()
        stored = formula_values(ours, ours)
        assert len(stored) > 50
        computed_there = formula_values(ours, theirs)
        assert computed_there.keys() == stored.keys()
        for at, value in stored.items():
            if isinstance(value, float):  # LibreOffice writes numbers to 15 digits
                value = pytest.approx(value, rel=1e-14)
            assert computed_there[at] == value, (name, at)


@pytest.mark.parametrize(("name", "place"), OUTPUTS)
def test_the_flags_say_what_a_person_would_say(folder, name, place):
    known = {"place"}
    mapping = template_of(name).mapping
    if (name, place) not in ((EOY, "leicester"), (EOY, "rutland")):
        # The papers print every answer of the metrics sheet, and no other sheet's.
        known |= {"sheet_metrics", *(each.about for each in mapping.flags if each.sheet == METRICS)}
    for flag in mapping.flags:
        says = by_calamine(output(folder, name, place), flag.sheet, flag.cell)
        if flag.about == "overall":
            assert says == "Incomplete Template"
        else:
            assert says == ("Yes" if flag.about in known else "No"), flag.about


@pytest.mark.parametrize("name", RETURNS)
def test_with_every_answer_given_the_template_is_complete(full, name):
    for flag in template_of(name).mapping.flags:
        says = by_calamine(output(full, name), flag.sheet, flag.cell)
        assert says == ("Complete Template" if flag.about == "overall" else "Yes"), flag.about


def test_the_papers_figures_are_written_once_for_each_place(folder):
    names = sorted(path.name for path in folder.iterdir())
    files = [output(folder, name, place).name for name, place in OUTPUTS]
    assert names == sorted([*files, "change-log.csv", "xlbcf-backups"])


def test_what_the_form_fills_itself_is_never_written():
    for name in RETURNS:
        mapping = template_of(name).mapping
        formulas = computed(template_of(name).bytes)
        fixed = {(each.sheet, str(each.cell)) for each in mapping.coming_from(Origin.TEMPLATE)}
        # The actual that the 2024-25 form prints itself is a text, not a formula.
        assert fixed - formulas == ({(METRICS, "H15")} if name == EOY else set())
