"""Published figures laid beside those of returns."""

from __future__ import annotations

import pytest

from tests.support.summaries import FALLS, LIBRARY, PLACES, actual, returned, shown
from xlbcf.desk.checking.beside import lay_beside
from xlbcf.feeds.figures import Figures
from xlbcf.feeds.published import Published, Unlike
from xlbcf.rules.figures import BLANK, read_figure
from xlbcf.rules.metrics import Unit
from xlbcf.rules.periods import Period
from xlbcf.rules.records import Record, Status
from xlbcf.template.return_mapping import Origin

ADMISSIONS = "residential_admissions"
YEAR = Period.parse("2024-25")


def record(
    metric=ADMISSIONS, value="526.9", status=Status.ACTUAL, place="Leicestershire", parts=True
):
    known = LIBRARY.metrics[metric]
    above, below = (read_figure(n, Unit.COUNT) if parts else BLANK for n in (829, 157349))
    figure = read_figure(value, known.unit, known.stored_as)
    return Record(
        PLACES[place].code, metric, YEAR, status, figure, above, below, source="The release"
    )


def found(field, *records, unlike=()):
    published = Published(Figures(records), tuple(unlike))
    summary = returned("Leicestershire", field)
    items = lay_beside(LIBRARY, [summary], (), published)
    return [str(item.finding) for item in items if item.finding.code != "ACR17"]


@pytest.mark.parametrize("status", ["actual", "provisional", "forecast"])
def test_a_result_that_differs_is_queried_with_both_parts_and_the_source(status):
    (message,) = found(actual(ADMISSIONS, 583.8, status=status), record())
    assert (
        "ACR14 query: leicestershire-2024-25.xlsx, Form!B1: 583.8, and published is 526.9"
        in message
    )
    assert "(829 of 157,349; The release)" in message


def test_without_its_parts_the_published_figure_is_told_with_its_source():
    (message,) = found(actual(ADMISSIONS, 583.8), record(parts=False))
    assert "526.9 (The release)" in message


@pytest.mark.parametrize(
    ("field", "published"),
    [
        (actual(ADMISSIONS, 526.9), record()),
        (actual(ADMISSIONS, 527), record()),
        (actual(ADMISSIONS, 528), record()),
        (actual(ADMISSIONS, 526.8546), record()),
        (actual(ADMISSIONS, 583.8, "2023-24"), record()),
        (actual(ADMISSIONS, 583.8, "2024-25 Q3"), record()),
        (actual(ADMISSIONS, 494, status="plan"), record()),
        (actual(FALLS, 583.8), record()),
        (actual(ADMISSIONS, 583.8), record(place="Leicester")),
        (actual(ADMISSIONS, "not applicable"), record()),
        (actual(ADMISSIONS, 583.8), record(value="[c]")),
        (shown("rate", 583.8), record()),
    ],
    ids=str,
)
def test_the_same_figure_and_figures_about_something_else_are_not_told(field, published):
    assert found(field, published) == []


def test_a_figure_of_another_definition_is_a_note_with_the_reason():
    other = Unlike(record("reablement", "58.7%"), "it counts something else")
    (message,) = found(actual("reablement", 0.894), unlike=[other])
    assert "ACR15 note" in message
    assert (
        "89.4%; published is 58.7% (829 of 157,349; The release), which is not comparable: "
        in message
    )
    assert "it counts something else" in message


def test_a_suppressed_figure_of_another_definition_is_not_told():
    other = Unlike(record("reablement", "[c]"), "it counts something else")
    assert found(actual("reablement", 0.894), unlike=[other]) == []


def said(text, metric=ADMISSIONS):
    return shown("variance", text, metric, origin=Origin.COMMENTARY)


def test_another_result_told_in_the_commentary_is_a_note():
    text = "The outturn is 583.8 per 100,000 based on 899 admissions"
    (message,) = found(said(text), record())
    assert "ACR16 note" in message
    assert "says “583.8 per 100,000”, and published is 526.9 (829 of 157,349" in message


@pytest.mark.parametrize(
    "field",
    [
        said("The outturn is 527 per 100,000"),
        said("The plan was a rate of 494 per 100,000"),
        said("Performance in Q3 was 140 per 100,000"),
        said("The outturn is 583.8 per 100,000", FALLS),
        shown("notes", "The outturn is 583.8 per 100,000"),
    ],
    ids=str,
)
def test_commentary_about_something_else_is_not_told(field):
    assert found(field, record()) == []


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ((record(),), []),
        ((record("falls_admissions", 1.0),), ["ACR17"]),
        ((), []),
    ],
)
def test_a_release_about_other_metrics_only_is_queried(given, codes):
    summary = returned("Leicestershire", actual(ADMISSIONS, 526.9))
    items = lay_beside(LIBRARY, [summary], (), Published(Figures(given), ()))
    assert [item.finding.code for item in items] == codes
