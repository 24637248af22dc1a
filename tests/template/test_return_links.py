"""Fields that name other fields: conditions, checks and flags, good and refused with their line."""

from __future__ import annotations

from pathlib import Path

import pytest

from xlbcf.rules.findings import Refused
from xlbcf.rules.metrics import Metric, Polarity, Unit
from xlbcf.rules.periods import Period
from xlbcf.template.return_mapping import Condition, Kind, Relation, Required, ReturnMapping
from xlbcf.template.returns import load_return

METRICS = {
    "falls": Metric("falls", "Falls", "d", Unit.RATE, Polarity.LOW_IS_GOOD, per=100000),
    "home": Metric("home", "Home", "d", Unit.PERCENT, Polarity.HIGH_IS_GOOD, stored_as="fraction"),
}
HEAD = """\
return: links
title: Links
year: 2024-25
reconstruction: false
places: any
placeholders: [< Select >, Please choose…]
fingerprint: {sheets: [Form, Sums], texts: []}
sheets: {form: Form, sums: Sums}
headings: {y1: 2024-25}
assessments: {met: Target met, not_met: Target not met}
fields:
"""
FIELDS = """\
  - {field: place, sheet: form, row: Council, cell: B1, from: place}
  - {field: signed, sheet: form, row: Signed, cell: B2, from: answers, type: choice, choices: {"yes": "Yes", "no": "No"}, attention: {"no": not signed yet, "Yes": ask again}}
  - {field: signed_when, sheet: form, row: When, cell: B3, from: answers, type: date, required: {field: signed, is: ["no"]}}
  - {field: count, metric: falls, sheet: form, row: Count, cell: B4, from: answers, type: number, lowest: 0, highest: 9.5}
  - {field: of, metric: falls, sheet: form, row: Of, cell: B5, from: answers, type: number}
  - {field: actual, metric: falls, period: 2024-25, sheet: form, row: Rate, cell: B6, from: figures}
  - {field: actual, metric: home, period: 2024-25, sheet: form, row: Home, cell: B7, from: figures}
  - {field: why, metric: falls, sheet: form, row: Why, cell: B8, from: commentary, characters: 500, words: 80, required: {field: actual}}
  - {field: part, rows: 3, sheet: sums, row: Part, column: y1, down: 1, cell: B11, from: answers, type: number}
  - {field: other, rows: 3, sheet: sums, row: Other, column: y1, down: 1, cell: C11, from: answers, type: number, required: {field: part}}
  - {field: sum, rows: 3, sheet: sums, row: Sum, column: y1, down: 1, cell: D11, from: template, type: number}
  - {field: pair, rows: 2, sheet: sums, row: Pair, column: y1, down: 1, cell: E11, from: answers, type: number}
  - {field: all, sheet: sums, row: All, column: y1, cell: D15, from: answers, type: number}
"""  # noqa: E501
TAIL = """\
checks:
  - {total: sum, parts: [part, other], within: 0.5}
  - {total: all, parts: [sum_1, sum_2, sum_3]}
  - {rate: {field: actual, metric: falls}, numerator: count, denominator: of, within: 0.05}
  - {order: [part_1, pair_1]}
  - {same: [part_2, part_3, all]}
flags:
  - {about: overall, sheet: form, cell: D1, complete: Complete}
  - {about: signed, sheet: form, cell: D2, complete: "Yes"}
  - {about: signed_when, sheet: form, cell: D3, complete: "Yes"}
  - {about: falls, sheet: form, cell: D4, complete: "Yes"}
  - {about: sheet_sums, sheet: form, cell: D5, complete: "Yes"}
  - {about: table, sheet: sums, cell: H1, complete: "Yes", covers: [part, other]}
  - {about: nothing_mapped, sheet: sums, cell: H2, complete: "Yes"}
"""
GOOD = HEAD + FIELDS + TAIL
YEAR = Period.parse("2024-25")


def loaded(folder: Path, text: str = GOOD) -> ReturnMapping:
    path = folder / "links.yaml"
    path.write_text(text, encoding="utf-8")
    return load_return(path, METRICS)


def refused(folder: Path, text: str) -> list[tuple[str, int, str]]:
    with pytest.raises(Refused) as caught:
        loaded(folder, text)
    path = folder / "links.yaml"
    assert all(each.where.startswith(f"{path}:") for each in caught.value.findings)
    return [
        (each.code, int(each.where.rpartition(":")[2]), each.message)
        for each in caught.value.findings
    ]


