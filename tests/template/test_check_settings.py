"""How sensitive a check is: the shipped file, and every fault of a wrong one at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.templates import ROOT
from xlbcf.rules.findings import Refused
from xlbcf.template.check_settings import CheckSettings, load_check_settings
from xlbcf.template.metrics import load_metrics

METRICS = load_metrics(ROOT / "mappings" / "metrics.yaml")
GOOD = """\
placeholders: [TBC]
same:
  digits: 4
  characters: 40
usual:
  times: 5
  change: 50
  points: 15
  published: 0
metrics:
  reablement: {points: 5, times: 2}
"""


def loaded(folder: Path, text: str) -> CheckSettings:
    path = folder / "checks.yaml"
    path.write_text(text, encoding="utf-8")
    return load_check_settings(path, METRICS)


def test_a_metric_differs_from_the_usual_only_where_it_says_so(tmp_path: Path) -> None:
    settings = loaded(tmp_path, GOOD)
    assert (settings.placeholders, settings.digits, settings.characters) == (("TBC",), 4, 40)
    own, usual = settings.apart("reablement"), settings.apart("falls_admissions")
    assert (own.points, own.times, own.change) == (5, 2, 50)
    assert (usual.points, usual.times, usual.change, usual.published) == (15, 5, 50, 0)


def test_placeholders_and_metrics_may_be_left_out(tmp_path: Path) -> None:
    text = GOOD.replace("placeholders: [TBC]\n", "").partition("metrics:")[0]
    settings = loaded(tmp_path, text)
    assert (settings.placeholders, dict(settings.metrics)) == ((), {})


@pytest.mark.parametrize(
    ("old", "new", "code", "line", "said"),
    [
        ("reablement:", "reablements:", "MAP04", 11, "one of avoidable_admissions"),
        ("times: 5", "times: 1", "MAP04", 6, "a number above 1"),
        ("change: 50", "change: 0", "MAP04", 7, "a number above 0"),
        ("points: 15", "points: many", "MAP04", 8, "a number"),
        ("published: 0", "published: -1", "MAP04", 9, "a number of 0 or more"),
        ("points: 5", "points: -5", "MAP04", 11, "a number above 0"),
        ("  digits: 4\n", "", "MAP03", 3, "digits"),
        ("digits: 4", "digits: 0", "MAP04", 3, "a whole number of at least 1"),
        ("characters: 40", "characters: long", "MAP04", 4, "a whole number"),
        ("  change: 50\n", "", "MAP03", 6, "change"),
        ("[TBC]", "TBC", "MAP04", 1, "a list"),
        ("times: 2", "time: 2", "MAP02", 11, "allowed are times, change, points, published"),
    ],
)
def test_a_wrong_setting_is_refused_with_its_line(
    tmp_path: Path, old: str, new: str, code: str, line: int, said: str
) -> None:
    assert old in GOOD
    with pytest.raises(Refused) as caught:
        loaded(tmp_path, GOOD.replace(old, new, 1))
    (found,) = caught.value.findings
    assert (found.code, found.where) == (code, f"{tmp_path / 'checks.yaml'}:{line}")
    assert said in str(found)


def test_all_faults_are_reported_at_once(tmp_path: Path) -> None:
    wrong = GOOD.replace("times: 5", "times: 0").replace("points: 15", "points: 0")
    with pytest.raises(Refused) as caught:
        loaded(tmp_path, wrong.replace("reablement", "nothing"))
    assert len(caught.value.findings) == 3


def test_the_shipped_settings_load() -> None:
    settings = load_check_settings(ROOT / "mappings" / "checks.yaml", METRICS)
    assert "TBC" in settings.placeholders
    assert set(settings.metrics) <= set(METRICS)
