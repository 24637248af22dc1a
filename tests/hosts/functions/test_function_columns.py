"""Columns of cells: answered at once or one by one, the answers are the same, and never a fault."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.columns import near_ends, typed
from tests.support.templates import ROOT
from xlbcf.books.values import CellError
from xlbcf.hosts.functions import all_functions, calling, many
from xlbcf.hosts.functions.calling import call
from xlbcf.hosts.functions.definition import CellFunction
from xlbcf.hosts.functions.many import FEWEST_ROWS
from xlbcf.hosts.functions.mappings import forget
from xlbcf.hosts.functions.words import spelt
from xlbcf.rules.digit_columns import Coded

FUNCTIONS = all_functions()
AT_ONCE = [name for name, each in FUNCTIONS.items() if each.many is not None]
SETTINGS = {
    "polarity": ["lower", "higher", "none"],
    "bands": ["impact", "finance", "milestones"],
    "decimals": [None, 0.0, 1.0, 3.0],
    "threshold": [None, 0.0, 0.5],
}
ERRORS = [CellError(text) for text in ("#N/A", "#REF!", "#DIV/0!", "#SPILL!")]
numbers = st.floats(allow_nan=False, allow_infinity=False)
odd = st.sampled_from(
    [None, "", " ", True, False, "n/a", "*", "92.7%", "1,234", "soon", ">5", "lower", *ERRORS]
)
cells = st.one_of(numbers, typed, odd, st.text(max_size=12))
pairs = st.one_of(st.tuples(typed, typed), near_ends, st.tuples(numbers, numbers))


@pytest.fixture(autouse=True, scope="module")
def _own_configuration(tmp_path_factory):
    """No configuration of whoever runs the tests, and nothing kept from other tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XLBCF_CONFIG_DIR", str(tmp_path_factory.mktemp("none")))
        patch.chdir(ROOT)
        forget()
        yield
    forget()


def one_by_one(function: CellFunction, columns: list[list[object]]) -> list[list[object]]:
    """Answer rows in calls of their own."""
    return [list(call(function, row)[0]) for row in zip(*columns, strict=True)]


def as_range(column: list[object]) -> tuple[tuple[object, ...], ...]:
    return tuple((cell,) for cell in column)


def test_there_is_a_form_for_columns_wherever_large_ranges_are_likely():
    assert AT_ONCE == [
        "BCF_EFFECT", "BCF_ON_TARGET", "BCF_RAG", "BCF_RAG_BAND", "BCF_TRAVEL",
        "BCF_TRAVEL_JUDGEMENT", "BCF_VARIANCE", "BCF_VARIANCE_PCT",
    ]  # fmt: skip


@pytest.mark.parametrize("name", AT_ONCE)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_columns_are_answered_as_one_by_one(name: str, data):
    function = FUNCTIONS[name]
    rows = data.draw(st.lists(pairs, min_size=2, max_size=12)) * FEWEST_ROWS
    columns: list[list[object]] = [list(column) for column in zip(*rows, strict=True)]
    for argument in function.arguments[2:]:
        chosen = data.draw(
            st.lists(st.sampled_from(SETTINGS[argument.name]), min_size=1, max_size=2)
        )
        columns.append((chosen * len(rows))[: len(rows)])
    for row, column, cell in data.draw(
        st.lists(st.tuples(st.integers(0, 20), st.integers(0, 1), odd), max_size=3)
    ):
        columns[column][row] = cell
    found = [list(row) for row in call(function, [as_range(column) for column in columns])]
    assert found == one_by_one(function, columns)


@pytest.mark.parametrize("name", AT_ONCE)
def test_columns_of_numbers_are_answered_at_once_with_nothing_left(name: str):
    function = FUNCTIONS[name]
    figures = [[float(row) for row in range(1, 101)], [float(row) for row in range(2, 102)]]
    given_settings = [[SETTINGS[each.name][-1]] * 100 for each in function.arguments[2:]]
    found = many.answer_many(function, [*figures, *given_settings])
    assert found is not None
    assert len(found[0]) == 100
    assert found[1] == ()


