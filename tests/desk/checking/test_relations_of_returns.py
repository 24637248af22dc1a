"""Fields of one return that must fit each other, as the mapping says."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.checking import check, found, message

NONE: list[tuple[str, str]] = []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        # The total, 120, of 70 and 50, within 0.5; B38 must be the same as the total.
        ({"B30": 120.5, "B38": 120.5}, NONE),
        ({"B30": 119.5, "B38": 119.5}, NONE),
        ({"B30": 120.51, "B38": 120.51}, [("ACR01", "B30")]),
        ({"B31": 71}, [("ACR01", "B30")]),
        ({"B32": None, "B30": 70, "B38": 70, "B39": 35}, NONE),
        ({"B32": None}, [("ACR01", "B30")]),
        ({"B31": None, "B32": None}, NONE),
        ({"B30": None, "B38": None}, NONE),
        # A part that is wrong by itself says enough.
        ({"B31": "70"}, [("VAL02", "B31")]),
        ({"B31": "seventy"}, [("VAL04", "B31")]),
        ({"B31": "n/a"}, [("VAL03", "B31")]),
        # 899 of 153,982 is 583.834 per 100,000: right as far as it is written.
        ({"B33": 583.83}, NONE),
        ({"B33": 584}, NONE),
        ({"B33": 583.9}, [("ACR02", "B33")]),
        ({"B33": 538.8}, [("ACR02", "B33")]),
        ({"B34": 829}, [("ACR02", "B33")]),
        ({"B35": None}, NONE),
        ({"B34": 0}, [("ACR02", "B33")]),
        ({"B35": 0}, [("ACR02", "B33")]),
        ({"B34": None, "B35": None}, NONE),
        # 60 of 120 is 50%, kept as 50.
        ({"B11": 50.4}, [("ACR02", "B11")]),
        ({"B39": 60.4}, NONE),
        ({"B39": 61}, [("ACR02", "B11")]),
        ({"B11": 0.5}, [("VAL14", "B11")]),
        # From start to end
        ({"B37": 45352}, NONE),
        ({"B37": 45351}, [("ACR03", "B37")]),
        ({"B36": 45659}, [("ACR03", "B37")]),
        ({"B36": None, "B37": 5}, NONE),
        ({"B37": "29/02/2024"}, [("VAL07", "B37")]),
        # The same figure in two cells
        ({"B38": 121, "B39": None}, [("ACR04", "B38")]),
        ({"B38": None}, NONE),
        ({"B38": "120 "}, [("VAL02", "B38")]),
    ],
)
def test_fields_that_do_not_fit_are_found_once(
    tmp_path: Path, changes: dict, expected: list[tuple[str, str]]
) -> None:
    assert found(check(tmp_path, changes)) == expected


@pytest.mark.parametrize(
    ("changes", "code", "words"),
    [
        ({"B31": 71}, "ACR01", "120, and its parts come to 121: B31 71, B32 50."),
        ({"B32": None}, "ACR01", "B31 70, B32 blank."),
        ({"B33": 583.9}, "ACR02", "583.9, and 899 of 153982 is 583.834."),
        ({"B35": 0}, "ACR02", "583.8, and 899 of 0 is nothing."),
        # As the cell keeps it
        ({"B11": 50.4}, "ACR02", "50.4, and 60 of 120 is 50."),
        ({"B37": 45351}, "ACR03", "29/02/2024, which is before Start (01/03/2024)."),
        ({"B38": 121, "B39": None}, "ACR04", "121, and Total is 120; they must be the same."),
    ],
)
def test_what_does_not_fit_is_told_with_both_sides(
    tmp_path: Path, changes: dict, code: str, words: str
) -> None:
    assert message(check(tmp_path, changes), code).endswith(words)


def test_a_check_of_fields_that_were_not_found_is_left_out(tmp_path: Path) -> None:
    assert found(check(tmp_path, {"A31": "Primo", "B32": 0})) == [("MAP08", "")]
