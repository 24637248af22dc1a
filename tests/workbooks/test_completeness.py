"""The templates' own completeness: what turns their flags to Yes, and back to No."""

from __future__ import annotations

from functools import cache

import pytest

from tests.support.templates import (
    RETURNS,
    answer,
    engine,
    filled,
    is_optional,
    put,
    shown,
    template_of,
)
from xlbcf.template.return_mapping import Field

WANTED = [
    pytest.param(name, field, id=f"{name}: {field.title}")
    for name in RETURNS
    for field in template_of(name).inputs
    if not is_optional(field)
]
OPTIONAL = [
    pytest.param(name, field, id=f"{name}: {field.title}")
    for name in RETURNS
    for field in template_of(name).inputs
    if is_optional(field)
]


@cache
def complete_form(name: str) -> bytes:
    template = template_of(name)
    return filled(template, template.inputs)


def state(name: str, field: Field | None = None) -> str:
    """Return the overall state of a full form, from which one answer may be taken."""
    book = engine(complete_form(name))
    if field:
        book.set_blank(field.sheet, str(field.cell))
        book.recalculate(mode="full")
    overall = template_of(name).overall
    return shown(book, overall.sheet, overall.cell)


@pytest.mark.parametrize("name", RETURNS)
def test_a_blank_form_is_incomplete_and_every_flag_says_no(name):
    template = template_of(name)
    book = engine(template.bytes)
    for flag in template.mapping.flags:
        wording = "Incomplete Template" if flag.about == "overall" else "No"
        assert shown(book, flag.sheet, flag.cell) == wording, flag.about


@pytest.mark.parametrize("name", RETURNS)
def test_a_form_with_every_answer_is_complete_and_every_flag_says_so(name):
    book = engine(complete_form(name))
    for flag in template_of(name).mapping.flags:
        assert shown(book, flag.sheet, flag.cell) == flag.complete, flag.about
    assert state(name) == "Complete Template"


@pytest.mark.parametrize(("name", "field"), WANTED)
def test_one_answer_left_out_makes_the_form_incomplete(name, field):
    assert state(name, field) == "Incomplete Template"


@pytest.mark.parametrize(("name", "field"), OPTIONAL)
def test_an_optional_answer_may_be_left_out(name, field):
    assert state(name, field) == "Complete Template"


@pytest.mark.parametrize(
    ("assessment", "needs_variance", "needs_mitigation"),
    [
        ("Target met", False, False),
        ("Target not met", True, True),
        ("Data not available to assess progress", False, True),
    ],
)
def test_variance_and_mitigation_are_wanted_by_the_assessment(
    assessment, needs_variance, needs_mitigation
):
    name, metric = "bcf-2024-25-eoy", "falls_admissions"
    mapping = template_of(name).mapping
    flag = next(each for each in mapping.flags if each.about == metric)
    for missing, needed in (("variance", needs_variance), ("mitigation", needs_mitigation)):
        book = engine(complete_form(name))
        put(book, mapping.field("assessment", metric), assessment)
        gap = mapping.field(missing, metric)
        book.set_blank(gap.sheet, str(gap.cell))
        book.recalculate(mode="full")
        assert shown(book, flag.sheet, flag.cell) == ("No" if needed else "Yes"), missing


def test_what_the_tests_type_is_what_the_mapping_calls_the_assessments():
    for name in RETURNS:
        mapping = template_of(name).mapping
        field = next(each for each in mapping.fields if each.name == "assessment")
        assert answer(mapping, field) in mapping.assessments.values()
