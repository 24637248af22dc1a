"""The mappings of dashboards: what they must hold, and which dashboard a workbook is."""

from __future__ import annotations

from pathlib import Path

import pytest

from xlbcf.rules.findings import Refused
from xlbcf.rules.metrics import Polarity
from xlbcf.template.dashboard_mapping import DataColumn, HistoryColumn, NoteKind
from xlbcf.template.dashboards import identify_dashboard, load_dashboard, load_dashboards

SHIPPED = Path(__file__).parents[2] / "mappings" / "dashboards"
FRAMEWORK = SHIPPED / "outcomes-framework.yaml"
SHEETS = ["Cover", "LLR_Summary", "Data", "1a (f)"]


def head(mapping) -> dict[int, object]:
    return dict(enumerate(mapping.data_columns.values(), 1))


def test_the_outcomes_framework_is_mapped():
    mapping = load_dashboard(FRAMEWORK)
    assert mapping.id == "outcomes-framework"
    assert mapping.data_columns[DataColumn.METRIC] == "Metric"
    assert list(mapping.history_columns) == list(HistoryColumn)
    assert set(mapping.words.notes) == set(NoteKind)
    assert mapping.words.polarity("Lower") is Polarity.LOW_IS_GOOD
    assert mapping.words.polarity("downwards") is None


def test_every_shipped_mapping_loads_and_is_named_as_its_file():
    mappings = load_dashboards(SHIPPED)
    assert [each.id for each in mappings] == sorted(path.stem for path in SHIPPED.glob("*.yaml"))


def test_a_folder_without_mappings_has_no_dashboards(tmp_path):
    assert load_dashboards(tmp_path / "none") == ()


@pytest.mark.parametrize(
    ("found", "instead", "code", "said"),
    [
        ("dashboard: outcomes-framework", "dashboard: other", "MAP04", "the file's name"),
        ("    latest: Latest\n", "", "MAP03", "latest"),
        ("    latest: Latest\n", "    latest: Period\n", "MAP05", "“Period”"),
        ("    mean: Mean\n", "", "MAP03", "mean"),
        ("    mean: Mean\n", "    middle: Mean\n", "MAP04", "middle"),
        ("  sheet: Data", "  sheet: Dat", "MAP04", "one of the sheets above"),
        ("  name: history_", "  name: History 1", "MAP04", "small letters"),
        ("    revised: Revised\n", "", "MAP03", "revised"),
        ("printed: [LLR_Summary]", "printed: LLR_Summary", "MAP04", "a list"),
        ("  updated: ✓\n", "", "MAP03", "updated"),
        ("lower, no_judgement: none", "lower", "MAP03", "no_judgement"),
    ],
)
def test_a_fault_of_a_mapping_is_told_with_its_line(tmp_path, found, instead, code, said):
    text = FRAMEWORK.read_text(encoding="utf-8")
    assert found in text
    path = tmp_path / FRAMEWORK.name
    path.write_text(text.replace(found, instead, 1), encoding="utf-8")
    with pytest.raises(Refused) as refused:
        load_dashboard(path)
    told = [each for each in refused.value.findings if each.code == code]
    assert any(said in each.message for each in told)
    assert all(f"{path}:" in each.where for each in told)


def test_the_faults_of_all_mappings_are_told_together(tmp_path):
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text("dashboard: c\n", encoding="utf-8")
    with pytest.raises(Refused) as refused:
        load_dashboards(tmp_path)
    assert {Path(each.where.rpartition(":")[0]).name for each in refused.value.findings} == {
        "a.yaml",
        "b.yaml",
    }


def test_a_heading_is_found_whatever_its_case_and_place():
    mapping = load_dashboard(FRAMEWORK)
    cells = {30 - at: str(text).upper() for at, text in head(mapping).items()}
    found = mapping.data_head(cells)
    assert found is not None
    assert found[DataColumn.METRIC] == 29


def test_a_column_that_is_not_needed_may_be_absent_and_another_may_not():
    mapping = load_dashboard(FRAMEWORK)
    cells = head(mapping)
    without_good_is = {at: text for at, text in cells.items() if text != "Good is"}
    without_latest = {at: text for at, text in cells.items() if text != "Latest"}
    found = mapping.data_head(without_good_is)
    assert found is not None
    assert DataColumn.GOOD_IS not in found
    assert mapping.data_head(without_latest) is None


def test_a_workbook_is_known_by_its_sheets_and_headings():
    mapping = load_dashboard(FRAMEWORK)
    rows = [{1: "The data of the dashboard"}, head(mapping)]
    assert identify_dashboard([mapping], SHEETS, lambda _: rows, "a.xlsx") is mapping


@pytest.mark.parametrize(
    ("sheets", "rows", "said"),
    [
        (["Cover", "Data"], None, "it lacks the sheet “LLR_Summary”"),
        (SHEETS, [], "the headings of the sheet “Data” are not there"),
    ],
)
def test_a_workbook_that_is_no_dashboard_is_refused_with_the_reason(sheets, rows, said):
    mapping = load_dashboard(FRAMEWORK)
    with pytest.raises(Refused) as refused:
        identify_dashboard([mapping], sheets, lambda _: rows or [], "a.xlsx")
    (found,) = refused.value.findings
    assert found.code == "REFR01"
    assert said in found.message


def test_without_mappings_no_workbook_is_a_dashboard():
    with pytest.raises(Refused, match="no dashboard is mapped"):
        identify_dashboard([], SHEETS, lambda _: [], "a.xlsx")
