"""Where published releases have their figures: the shipped mappings, and faults of wrong ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.templates import ROOT
from xlbcf.rules.findings import Refused
from xlbcf.rules.records import Status
from xlbcf.template.feed_mapping import load_feed, load_feeds
from xlbcf.template.metrics import load_metrics

METRICS = load_metrics(ROOT / "mappings" / "metrics.yaml")
GOOD = """\
feed: release
title: A release
source: The release of 2024-25
tables:
  - sheet: One
    metric: residential_admissions
    period: 2024-25
    status: actual
    place: Area
    value: Rate
    numerator: People
  - sheet: Two
    metric: reablement
    period: 2024-25
    status: actual
    place: Area
    value: Share
    stored_as: percent
    unlike: another definition
"""


def written(folder: Path, text: str, name: str = "release") -> Path:
    path = folder / f"{name}.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_release_is_read_with_its_tables(tmp_path: Path) -> None:
    feed = load_feed(written(tmp_path, GOOD), METRICS)
    one, two = feed.tables
    assert (feed.id, feed.source) == ("release", "The release of 2024-25")
    assert (one.metric, str(one.period), one.status) == (
        "residential_admissions", "2024-25", Status.ACTUAL,
    )  # fmt: skip
    assert (one.numerator, one.denominator, one.stored_as, one.unlike) == ("People", None, None, "")
    assert (two.stored_as, two.unlike) == ("percent", "another definition")


@pytest.mark.parametrize(
    ("old", "new", "code", "line", "said"),
    [
        ("feed: release", "feed: other", "MAP04", 1, "the file's name, release"),
        ("metric: reablement", "metric: reablements", "MAP04", 13, "one of avoidable_admissions"),
        ("metric: reablement\n", "metric: residential_admissions\n", "MAP05", 12, "line 5"),
        ("    stored_as: percent\n", "", "MAP03", 12, "stored_as"),
        ("    numerator: People\n", "    stored_as: percent\n", "MAP04", 11, "no percentage"),
        ("numerator: People", "numerator: Rate", "MAP05", 11, "the heading Rate"),
        ("status: actual", "status: final", "MAP04", 8, "one of plan, actual"),
        ("period: 2024-25", "period: last year", "MAP04", 7, "a period such as"),
        ("    place: Area\n", "", "MAP03", 5, "place"),
        ("sheet: One", "sheets: One", "MAP02", 5, "sheets; allowed are sheet, metric"),
        ("sheet: One", "sheet: ''", "MAP04", 5, "a text"),
    ],
)
def test_a_wrong_table_is_refused_with_its_line(
    tmp_path: Path, old: str, new: str, code: str, line: int, said: str
) -> None:
    assert old in GOOD
    path = written(tmp_path, GOOD.replace(old, new, 1))
    with pytest.raises(Refused) as caught:
        load_feed(path, METRICS)
    assert (code, f"{path}:{line}") in [(each.code, each.where) for each in caught.value.findings]
    assert said in str(caught.value)


def test_a_release_without_tables_is_refused(tmp_path: Path) -> None:
    text = GOOD.partition("tables:")[0] + "tables: []\n"
    with pytest.raises(Refused, match="at least one table"):
        load_feed(written(tmp_path, text), METRICS)


def test_the_faults_of_all_releases_are_told_together(tmp_path: Path) -> None:
    for name in ("one", "two"):
        written(tmp_path, GOOD, name)
    with pytest.raises(Refused) as caught:
        load_feeds(tmp_path, METRICS)
    assert len(caught.value.findings) == 2


def test_a_folder_that_is_not_there_has_no_releases(tmp_path: Path) -> None:
    assert load_feeds(tmp_path / "none", METRICS) == ()


def test_the_shipped_releases_load_and_say_what_is_not_comparable() -> None:
    (ascof,) = load_feeds(ROOT / "mappings" / "feeds", METRICS)
    comparable = {table.metric: not table.unlike for table in ascof.tables}
    assert comparable == {"residential_admissions": True, "reablement": False}
