"""Small numbers taken out of a dashboard: what is hidden, what follows, and that none is left."""

from __future__ import annotations

import re

import pytest

from tests.support.editing import parts_in
from tests.support.laden import zipped_again
from tests.support.small_dashboards import points, series, small_dashboard
from tests.support.templates import ROOT
from xlbcf.books.file_book import FileBook
from xlbcf.books.values_only import values_only
from xlbcf.desk.dashboards.publication import make_ready, with_words
from xlbcf.hosts.functions.for_working_out import cell_functions
from xlbcf.rules.findings import Refused
from xlbcf.template.addresses import parse_cell
from xlbcf.template.dashboards import load_dashboard

MAPPING = load_dashboard(ROOT / "mappings" / "dashboards" / "outcomes-framework.yaml")
DATED = {"previous_period": "2021-22"}


class Copy:
    """A dashboard made into values with its small numbers taken out."""

    def __init__(self, content: bytes, mapping=MAPPING) -> None:
        self.original = content
        book = FileBook.from_bytes(content, "small.xlsm")
        self.ready = make_ready(book, mapping, cell_functions(), suppress=True)
        fresh = FileBook.from_bytes(self.ready.content, "small.xlsm")
        values = values_only(fresh, calculated=True).content
        self.content = with_words(values, "small.xlsx", self.ready)[0]
        self.book = FileBook.from_bytes(self.content, "small.xlsx")

    def value(self, place: str) -> object:
        sheet, _, address = place.rpartition("!")
        return self.book.value(sheet, parse_cell(address))

    def column(self, sheet: str, heading: str) -> list[object]:
        """What stands under a heading, down to the first cell that is not there."""
        values = self.book.values(sheet)
        head = next(cell for cell, value in values.items() if value == heading and cell.row > 3)
        last = max(cell.row for cell in values)
        return [values.get(head._replace(row=row)) for row in range(head.row + 1, last + 1)]

    @property
    def told(self) -> list[tuple[str, str]]:
        return [(each.code, each.where) for each in self.ready.findings]


@pytest.fixture(scope="module")
def deaths():
    return Copy(
        small_dashboard(
            series(
                "deaths", 6, **DATED, previous=12.0, history=points(1234.0, 12.0), mark="●",
                arrow="↓", trend="AAG", target="< 10", good_is="↓",
            ),
            series("visits", 2345, **DATED, previous=3.0, history=points(0.0, 3.0), arrow="↑"),
        )
    )  # fmt: skip


def test_a_small_count_is_hidden_and_another_one_rounded(deaths):
    assert deaths.column("Data", "Latest")[:2] == ["*", 2345]
    assert deaths.column("Data", "Previous")[:2] == [10, "*"]


def test_the_summary_follows(deaths):
    assert deaths.value("LLR_Summary!D6") == "*"
    assert deaths.value("LLR_Summary!D7") == 2345


def test_neither_mark_nor_arrow_nor_print_tells_of_a_hidden_figure(deaths):
    assert [deaths.value(f"LLR_Summary!{column}6") for column in "FGIM"] == [""] * 4
    for heading in ("Mark as printed", "Arrow as printed", "Trend in words"):
        assert deaths.column("Data", heading)[:2] == [None, None]
    assert deaths.column("Data", "Good is")[0] == "↓"


def test_a_history_has_a_gap_where_a_figure_is_hidden_and_says_so(deaths):
    assert deaths.column("deaths", "Figure")[1:] == [1235, 10, None]
    assert deaths.column("deaths", "Period")[1:] == ["2020-21", "2021-22", "2024-25 Q3 *"]
    assert deaths.column("visits", "Figure")[1:] == [0, None, 2345]


def test_a_chart_draws_no_point_for_a_hidden_figure(deaths):
    charts = [part.decode() for name, part in parts_in(deaths.content).items() if "/chart" in name]
    (of_deaths,) = [each for each in charts if "'deaths'!" in each]
    figures = of_deaths.partition("<c:val>")[2].partition("</c:val>")[0]
    assert re.findall(r"<c:v>([^<]*)</c:v>", figures) == ["1235", "10"]
    assert "2024-25 Q3 *" in of_deaths


def test_what_was_done_is_counted(deaths):
    done = deaths.ready.suppression
    # The latest figure, the previous one, and those of the histories.
    assert (done.hidden, done.rounded) == (3, 3)


@pytest.fixture(scope="module")
def shares():
    return Copy(
        small_dashboard(
            series(
                "smoking", 2 / 73, part="LPT", unit="percent", decimals=1, polarity="higher",
                numerator=2, denominator=73, **DATED, previous=4 / 77, target="> 5%",
                history=points((37 / 84, 37, 84), (4 / 77, 4, 77)),
            ),
            series(
                "smoking", 0.451, part="UHL", unit="percent", decimals=1, polarity="higher",
                numerator=41, denominator=91, target="> 5%",
            ),
            series("scores", 51.9, unit="rate", decimals=1),
        )
    )  # fmt: skip


