"""The mapping of a published release: reads ``mappings/feeds/<id>.yaml``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from xlbcf.rules.findings import Finding, Refused
from xlbcf.rules.metrics import Metric, StoredAs, Unit
from xlbcf.rules.periods import Period
from xlbcf.rules.records import Status
from xlbcf.template.ids import ID, RETURN_ID
from xlbcf.template.return_links import PERIOD
from xlbcf.template.schema import Faults, Key, Row, many, one_of, record, text
from xlbcf.template.yaml_source import read_yaml

_HEADINGS = ("place", "value", "numerator", "denominator")


@dataclass(frozen=True, slots=True)
class FeedTable:
    """One table of a release.

    Args:
        sheet: its sheet's name.
        metric: the metric's id.
        period: the period that its figures are about.
        status: what they are.
        place: the heading of the area codes.
        value: the heading of the figures.
        numerator: the heading of the numbers above the line, or None.
        denominator: the heading of the numbers below it, or None.
        stored_as: for a percentage, whether the table has a fraction (0.927) or percent (92.7).
        unlike: why its figures cannot be compared with a return's, or nothing where they can.
    """

    sheet: str
    metric: str
    period: Period
    status: Status
    place: str
    value: str
    numerator: str | None = None
    denominator: str | None = None
    stored_as: StoredAs | None = None
    unlike: str = ""


@dataclass(frozen=True, slots=True)
class FeedMapping:
    """Where a release has its figures.

    Args:
        id: the short name.
        title: the release in words.
        source: what messages call it.
        tables: its tables, as far as they are used.
    """

    id: str
    title: str
    source: str
    tables: tuple[FeedTable, ...]


def load_feed(path: str | Path, metrics: Mapping[str, Metric]) -> FeedMapping:
    """Read where a release has its figures.

    Args:
        path: the YAML file; its name without the ending is the feed's id.
        metrics: the metrics that tables may name, by id.

    Returns:
        The mapping.

    Raises:
        Refused: with every fault of the file at once (``MAP01`` to ``MAP05``, ``FILE01``,
            ``FILE02``); a metric that is not known, or that two tables give, is one.
    """
    faults = Faults()
    root = _FEED(read_yaml(path), "the file", faults)
    if root is not None:
        _check_feed(root, Path(path).stem, metrics, faults)
    faults.stop_if_any()
    tables = tuple(FeedTable(**dict(row.values)) for row in root.get("tables"))
    return FeedMapping(root.get("feed"), root.get("title"), root.get("source"), tables)


def load_feeds(folder: str | Path, metrics: Mapping[str, Metric]) -> tuple[FeedMapping, ...]:
    """Read every release that is mapped in a folder, in the order of their names.

    Args:
        folder: where the ``.yaml`` files are; one that is not there has none.
        metrics: the metrics that tables may name, by id.

    Raises:
        Refused: with the faults of all the files at once.
    """
    feeds: list[FeedMapping] = []
    found: list[Finding] = []
    for path in sorted(Path(folder).glob("*.yaml")):
        try:
            feeds.append(load_feed(path, metrics))
        except Refused as refused:
            found.extend(refused.findings)
    if found:
        raise Refused(found)
    return tuple(feeds)


_FEED = record(
    feed=Key(RETURN_ID),
    title=Key(text),
    source=Key(text),
    tables=Key(
        many(
            record(
                sheet=Key(text),
                metric=Key(ID),
                period=Key(PERIOD),
                status=Key(one_of(Status)),
                place=Key(text),
                value=Key(text),
                numerator=Key(text, required=False),
                denominator=Key(text, required=False),
                stored_as=Key(one_of(("fraction", "percent")), required=False),
                unlike=Key(text, required=False),
            )
        )
    ),
)


def _check_feed(root: Row, stem: str, metrics: Mapping[str, Metric], faults: Faults) -> None:
    if root.get("feed", stem) != stem:
        faults.wrong(root.at("feed"), "feed", f"the file's name, {stem}")
    rows: tuple[Row, ...] = root.get("tables", ())
    if root.has("tables") and not rows:
        faults.wrong(root.at("tables"), "tables", "at least one table")
    for row in rows:
        _check_metric(row, metrics, faults)
        _check_headings(row, faults)
    _check_once(rows, faults)


def _check_metric(row: Row, metrics: Mapping[str, Metric], faults: Faults) -> None:
    if not row.has("metric"):
        return
    metric = metrics.get(row.get("metric"))
    if metric is None:
        faults.wrong(row.at("metric"), "metric", "one of " + ", ".join(metrics))
    elif metric.unit is Unit.PERCENT and "stored_as" not in row.nodes:
        faults.missing(row.node, "stored_as")
    elif metric.unit is not Unit.PERCENT and "stored_as" in row.nodes:
        faults.wrong(
            row.at("stored_as"), "stored_as", "absent, because the metric is no percentage"
        )


def _check_headings(row: Row, faults: Faults) -> None:
    first: dict[str, str] = {}
    for key in _HEADINGS:
        if row.has(key) and first.setdefault(row.get(key), key) != key:
            earlier = first[row.get(key)]
            faults.twice(row.at(key), f"the heading {row.get(key)}", row.at(earlier))


def _check_once(rows: Iterable[Row], faults: Faults) -> None:
    first: dict[tuple[object, ...], Row] = {}
    for row in rows:
        if row.has("metric", "period", "status"):
            key = (row.get("metric"), row.get("period"), row.get("status"))
            earlier = first.setdefault(key, row)
            if earlier is not row:
                told = ", ".join(str(part) for part in key)
                faults.twice(row.node, f"the figure {told}", earlier.node)
