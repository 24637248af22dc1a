"""What a return has lost against its blank template: rules, leave to type, formulas."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.checking import check, form, found, message
from tests.support.sheets import OPEN_DATE, Styled, formula, lists

TYPED = ("B3", "B4", "B6", "B8", "B10", "B11", "B12", "B14", "C21", "D21", "E21", "B22", "C22",
         "D22", "E22", *(f"B{row}" for row in range(30, 40)))  # fmt: skip
FLAG = formula('IF(B6="","No","Yes")', "No")
NO_COMPUTED = {"D6": FLAG, "B21": formula("200*2", 400), "B13": formula('"E0"&"6000017"', "x")}


def blank(**more: object) -> bytes:
    """The form as it was issued: nothing typed, three cells computed."""
    empty = {each: Styled(None, 1) for each in TYPED if each not in ("B36", "B37")}
    days = {each: Styled(None, OPEN_DATE) for each in ("B36", "B37")}
    return form({**empty, **days, **NO_COMPUTED}, protected=True, **more)


def filled(changes: dict | None = None, **more: object) -> bytes:
    computed = {
        "D6": formula('IF(B6="","No","Yes")', "Yes"),
        "B21": formula("200*2", 400),
        "B13": formula('"E0"&"6000017"', "E06000017"),
    }
    return form({**computed, **(changes or {})}, **{"protected": True, **more})


def test_a_form_that_was_only_filled_has_lost_nothing(tmp_path: Path) -> None:
    assert found(check(tmp_path, filled(), blank=blank())) == []


def test_without_a_blank_template_nothing_is_compared(tmp_path: Path) -> None:
    assert found(check(tmp_path, filled(lists=""))) == []


def test_a_blank_template_that_cannot_be_read_is_no_reason_to_stop(tmp_path: Path) -> None:
    assert found(check(tmp_path, filled(lists=""), blank=b"no workbook")) == []


@pytest.mark.parametrize(
    ("data", "cells"),
    [
        (filled(lists=""), ["B3", "B8", "B14", "D21", "D22"]),
        (filled(lists=lists(("B3", '"Rutland"'), ("B8", '"Red"'), ("D21", '"Target met"'))),
         ["B14", "D22"]),
        # Locked again: nobody can correct it.
        (filled({"B12": Styled("Some words", 0)}), ["B12"]),
    ],
)  # fmt: skip
def test_lost_drop_downs_limits_and_leave_to_type_are_counted(
    tmp_path: Path, data: bytes, cells: list[str]
) -> None:
    checked = check(tmp_path, data, blank=blank())
    assert found(checked) == [("CHK04", "")]
    said = message(checked, "CHK04")
    assert f"({len(cells)}): " in said
    assert all(f"Form!{each}" in said for each in cells)


def test_a_form_whose_protection_was_taken_off_still_lets_everyone_type(tmp_path: Path) -> None:
    assert found(check(tmp_path, filled(protected=False), blank=blank())) == []


@pytest.mark.parametrize(
    ("changes", "cells"),
    [
        ({"D6": "Yes"}, ["D6"]),
        ({"B21": 400}, ["B21"]),
        ({"D6": "Yes", "B13": "E06000017", "B21": 400}, ["B13", "B21", "D6"]),
        # Another formula than the template's is still one that follows the form.
        ({"B21": formula("400", 400)}, []),
    ],
)
def test_formulas_that_were_typed_over_are_counted(
    tmp_path: Path, changes: dict, cells: list[str]
) -> None:
    checked = check(tmp_path, filled(changes), blank=blank())
    assert found(checked) == ([("CHK05", "")] if cells else [])
    if cells:
        said = message(checked, "CHK05")
        assert f"({len(cells)}): " in said
        assert all(f"Form!{each}" in said for each in cells)


def test_a_flag_that_was_typed_over_does_not_hide_a_blank(tmp_path: Path) -> None:
    checked = check(tmp_path, filled({"D6": "Yes", "B6": Styled(None, 1)}), blank=blank())
    assert found(checked) == [("CHK05", ""), ("DONE01", "B6"), ("DONE03", "D6")]
