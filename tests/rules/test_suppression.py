"""Small numbers are hidden before figures are published, and cannot be worked out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlbcf.rules.figures import BLANK, Figure, State, read_figure
from xlbcf.rules.metrics import Unit
from xlbcf.rules.suppression import (
    HIDDEN,
    SECONDARY_CARE,
    Added,
    Derived,
    SmallNumbers,
    publish_count,
    publish_derived,
    publish_total,
)


def count(text: object) -> Figure:
    return read_figure(text, Unit.COUNT)


def share(text: object) -> Figure:
    return read_figure(text, Unit.PERCENT, "fraction")


def shown(figure: Figure) -> str:
    return "*" if figure.state is State.SUPPRESSED else figure.text


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0"),
        (1, "*"),
        (7, "*"),
        (8, "10"),
        (12, "10"),
        (13, "15"),
        (27, "25"),
        (1_238, "1,240"),
        (0.4, "*"),
        (7.5, "*"),
    ],
)
def test_counts_from_1_to_7_are_hidden_and_others_rounded_to_5(number: float, text: str):
    assert shown(publish_count(count(number), SECONDARY_CARE)) == text


@pytest.mark.parametrize("text", ["n/a", "*", "", "about 5"])
def test_what_is_not_a_number_stays_as_it_is(text: str):
    figure = count(text)
    assert publish_count(figure, SECONDARY_CARE) is figure


def test_nothing_is_hidden_unless_a_rule_is_given():
    derived = Derived(share("50%"), count(2), count(4))
    added = Added((count(1), count(9)), count(10))
    assert publish_count(count(3)) == count(3)
    assert publish_derived(derived) is derived
    assert publish_total(added) is added


def test_a_years_admissions_of_a_small_place_pass_and_a_quarters_do_not():
    year = Derived(count("246.6"), count(27), count(10_949))
    quarter = Derived(count("63.9"), count(7), count(10_949))
    rates = [publish_derived(each, SECONDARY_CARE).figure for each in (year, quarter)]
    assert [shown(rate) for rate in rates] == ["246.6", "*"]


@pytest.mark.parametrize(
    ("figure", "numerator", "denominator", "expected"),
    [
        (share("50%"), count(50), count(100), ("50%", "50", "100")),
        (share("5%"), count(5), count(100), ("*", "*", "100")),
        (share("100%"), count(7), count(7), ("*", "*", "*")),
        (share("0%"), count(0), count(5), ("*", "0", "*")),
        (share("0%"), count(0), count(50), ("0%", "0", "50")),
        (share("5%"), count("*"), count(100), ("*", "*", "100")),
        (share("n/a"), count(5), count(100), ("n/a", "*", "100")),
        (share("5%"), BLANK, count(100), ("*", "", "100")),
        (share("8%"), BLANK, count(100), ("8%", "", "100")),
        (share("5%"), BLANK, BLANK, ("5%", "", "")),
    ],
)
def test_a_share_is_hidden_where_it_gives_a_small_count_back(
    figure: Figure, numerator: Figure, denominator: Figure, expected: tuple[str, str, str]
):
    found = publish_derived(Derived(figure, numerator, denominator), SECONDARY_CARE)
    assert tuple(map(shown, (found.figure, found.numerator, found.denominator))) == expected


def test_a_rate_alone_gives_its_count_back_through_its_population():
    rates = [Derived(count(rate), BLANK, count(10_949)) for rate in ("63.9", "246.6")]
    found = [publish_derived(each, SECONDARY_CARE, per=100_000).figure for each in rates]
    assert [shown(figure) for figure in found] == ["*", "246.6"]


@pytest.mark.parametrize(
    ("parts", "total", "expected"),
    [
        ((20, 30, 40), 90, ("20", "30", "40", "90")),
        ((3, 30, 20), 53, ("*", "30", "*", "55")),
        ((3, 4, 20), 27, ("*", "*", "20", "25")),
        ((3, 0, 20), 23, ("*", "0", "*", "25")),
        ((3, 0, 0), 3, ("*", "0", "0", "*")),
        ((3, 0, 0), 8, ("*", "0", "0", "*")),
        ((0, 0, 0), 0, ("0", "0", "0", "0")),
        (("*", 30, 20), 53, ("*", "30", "*", "55")),
        ((3, 30, 20), "n/a", ("*", "30", "20", "n/a")),
        ((20, 20, 3), 43, ("*", "20", "*", "45")),
    ],
)
def test_a_single_hidden_count_in_a_total_gets_a_second_one(
    parts: tuple[object, ...], total: object, expected: tuple[str, ...]
):
    found = publish_total(Added(tuple(map(count, parts)), count(total)), SECONDARY_CARE)
    assert tuple(map(shown, (*found.parts, found.total))) == expected


ODD = st.one_of(st.none(), st.text(max_size=4), st.floats(), st.integers(0, 40))


@given(st.lists(ODD, max_size=5), ODD)
def test_no_small_count_is_published_nor_left_alone_in_its_total(
    numbers: list[object], total: object
):
    added = Added(tuple(map(count, numbers)), count(total))
    found = publish_total(added, SECONDARY_CARE)
    assert all(part.number is None or not 0 < part.number < 8 for part in found.parts)
    hidden = sum(part.state is State.SUPPRESSED for part in found.parts)
    assert hidden != 1 or found.total.number is None


@given(ODD, ODD, ODD, ODD)
def test_no_share_of_a_small_count_is_published(
    figure: object, numerator: object, denominator: object, per: object
):
    derived = Derived(count(figure), count(numerator), count(denominator))
    found = publish_derived(derived, SECONDARY_CARE, per)
    if HIDDEN in (found.numerator, found.denominator):
        assert found.figure.number is None


def test_counts_are_not_rounded_to_a_multiple_of_nothing():
    with pytest.raises(ValueError, match="a multiple of 1 or more"):
        SmallNumbers("own", highest_hidden=7, nearest=0)
