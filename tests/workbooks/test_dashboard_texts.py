"""The words beside the figures of both dashboards: as printed, or said to be ours."""

from __future__ import annotations

import csv
import re

import pytest
import yaml

from tests.support.templates import ROOT
from xlbcf.rules.bands import Rag
from xlbcf.rules.dashboard_signs import read_rating
from xlbcf.rules.figures import State, read_figure
from xlbcf.rules.metrics import Unit
from xlbcf.rules.periods import Period
from xlbcf.template.bands import load_bands
from xlbcf.template.metrics import load_metrics

DATA = ROOT / "workbooks" / "data"
SOURCES = ROOT.parent / "shared" / "sources"
SHEET_NAME = re.compile(r"[^\[\]:*?/\\']{1,31}")
DIMENSIONS = {
    "action_plan": ("milestones", "days"),
    "finance": ("finance", "currency"),
    "metric": ("impact", "percent"),
    "savings": ("savings", "currency"),
}


def figures(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}-figures.csv").open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def words(name: str) -> dict:
    return yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8"))


def paper(name: str) -> str:
    path = SOURCES / name
    if not path.exists():
        pytest.skip("the published papers are not here (../shared/sources)")
    return path.read_text(encoding="utf-8")


def plain(text: str) -> str:
    """Text without the marks of a web page, with one space between words."""
    return " ".join(re.sub(r"<[^>]*>", " ", text).split())


FRAMEWORK, SERIES = words("bct-outcomes-framework-v2"), figures("bct-outcomes-framework-v2")
EXECUTIVE, RATED = words("integration-executive-2014"), figures("integration-executive-2014")
METRICS, COMPOSITES, THEMES = RATED[:7], RATED[7:14], RATED[14:]


def printed_table() -> list[tuple[str, str, dict[str, str]]]:
    """Section, plan and cells of each printed row of the framework."""
    with (DATA / "bct-outcomes-framework-v2.csv").open(encoding="utf-8", newline="") as text:
        found, section, plan = [], "", ""
        for row in csv.DictReader(text):
            if row["Latest data"]:
                plan = row["LLR Plans"] or plan
                found.append((section, plan, row))
            else:
                section = row["LLR Plans"]
    return found


TABLE = printed_table()


def test_the_42_sheets_of_the_framework_have_names_that_excel_takes():
    names = [sheet["sheet"] for sheet in FRAMEWORK["metrics"]]
    assert len(names) == 42
    assert len({name.casefold() for name in names}) == 42
    assert all(SHEET_NAME.fullmatch(name) for name in names)


def test_each_series_stands_on_one_sheet_in_the_order_of_print():
    series = [
        (sheet["no"], sheet["metric"], part)
        for sheet in FRAMEWORK["metrics"]
        for part in sheet["parts"] or [""]
    ]
    assert series == [(each["no"], each["metric"], each["place_code"]) for each in SERIES]


@pytest.mark.parametrize("sheet", FRAMEWORK["metrics"], ids=lambda sheet: sheet["sheet"])
def test_title_section_plan_and_lead_are_as_printed(sheet):
    keys = {(sheet["metric"], part) for part in sheet["parts"] or [""]}
    rows = [TABLE[int(each["row"]) - 1] for each in SERIES if _key(each) in keys]
    section, plan, _ = rows[0]
    assert (sheet["section"], sheet["plan"]) == (section[0], plan)
    # Only at 11 to 13 may the words stand at another row of the same plan.
    plans = rows if sheet["no"] not in ("11", "12", "13") else [r for r in TABLE if r[1] == plan]
    labels = [row["Description"].split(" [Figures are")[0] for *_, row in plans]
    assert sheet["title"] in labels
    assert sheet["lead"] in [row["Lead workstream"] for *_, row in plans]


def _key(figure: dict[str, str]) -> tuple[str, str]:
    return figure["metric"], figure["place_code"]


