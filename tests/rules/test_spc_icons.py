"""The icons of control charts in words and as signs, and how many points a chart needs."""

from __future__ import annotations

import pytest

from xlbcf.rules.spc_icons import AssuranceIcon, VariationIcon, read_icon
from xlbcf.rules.spc_rules import FEWEST_POINTS, too_few

ICONS = [*VariationIcon, *AssuranceIcon]
each_icon = pytest.mark.parametrize("icon", ICONS, ids=[icon.words for icon in ICONS])


@each_icon
def test_an_icon_is_read_by_its_words_as_people_type_them(icon: VariationIcon | AssuranceIcon):
    assert read_icon(f" {icon.words.upper()} ") is icon


@each_icon
def test_an_icon_is_one_sign(icon: VariationIcon | AssuranceIcon):
    assert len(icon.glyph) == 1


@pytest.mark.parametrize("text", ["", None, 5, "pass", "Improvement", "∿"])
def test_other_words_name_no_icon(text: object):
    assert read_icon(text) is None


def test_high_low_and_neither_are_told_apart_by_their_signs():
    signs = {icon.name: icon.glyph for icon in VariationIcon}
    assert signs["IMPROVEMENT_HIGH"] == signs["CONCERN_HIGH"] == "H"
    assert signs["IMPROVEMENT_LOW"] == signs["CONCERN_LOW"] == "L"
    assert len({signs["COMMON_CAUSE"], signs["NEUTRAL_HIGH"], signs["NEUTRAL_LOW"], "H", "L"}) == 5


@pytest.mark.parametrize(
    ("points", "few"), [(0, True), (FEWEST_POINTS - 1, True), (FEWEST_POINTS, False)]
)
def test_a_chart_needs_thirteen_points(points: int, few: bool):
    assert too_few(points) is few
