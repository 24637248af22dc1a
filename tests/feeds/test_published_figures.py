"""The shipped figures and commentary say what the published papers say, to the letter."""

from __future__ import annotations

import csv
import re
from decimal import Decimal
from pathlib import Path

import pytest

from xlbcf.feeds.commentary import read_commentary
from xlbcf.feeds.figures import read_figures
from xlbcf.rules.periods import Period
from xlbcf.rules.records import Status
from xlbcf.template.metrics import load_metrics
from xlbcf.template.places import load_places

ROOT = Path(__file__).parents[2]
DATA = ROOT / "workbooks" / "data"
SHARED = ROOT.parent / "shared"
PAPERS = {
    "bcf-2021-22-year-end": "bcf-2021-22-year-end-paper-three-places.txt",
    "bcf-2024-25-eoy": "bcf-2024-25-eoy-metrics-leicestershire.txt",
}
PRINTED_ASSESSMENTS = {
    "on_track": "On track to meet target",
    "not_on_track": "Not on track to meet target",
    "met": "Target met",
    "not_met": "Target not met",
}
ASCOF = "ASCOF 2024-25 Table 2c, Open Government Licence v3.0"
SOURCE = re.compile(
    r"(?:EMT paper 26 May 2022, (?P<place>.+?) table|.*sheet 4\. Metrics), (?P<row>.+?), .*"
)
PERCENT = "percent"


@pytest.fixture(scope="module")
def metrics():
    return load_metrics(ROOT / "mappings" / "metrics.yaml")


@pytest.fixture(scope="module")
def places():
    return load_places(ROOT / "mappings" / "places.yaml")


@pytest.fixture(scope="module")
def papers():
    folder = SHARED / "sources"
    if not folder.is_dir():
        pytest.skip("the published papers are not here (../shared/sources)")
    return {key: (folder / name).read_text(encoding="utf-8") for key, name in PAPERS.items()}


def rows(return_id):
    with (DATA / f"{return_id}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def spaced(text):
    return " ".join(text.split())


def printed_row(paper, row):
    """Return the lines of a paper that a figure's source names: its row, and the values below."""
    source = SOURCE.fullmatch(row["source"])
    if source["place"]:
        start = paper.index(f"Year-end position {source['place']}")
        paper = paper[start : paper.find("Year-end position", start + 1)]
    lines = paper.splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith(f"{source['row']}\t"))
    below = lines[at + 1] if lines[at + 1].startswith("\t") else ""
    return f"{lines[at]}\n{below}"


def as_printed(row):
    """Return a value as the papers print it: thousands commas perhaps, a percentage in percent."""
    value = row["value"]
    if row["unit"] == PERCENT:
        value = format(Decimal(value).scaleb(2), "f")
    elif value[0].isdigit():
        value = f"{Decimal(value):,}"
    mark = "%" if row["unit"] == PERCENT and "without a percent sign" not in row["source"] else ""
    return rf"(?<![\d.,]){re.escape(value).replace(',', ',?')}{mark}(?!\d|[.,]\d|{mark or '%'})"


@pytest.mark.parametrize("return_id", PAPERS)
def test_shipped_figures_load_without_a_finding(return_id, metrics, places):
    figures = read_figures(DATA / f"{return_id}.csv", metrics=metrics, places=places)
    assert figures.findings == ()
    assert len(figures.records) == len(rows(return_id)) > 0


@pytest.mark.parametrize("return_id", PAPERS)
def test_shipped_commentary_loads_without_a_finding(return_id, metrics, places):
    said = read_commentary(DATA / f"{return_id}.yaml", places, metrics)
    assert said.findings == ()
    assert said.return_id == return_id


@pytest.mark.parametrize("return_id", PAPERS)
def test_every_figure_is_printed_in_the_row_that_its_source_names(return_id, papers):
    missing = [
        row
        for row in rows(return_id)
        if row["source"] != ASCOF
        and not re.search(as_printed(row), printed_row(papers[return_id], row))
    ]
    assert missing == []


@pytest.mark.parametrize("return_id", PAPERS)
def test_every_numerator_and_denominator_is_printed_beside_its_figure(return_id, papers):
    given = [
        (number, row)
        for row in rows(return_id)
        for number in (row["numerator"], row["denominator"])
        if number and row["source"] != ASCOF
    ]
    assert len(given) >= 3
    for number, row in given:
        commas = f"{int(number):,}".replace(",", ",?")
        assert re.search(rf"(?<![\d.]){commas}(?!\d)", printed_row(papers[return_id], row)), row


@pytest.mark.parametrize("return_id", PAPERS)
def test_every_text_is_word_for_word_that_of_the_paper(return_id, papers, metrics, places):
    paper = spaced(papers[return_id])
    said = read_commentary(DATA / f"{return_id}.yaml", places, metrics)
    texts = [entry for entry in said if entry.key != "assessment"]
    assert texts
    assert [entry for entry in texts if spaced(entry.value) not in paper] == []


@pytest.mark.parametrize("return_id", PAPERS)
def test_every_cell_of_commentary_in_the_tables_is_given(return_id, papers, metrics, places):
    """The other direction: nothing printed was left out, and each text is a whole cell."""
    said = read_commentary(DATA / f"{return_id}.yaml", places, metrics)
    given = {spaced(entry.value) for entry in said if entry.metric and entry.key != "assessment"}
    printed = set()
    for line in papers[return_id].splitlines():
        cells = [spaced(cell) for cell in line.split("\t")]
        at = next((n for n, cell in enumerate(cells) if cell in PRINTED_ASSESSMENTS.values()), None)
        if at is not None:
            printed |= set(cells[at + 1 :])
    assert printed == given


@pytest.mark.parametrize("return_id", PAPERS)
def test_every_assessment_is_the_one_printed_before_its_commentary(
    return_id, papers, metrics, places
):
    paper = spaced(papers[return_id])
    said = read_commentary(DATA / f"{return_id}.yaml", places, metrics)
    assessments = [entry for entry in said if entry.key == "assessment"]
    assert len(assessments) == {"bcf-2021-22-year-end": 15, "bcf-2024-25-eoy": 4}[return_id]
    for entry in assessments:
        challenges = spaced(said.text(entry.place, entry.metric, "challenges").value)
        before = paper[: paper.index(challenges)].rstrip()
        assert before.endswith(PRINTED_ASSESSMENTS[entry.value]), entry


def test_admissions_of_2024_25_are_those_of_the_national_table(metrics, places):
    path = SHARED / "data" / "ascof-2024-25.ods"
    if not path.is_file():
        pytest.skip("the national table is not here (../shared/data)")
    from python_calamine import CalamineWorkbook

    table = CalamineWorkbook.from_path(str(path)).get_sheet_by_name("Table_2c").to_python()
    by_code = {row[2]: row[3:6] for row in table}
    figures = read_figures(DATA / "bcf-2024-25-eoy.csv", metrics=metrics, places=places)
    year = Period.parse("2024-25")
    for place in places:
        record = figures.lookup(place.code, "residential_admissions", year, Status.ACTUAL)
        assert record.source == ASCOF
        assert [
            record.numerator.number,
            record.denominator.number,
            record.figure.number,
        ] == by_code[place.code]


def test_leicester_and_rutland_have_nothing_for_2024_25_but_the_national_table():
    assert {
        row["source"] for row in rows("bcf-2024-25-eoy") if row["place_code"] != "E10000018"
    } == {ASCOF}
