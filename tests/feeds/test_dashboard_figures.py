"""Figures for dashboards, from each kind of source."""

from __future__ import annotations

import sqlite3
from datetime import date, time

import pytest

from xlbcf.feeds.dashboard_figures import read_dashboard_figures
from xlbcf.rules.findings import Refused
from xlbcf.rules.records import Status

UNDATED = "(undated)"
HEADINGS = ("metric", "place_code", "period", "value", "status")


def from_csv(folder, text: str):
    path = folder / "figures.csv"
    path.write_text(text, encoding="utf-8")
    return read_dashboard_figures(path, undated=UNDATED)


def test_a_row_needs_no_more_than_metric_period_and_value(tmp_path):
    read = from_csv(tmp_path, "Metric,Period,Value\nfalls,2018/19 Q3,80\n")
    (row,) = read.rows
    assert (row.metric, row.part, str(row.period), row.status) == (
        "falls", "", "2018-19 Q3", Status.ACTUAL,
    )  # fmt: skip
    assert row.cells["value"] == "80"
    assert row.where.endswith("figures.csv:2")
    assert read.findings == ()


@pytest.mark.parametrize("heading", ["place_code", "Place code", "place", "part", "Part"])
def test_the_part_stands_under_any_of_its_headings(tmp_path, heading):
    (row,) = from_csv(tmp_path, f"metric,{heading},period,value\nfalls,LPT,2018-19,1\n").rows
    assert row.part == "LPT"


def test_the_code_of_a_place_stands_before_the_name_of_a_part(tmp_path):
    text = "metric,part,place_code,period,value\nfalls,Leicester,E06000016,2018-19,1\n"
    (row,) = from_csv(tmp_path, text).rows
    assert row.part == "E06000016"


@pytest.mark.parametrize(
    ("typed", "period"),
    [
        ("v2.0 (undated)", "v2.0 (undated)"),
        ("Baseline (Undated)", "Baseline (Undated)"),
        ("v2.0", None),
        ("2018-19 Q5", None),
        ("", None),
    ],
)
def test_a_period_without_a_date_says_so_or_is_a_mistake(tmp_path, typed, period):
    (row,) = from_csv(tmp_path, f"metric,period,value\nfalls,{typed},1\n").rows
    assert (row.period and row.period.text) == period
    assert row.period is None or row.period.period is None


@pytest.mark.parametrize(
    ("word", "status"),
    [("", Status.ACTUAL), ("Plan", Status.PLAN), ("forecast", Status.FORECAST), ("guess", None)],
)
def test_without_a_status_a_figure_is_an_actual_one(tmp_path, word, status):
    (row,) = from_csv(tmp_path, f"metric,period,value,status\nfalls,2018-19,1,{word}\n").rows
    assert row.status is status
    assert row.is_plan is (status is Status.PLAN)


def test_rows_about_no_metric_and_rows_that_are_too_long_are_told(tmp_path):
    read = from_csv(
        tmp_path, "metric,period,value\n,2018-19,1\nfalls,2018-19,1,234\nfalls,2018-19,2\n"
    )
    assert [(each.code, each.where.rpartition(":")[2]) for each in read.findings] == [
        ("REFR04", "2"), ("FIG16", "3"),
    ]  # fmt: skip
    assert len(read.rows) == 1


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("metric,period\nfalls,2018-19\n", "FIG06", "value"),
        ("metric,period,value,value\nfalls,2018-19,1,2\n", "FIG15", "value"),
        ("", "FIG06", "metric, period, value"),
    ],
)
def test_a_table_without_its_columns_is_refused(tmp_path, text, code, said):
    with pytest.raises(Refused) as refused:
        from_csv(tmp_path, text)
    (found,) = refused.value.findings
    assert found.code == code
    assert said in found.message


def test_a_workbook_gives_dates_times_and_numbers(tmp_path):
    xlsxwriter = pytest.importorskip("xlsxwriter", reason="xlsxwriter is not installed")
    path = tmp_path / "figures.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        day, clock = (book.add_format({"num_format": each}) for each in ("mmm yyyy", "hh:mm:ss"))
        sheet.write_row(0, 0, ["metric", "period", "value"])
        sheet.write(1, 0, "wait")
        sheet.write_datetime(1, 1, date(2018, 11, 1), day)
        sheet.write_datetime(1, 2, time(0, 12, 28), clock)
        sheet.write_row(2, 0, ["falls", "2018-19", 80])
    wait, falls = read_dashboard_figures(path, undated=UNDATED).rows
    assert str(wait.period) == "2018-11"
    assert wait.cells["value"] == time(0, 12, 28)
    assert falls.cells["value"] == 80


def test_a_database_is_asked_by_a_query(tmp_path):
    pytest.importorskip("sqlalchemy", reason="sqlalchemy is not installed")
    path = tmp_path / "figures.db"
    with sqlite3.connect(path) as database:
        database.execute("create table f (metric, part, period, value)")
        database.execute("insert into f values ('falls', 'LPT', '2018-19', 80.5)")
    database.close()
    query = "select * from f"
    (row,) = read_dashboard_figures(f"sqlite:///{path}", query=query, undated=UNDATED).rows
    assert (row.key, row.cells["value"]) == (("falls", "lpt"), 80.5)
    with pytest.raises(Refused, match="FIG11"):
        read_dashboard_figures(f"sqlite:///{path}", undated=UNDATED)