def test_sections_and_plans_are_those_of_the_table():
    told = [(s["id"], s["title"], plan) for s in FRAMEWORK["sections"] for plan in s["plans"]]
    assert told == list(dict.fromkeys((section[0], section, plan) for section, plan, _ in TABLE))


def test_what_the_paper_lacks_is_given_for_every_sheet_and_said_to_be_ours():
    for sheet in FRAMEWORK["metrics"]:
        for fact in ("definition", "rationale", "data_source", "frequency", "unit_words"):
            assert sheet[fact].strip(), (sheet["sheet"], fact)
        assert len(sheet["definition"]) + len(sheet["rationale"]) < 400
    heading = (DATA / "bct-outcomes-framework-v2.yaml").read_text(encoding="utf-8")
    assert "no definitions, rationales, sources or frequencies: those below are ours" in heading


def test_report_and_guide_of_the_framework_are_as_printed():
    text = plain(paper("bct-outcomes-framework-v2.txt"))
    report = FRAMEWORK["report"]
    for fact in ("title", "id", "version", "clients", "data_sources"):
        assert report[fact] in text
    bare = " ".join(re.sub(r" - (?=['JHTj])", " ", text).split())
    guide = [
        line for point in report["guide"] for line in (point["text"], *point.get("points", []))
    ]
    assert " ".join(guide) in bare


def test_nobodys_address_or_number_is_taken_from_the_paper():
    for file in sorted(DATA.glob("*.yaml")):
        told = file.read_text(encoding="utf-8")
        assert not re.search(r"[\w.]+@[\w.]+|\b0\d{4} ?\d{3} ?\d{3}\b", told), file.name


def test_the_executive_dashboard_has_seven_metrics_seven_parts_and_twenty_ratings():
    assert [each["row"] for each in RATED] == [str(n) for n in range(1, 35)]
    assert [each["no"] for each in METRICS] == list("1234567")
    assert [each["no"] for each in COMPOSITES] == list("4444777")
    assert [(each["metric"], each["bands"], each["unit"]) for each in THEMES] == [
        (f"{theme['id']}_{dimension}", *kind)
        for theme in EXECUTIVE["themes"]
        for dimension, kind in DIMENSIONS.items()
    ]
    assert len({each["metric"] for each in RATED}) == 34
    assert {each["place_code"] for each in RATED} == {"E10000018"}


def test_metrics_and_parts_of_the_executive_dashboard_are_as_printed():
    lines = paper("integration-executive-dashboard-2014.txt").splitlines()
    printed = [line.split("\t") for line in lines if line.startswith("METRIC ")]
    ours = [
        [
            *(each[column] for column in ("printed_label", "printed_target", "printed_value")),
            *("", each["rating"], each["arrow"], each["commentary"]),
        ]
        for each in METRICS + COMPOSITES
    ]
    assert ours == [[plain(cell) for cell in line] for line in printed]


@pytest.mark.parametrize("figure", METRICS, ids=lambda figure: figure["metric"])
def test_figure_and_target_are_the_printed_ones_in_the_unit_of_the_metric(figure):
    unit = Unit(figure["unit"])
    stored_as = "fraction" if unit is Unit.PERCENT else None
    for column in ("value", "target"):
        ours = read_figure(figure[column], unit, stored_as)
        printed = read_figure(figure[f"printed_{column}"], unit, stored_as)
        assert ours.state is not State.INVALID
        assert (ours.state, ours.number) == (printed.state, printed.number)


@pytest.mark.parametrize(
    ("metric", "period", "said"),
    [
        ("residential_admissions", "2013-14", "the figure for 2013/14"),
        ("reablement", "2013-14", "Current data show 2013/14 figure"),
        ("delayed_transfers", "2014-04", "the figure for Apr 2014"),
        ("avoidable_emergency_admissions", "baseline (undated)", "the agreed baseline"),
        ("falls_injuries", "baseline (undated)", "the agreed baseline"),
    ],
)
def test_a_period_is_the_one_that_the_commentary_states(metric, period, said):
    (figure,) = [each for each in METRICS if each["metric"] == metric]
    assert figure["period"] == period
    assert said in figure["commentary"]
    if "undated" not in period:
        assert str(Period.parse(period)) == period


