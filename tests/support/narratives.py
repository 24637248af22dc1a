"""Rows for the tests of narratives: figures by period, and the shipped returns."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from xlbcf.feeds.commentary import read_commentary
from xlbcf.feeds.figures import read_figures
from xlbcf.rules.figures import read_figure
from xlbcf.rules.metrics import Metric, Polarity, Unit
from xlbcf.rules.narrative import Narrative, Row, Series, read_narrative
from xlbcf.rules.periods import Period
from xlbcf.rules.records import Record, Status
from xlbcf.template.metrics import load_metrics
from xlbcf.template.places import load_places

ROOT = Path(__file__).parent.parent.parent
SERIES = {"length_of_stay": ("length_of_stay_14_days", "length_of_stay_21_days")}
_PERIODS = {"year": "2024-25", "before": "2023-24"}
_PERIODS |= {f"q{number}": f"2024-25 Q{number}" for number in (1, 2, 3, 4)}

RATE = Metric("rate", "Admissions", "", Unit.RATE, Polarity.LOW_IS_GOOD, per=100_000, decimals=1)
SHARE = Metric(
    "share", "Discharges", "", Unit.PERCENT, Polarity.HIGH_IS_GOOD, stored_as="fraction", decimals=1
)  # fmt: skip


def record(metric: Metric, name: str, value: object, parts: tuple[object, object] = ("", "")):
    """One figure; ``plan_q3`` names status and period, ``before`` is the year before."""
    status, _, period = name.partition("_")
    numerator, denominator = (read_figure(part, Unit.COUNT) for part in parts)
    figure = read_figure(value, metric.unit, metric.stored_as)
    when = Period.parse(_PERIODS[period])
    return Record("here", metric.id, when, Status(status), figure, numerator, denominator)


def row(metric: Metric, assessment: str | None = None, **figures: object) -> Row:
    """A row of one metric, its figures named as ``plan_q3``."""
    records = tuple(record(metric, name, value) for name, value in figures.items())
    return Row((Series(metric, records),), assessment)


def read(text: object, about: Row) -> Narrative:
    """The reading of a single text."""
    return read_narrative({"text": text}, about)


@cache
def _shipped():
    metrics = load_metrics(ROOT / "mappings" / "metrics.yaml")
    return metrics, load_places(ROOT / "mappings" / "places.yaml")


@cache
def published_rows(return_id: str, *, as_shown: bool) -> dict[tuple[str, str], Narrative]:
    """The reading of every row of a shipped return, by place id and metric id.

    Args:
        return_id: the return.
        as_shown: hold the texts only against what the form's sheet shows, without the feed's
            other figures: the plans, and in 2024-25 the actuals of quarter 3.
    """
    metrics, places = _shipped()
    data = ROOT / "workbooks" / "data"
    records = read_figures(data / f"{return_id}.csv", metrics=metrics, places=places).records
    commentary = read_commentary(data / f"{return_id}.yaml", places, metrics)
    texts: dict[tuple[str, str], dict[str, object]] = {}
    for entry in commentary:
        if entry.metric:
            texts.setdefault((entry.place, entry.metric), {})[entry.key] = entry.value
    read_rows = {}
    for (place, metric), fields in texts.items():
        assessment = str(fields.pop("assessment"))
        series = tuple(
            Series(
                metrics[each],
                tuple(
                    record
                    for record in records
                    if (record.place, record.metric) == (place, each)
                    and (not as_shown or _is_shown(record))
                ),
            )
            for each in SERIES.get(metric, (metric,))
        )
        name = next(each.id for each in places if each.code == place)
        read_rows[name, metric] = read_narrative(fields, Row(series, assessment))
    return read_rows


def _is_shown(record: Record) -> bool:
    actual = record.status is Status.ACTUAL and str(record.period) == "2024-25 Q3"
    return record.status is Status.PLAN or actual