def line_of(text: str, part: str) -> int:
    """The line of a mapping on which some words stand first."""
    return text[: text.index(part)].count("\n") + 1


def names_of(mapping: ReturnMapping, about: str) -> list[str]:
    """The cells' names that a flag speaks for."""
    (flag,) = [each for each in mapping.flags if each.about == about]
    return [name for name, _, _ in flag.covers]


def test_a_condition_holds_the_other_fields_key_and_the_wordings_that_ask(tmp_path: Path) -> None:
    mapping = loaded(tmp_path)
    when = mapping.field("signed_when")
    assert when.required == Condition(("signed", None, None), ("No",))
    assert when.kind is Kind.DATE
    # Two fields are called actual; the one of the same metric is meant.
    assert mapping.field("why", "falls").required == Condition(("actual", "falls", YEAR), ())


def test_a_condition_between_repeated_fields_means_the_same_line(tmp_path: Path) -> None:
    mapping = loaded(tmp_path)
    assert mapping.field("other_3").required == Condition(("part_3", None, None), ())
    text = GOOD.replace("required: {field: part}", "required: {field: part_2}")
    assert loaded(tmp_path, text).field("other_3").required == Condition(("part_2", None, None), ())


def test_limits_attention_and_placeholders_are_read(tmp_path: Path) -> None:
    mapping = loaded(tmp_path)
    limits = mapping.field("count", "falls").limits
    assert (limits.lowest, limits.highest, limits.characters) == (0, 9.5, None)
    limits = mapping.field("why", "falls").limits
    assert (limits.characters, limits.words, limits.lowest) == (500, 80, None)
    # By the choice's meaning, or by its wording.
    assert mapping.field("signed").attention == {"No": "not signed yet", "Yes": "ask again"}
    assert mapping.placeholders == ("< Select >", "Please choose…")
    assert mapping.any_place is True
    assert mapping.field("all").required is Required.ALWAYS


def test_places_must_be_known_unless_the_mapping_says_otherwise(tmp_path: Path) -> None:
    assert loaded(tmp_path, GOOD.replace("places: any\n", "")).any_place is False
    assert loaded(tmp_path, GOOD.replace("places: any", "places: known")).any_place is False


def test_a_check_of_repeated_fields_is_one_check_a_line(tmp_path: Path) -> None:
    checks = loaded(tmp_path).checks
    names = [(each.relation, [name for name, _, _ in each.fields]) for each in checks]
    assert names == [
        (Relation.TOTAL, ["sum_1", "part_1", "other_1"]),
        (Relation.TOTAL, ["sum_2", "part_2", "other_2"]),
        (Relation.TOTAL, ["sum_3", "part_3", "other_3"]),
        (Relation.TOTAL, ["all", "sum_1", "sum_2", "sum_3"]),
        (Relation.RATE, ["actual", "count", "of"]),
        (Relation.ORDER, ["part_1", "pair_1"]),
        (Relation.SAME, ["part_2", "part_3", "all"]),
    ]
    assert [each.within for each in checks] == [0.5, 0.5, 0.5, 0, 0.05, 0, 0]
    assert checks[4].fields[0] == ("actual", "falls", YEAR)
    assert checks[4].where.endswith(f":{line_of(GOOD, '- {rate')}")


def test_a_flag_speaks_for_what_it_is_about(tmp_path: Path) -> None:
    mapping = loaded(tmp_path)
    assert len(names_of(mapping, "overall")) == len(mapping.fields)
    assert names_of(mapping, "falls") == ["count", "of", "actual", "why"]
    assert set(names_of(mapping, "sheet_sums")) == {
        *(f"{name}_{line}" for name in ("part", "other", "sum") for line in (1, 2, 3)),
        "pair_1", "pair_2", "all",
    }  # fmt: skip
    assert names_of(mapping, "table") == [
        "part_1", "part_2", "part_3", "other_1", "other_2", "other_3",
    ]  # fmt: skip
    assert names_of(mapping, "nothing_mapped") == []


