"""Earlier returns laid beside those of their places."""

from __future__ import annotations

import pytest

from tests.support.summaries import FALLS, HOME, LIBRARY, LONG, actual, returned, shown
from xlbcf.desk.checking.beside import lay_beside
from xlbcf.template.return_mapping import Origin

ADMISSIONS = "residential_admissions"
LAST = "2023-24"


def found(now, *before):
    return [item.finding for item in lay_beside(LIBRARY, now if isinstance(now, list) else [now],
                                                before)]  # fmt: skip


def codes(now, *before):
    return [each.code for each in found(now, *before)]


def rutland(*fields, **facts):
    return returned("Rutland", *fields, **facts)


def last(*fields, **facts):
    return returned("Rutland", *fields, **{"year": LAST, "return_id": "last", **facts})


def test_texts_carried_over_are_one_query_that_lists_the_rows():
    texts = shown("challenges", LONG), shown("achievements", LONG + " And more.")
    (message,) = found(rutland(*texts), last(*texts))
    assert message.code == "ACR08"
    assert "as in the return for 2023-24 (rutland-2023-24.xlsx): challenges; ach" in str(message)


def test_a_text_carried_over_into_another_row_is_seen_too():
    assert codes(rutland(shown("mitigation", LONG)), last(shown("challenges", LONG))) == ["ACR08"]


def test_short_texts_and_new_ones_are_not_carried_over():
    now = rutland(shown("challenges", "None at present"), shown("achievements", LONG))
    before = last(shown("challenges", "None at present"), shown("achievements", LONG + " More."))
    assert codes(now, before) == []


def test_a_figure_equal_to_last_years_is_queried_once_with_all_others():
    now = rutland(actual(FALLS, 388.4), actual(ADMISSIONS, 493.2))
    before = last(actual(FALLS, 388.4, LAST), actual(ADMISSIONS, 493.2, LAST))
    (message,) = found(now, before)
    assert message.code == "ACR09"
    assert ": actual, falls_admissions, 2024-25 (388.4); actual, res" in str(message)


@pytest.mark.parametrize(
    ("now", "before"),
    [
        (actual(FALLS, 388.4), actual(FALLS, 388.5, LAST)),
        (actual(FALLS, 1500), actual(FALLS, 1500, LAST)),
        (actual(FALLS, 388.4, "2024-25 Q3"), actual(FALLS, 388.4, LAST)),
        (actual(FALLS, 388.4), actual(FALLS, 388.4, LAST, status="forecast")),
        (actual(FALLS, 388.4, status="plan"), actual(FALLS, 388.4, LAST, status="plan")),
        (actual(HOME, 0.927), actual(HOME, 0.927, LAST)),
        (actual(FALLS, 388.4, origin=Origin.TEMPLATE), actual(FALLS, 388.4, LAST)),
        (actual(FALLS, "n/a"), actual(FALLS, "n/a", LAST)),
    ],
    ids=str,
)
def test_figures_that_may_well_be_equal_are_not_told(now, before):
    assert codes(rutland(now), last(before)) == []


def test_a_quarter_is_compared_with_the_same_quarter_of_the_year_before():
    now = rutland(actual(FALLS, 450, "2024-25 Q3"))
    before = last(actual(FALLS, 100, "2023-24 Q4"), actual(FALLS, 400, "2023-24 Q3"))
    assert codes(now, before) == []
    (message,) = found(
        now, last(actual(FALLS, 100, "2023-24 Q3"), actual(FALLS, 450, "2023-24 Q4"))
    )
    assert (message.code, message.facts["period"]) == ("ACR11", "2023-24 Q3")


def test_a_figure_of_the_earlier_return_must_be_the_same_here():
    now = rutland(actual(ADMISSIONS, 500), actual(ADMISSIONS, 538.1, LAST))
    (message,) = found(now, last(actual(ADMISSIONS, 583.1, LAST)))
    assert message.code == "ACR10"
    assert "538.1, and 583.1 for the same period in the return for 2023-24" in str(message)
    assert codes(now, last(actual(ADMISSIONS, 538, LAST))) == []


