"""Returns of several places laid beside each other."""

from __future__ import annotations

import pickle

import pytest

from tests.support.summaries import (
    FALLS,
    HOME,
    LIBRARY,
    LONG,
    actual,
    returned,
    shown,
)
from xlbcf.desk.checking.beside import lay_beside
from xlbcf.desk.checking.comparison import Beside
from xlbcf.desk.checking.elsewhere import check_elsewhere
from xlbcf.desk.checking.report import Group
from xlbcf.rules.metrics import Unit
from xlbcf.template.return_mapping import Kind, Origin

RESIDENTIAL = "residential_admissions"


def told(*summaries):
    """The code, place and cell of each finding."""
    found = lay_beside(LIBRARY, summaries)
    return [(item.finding.code, item.place, item.cell) for item in found]


def messages(*summaries):
    return [str(item.finding) for item in lay_beside(LIBRARY, summaries)]


def test_a_figure_of_four_digits_in_two_places_is_queried_where_it_comes_second():
    one = returned("Leicester", actual(FALLS, 388.4))
    two = returned("Rutland", shown("notes", "x"), actual(FALLS, 388.4))
    (item,) = lay_beside(LIBRARY, [one, two])
    assert (item.finding.code, item.place, item.cell) == ("ACR05", "Rutland", "B2")
    assert item.group is Group.ACROSS
    assert "return of Leicester (leicester-2024-25.xlsx): actual, falls_admissions" in str(
        item.finding
    )
    assert "(388.4)" in str(item.finding)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (actual(FALLS, 388.4), actual(FALLS, 388.5)),
        (actual(FALLS, 388.4), actual(RESIDENTIAL, 388.4)),
        (actual(FALLS, 388.4, "2024-25 Q3"), actual(FALLS, 388.4, "2024-25 Q2")),
        (actual(HOME, 0.927), actual(HOME, 0.927)),
        (actual(FALLS, 1500), actual(FALLS, 1500)),
        (actual(FALLS, "n/a"), actual(FALLS, "n/a")),
        (actual(FALLS, 0), actual(FALLS, 0)),
        (
            actual(FALLS, 388.4, origin=Origin.TEMPLATE),
            actual(FALLS, 388.4, origin=Origin.TEMPLATE),
        ),
        (shown("money", 125000.0), shown("money", 125000.0)),
        (shown("day", 45352.0, kind=Kind.DATE), shown("day", 45352.0, kind=Kind.DATE)),
        (shown("phone", "0116 454 1000"), shown("phone", "0116 454 1000")),
    ],
    ids=str,
)
def test_what_is_alike_by_chance_or_by_design_is_not_told(one, two):
    assert told(returned("Leicester", one), returned("Rutland", two)) == []


def test_figures_of_three_digits_count_together_when_all_are_equal():
    fields = actual(HOME, 0.927), actual(RESIDENTIAL, 515)
    one, two = returned("Leicester", *fields), returned("Rutland", *fields)
    assert told(one, two) == [("ACR05", "Rutland", "B1")]
    other = returned("Rutland", *fields, actual(FALLS, 21))
    assert told(returned("Leicester", *fields, actual(FALLS, 22)), other) == []


def test_the_quarters_of_one_metric_count_together():
    quarters = [actual(HOME, 0.9 + n / 1000, f"2024-25 Q{n}") for n in (1, 2, 3, 4)]
    one = returned("Leicester", *quarters, actual(FALLS, 400))
    two = returned("Rutland", *quarters, actual(FALLS, 390))
    (message,) = messages(one, two)
    assert ": actual, discharge_to_usual_residence, 2024-25 Q1 (90.1%);" in message


def test_money_to_the_pound_in_two_places_is_queried():
    one = returned("Leicester", shown("grant", 4512377.0))
    assert told(one, returned("Rutland", shown("grant", 4512377.0))) == [("ACR05", "Rutland", "B1")]


def test_three_equal_returns_give_two_findings():
    fields = actual(FALLS, 388.4), shown("grant", 4512377.0)
    places = ("Leicester", "Leicestershire", "Rutland")
    found = told(*(returned(place, *fields) for place in places))
    assert [place for _, place, _ in found] == ["Leicestershire", "Rutland"]


