"""What one row of figures, and two rows together, may and may not say."""

from __future__ import annotations

import pytest

from xlbcf.rules.figures import State
from xlbcf.rules.periods import Period
from xlbcf.rules.records import Status

HEADINGS = "place_code,metric,period,numerator,denominator,value,unit,status,source"


@pytest.fixture
def read_rows(tmp_path, read):
    """Read rows given as text, under the usual headings."""

    def reader(*rows):
        path = tmp_path / "figures.csv"
        path.write_text("\n".join((HEADINGS, *rows)) + "\n", encoding="utf-8")
        return read(path)

    return reader


def codes(figures):
    return [finding.code for finding in figures.findings]


def test_a_sound_row_becomes_a_record(read_rows, tmp_path):
    figures = read_rows("E06000016,home,2024-25 Q3,150,170,0.882,percent,actual,a paper")
    assert figures.findings == ()
    record = figures.records[0]
    assert record.key == ("E06000016", "home", Period.parse("2024-25 Q3"), Status.ACTUAL)
    assert (record.figure.number, record.figure.text) == (0.882, "0.882")
    assert (record.numerator.number, record.denominator.number) == (150, 170)
    assert (record.unit, record.source) == ("percent", "a paper")
    assert record.where == f"{tmp_path / 'figures.csv'}:2"


def test_a_record_is_found_by_its_key(read_rows):
    figures = read_rows(
        "E06000016,home,2024-25,,,0.9,,plan,", "E06000016,home,2024-25,,,0.8,,actual,"
    )
    year = Period.parse("2024-25")
    assert figures.lookup("E06000016", "home", year, Status.ACTUAL).figure.number == 0.8
    assert figures.lookup("E06000016", "home", year, Status.PLAN).figure.number == 0.9
    assert figures.lookup("E06000017", "home", year, Status.PLAN) is None


@pytest.mark.parametrize("place", ["e06000016", "Leicester", "LEICESTER  city", " leicester "])
def test_a_place_is_known_by_any_of_its_names(read_rows, place):
    assert read_rows(f"{place},home,2024-25,,,0.9,,plan,").records[0].place == "E06000016"


@pytest.mark.parametrize("metric", ["delay", "DELAY", "Discharge delay", "discharge_delay"])
def test_a_metric_is_known_by_its_id_or_its_name(read_rows, metric):
    assert read_rows(f"Rutland,{metric},2024-25,,,3,,plan,").records[0].metric == "delay"


@pytest.mark.parametrize(
    ("row", "code", "words"),
    [
        ("Lester,home,2024-25,,,0.9,,plan,", "FIG01", "“Lester” is not a place"),
        (",home,2024-25,,,0.9,,plan,", "FIG01", "nothing is not a place"),
        ("Rutland,homes,2024-25,,,0.9,,plan,", "FIG02", "“homes” is not a metric"),
        ("Rutland,home,2024-25,,,lots,,plan,", "FIG04", "value is “lots”"),
        ("Rutland,home,2024-25,many,170,0.9,,plan,", "FIG04", "numerator is “many”"),
        ("Rutland,home,2024-25,150,few,0.9,,plan,", "FIG04", "denominator is “few”"),
        ("Rutland,falls,2024-25,,,-1,,plan,", "FIG05", "“-1” is outside 0 or more"),
        ("Rutland,delay,2024-25,,,366,,plan,", "FIG05", "“366” is outside 365 or less"),
        ("Rutland,home,2024-25,-1,170,0.9,,plan,", "FIG05", "numerator “-1” is outside 0 or more"),
        ("Rutland,home,2024-25,1,0,0.9,,plan,", "FIG05", "denominator “0” is outside more than 0"),
        ("Rutland,home,2024-25,,,0.9,rate,plan,", "FIG07", "unit is “rate”, and home is kept in"),
        ("Rutland,falls,2024-25,,,9,per 1000,plan,", "FIG07", "unit is “per 1000”"),
        ("Rutland,home,last year,,,0.9,,plan,", "FIG08", "“last year” is not a period"),
        ("Rutland,home,2024-26,,,0.9,,plan,", "FIG08", "“2024-26” is not a period"),
        ("Rutland,home,2024-25,,,0.9,,target,", "FIG14", "“target”; expected is one of plan,"),
        ("Rutland,home,2024-25,,,0.9,,,", "FIG14", "status is nothing"),
    ],
)
def test_a_faulty_row_gives_a_finding_and_no_record(read_rows, row, code, words):
    figures = read_rows(row)
    assert codes(figures) == [code]
    assert words in figures.findings[0].message
    assert figures.findings[0].where.endswith("figures.csv:2")
    assert figures.records == ()


def test_all_faults_of_all_rows_are_found_at_once(read_rows):
    figures = read_rows(
        "Lester,homes,never,x,0,1,,target,",
        "Rutland,home,2024-25,,,0.9,,plan,",
        "Rutland,home,2024-25 Q1,,,92.7,rate,plan,",
    )
    assert codes(figures) == [
        *("FIG01", "FIG02", "FIG08", "FIG14", "FIG04", "FIG05"),
        *("FIG07", "FIG05"),
    ]
    assert len(figures.records) == 1


def test_a_percentage_where_a_fraction_is_kept_is_recognised(read_rows):
    figures = read_rows("Rutland,home,2024-25,,,92.7,,plan,")
    assert codes(figures) == ["FIG05"]
    assert figures.findings[0].message == (
        "“92.7” is outside 0 to 1; is it a percentage? the mapping keeps 0.927 for 92.7%."
    )


