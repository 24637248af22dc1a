"""Records."""

from __future__ import annotations

from xlbcf.rules.figures import BLANK, read_figure
from xlbcf.rules.metrics import Unit
from xlbcf.rules.periods import Period
from xlbcf.rules.records import Record, Status

RECORD = Record(
    "E06000001",
    "falls",
    Period.parse("2024-25 Q3"),
    Status.ACTUAL,
    read_figure(388.4, Unit.RATE),
)


def test_a_record_needs_no_numerator_denominator_or_source():
    assert (RECORD.numerator, RECORD.denominator, RECORD.source) == (BLANK, BLANK, "")


def test_the_key_leaves_out_the_figure_and_where_it_came_from():
    assert RECORD._replace(figure=BLANK, where="line 2", source="a paper").key == RECORD.key


def test_the_key_tells_places_metrics_periods_and_statuses_apart():
    others = [
        RECORD._replace(place="E06000002"),
        RECORD._replace(metric="other"),
        RECORD._replace(period=Period.parse("2024-25")),
        RECORD._replace(status=Status.PLAN),
    ]
    assert len({RECORD.key, *(other.key for other in others)}) == 5