def test_a_field_with_a_flag_of_its_own_is_left_to_that(tmp_path: Path) -> None:
    mapping = loaded(tmp_path)
    assert names_of(mapping, "signed_when") == ["signed_when"]
    assert names_of(mapping, "signed") == ["signed"]
    own = '  - {about: signed_when, sheet: form, cell: D3, complete: "Yes"}\n'
    assert names_of(loaded(tmp_path, GOOD.replace(own, "")), "signed") == ["signed", "signed_when"]
    stated = 'complete: "Yes", covers: [signed, signed_when]}'
    text = GOOD.replace('cell: D2, complete: "Yes"}', f"cell: D2, {stated}")
    assert names_of(loaded(tmp_path, text), "signed") == ["signed", "signed_when"]


@pytest.mark.parametrize(
    ("old", "new", "code", "at", "said"),
    [
        # Conditions
        ("{field: signed, is", "{field: sined, is", "MAP04", "row: When", "the name of one field"),
        ("{field: signed, is", "{field: signed, metric: falls, is", "MAP04", "row: When",
         "the name of one field"),
        ("required: {field: part}", "required: {field: part_4}", "MAP04", "row: Other",
         "the name of one field"),
        ("required: {field: part}", "required: {field: pair}", "MAP04", "row: Other",
         "as many lines as this one"),
        ('required: {field: signed, is: ["no"]}', "required: {field: part}", "MAP04", "row: When",
         "as many lines as this one"),
        ('required: {field: signed, is: ["no"]}', "required: {field: actual}", "MAP04",
         "row: When", "the name of one field"),
        ('required: {field: signed, is: ["no"]}', 'required: {is: ["no"]}', "MAP03", "row: When",
         "field"),
        ('required: {field: signed, is: ["no"]}', "required: {field: signed, are: [No]}", "MAP02",
         "row: When", "are"),
        ("required: {field: signed, is", "required: {field: signed, period: soon, is", "MAP04",
         "row: When", "a period"),
        ('required: {field: signed, is: ["no"]}', "required: sometimes", "MAP04", "row: When",
         "always, never"),
        ('required: {field: signed, is: ["no"]}', "required: [signed]", "MAP04", "row: When", ""),
        # Checks
        ("total: sum,", "total: sums,", "MAP04", "- {total: sum", "the name of one field"),
        ("parts: [part, other]", "parts: [part, othr]", "MAP04", "- {total: sum",
         "the name of one field"),
        ("parts: [part, other]", "parts: [part, pair]", "MAP04", "- {total: sum",
         "equally many lines"),
        ("parts: [part, other]", "parts: part", "MAP04", "- {total: sum", "a list"),
        ("{total: sum, parts: [part, other]", "{total: sum, parts: []", "MAP04", "- {total: sum",
         "at least 2 fields"),
        ("{total: sum, parts: [part, other]", "{total: sum, same: [part, other]", "MAP04",
         "- {total: sum", "one of total, rate, order, same"),
        ("{total: sum, parts: [part, other], within: 0.5}", "{within: 0.5}", "MAP04",
         "- {within", "one of total, rate, order, same"),
        ("{total: sum, parts: [part, other]", "{total: sum, numerator: part", "MAP04",
         "- {total: sum", "absent, because the check is total"),
        (", denominator: of,", ",", "MAP04", "- {rate", "at least 3 fields"),
        ("numerator: count", "numerator: [count]", "MAP04", "- {rate", ""),
        ("{field: actual, metric: falls}, num", "actual, num", "MAP04", "- {rate",
         "the name of one field"),
        ("{field: actual, metric: falls}, num", "{metric: falls}, num", "MAP03", "- {rate",
         "field"),
        ("[part_1, pair_1]", "[part_1]", "MAP04", "- {order", "at least 2 fields"),
        ("[part_1, pair_1]", "[part_1, pair_3]", "MAP04", "- {order", "the name of one field"),
        ("[part_2, part_3, all]", "[part_2, pair]", None, "- {same", ""),
        ("within: 0.5}", "within: half}", "MAP04", "- {total: sum", "within"),
        ("within: 0.5}", "within: -1}", "MAP04", "- {total: sum", "within"),
        ("[part_1, pair_1]", "[part_1, pair_1], within: 1", "MAP04", "- {order", "absent"),
        ("[part_1, pair_1]", "[part_1, signed]", "MAP04", "- {order", "number or date"),
        ("[part_1, pair_1]", "[part_1, signed_when]", "MAP04", "- {order", "fields of one type"),
        ("[part_2, part_3, all]", "[part_2, place]", "MAP04", "- {same", "number or date"),
        ("[sum_1, sum_2, sum_3]", "[sum_1, signed_when]", "MAP04", "- {total: all",
         "fields of the type number"),
        ("within: 0.5}", "tolerance: 0.5}", "MAP02", "- {total: sum", "tolerance"),
        # Flags
        ("covers: [part, other]", "covers: [part, none_such]", "MAP04", "about: table",
         "a field, a metric, sheet_ and a sheet, or overall"),
        ("covers: [part, other]", "covers: [sheet_form, sheet_summs]", "MAP04", "about: table",
         "sheet_"),
        ("covers: [part, other]", "covers: part", "MAP04", "about: table", "a list"),
        # Rows
        ("cell: C11", "cell: B13", "MAP05", "row: Other", "B13"),
        ("cell: D5,", "cell: B6,", "MAP05", "about: sheet_sums", "B6"),
        ("cell: H1,", "cell: E12,", "MAP05", "about: table", "E12"),
        ("field: place, ", "field: pair_2, ", "MAP05", "row: Pair", "the field pair_2"),
        # Limits and the rest
        ("lowest: 0, highest: 9.5", "lowest: 9.6, highest: 9.5", "MAP04", "row: Count", "lowest"),
        ("lowest: 0,", "lowest: nought,", "MAP04", "row: Count", "lowest"),
        ("characters: 500", "characters: 0", "MAP04", "row: Why", "at least 1"),
        ("words: 80", "words: 80.5", "MAP04", "row: Why", "words"),
        ('attention: {"no"', 'attention: {"not"', "MAP04", "row: Signed", "one of yes, no"),
        ('is: ["no"]', 'is: ["nope"]', "MAP04", "row: When", "one of yes, no"),
        ("attention: {", "attention: [no], choice: {", "MAP04", "row: Signed", "a table"),
        ("places: any", "places: some", "MAP04", "places: some", "known, any"),
        ("placeholders: [< Select >, Please choose…]", "placeholders: < Select >", "MAP04",
         "placeholders", "a list"),
    ],
)  # fmt: skip
def test_a_wrong_rule_is_refused_with_its_line(
    tmp_path: Path, old: str, new: str, code: str | None, at: str, said: str
) -> None:
    assert old in GOOD
    text = GOOD.replace(old, new, 1)
    if code is None:
        assert loaded(tmp_path, text)
        return
    found = refused(tmp_path, text)
    line = line_of(text, at)
    assert [True for each in found if each[:2] == (code, line) and said in each[2]], found
    assert {at for _, at, _ in found} == {line}, "something right was called wrong"


