"""Figures as people type them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlbcf.rules.figures import (
    BLANK,
    Figure,
    State,
    as_stored,
    in_digits,
    plain_text,
    read_figure,
    written,
)
from xlbcf.rules.metrics import Metric, Polarity, StoredAs, Unit

NUMBERS = [
    ("161.8", Unit.RATE, 161.8),
    ("73,459", Unit.COUNT, 73459.0),
    ("1,234,567.89", Unit.RATE, 1234567.89),
    ("73 459", Unit.COUNT, 73459.0),
    ("73\u00a0459", Unit.COUNT, 73459.0),
    ("73\u202f459", Unit.COUNT, 73459.0),
    ("\u200b161.8\ufeff", Unit.RATE, 161.8),
    ("  161.8\t", Unit.RATE, 161.8),
    ("+5", Unit.COUNT, 5.0),
    ("-5", Unit.COUNT, -5.0),
    ("−5", Unit.COUNT, -5.0),
    ("–5", Unit.COUNT, -5.0),
    ("- 5", Unit.COUNT, -5.0),
    ("－５．５", Unit.RATE, -5.5),
    ("\u20105", Unit.COUNT, -5.0),
    ("\u20155", Unit.COUNT, -5.0),
    ("\ufe635", Unit.COUNT, -5.0),
    ("\u20605", Unit.COUNT, 5.0),
    ("１２３", Unit.COUNT, 123.0),
    (".5", Unit.RATE, 0.5),
    ("5.", Unit.RATE, 5.0),
    ("1.5E+03", Unit.RATE, 1500.0),
    ("-0", Unit.COUNT, 0.0),
    ("12¹", Unit.COUNT, 12.0),
    ("12.5†", Unit.RATE, 12.5),
    ("12.5*", Unit.RATE, 12.5),
    ("12.5 [r]", Unit.RATE, 12.5),
    ("12.5 [note 3]", Unit.RATE, 12.5),
    ("£1,200", Unit.CURRENCY, 1200.0),
    ("£ 1,200.50", Unit.CURRENCY, 1200.5),
    ("-£5", Unit.CURRENCY, -5.0),
    ("£-5", Unit.CURRENCY, -5.0),
    ("￡５", Unit.CURRENCY, 5.0),
    ("4.9", Unit.DAYS, 4.9),
    ("12 days", Unit.DAYS, 12.0),
    ("1 day", Unit.DAYS, 1.0),
    ("00:12:28", Unit.DURATION, 748.0),
    ("26:00:00", Unit.DURATION, 93600.0),
    ("-00:01:00", Unit.DURATION, -60.0),
    (time(0, 12, 28), Unit.DURATION, 748.0),
    (time(1, 2, 3, 500_000), Unit.DURATION, 3723.5),
    (timedelta(minutes=15), Unit.DURATION, 900.0),
    (0, Unit.COUNT, 0.0),
    (231, Unit.COUNT, 231.0),
    (515.5, Unit.RATE, 515.5),
    (Decimal("515.5"), Unit.RATE, 515.5),
    (Fraction(1, 4), Unit.RATE, 0.25),
]


@pytest.mark.parametrize(("text", "unit", "number"), NUMBERS)
def test_a_number_is_read_however_it_is_typed(text: object, unit: Unit, number: float):
    figure = read_figure(text, unit)
    assert (figure.state, figure.number, figure.reason) == (State.NUMBER, number, "")


@pytest.mark.parametrize(
    ("text", "stored_as", "number"),
    [
        ("92.7%", "fraction", 0.927),
        ("92.7%", "percent", 0.927),
        ("92.7%", None, 0.927),
        ("92.7 %", "fraction", 0.927),
        ("９２．７％", "fraction", 0.927),
        ("−2.88%", "fraction", -0.0288),
        ("0.5%", "fraction", 0.005),
        ("92.7%²", "fraction", 0.927),
        ("0.927", "fraction", 0.927),
        (0.927, "fraction", 0.927),
        ("92.7", "fraction", 92.7),
        (92.7, "fraction", 92.7),
        ("92.7", "percent", 0.927),
        (92.7, "percent", 0.927),
        (1, "percent", 0.01),
        (1, "fraction", 1.0),
    ],
)
def test_a_percentage_is_a_fraction_and_never_guessed_from_its_size(
    text: object, stored_as: StoredAs | None, number: float
):
    assert read_figure(text, Unit.PERCENT, stored_as).number == number


@pytest.mark.parametrize("text", ["0.927", "92.7", 0.927, 92.7])
def test_a_bare_percentage_is_invalid_when_nothing_says_how_it_is_stored(text: object):
    figure = read_figure(text, Unit.PERCENT)
    assert figure.state is State.INVALID
    assert "fraction (0.927) or a percentage (92.7)" in figure.reason


@pytest.mark.parametrize("unit", list(Unit))
@pytest.mark.parametrize(
    ("state", "texts"),
    [
        (State.BLANK, [None, "", "   ", "\u00a0", "\n", "\u200b"]),
        (
            State.NOT_AVAILABLE,
            [
                *("n/a", "N/A", " n / a ", "NA", "na", "N.A.", "not applicable", "Not Available"),
                *("~", "-", "–", "—", "−", "[x]", "[z]", "[X]", "n/a¹"),
            ],
        ),
        (State.SUPPRESSED, ["*", "[c]", " [C] "]),
    ],
)
def test_marks_for_no_number_are_told_apart_in_every_unit(
    state: State, texts: list[object], unit: Unit
):
    for text in texts:
        figure = read_figure(text, unit, "fraction")
        assert (text, figure.state, figure.number) == (text, state, None)


@pytest.mark.parametrize(
    ("text", "unit", "reason"),
    [
        ("about 5", Unit.COUNT, "not a number"),
        ("1,23", Unit.RATE, "not a number"),
        ("12 34", Unit.COUNT, "not a number"),
        ("1.2.3", Unit.RATE, "not a number"),
        ("5-", Unit.COUNT, "not a number"),
        ("--5", Unit.COUNT, "not a number"),
        ("-£-5", Unit.CURRENCY, "not a number"),
        ("(5)", Unit.COUNT, "not a number"),
        ("½", Unit.RATE, "not a number"),
        ("٥", Unit.COUNT, "not a number"),
        ("1_000", Unit.COUNT, "not a number"),
        ("0x1F", Unit.COUNT, "not a number"),
        ("nan", Unit.RATE, "not a number"),
        ("inf", Unit.RATE, "not a number"),
        ("**", Unit.COUNT, "not a number"),
        ("12.5 ²,", Unit.RATE, "not a number"),
        ("12 [c]", Unit.COUNT, "not a number"),
        ("#DIV/0!", Unit.RATE, "not a number"),
        ("9" * 101, Unit.COUNT, "too long"),
        ("x" * 100, Unit.COUNT, "not a number"),
        ("1e999", Unit.RATE, "a workbook can hold"),
        (float("nan"), Unit.RATE, "a workbook can hold"),
        (float("inf"), Unit.PERCENT, "a workbook can hold"),
        (10**400, Unit.COUNT, "a workbook can hold"),
        pytest.param(10**5000, Unit.CATEGORY, "a workbook can hold", id="5001 digits"),
        (Decimal("sNaN"), Unit.RATE, "a workbook can hold"),
        ("£5", Unit.COUNT, "pound sign"),
        ("5%", Unit.RATE, "written with %, and the unit is rate"),
        ("5 days", Unit.COUNT, "written with days, and the unit is count"),
        ("5 days", Unit.PERCENT, "written with days, and the unit is percent"),
        ("12:28", Unit.DURATION, "hours, minutes and seconds"),
        ("00:60:00", Unit.DURATION, "hours, minutes and seconds"),
        ("12", Unit.DURATION, "hours, minutes and seconds"),
        (0.5, Unit.DURATION, "a bare number is not a duration"),
        (5, Unit.CATEGORY, "a bare number is not a category"),
        (5, Unit.TEXT_TREND, "a bare number is not a text trend"),
        ("AGX", Unit.TEXT_TREND, "one letter a month"),
        (True, Unit.COUNT, "a bool is not a figure"),
        (date(2024, 11, 1), Unit.COUNT, "a date is not a figure"),
        (datetime(2024, 11, 1), Unit.DURATION, "a datetime is not a figure"),
        (time(1, 0), Unit.COUNT, "a time is not a figure"),
        (object(), Unit.COUNT, "an object is not a figure"),
        (1j, Unit.COUNT, "a complex is not a figure"),
        (b"5", Unit.COUNT, "a bytes is not a figure"),
    ],
)
def test_what_is_not_a_figure_is_invalid_and_says_why(text: object, unit: Unit, reason: str):
    figure = read_figure(text, unit, "fraction")
    assert (figure.state, figure.number) == (State.INVALID, None)
    assert reason in figure.reason


@pytest.mark.parametrize(
    ("text", "unit", "word"),
    [
        (" Green ", Unit.CATEGORY, "Green"),
        ("Requires\u00a0improvement", Unit.CATEGORY, "Requires improvement"),
        ("AGAGAAARAAAG", Unit.TEXT_TREND, "AGAGAAARAAAG"),
        ("a g r", Unit.TEXT_TREND, "AGR"),
    ],
)
def test_a_category_and_a_trend_are_words(text: str, unit: Unit, word: str):
    assert read_figure(text, unit) == Figure(State.WORD, None, word)


def test_a_figure_keeps_the_text_as_typed():
    assert read_figure(" 73,459¹", Unit.COUNT).text == " 73,459¹"
    assert read_figure("sixty", Unit.COUNT).text == "sixty"
    assert read_figure(None, Unit.COUNT) is BLANK


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1234567890123456, "1234567890123456"),
        (0.1 + 0.2, "0.3"),
        (Decimal("1.50"), "1.5"),
        (date(2024, 11, 1), "2024-11-01"),
        (True, "True"),
        (["5"], "list"),
    ],
)
def test_a_value_that_was_not_typed_is_shown_as_a_reader_knows_it(value: object, text: str):
    assert read_figure(value, Unit.COUNT).text == text


def test_minus_zero_is_zero():
    for typed in ("-0", -0.0):
        assert str(read_figure(typed, Unit.COUNT).number) == "0.0"


def test_full_width_signs_are_plain_from_the_first_to_the_last():
    assert plain_text("！０Ａ～") == "!0A~"
    assert plain_text("\uff00\uff5f") == "\uff00\uff5f"
    assert plain_text("\u200f\u2016") == "\u200f\u2016"


def test_a_long_row_of_footnote_marks_is_refused_at_once():
    assert read_figure("*" * 30_000 + "x", Unit.COUNT).state is State.INVALID


ANYTHING = st.one_of(
    st.none(),
    st.text(),
    st.text(alphabet="0123456789.,-+£%*[]xcz/naeE :−–¹† \u00a0day"),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.decimals(),
    st.fractions(),
    st.complex_numbers(),
    st.dates(),
    st.times(),
    st.timedeltas(),
    st.binary(),
    st.lists(st.integers()),
)


@given(ANYTHING, st.sampled_from(Unit), st.sampled_from([None, "fraction", "percent"]))
def test_whatever_a_cell_holds_is_read_as_some_figure(
    text: object, unit: Unit, stored_as: StoredAs | None
):
    figure = read_figure(text, unit, stored_as)
    assert (figure.state is State.INVALID) == bool(figure.reason)
    assert (figure.state is State.NUMBER) == (figure.number is not None)


@given(st.floats(-1e15, 1e15))
def test_a_number_and_its_text_are_the_same_figure(number: float):
    assert read_figure(repr(number), Unit.RATE).number == read_figure(number, Unit.RATE).number


@given(st.integers(-(10**12), 10**12))
def test_thousands_commas_change_nothing(number: int):
    assert read_figure(f"{number:,}", Unit.COUNT).number == number


@given(st.floats(-1e6, 1e6))
def test_what_a_cell_stores_as_percent_reads_back_as_the_same_figure(number: float):
    stored = as_stored(number, "percent")
    assert read_figure(stored, Unit.PERCENT, "percent").number == pytest.approx(number, rel=1e-15)
    assert as_stored(number, "fraction") == number


@pytest.mark.parametrize(
    ("state", "number"),
    [(State.NUMBER, None), (State.NUMBER, float("nan")), (State.BLANK, 5.0), (State.WORD, 0.0)],
)
def test_a_figure_holds_a_number_exactly_when_it_is_one(state: State, number: float | None):
    with pytest.raises(ValueError, match="cannot hold"):
        Figure(state, number)


def metric(unit: Unit, decimals: int | None = None) -> Metric:
    return Metric("m", "M", "", unit, Polarity.HIGH_IS_GOOD, decimals=decimals)


@pytest.mark.parametrize(
    ("figure", "unit", "decimals", "text"),
    [
        (0.927, Unit.PERCENT, 1, "92.7%"),
        (0.9222, Unit.PERCENT, 1, "92.2%"),
        (0.92225, Unit.PERCENT, 2, "92.23%"),
        (0.927, Unit.PERCENT, None, "92.7%"),
        (73459.0, Unit.COUNT, 0, "73,459"),
        (161.8, Unit.RATE, None, "161.8"),
        (161.85, Unit.RATE, 1, "161.9"),
        (-1200.0, Unit.CURRENCY, 2, "-£1,200.00"),
        (748.0, Unit.DURATION, None, "00:12:28"),
        (-93600.0, Unit.DURATION, None, "-26:00:00"),
        (0.0, Unit.DURATION, None, "00:00:00"),
        (0.0, Unit.COUNT, 0, "0"),
        (1e-7, Unit.RATE, None, "0.0000001"),
        (Figure(State.NUMBER, 0.5, "50%"), Unit.PERCENT, 0, "50%"),
        (Figure(State.NOT_AVAILABLE, text="~"), Unit.COUNT, 0, "not available"),
        (Figure(State.WORD, text="Green"), Unit.CATEGORY, None, "Green"),
        (BLANK, Unit.COUNT, 0, "blank"),
        (float("inf"), Unit.DURATION, None, "inf"),
    ],
)
def test_a_figure_is_written_in_its_unit(
    figure: Figure | float, unit: Unit, decimals: int | None, text: str
):
    assert written(figure, metric(unit, decimals)) == text


@given(st.floats(), st.sampled_from(Unit), st.one_of(st.none(), st.integers(-5, 10)))
def test_any_number_can_be_written(number: float, unit: Unit, decimals: int | None):
    assert written(number, metric(unit, decimals))
    assert in_digits(number, decimals)