@pytest.mark.parametrize("value", ["150%", "150"])
def test_a_figure_that_is_no_percentage_either_gets_no_hint(read_rows, value):
    figures = read_rows(f"Rutland,home,2024-25,,,{value},,plan,")
    assert figures.findings[0].message == f"“{value}” is outside 0 to 1."


def test_a_typed_percentage_is_a_fraction_whatever_the_mapping_keeps(read_rows):
    figures = read_rows(
        "Rutland,home,2024-25,,,92.7%,,plan,", "Rutland,share,2024-25,,,92.7,,plan,"
    )
    assert figures.findings == ()
    assert [record.figure.number for record in figures.records] == [0.927, 0.927]


def test_limits_of_a_metric_kept_as_percent_are_in_percent(read_rows):
    figures = read_rows("Rutland,share,2024-25,,,101,,plan,")
    assert figures.findings[0].message == "“101” is outside 0 to 100."


@pytest.mark.parametrize(
    ("metric", "unit"),
    [
        ("home", "%"),
        ("home", "Percent"),
        ("falls", "per 100,000"),
        ("falls", "rate per 100000"),
        ("falls", "rate"),
        ("delay", ""),
    ],
)
def test_a_unit_may_be_given_in_the_usual_words(read_rows, metric, unit):
    assert read_rows(f'Rutland,{metric},2024-25,,,1,"{unit}",plan,').findings == ()


@pytest.mark.parametrize(
    ("value", "state"),
    [
        ("n/a", State.NOT_AVAILABLE),
        ("[x]", State.NOT_AVAILABLE),
        ("*", State.SUPPRESSED),
        ("[c]", State.SUPPRESSED),
        ("", State.BLANK),
    ],
)
def test_a_figure_that_is_not_there_is_kept_with_its_reason(read_rows, value, state):
    figures = read_rows(f"Rutland,home,2024-25,,,{value},,plan,")
    assert figures.findings == ()
    assert figures.records[0].figure.state is state


def test_a_figure_given_twice_names_both_rows_and_values(read_rows):
    figures = read_rows(
        "Rutland,home,2024-25,,,0.9,,plan,",
        "Rutland,home,2024-25,,,0.9,,actual,",
        "rutland,At home,2024/25,,,0.8,,Plan,",
    )
    assert codes(figures) == ["FIG03"]
    found = figures.findings[0]
    assert found.where.endswith(":4")
    assert "E06000017, home, 2024-25, plan is given here (“0.8”)" in found.message
    assert "figures.csv:2 (“0.9”)" in found.message
    assert len(figures.records) == 2


def test_a_faulty_figure_given_twice_is_noticed_too(read_rows):
    figures = read_rows("Rutland,home,2024-25,,,x,,plan,", "Rutland,home,2024-25,,,0.8,,plan,")
    assert codes(figures) == ["FIG04", "FIG03"]


@pytest.mark.parametrize(
    "row",
    [
        "Leicester,falls,2024-25,231,44865,515,,actual,",  # 514.88, shown without decimals
        "Leicester,falls,2024-25,231,44865,514.88,,actual,",
        "Leicester,home,2024-25,150,170,0.882,,actual,",  # 0.88235
        "Leicester,home,2024-25,150,170,88.2%,,actual,",
        "Leicester,share,2024-25,150,170,88.2,,actual,",
        "Leicester,home,2024-25,1,8,0.13,,actual,",  # 0.125, the half rounded up
        "Leicester,delay,2024-25,7,2,3.5,,actual,",
        "Leicester,people,2024-25,7,2,7,,actual,",  # a count is no fraction
        "Leicester,home,2024-25,150,,0.5,,actual,",
        "Leicester,home,2024-25,*,170,0.5,,actual,",
        "Leicester,home,2024-25,150,170,n/a,,actual,",
    ],
)
def test_a_value_that_agrees_with_its_fraction_as_shown_is_accepted(read_rows, row):
    figures = read_rows(row)
    assert figures.findings == ()
    assert len(figures.records) == 1


@pytest.mark.parametrize(
    ("row", "computed"),
    [
        ("Leicester,falls,2024-25,231,44865,516,,actual,", "231 of 44,865 is 514.88"),
        ("Leicester,falls,2024-25,231,44865,514.8,,actual,", "is 514.88"),
        ("Leicester,home,2024-25,150,170,0.883,,actual,", "150 of 170 is 0.8824"),
        (
            "Leicester,home,2024-25,150,170,88.3%,,actual,",
            "is 88.24%, and the value given is 88.3%",
        ),
        ("Leicester,share,2024-25,150,170,88.3,,actual,", "is 88.24"),
    ],
)
def test_a_value_that_disagrees_with_its_fraction_is_queried_and_kept(read_rows, row, computed):
    figures = read_rows(row)
    assert codes(figures) == ["FIG09"]
    assert computed in figures.findings[0].message
    assert len(figures.records) == 1


def test_blank_rows_are_skipped(read_rows):
    figures = read_rows("", ",,,,,,,,", "Rutland,home,2024-25,,,0.9,,plan,", " , ,,,,,,,")
    assert figures.findings == ()
    assert [record.where.rpartition(":")[2] for record in figures.records] == ["4"]
