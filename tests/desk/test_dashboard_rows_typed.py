"""Rows in the outcomes framework's shape as people type them: sound ones and faulty ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.dashboards import checked, csv_file, xlsx_file

HEAD = ("No.", "Description", "Latest data", "Target", "On target?", "Direction of travel",
        "Good is…", "Trend")  # fmt: skip
as_file = pytest.mark.parametrize("as_file", [csv_file, xlsx_file])
SOUND = [
    [("1", "Falls admissions, rate per 100,000", "1,682.9", "≤ 1,756.9", "●", "↓", "↓")],
    [("2", "Ambulance handover", "00:12:28", "<= 00:15:00", "●", "↓", "↓")],
    [("3", "Call to door", "00:15:00", "≤00:15:00", "●", "↔", "↓")],
    [("4", "CQC overall rating of provider", "Good", "Good", "●", "↔", "G")],
    [("5", "CQC rating, community", "Outstanding", "Good", "●", "↑", "G")],
    [("6", "Finance against control total", "Amber", "Green", "■", "↓", "G", "AGAGAAARAAAR")],
    [("7", "Staff turnover [Figures are LPT / UHL]", "9.1% / 8.8%", "<10%", "●", "↓", "↓")],
    [
        (
            "8",
            "Vacancies [Figures are LPT / UHL]",
            "6.9% / 8.8%",
            "LPT <= 7% / UHL < 9%",
            "●",
            "↓",
            "↓",
        )
    ],
    [
        ("9", "Sickness", "UHL 4.1%", "UHL ＜ 5%", "●", "↓", "↓"),
        ("", "", "LPT 5.6%", "LPT < 5%", "■", "↑", "↓"),
    ],
    [("10", "Dementia diagnosis rate", "73.8 %", "≥ 66.7 %", "●", "↑", "↑")],
    [("11", "A&E 4 hour", "80.6%", "> = 95%", "■", "↓", "↑")],
    [("12", "Suppressed small count", "*", "< 10", "", "", "↓")],
    [("13", "Experience", "~", "≥ 80%", "", "", "↑")],
    [("14", "Delayed days", "n/a", "", "", "", "↓")],
    [
        (
            "15",
            "Admissions [Figures are, top-to-bottom: Leicester, Leicestershire, Rutland]",
            "596.3",
            "< 692.4",
            "●",
            "↓",
            "↓",
        ),
        ("", "", "526.9", "< 632.7", "●", "↓", "↓"),
        ("", "", "493.2", "< 553.8", "●", "↓", "↓"),
    ],
    [("16", "Number of GPs (FTE)", "553.7", ">= 553.7", "●", "↔", "↑")],
    [("17", "Waiting list", "70,015", "＜＝ 73,459", "●", "↓", "↓")],
    [("20", "Mean days in hospital", "6.2 days", "< 7 days", "●", "↓", "↓")],
]
FAULTY = [
    ([("1", "Falls rate per 100,000", "1,756.9", "< 1,756.9", "●", "↓", "↓")], {"DASH02"}),
    ([("2", "Ambulance handover", "00:15:28", "<= 00:15:00", "●", "↓", "↓")], {"DASH01"}),
    ([("3", "Rating of provider", "Requires improvement", "Good", "●", "↔", "G")], {"DASH01"}),
    ([("4", "Finance", "Red", "Green", "●", "↓", "G", "AGAGAAARAAAR")], {"DASH01"}),
    (
        [("5", "Turnover [Figures are LPT / UHL]", "9.1% / 10.8%", "<10%", "●", "↓", "↓")],
        {"DASH01"},
    ),
    (
        [
            (
                "6",
                "Vacancies [Figures are LPT / UHL]",
                "7.9% / 8.8%",
                "LPT <= 7% / UHL < 9%",
                "●",
                "↓",
                "↓",
            )
        ],
        {"DASH01"},
    ),
    ([("7", "Dementia diagnosis", "73.8%", "≥ 66.7%", "●", "↑", "↓")], {"DASH03"}),
    ([("8", "Smokers at delivery", "9.0%", "<= 10.32%", "●", "↓", "↑")], {"DASH03"}),
    ([("9", "A&E within 4 hours", "80.6%", "95%", "■", "↓", "↓")], {"DASH04", "DASH10"}),
    ([("10", "Bed use", "536.9", "", "●", "↓", "↓")], {"DASH07"}),
    ([("11", "Experience", "*", "≥ 80%", "■", "", "↑")], {"DASH08"}),
    ([("12", "Experience", "[x]", "≥ 80%", "●", "", "↑")], {"DASH08"}),
    ([("13", "Percentage recovered", "0.489", ">= 50%", "■", "↓", "↑")], {"DASH06"}),
    ([("14", "Recovery", "48.9%", ">= 50", "■", "↓", "↑")], {"DASH06"}),
    ([("15", "Delays", "12 mins 28", "<= 00:15:00", "●", "↓", "↓")], {"DASH05"}),
    ([("16", "Waits", "70,015", "<=> 73,459", "●", "↓", "↓")], {"DASH05"}),
    ([("17", "Waits", "70,015", "<= 73,459", "?", "↓", "↓")], {"DASH12"}),
    ([("18", "Waits", "70,015", "<= 73,459", "●", "sideways", "↓")], {"DASH12"}),
    ([("19", "Waits", "70,015", "<= 73,459", "", "↓", "↓")], {"DASH09"}),
    (
        [
            (
                "20",
                "Admissions [Figures are, top-to-bottom: Leicester, Leicestershire, Rutland]",
                "596.3",
                "< 692.4",
                "●",
                "↓",
                "↓",
            ),
            ("", "", "526.9", "< 632.7", "●", "↓", "↓"),
        ],
        {"DASH11"},
    ),
    ([("21", "Falls rate per 100,000", "1,757.1", "< 1,756.9", "●", "↓", "↓")], {"DASH01"}),
]


@as_file
@pytest.mark.parametrize("rows", SOUND, ids=lambda rows: rows[0][1][:30])
def test_a_sound_row_is_left_alone(tmp_path: Path, as_file, rows) -> None:
    assert [str(item.finding) for item in checked(as_file(tmp_path, [HEAD, *rows]))] == []


@as_file
@pytest.mark.parametrize(("rows", "codes"), FAULTY, ids=[rows[0][1][:30] for rows, _ in FAULTY])
def test_a_faulty_row_is_found_and_told_once(tmp_path: Path, as_file, rows, codes) -> None:
    found = [item.finding.code for item in checked(as_file(tmp_path, [HEAD, *rows]))]
    assert sorted(found) == sorted(codes)