def test_many_places_need_more_digits():
    def returns(value):
        others = [returned(f"Place {n}", actual(FALLS, 300 + n / 7)) for n in range(20)]
        return [*others, returned("Leicester", actual(FALLS, value)),
                returned("Rutland", actual(FALLS, value))]  # fmt: skip

    assert told(*returns(388.4)) == []
    assert [code for code, _, _ in told(*returns(388.4172))] == ["ACR05"]


def test_returns_of_another_kind_or_of_the_same_place_are_not_compared():
    one = returned("Leicester", actual(FALLS, 388.4))
    assert told(one, returned("Rutland", actual(FALLS, 388.4), return_id="other")) == []
    again = returned("Leicester", actual(FALLS, 388.4), name="copy")
    assert [code for code, _, _ in told(one, again)] == ["CHK02"]
    assert told(one, returned("", actual(FALLS, 388.4))) == []


def test_texts_shared_by_places_are_one_note_that_lists_the_rows():
    texts = shown("challenges", LONG), shown("achievements", LONG + " And more.")
    one, two = returned("Leicester", *texts), returned("Rutland", *texts)
    (message,) = messages(one, two)
    assert "ACR06 note" in message
    assert "returns of Leicester, Rutland: challenges; achievements" in message


def test_texts_shared_by_all_and_by_some_are_told_apart():
    common, own = shown("challenges", LONG), shown("achievements", LONG + " And more.")
    found = messages(
        returned("Leicester", common, own),
        returned("Leicestershire", common),
        returned("Rutland", common, own),
    )
    assert len(found) == 2
    assert "Leicester, Leicestershire, Rutland: challenges" in found[0]
    assert "Leicester, Rutland: achievements" in found[1]


def test_case_and_spacing_do_not_make_a_text_another():
    one = returned("Leicester", shown("challenges", LONG))
    two = returned("Rutland", shown("challenges", LONG.upper().replace(" ", "\n ")))
    assert [code for code, _, _ in told(one, two)] == ["ACR06"]


@pytest.mark.parametrize(
    "field",
    [
        shown("challenges", "No support needed"),
        shown("answer", LONG, kind=Kind.CHOICE),
        shown("guidance", LONG, origin=Origin.TEMPLATE),
    ],
    ids=str,
)
def test_short_texts_choices_and_the_forms_own_words_are_not_compared(field):
    assert told(returned("Leicester", field), returned("Rutland", field)) == []


def test_a_rate_of_another_order_of_magnitude_is_queried():
    found = lay_beside(
        LIBRARY,
        [
            returned("Leicester", actual(FALLS, 412.2)),
            returned("Leicestershire", actual(FALLS, 388.4)),
            returned("Rutland", actual(FALLS, 3.5)),
        ],
    )
    (item,) = found
    assert (item.finding.code, item.place) == ("ACR07", "Rutland")
    assert "3.5; in other places it is 412.2 (Leicester), 388.4 (Leicestershire)" in str(
        item.finding
    )
    assert "more than 5 times apart" in str(item.finding)


def test_of_two_places_far_apart_the_first_is_told():
    one, two = returned("Leicester", actual(HOME, 0.927)), returned("Rutland", actual(HOME, 0.0091))
    assert told(one, two) == [("ACR07", "Leicester", "B1")]


def test_metrics_that_are_counts_are_not_compared_by_size():
    people = LIBRARY.metrics[FALLS]._replace(unit=Unit.COUNT, per=None)
    beside = Beside({FALLS: people}, LIBRARY.checks)
    returns = [returned("Leicester", actual(FALLS, 4000)), returned("Rutland", actual(FALLS, 5))]
    assert check_elsewhere(beside, returns) == []


def test_counts_and_money_are_not_compared_by_size():
    one, two = (
        returned("Leicester", shown("people", 4000.0)),
        returned("Rutland", shown("people", 5.0)),
    )
    assert told(one, two) == []


def test_the_returns_can_be_handed_from_one_program_to_another():
    one = returned("Leicester", actual(FALLS, 388.4))
    assert pickle.loads(pickle.dumps(one)) == one


def test_one_return_alone_has_nothing_beside_it():
    assert told(returned("Leicester", actual(FALLS, 388.4))) == []
    assert told() == []
