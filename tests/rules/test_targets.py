"""Targets as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlbcf.rules.figures import State
from xlbcf.rules.metrics import Polarity, Unit
from xlbcf.rules.targets import Comparator, Part, implied_comparator, read_targets

HIGH, LOW, NONE = Polarity.HIGH_IS_GOOD, Polarity.LOW_IS_GOOD, Polarity.NO_JUDGEMENT


def read(text: object, unit: Unit, polarity: Polarity = LOW, note: str = "") -> tuple[Part, ...]:
    return read_targets(text, unit, polarity, "fraction", note)


@pytest.mark.parametrize(
    ("text", "unit", "who", "comparator", "number"),
    [
        (">65.2", Unit.RATE, "", ">", 65.2),
        ("<= 73,459", Unit.COUNT, "", "<=", 73459.0),
        ("< 505.15", Unit.RATE, "", "<", 505.15),
        ("=5", Unit.COUNT, "", "=", 5.0),
        ("< = 5", Unit.COUNT, "", "<=", 5.0),
        ("=< 5", Unit.COUNT, "", "<=", 5.0),
        ("=>5", Unit.COUNT, "", ">=", 5.0),
        ("≤5", Unit.COUNT, "", "<=", 5.0),
        ("≥ 95%", Unit.PERCENT, "", ">=", 0.95),
        ("⩽5", Unit.COUNT, "", "<=", 5.0),
        ("⩾5", Unit.COUNT, "", ">=", 5.0),
        ("＞5", Unit.COUNT, "", ">", 5.0),
        ("\u00a0≤\u00a0−5", Unit.COUNT, "", "<=", -5.0),
        ("UHL <10%", Unit.PERCENT, "UHL", "<", 0.1),
        ("LPT <= 7%", Unit.PERCENT, "LPT", "<=", 0.07),
        ("UHL<10%", Unit.PERCENT, "UHL", "<", 0.1),
        ("UHL: <10%", Unit.PERCENT, "UHL", "<", 0.1),
        ("at least 95%", Unit.PERCENT, "", ">=", 0.95),
        ("No more than 5", Unit.COUNT, "", "<=", 5.0),
        ("UHL under 10%", Unit.PERCENT, "UHL", "<", 0.1),
        ("not less than 95%", Unit.PERCENT, "", ">=", 0.95),
        ("LPT not more than 5", Unit.COUNT, "LPT", "<=", 5.0),
        ("UHL - <10%", Unit.PERCENT, "UHL", "<", 0.1),
        ("> 00:15:00", Unit.DURATION, "", ">", 900.0),
    ],
)
def test_a_typed_comparator_is_kept(
    text: str, unit: Unit, who: str, comparator: str, number: float
):
    (part,) = read(text, unit)
    assert (part.who, part.comparator, part.implied) == (who, comparator, False)
    assert part.figure.number == number


@pytest.mark.parametrize(
    ("text", "unit", "who", "number"),
    [
        ("95%", Unit.PERCENT, "", 0.95),
        ("00:15:00", Unit.DURATION, "", 900.0),
        ("EMAS 00:15:00", Unit.DURATION, "EMAS", 900.0),
        ("EMAS: 00:15:00", Unit.DURATION, "EMAS", 900.0),
        ("UHL:10%", Unit.PERCENT, "UHL", 0.1),
        ("UHL – 10%", Unit.PERCENT, "UHL", 0.1),
        ("North Town & Port 12 345", Unit.COUNT, "North Town & Port", 12345.0),
        ("St. Mary's -5", Unit.COUNT, "St. Mary's", -5.0),
        (5, Unit.COUNT, "", 5.0),
        (0.95, Unit.PERCENT, "", 0.95),
    ],
)
@pytest.mark.parametrize(
    ("polarity", "comparator", "implied"),
    [(HIGH, Comparator.AT_LEAST, True), (LOW, Comparator.AT_MOST, True), (NONE, None, False)],
)
def test_without_a_comparator_the_polarity_implies_it(
    text: object,
    unit: Unit,
    who: str,
    number: float,
    polarity: Polarity,
    comparator: Comparator | None,
    implied: bool,
):
    (part,) = read(text, unit, polarity)
    assert (part.who, part.figure.number) == (who, number)
    assert (part.comparator, part.implied) == (comparator, implied)
    assert implied_comparator(polarity) is comparator


@pytest.mark.parametrize(
    ("text", "who", "word"),
    [
        ("Green", "", "Green"),
        ("UHL: Green", "UHL", "Green"),
        ("Below average", "", "Below average"),
        ("UHL >= Good", "UHL", "Good"),
    ],
)
def test_a_category_is_a_target_too(text: str, who: str, word: str):
    (part,) = read(text, Unit.CATEGORY)
    assert (part.who, part.figure.state, part.figure.text.strip()) == (who, State.WORD, word)


@pytest.mark.parametrize(
    ("text", "note", "whose"),
    [
        ("99% / 98%", "", [("", 0.99), ("", 0.98)]),
        ("99%/98%", "", [("", 0.99), ("", 0.98)]),
        ("99% / 98%", "[Figures are LPT / UHL]", [("LPT", 0.99), ("UHL", 0.98)]),
        ("99% / 98% [Figures are LPT / UHL]", "", [("LPT", 0.99), ("UHL", 0.98)]),
        ("99% / 98%\n[figures are for LPT, UHL]", "", [("LPT", 0.99), ("UHL", 0.98)]),
        ("99% / 98%", "[Figures are LPT / UHL / EMAS]", [("", 0.99), ("", 0.98)]),
        ("UHL 99% / LPT 98%", "[Figures are LPT / UHL]", [("UHL", 0.99), ("LPT", 0.98)]),
        (
            "North 95%\nSouth: 96%\r\n\nWest ≥97%",
            "",
            [("North", 0.95), ("South", 0.96), ("West", 0.97)],
        ),
        ("n/a / 98%", "", [("", None), ("", 0.98)]),
        ("North 95% / 94%\nSouth 96%", "", [("North", 0.95), ("", 0.94), ("South", 0.96)]),
    ],
)
def test_a_cell_may_hold_several_parts(text: str, note: str, whose: list[tuple[str, float | None]]):
    parts = read(text, Unit.PERCENT, HIGH, note)
    assert [(part.who, part.figure.number) for part in parts] == whose


def test_categories_come_in_parts_too():
    parts = read("UHL: Green / LPT: Amber", Unit.CATEGORY)
    assert [(part.who, part.figure.text) for part in parts] == [("UHL", "Green"), ("LPT", "Amber")]


@pytest.mark.parametrize(
    ("text", "state"),
    [
        (None, State.BLANK),
        ("", State.BLANK),
        (" \n ", State.BLANK),
        ("n/a", State.NOT_AVAILABLE),
        ("N / A", State.NOT_AVAILABLE),
        ("UHL n/a", State.NOT_AVAILABLE),
        ("*", State.SUPPRESSED),
        ("<", State.INVALID),
        ("> 5 < 10", State.INVALID),
        ("> about 5", State.INVALID),
        ("about 5", State.INVALID),
        ("Approximately 5", State.INVALID),
        ("About <5", State.INVALID),
        ("not <5", State.INVALID),
        ("likely 5", State.INVALID),
        ("95%+", State.INVALID),
        ("95% or more", State.INVALID),
        ("Year 2 95", State.INVALID),
        ("to be agreed", State.INVALID),
        (True, State.INVALID),
    ],
)
def test_a_cell_without_a_sound_target_says_what_it_holds(text: object, state: State):
    (part,) = read(text, Unit.PERCENT)
    assert part.figure.state is state


ANYTHING = st.one_of(
    st.none(),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.text(),
    st.text(alphabet="<>=≤≥ 0123456789.%/\n[]UHLfiguresare:,-n/a"),
)


@given(ANYTHING, st.sampled_from(Unit), st.sampled_from(Polarity), st.text())
def test_whatever_a_cell_holds_is_read_as_parts(
    text: object, unit: Unit, polarity: Polarity, note: str
):
    parts = read(text, unit, polarity, note)
    assert parts
    assert all(part.comparator is not None or polarity is NONE for part in parts)