def test_limits_belong_to_what_they_can_limit(tmp_path: Path) -> None:
    for old, new in (
        ("from: commentary, characters: 500", "from: commentary, lowest: 5"),
        ("type: date,", "type: date, highest: 7,"),
        ("type: number, lowest: 0, highest: 9.5", "type: number, words: 5"),
    ):
        text = GOOD.replace(old, new, 1)
        ((code, line, said),) = refused(tmp_path, text)
        assert code == "MAP04"
        assert line == line_of(text, new)
        assert "absent" in said


def test_all_wrong_rules_are_reported_at_once(tmp_path: Path) -> None:
    text = GOOD
    for old, new in (
        ("{field: signed, is", "{field: sined, is"),
        ("parts: [part, other]", "parts: [part, pair]"),
        ("[part_1, pair_1]", "[part_1]"),
        ("covers: [part, other]", "covers: [none]"),
    ):
        text = text.replace(old, new, 1)
    marks = ("row: When", "- {total: sum", "- {order", "about: table")
    assert [line for _, line, _ in refused(tmp_path, text)] == [line_of(text, m) for m in marks]


def test_a_field_without_good_rows_is_told(tmp_path: Path) -> None:
    text = GOOD.replace("field: part, rows: 3", "field: part, rows: 0")
    assert ("MAP04", line_of(text, "row: Part")) in [each[:2] for each in refused(tmp_path, text)]


def test_an_answer_may_be_given_by_its_wording_or_freely_where_no_choices_are_listed(
    tmp_path: Path,
) -> None:
    text = GOOD.replace('is: ["no"]', "is: [No]")
    assert loaded(tmp_path, text).field("signed_when").required.answers == ("No",)
    text = GOOD.replace("required: {field: part}", "required: {field: part, is: [0, none]}")
    assert loaded(tmp_path, text).field("other_1").required.answers == ("0", "none")
