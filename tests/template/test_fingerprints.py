"""A workbook is recognised by its sheets and by texts that must stand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from xlbcf.rules.periods import Period
from xlbcf.template.addresses import parse_cell
from xlbcf.template.fingerprint import identify, mismatch, wrong_template
from xlbcf.template.return_mapping import Fingerprint, Mark, ReturnMapping

SHEETS = ("Guidance", "1. Cover", "2. Metrics", "Lists")
TEXTS = {("1. Cover", "B2"): "End of year return  2024-25", ("2. Metrics", "B4"): "Metric"}


def mapping(id_: str = "year-end", **marks: str) -> ReturnMapping:
    found = {"B2": "End of year return 2024-25", **marks}
    return ReturnMapping(
        id=id_,
        title="A return",
        year=Period.parse("2024-25"),
        template="a.xlsx",
        reconstruction=True,
        fingerprint=Fingerprint(
            ("Guidance", "1. Cover", "2. Metrics"),
            tuple(Mark("1. Cover", parse_cell(cell), text) for cell, text in found.items()),
        ),
        assessments={},
        fields=(),
        flags=(),
        where="a.yaml",
    )


def text_at(sheet: str, cell: object) -> str | None:
    return TEXTS.get((sheet, str(cell)))


def test_a_workbook_with_the_sheets_and_texts_fits() -> None:
    assert mismatch(mapping().fingerprint, SHEETS, text_at) is None
    assert mismatch(mapping(B2="End of year…").fingerprint, SHEETS, text_at) is None


@pytest.mark.parametrize(
    ("sheets", "marks", "reason"),
    [
        (("Guidance", "2. Metrics"), {}, "no sheet “1. Cover”; its sheets are Guidance, 2. Metr"),
        (("Guidance", "1. cover", "2. Metrics"), {}, "no sheet “1. Cover”"),
        ((), {}, "no sheet “Guidance”"),
        (
            ("1. Cover", "Guidance", "2. Metrics"),
            {},
            "the sheet “1. Cover” stands before “Guidance”, not after it",
        ),
        (SHEETS, {"B2": "Planning"}, "B2 has “End of year return 2024-25”, and should have “Plan"),
        (SHEETS, {"B3": "Version"}, "'1. Cover'!B3 has nothing, and should have “Version”"),
    ],
)
def test_the_reason_says_what_does_not_fit(
    sheets: tuple[str, ...], marks: dict[str, str], reason: str
) -> None:
    assert reason in (mismatch(mapping(**marks).fingerprint, sheets, text_at) or "")


def test_a_workbook_is_identified_among_several() -> None:
    last = mapping("last-year", B2="End of year return 2023-24")
    assert identify([last, mapping()], SHEETS, text_at) == (mapping(),)
    assert identify([last], SHEETS, text_at) == ()


def test_the_wrong_template_is_named_beside_the_one_that_it_is() -> None:
    last = mapping("last-year", B2="End of year return 2023-24")
    found = wrong_template(last, [last, mapping()], SHEETS, text_at, "a.xlsx")
    assert found is not None
    assert (found.code, found.where) == ("MAP10", "a.xlsx")
    assert "this is not the template of last-year" in found.message
    assert found.action == "Use the template of that year; this file is that of year-end."


def test_a_workbook_of_no_known_template_is_refused_without_a_guess() -> None:
    found = wrong_template(mapping(), [mapping()], SHEETS[:1], text_at, "a.xlsx")
    assert found is not None
    assert found.action == "Use the template of that year."


def test_the_right_template_gives_no_finding() -> None:
    other = replace(mapping(), id="same")
    assert wrong_template(mapping(), [other], SHEETS, text_at, "a.xlsx") is None