def test_rows_with_odd_cells_are_left_to_be_answered_one_by_one():
    figures = [[*map(float, range(100))], [5.0] * 100]
    figures[0][7], figures[1][9] = "n/a", None
    found = many.answer_many(FUNCTIONS["BCF_RAG"], [*figures, ["lower"] * 100])
    assert found is not None
    assert list(found[1]) == [7, 9]


@pytest.mark.parametrize(
    "polarity",
    [
        ["sideways"] * 100,
        [True] * 100,
        [CellError("#N/A")] * 100,
        [f"lower{n}" for n in range(100)],
    ],
    ids=["wrong", "logical", "error", "all different"],
)
def test_settings_that_cannot_be_shared_are_read_one_by_one(polarity: list[object]):
    columns = [[*map(float, range(100))], [5.0] * 100, polarity]
    found = many.answer_many(FUNCTIONS["BCF_RAG"], columns)
    assert found is None or len(found[1]) == 100


def test_a_row_without_a_word_is_blank():
    assert spelt(Coded(np.array([-1, 0, 1], dtype=np.int8), ("not_met", "no_verdict"))) == [
        None, "Not met", None,
    ]  # fmt: skip


@contextmanager
def told() -> Iterator[list[str]]:
    """What is written into the log meanwhile: faults that no cell should meet."""
    log, lines = logging.getLogger(calling.__name__), []
    handler = logging.Handler()
    handler.emit = lambda record: lines.append(record.getMessage())  # type: ignore[method-assign]
    log.addHandler(handler)
    try:
        yield lines
    finally:
        log.removeHandler(handler)


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_no_mixture_of_cells_is_ever_too_much(name: str, data):
    arguments = []
    for _ in FUNCTIONS[name].arguments:
        height, width = data.draw(st.tuples(st.integers(1, 4), st.integers(1, 3)))
        rows = st.lists(st.lists(cells, min_size=width, max_size=width).map(tuple),
                        min_size=height, max_size=height).map(tuple)  # fmt: skip
        arguments.append(data.draw(st.one_of(cells, rows)))
    with told() as faults:
        answer = call(FUNCTIONS[name], arguments)
    assert faults == []
    assert answer
    assert len({len(row) for row in answer}) == 1
    for row in answer:
        for cell in row:
            assert cell is None or type(cell) in (float, bool, str, CellError)


ROWS_AND_COLUMNS = [
    ("a column and a cell", (((3.0,), (5.0,)), 1.0), [[2.0], [4.0]]),
    ("a row and a cell", (((3.0, 5.0),), 1.0), [[2.0, 4.0]]),
    ("a row and a column", (((3.0, 5.0),), ((1.0,), (2.0,))), [[2.0, 4.0], [1.0, 3.0]]),
    ("two tables", (((3.0, 5.0), (7.0, 9.0)), ((1.0, 1.0), (2.0, 2.0))), [[2.0, 4.0], [5.0, 7.0]]),
    ("a shorter column", (((3.0,), (5.0,), (7.0,)), ((1.0,), (2.0,))), [[2.0], [3.0], ["#N/A"]]),
    ("a narrower table", (((3.0, 5.0, 7.0),) * 2, ((1.0, 2.0),) * 2), [[2.0, 3.0, "#N/A"]] * 2),
    ("cells of a row alone", ([3.0, 5.0], 1.0), [[2.0, 4.0]]),
    ("whole numbers", (3, 1), [[2.0]]),
]


@pytest.mark.parametrize(
    ("given_cells", "answer"),
    [case[1:] for case in ROWS_AND_COLUMNS],
    ids=[case[0] for case in ROWS_AND_COLUMNS],
)
def test_ranges_are_laid_beside_each_other_as_excel_does(given_cells, answer):
    found = call(FUNCTIONS["BCF_VARIANCE"], given_cells)
    assert [list(row) for row in found] == answer


def test_two_cells_beside_each_other_have_no_room_in_a_table():
    found = call(FUNCTIONS["BCF_RATE_CI"], (((1.0, 2.0),), ((100.0,), (200.0,))))
    assert found == [[CellError("#VALUE!")]]
