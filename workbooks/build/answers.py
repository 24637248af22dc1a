"""The kinds of answer an input cell takes: number format, limits, prompt and error message."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

LONGEST_TEXT = 4000


@dataclass(frozen=True)
class Answer:
    """What may be typed into a cell.

    Args:
        rule: the limits, in the words of xlsxwriter's ``data_validation``; empty for a list that
            stands on another sheet, which is written afterwards as an extension.
        prompt: what the person reads on entering the cell.
        error: what the person reads when the value is refused.
        number_format: the Excel number format of the cell.
        outside_list: the area of another sheet that lists the allowed values.
    """

    prompt: str
    error: str
    rule: dict[str, Any] = field(default_factory=dict)
    number_format: str = "General"
    outside_list: str = ""


def number(prompt: str, number_format: str = "#,##0.0") -> Answer:
    """Return the answer that is a number of nought or more."""
    rule = {"validate": "decimal", "criteria": ">=", "value": 0}
    return Answer(prompt, "Type a number of 0 or more, without a unit.", rule, number_format)


def whole(prompt: str) -> Answer:
    """Return the answer that is a whole number of nought or more."""
    rule = {"validate": "integer", "criteria": ">=", "value": 0}
    return Answer(prompt, "Type a whole number of 0 or more.", rule, "#,##0")


def share(prompt: str) -> Answer:
    """Return the answer that is a percentage, stored as a fraction between 0 and 1."""
    rule = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 1}
    return Answer(prompt, "Type a percentage between 0% and 100%.", rule, "0.00%")


def money(prompt: str) -> Answer:
    """Return the answer that is a sum of money in pounds."""
    rule = {"validate": "decimal", "criteria": ">=", "value": 0}
    return Answer(prompt, "Type pounds as a number of 0 or more.", rule, POUNDS)


def text(prompt: str, longest: int = LONGEST_TEXT) -> Answer:
    """Return the answer that is text of limited length."""
    rule = {"validate": "length", "criteria": "<=", "value": longest}
    return Answer(prompt, f"Type at most {longest:,} characters.", rule, "@")


def day(prompt: str, first: date, last: date) -> Answer:
    """Return the answer that is a date between two days, both allowed."""
    rule = {"validate": "date", "criteria": "between", "minimum": first, "maximum": last}
    return Answer(prompt, f"Type a date from {first:%d/%m/%Y} to {last:%d/%m/%Y}.", rule,
                  "dd/mm/yyyy")  # fmt: skip


def literal_choice(prompt: str, *options: str) -> Answer:
    """Return the choice whose list stands in the rule itself."""
    return Answer(prompt, "Choose from the list.", {"validate": "list", "source": list(options)})


def named_choice(prompt: str, name: str) -> Answer:
    """Return the choice whose list is a defined name."""
    return Answer(prompt, "Choose from the list.", {"validate": "list", "source": f"={name}"})


def outside_choice(prompt: str, area: str) -> Answer:
    """Return the choice whose list stands on another sheet."""
    return Answer(prompt, "Choose from the list.", outside_list=area)


POUNDS = "£#,##0.00"
YES_NO = literal_choice("Choose Yes or No.", "Yes", "No")
