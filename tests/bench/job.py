"""The job that every editor does: three values into three cells that exist, saved as a new file."""

from __future__ import annotations

from datetime import date

FORM_SHEET, BIG_SHEET, SMALL_SHEET = "Section 4", "Data", "Form"

NUMBER, TEXT, DATE = 12.5, "written by the benchmark", date(2025, 3, 31)
#: The date as a cell stores it, for editors that know no dates.
DATE_SERIAL = 45747

#: The rows of the number (column B), the text (C) and the date (D); spread over the large sheet.
_ROWS = {FORM_SHEET: (7, 9, 11), SMALL_SHEET: (7, 9, 11), BIG_SHEET: (507, 5009, 9511)}


def cells(sheet: str) -> tuple[str, str, str]:
    """Return the addresses of the cells for the number, the text and the date."""
    number, text, day = _ROWS[sheet]
    return f"B{number}", f"C{text}", f"D{day}"