def test_where_nothing_is_printed_there_is_neither_figure_nor_period_nor_rating():
    for each in COMPOSITES + THEMES:
        empty = ("value", "target", "period", "rating", "arrow", "printed_value", "printed_target")
        assert not any(each[column] for column in empty)
        assert each["note"]


def test_a_metric_that_the_returns_know_has_their_unit_and_polarity():
    known = load_metrics(ROOT / "mappings" / "metrics.yaml")
    short = {"high_is_good": "higher", "low_is_good": "lower", "no_judgement": "none"}
    shared = [each for each in [*RATED, *SERIES] if each["metric"] in known]
    assert {each["metric"] for each in shared} == {
        "residential_admissions", "reablement", "avoidable_admissions"
    }  # fmt: skip
    for each in shared:
        metric = known[each["metric"]]
        assert (each["unit"], each["polarity"]) == (metric.unit, short[metric.polarity])


def test_the_dashboards_share_a_metric_only_where_the_returns_know_it():
    known = load_metrics(ROOT / "mappings" / "metrics.yaml")
    shared = {each["metric"] for each in RATED} & {each["metric"] for each in SERIES}
    assert shared == {"residential_admissions", "reablement"}
    assert shared <= known.keys()


def test_the_words_of_the_metrics_stand_beside_their_figures():
    told = EXECUTIVE["metrics"] + EXECUTIVE["composites"]
    assert [(each["metric"], each["title"], each["commentary"]) for each in told] == [
        (each["metric"], each["printed_label"], each["commentary"]) for each in METRICS + COMPOSITES
    ]


def test_the_guidelines_are_as_printed():
    lines = paper("integration-executive-dashboard-2014.txt").splitlines()
    first = lines.index("Dimension\tRAG Status\tGuidelines\tNotes")
    printed = [line.split("\t") for line in lines[first : lines.index("", first)]]
    guidelines = EXECUTIVE["guidelines"]
    told = [
        [dimension["name"], row["rating"], row["guideline"], row["notes"]]
        for dimension in guidelines["dimensions"]
        for row in dimension["rows"]
    ]
    dimension = ""
    for line in printed[1:]:
        dimension = line[0] = line[0] or dimension
    assert [guidelines["headings"], *told] == printed


def test_each_dimension_names_bands_that_allow_the_same_ratings():
    bands = load_bands(ROOT / "mappings" / "bands.yaml")
    dimensions = EXECUTIVE["guidelines"]["dimensions"]
    assert {each["bands"] for each in dimensions} == {each["bands"] for each in THEMES}
    for dimension in dimensions:
        held = bands[dimension["bands"]]
        allowed = {Rag.GREEN, Rag.AMBER, Rag.RED} | {mark.rag for mark in held.marks.values()}
        assert {read_rating(row["rating"]) for row in dimension["rows"]} == allowed


def test_the_words_of_the_themes_are_as_printed():
    lines = paper("integration-executive-dashboard-2014.txt").splitlines()
    for theme in EXECUTIVE["themes"]:
        first = next(n for n, line in enumerate(lines) if line.startswith(f"{theme['name']}\t"))
        printed = [[plain(cell) for cell in line.split("\t")] for line in lines[first + 2 :][:4]]
        told = [
            [
                theme["priority"] if dimension == "action_plan" else "",
                dimension.replace("_", " ").upper(),
                " ".join(said.get("schemes", [])),
                " ".join(said.get("leads", [])),
                said.get("commentary", ""),
                " ".join(theme["additional"]) if dimension == "action_plan" else "",
            ]
            for dimension, said in theme["dimensions"].items()
        ]
        assert [[cell for cell in row if cell] for row in told] == [
            [cell for cell in row if cell] for row in printed
        ]
