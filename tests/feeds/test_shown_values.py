"""Values of cells as text with the unit that their format shows."""

from __future__ import annotations

import pytest

from xlbcf.feeds.shown_values import as_text, clock_text


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (None, "General", ""),
        ("UHL 9.1%", "0%", "UHL 9.1%"),
        (True, "General", "TRUE"),
        (70015, "#,##0", "70015"),
        (73.9, "General", "73.9"),
        (0.1 + 0.2, "General", "0.3"),
        (0.906, "0%", "90.6%"),
        (0.80643, "0.0%", "80.643%"),
        (1, "0%", "100%"),
        (5, '0" % of plan"', "5"),
        (748 / 86_400, "hh:mm:ss", "00:12:28"),
        (1.5, "[h]:mm:ss", "36:00:00"),
        (-748 / 86_400, "mm:ss", "-00:12:28"),
        (45383, "dd/mm/yyyy", "2024-04-01"),
        (45383, "mmm-yy", "2024-04-01"),
        (1200, '"£"#,##0', "£1200"),
        (1200, "[$£-809]#,##0", "£1200"),
        (5, "[Red]0.0", "5"),
        (1e15, "0", "1000000000000000"),
        (1e300, "dd/mm/yyyy", "1E+300"),
    ],
)
def test_a_number_has_the_unit_of_its_format_and_keeps_its_digits(value, code, text):
    assert as_text(value, code) == text


def test_days_may_count_from_1904():
    assert as_text(0, "yyyy-mm-dd", date1904=True) == "1904-01-01"


def test_a_clock_is_rounded_to_the_second():
    assert clock_text(59.6) == "00:01:00"