def test_a_share_of_few_is_hidden_with_its_counts(shares):
    assert shares.column("Data", "Latest")[:2] == ["*", 0.451]
    assert shares.column("Data", "Numerator")[:2] == ["*", 40]
    assert shares.column("Data", "Denominator")[:2] == [75, 90]
    assert shares.value("LLR_Summary!D6") == "* / 45.1%"
    assert shares.value("LLR_Summary!F6") == " / ●"


def test_the_previous_share_is_judged_by_the_counts_in_its_history(shares):
    assert shares.column("Data", "Previous")[:1] == ["*"]


def test_a_share_that_is_hidden_stands_nowhere_in_the_file(shares):
    gone = [text.encode() for text in (repr(2 / 73)[:8], repr(4 / 77)[:8], "2.7%")]
    before = b"".join(parts_in(shares.original).values())
    assert all(text in before for text in gone)
    for name, part in parts_in(shares.content).items():
        assert not [text for text in gone if text in part], name


def test_a_rate_without_its_counts_stays_and_is_named(shares):
    assert shares.column("Data", "Latest")[2] == 51.9
    (found,) = shares.ready.findings
    assert (found.code, found.facts["count"]) == ("PUB11", "1")
    assert "scores" in found.facts["series"]


@pytest.mark.parametrize(
    ("latest", "shown"),
    [((3, 40, 60, 103), ["*", "*", 60, 105]), ((30, 40, 60, 130), [30, 40, 60, 130])],
)
def test_a_total_does_not_give_a_hidden_part_away(latest, shown):
    parts = ("north", "south", "west", "all")
    content = small_dashboard(
        *(series("falls", number, part=part) for part, number in zip(parts, latest, strict=True))
    )
    copy = Copy(content, MAPPING._replace(totals={"falls": "all"}))
    assert copy.column("Data", "Latest")[:4] == shown


def test_without_a_total_in_the_mapping_parts_stand_for_themselves():
    content = small_dashboard(series("falls", 3, part="a"), series("falls", 43, part="all"))
    assert Copy(content).column("Data", "Latest")[:2] == ["*", 45]


def test_texts_that_tell_a_hidden_number_are_named():
    content = small_dashboard(
        series("deaths", 6, note="Up from 5 to 6"), lead="Only six of The deaths"
    )
    assert Copy(content).told == [
        ("PUB12", "small.xlsm, LLR_Summary!J6"),
        ("PUB12", "small.xlsm, Data!R5"),
    ]


def test_texts_about_something_else_are_passed_over():
    content = small_dashboard(series("deaths", 6), series("visits", 50), lead="Six of us")
    assert Copy(content).told == []


def test_a_number_with_many_digits_is_found_in_any_text():
    content = small_dashboard(series("visits", 12_344), lead="We had 12,344")
    assert Copy(content).told == [("PUB12", "small.xlsm, LLR_Summary!J6")]


def test_a_history_that_cannot_be_found_refuses_the_copy():
    parts = parts_in(small_dashboard(series("deaths", 6)))
    workbook = parts["xl/workbook.xml"]
    parts["xl/workbook.xml"] = workbook.replace(b"history_deaths", b"history_others")
    with pytest.raises(Refused) as refused:
        Copy(zipped_again(parts))
    assert [each.code for each in refused.value.findings] == ["REFR03"]


def test_a_formula_that_cannot_be_worked_out_is_left_empty():
    parts = parts_in(small_dashboard(series("deaths", 6)))
    sheet = "xl/worksheets/sheet2.xml"
    cell = re.search(rb'<c r="K6"[^>]*>', parts[sheet])
    assert cell
    at = parts[sheet].index(b"</c>", cell.end())
    new = b"<f>XLOOKUP(1,Data!A1,Data!A1)</f><v>6</v>"
    parts[sheet] = parts[sheet][: cell.end()] + new + parts[sheet][at:]
    copy = Copy(zipped_again(parts))
    (found,) = copy.ready.findings
    assert (found.code, found.facts["outcome"]) == ("PUB10", "are left empty")
    assert "LLR_Summary!K6" in found.facts["cells"]
    assert copy.value("LLR_Summary!K6") == ""


def test_a_count_that_was_typed_as_text_leaves_no_text_behind():
    copy = Copy(small_dashboard(series("visits", "1,237")))
    assert copy.column("Data", "Latest")[0] == 1235
    assert any(b"1,237" in part for part in parts_in(copy.original).values())
    assert not [name for name, part in parts_in(copy.content).items() if b"1,237" in part]


def test_verdicts_are_those_of_the_exact_figures():
    content = small_dashboard(
        series("falls", 8, **DATED, previous=9.0, target="< 10"),
        series("stays", 12, **DATED, previous=8.0, target="< 12"),
    )
    copy = Copy(content)
    assert [copy.value(f"LLR_Summary!D{row}") for row in (6, 7)] == [10, 10]
    assert [copy.value(f"LLR_Summary!F{row}") for row in (6, 7)] == ["●", "■"]
    assert [copy.value(f"LLR_Summary!G{row}") for row in (6, 7)] == ["↓", "↑"]
