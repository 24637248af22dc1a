"""What a flag says: complete, not complete, or nothing."""

from __future__ import annotations

import pytest

from xlbcf.books.values import CellError
from xlbcf.desk.flags import flag_state
from xlbcf.template.addresses import Cell
from xlbcf.template.return_mapping import Flag


def flag(complete: str, *, optional: bool = False) -> Flag:
    return Flag("signed", "Form", Cell(2, 4), complete, "form.yaml:7", optional=optional)


@pytest.mark.parametrize(
    ("complete", "value", "expected"),
    [
        ("Yes", "Yes", True),
        ("Yes", " yes ", True),
        ("Yes", "No", False),
        ("Yes", "", False),
        ("Yes", None, None),
        ("Yes", CellError("#REF!"), None),
        ("0", 0, True),
        ("0", 1, False),
        ("0", "", False),
    ],
)
def test_a_flag_is_read_by_its_wording(complete: str, value: object, expected: bool | None) -> None:
    state = flag_state(flag(complete), value, known=True)  # type: ignore[arg-type]
    assert (state.complete, state.silent) == (expected, False)


@pytest.mark.parametrize(
    ("value", "expected", "silent"),
    [
        ("", None, True),
        (None, None, True),
        (0, True, False),
        (1, False, False),
        (CellError("#N/A"), None, False),
    ],
)
def test_an_optional_flag_that_is_empty_says_nothing(
    value: object, expected: bool | None, silent: bool
) -> None:
    state = flag_state(flag("0", optional=True), value, known=True)  # type: ignore[arg-type]
    assert (state.complete, state.silent) == (expected, silent)


def test_a_flag_with_an_old_result_is_unknown() -> None:
    assert flag_state(flag("Yes"), "Yes", known=False).complete is None