def test_a_large_change_is_told_with_both_figures():
    (message,) = found(
        rutland(actual(ADMISSIONS, 493.2)), last(actual(ADMISSIONS, 258, LAST), year=LAST)
    )
    assert message.code == "ACR11"
    assert "493.2, and 258 for 2023-24 in" in str(message)
    assert "+235.2 (+91.16%)" in str(message)


@pytest.mark.parametrize(
    ("metric", "now", "before", "told"),
    [
        (ADMISSIONS, 526.9, 574.7, False),
        (ADMISSIONS, 5.269, 574.7, True),
        (ADMISSIONS, 300, 200, False),
        (HOME, 0.9222, 0.923, False),
        (HOME, 0.85, 0.923, True),
        (HOME, 0.009222, 0.923, True),
        ("length_of_stay_21_days", 0.0044, 0.044, True),
        ("length_of_stay_21_days", 0.054, 0.044, False),
        ("reablement", 0.80, 0.94, False),
    ],
)
def test_only_a_change_beyond_the_usual_is_told(metric, now, before, told):
    found_codes = codes(rutland(actual(metric, now)), last(actual(metric, before, LAST)))
    assert found_codes == (["ACR11"] if told else [])


def test_a_change_of_a_percentage_is_told_in_points():
    (message,) = found(rutland(actual(HOME, 0.85)), last(actual(HOME, 0.923, LAST)))
    assert "−7.3 pp (−7.91%)" in str(message)


def test_the_latest_of_several_earlier_returns_is_compared():
    before = (
        last(actual(ADMISSIONS, 258, "2021-22"), year="2021-22"),
        last(actual(ADMISSIONS, 480, LAST)),
    )
    assert codes(rutland(actual(ADMISSIONS, 493.2)), *before) == []
    assert codes(rutland(actual(ADMISSIONS, 493.2)), *before[::-1]) == []


def test_of_two_earlier_returns_with_the_same_figure_the_later_one_counts():
    before = (
        last(actual(ADMISSIONS, 583.1, "2021-22"), year="2021-22"),
        last(actual(ADMISSIONS, 538.1, "2021-22")),
    )
    assert codes(rutland(actual(ADMISSIONS, 538.1, "2021-22")), *before) == []
    assert codes(rutland(actual(ADMISSIONS, 583.1, "2021-22")), *before[::-1]) == ["ACR10"]


def test_a_return_of_another_place_is_not_compared_and_is_told():
    leicester = returned("Leicester", shown("challenges", LONG), year=LAST)
    (message,) = found(rutland(shown("challenges", LONG)), leicester)
    assert message.code == "ACR12"
    assert "a return of Leicester" in str(message)


def test_a_place_is_matched_by_its_name_where_it_has_no_code():
    now = returned("Bolton  Council", shown("challenges", LONG))
    before = returned("bolton council", shown("challenges", LONG), year=LAST)
    assert codes(now, before) == ["ACR08"]


def test_an_earlier_return_that_is_later_is_told_and_not_compared():
    fields = shown("challenges", LONG), actual(FALLS, 388.4)
    (message,) = found(last(*fields), rutland(*fields))
    assert message.code == "ACR13"
    assert "reports on 2024-25; rutland-2023-24.xlsx reports on 2023-24" in str(message)


def test_of_two_returns_of_one_year_the_later_result_decides():
    third = rutland(actual(FALLS, 388.4, "2024-25 Q3"), return_id="q3", name="q3")
    second = rutland(actual(FALLS, 380.1, "2024-25 Q2"), return_id="q2", name="q2")
    assert codes(third, second) == []
    assert codes(second, third) == ["ACR13"]


def test_a_return_is_not_laid_beside_itself():
    same = rutland(shown("challenges", LONG))
    assert codes(same, same) == []


def test_an_earlier_return_of_the_same_form_is_compared():
    now = rutland(shown("challenges", LONG), actual(FALLS, 388.4))
    before = rutland(shown("challenges", LONG), actual(FALLS, 391.4), name="old")
    assert codes(now, before) == ["ACR08", "ACR10"]
