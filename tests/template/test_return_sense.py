"""Conditions, checks and wordings that mean nothing are refused on loading, with their line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.checking import MAPPING, POINTS
from tests.support.templates import ROOT
from xlbcf.rules.findings import Refused
from xlbcf.template.metrics import load_metrics
from xlbcf.template.return_mapping import Condition, ReturnMapping
from xlbcf.template.returns import load_return


def loaded(folder: Path, old: str = "", new: str = "") -> ReturnMapping:
    assert old in MAPPING
    metrics = folder / "metrics.yaml"
    shipped = (ROOT / "mappings" / "metrics.yaml").read_text(encoding="utf-8")
    metrics.write_text(shipped + POINTS, encoding="utf-8")
    path = folder / "form.yaml"
    path.write_text(MAPPING.replace(old, new, 1) if old else MAPPING, encoding="utf-8")
    return load_return(path, load_metrics(metrics))


@pytest.mark.parametrize(
    ("old", "new", "code", "line", "words"),
    [
        ("[first, second]", "[first, first]", "MAP05", 45, "a field of this check stands here"),
        ("[first, second]", "[total, second]", "MAP05", 45, "a field of this check"),
        ("denominator: population", "denominator: people", "MAP05", 46, "a field of this check"),
        ("[start, end]", "[start, start]", "MAP05", 48, "a field of this check"),
        ("[total, again]", "[again, again]", "MAP05", 49, "a field of this check"),
        ("[start, end]", "[start, total]", "MAP04", 48, "fields of one type"),
        ("[total, again]", "[total, end]", "MAP04", 49, "fields of one type"),
        (
            "  - {same: [total, again]}\n",
            "  - {same: [total, again]}\n  - {same: [total, again]}\n",
            "MAP05",
            50,
            "the check same of these fields stands here and on line 49 too",
        ),
        (
            "{field: money}}",
            "{field: reason}}",
            "MAP04",
            21,
            "another field than the one that is required",
        ),
        ('is: ["no"]', "is: []", "MAP04", 14, "at least one answer"),
        ('"no": "No"}, att', '"no": "yes"}, att', "MAP05", 13, "the wording “yes”"),
    ],
)
def test_what_means_nothing_is_refused_with_its_line(
    tmp_path: Path, old: str, new: str, code: str, line: int, words: str
) -> None:
    with pytest.raises(Refused) as caught:
        loaded(tmp_path, old, new)
    (only,) = caught.value.findings
    assert (only.code, only.where.rpartition(":")[2]) == (code, str(line))
    assert words in only.message


def test_checks_of_the_same_fields_that_say_different_things_are_two(tmp_path: Path) -> None:
    more = "  - {same: [total, again]}\n  - {order: [total, again]}\n  - {same: [first, second]}\n"
    assert len(loaded(tmp_path, "  - {same: [total, again]}\n", more).checks) == 7


def test_a_pair_to_be_answered_both_or_not_at_all_is_allowed(tmp_path: Path) -> None:
    mapping = loaded(
        tmp_path, "type: number, lowest", "type: number, required: {field: reason}, lowest"
    )
    assert mapping.field("money").required == Condition(("reason", None, None), ())
