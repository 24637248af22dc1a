"""The words that dashboards use."""

from __future__ import annotations

import pytest

from tests.support.templates import ROOT
from xlbcf.rules.dashboard_reading import Column
from xlbcf.rules.findings import Refused
from xlbcf.template.dashboard_words import load_dashboard_words


def codes(tmp_path, text: str) -> list[str]:
    path = tmp_path / "words.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Refused) as caught:
        load_dashboard_words(path)
    return [each.code for each in caught.value.findings]


def test_the_shipped_words_have_a_heading_for_every_column():
    words = load_dashboard_words(ROOT / "mappings" / "dashboard_words.yaml")
    assert set(words.headings) == set(Column)
    assert words.columns()["good is"][0] is Column.GOOD_IS
    assert ("Red", "Amber", "Green") in words.scales


def test_a_heading_is_ranked_by_its_place_in_the_list():
    words = load_dashboard_words(ROOT / "mappings" / "dashboard_words.yaml")
    ranks = words.columns()
    assert ranks["latest data"] == (Column.VALUE, 0)
    assert ranks["description"][1] < ranks["metric"][1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("headings: {}\nscale: []", ["MAP02"]),
        ("scales: []", ["MAP03"]),
        ("headings: {colour: [Colour]}", ["MAP04"]),
        ("headings: {mark: Mark}", ["MAP04"]),
        ("headings: []", ["MAP04"]),
        ("headings: {mark: [On target?], rating: [ON TARGET]}", ["MAP05"]),
        ("headings: {mark: [Mark, MARK]}", []),
    ],
)
def test_faulty_words_are_refused(tmp_path, text, expected):
    if expected:
        assert codes(tmp_path, text) == expected
    else:
        (tmp_path / "words.yaml").write_text(text, encoding="utf-8")
        assert load_dashboard_words(tmp_path / "words.yaml").headings
