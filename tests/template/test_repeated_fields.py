"""Fields that stand on a sheet many times: their lines, cells, labels, conditions and checks."""

from __future__ import annotations

from pathlib import Path

import pytest

from xlbcf.rules.findings import Refused
from xlbcf.template.addresses import Cell, parse_area, parse_cell
from xlbcf.template.anchors import resolve
from xlbcf.template.return_mapping import Condition, Required, ReturnMapping
from xlbcf.template.returns import load_return

GOOD = """\
return: projects
title: Projects
year: 2024-25
reconstruction: false
places: any
fingerprint: {sheets: [Form], texts: []}
sheets: {form: Form}
headings: {y1: 2024-25…, notes: Notes}
fields:
  - {field: place, sheet: form, row: Council, cell: B1, from: place}
  - {field: risk, rows: 3, sheet: form, row: Risk, down: 1, column: notes, cell: E11, from: answers}
  - {field: spend, rows: 2, blocks: 3, every: 10, sheet: form, row: Spend, column: y1, cell: B6, from: answers, type: number}
  - {field: match, rows: 2, blocks: 3, every: 10, sheet: form, row: Spend, column: y1, right: 1, cell: C6, from: answers, type: number}
  - {field: total, rows: 2, blocks: 3, every: 10, sheet: form, row: Spend, column: y1, right: 2, cell: D6, from: template, type: number}
  - {field: why, rows: 2, blocks: 3, every: 10, sheet: form, row: Spend, column: notes, cell: E6, from: answers, required: {field: spend}}
  - {field: lead, blocks: 3, every: 10, sheet: form, row: Lead, cell: B8, from: answers}
checks:
  - {total: total, parts: [spend, match], within: 0.5}
"""  # noqa: E501


def loaded(folder: Path, text: str = GOOD) -> ReturnMapping:
    path = folder / "projects.yaml"
    path.write_text(text, encoding="utf-8")
    return load_return(path, {})


def cells_of(mapping: ReturnMapping, name: str) -> list[str]:
    return [str(each.cell) for each in mapping.fields if each.name.startswith(f"{name}_")]


def test_rows_and_blocks_give_one_field_a_line(tmp_path: Path) -> None:
    mapping = loaded(tmp_path)
    assert cells_of(mapping, "risk") == ["E11", "E12", "E13"]
    assert cells_of(mapping, "spend") == ["B6", "B7", "B16", "B17", "B26", "B27"]
    assert cells_of(mapping, "lead") == ["B8", "B18", "B28"]
    assert [each.line for each in mapping.fields if each.name.startswith("spend")] == [*range(1, 7)]


def test_each_block_hangs_on_the_next_of_the_labels(tmp_path: Path) -> None:
    mapping = loaded(tmp_path)
    last = mapping.field("match_6").anchor
    assert (last.occurrence, last.down, last.right, last.cell) == (3, 1, 1, Cell(27, 3))
    first = mapping.field("match_1").anchor
    assert (first.occurrence, first.down, first.right) == (1, 0, 1)
    assert mapping.field("risk_3").anchor.occurrence is None
    assert mapping.field("risk_3").anchor.down == 3


def test_a_condition_and_a_check_mean_the_same_line_in_every_block(tmp_path: Path) -> None:
    mapping = loaded(tmp_path)
    assert mapping.field("why_4").required == Condition(("spend_4", None, None), ())
    assert mapping.field("lead_2").required is Required.ALWAYS
    names = [[name for name, _, _ in check.fields] for check in mapping.checks]
    assert names[4] == ["total_5", "spend_5", "match_5"]
    assert len(names) == 6


FLAGS = """\
flags:
  - {about: line, rows: 2, blocks: 3, every: 10, sheet: form, cell: H6, complete: "0", optional: true, covers: [spend, why]}
  - {about: lead, sheet: form, cell: H1, complete: done}
"""  # noqa: E501


def test_a_repeated_flag_speaks_for_the_same_line_of_its_fields(tmp_path: Path) -> None:
    flags = loaded(tmp_path, GOOD + FLAGS).flags
    fifth = flags[4]
    assert (fifth.about, str(fifth.cell), fifth.optional) == ("line_5", "H26", True)
    assert [name for name, _, _ in fifth.covers] == ["spend_5", "why_5"]
    assert [name for name, _, _ in flags[6].covers] == ["lead_1", "lead_2", "lead_3"]
    assert (len(flags), flags[6].optional) == (7, False)


SHEET = {
    "A1": "Council", "B1": "Bolton", "A10": "Risk",
    **{f"B{4 + n}": "2024-25 (£s)" for n in (0, 10, 20)},
    **{f"E{4 + n}": "Notes" for n in (0, 10, 20)},
    **{f"A{6 + n}": "Spend" for n in (0, 10, 20)},
    **{f"A{8 + n}": "Lead" for n in (0, 10, 20)},
}  # fmt: skip


def resolved(mapping: ReturnMapping, texts: dict[str, str]) -> list[str]:
    merges = [parse_area(f"B{row}:D{row}") for row in (4, 24)]
    located = resolve(mapping.fields, {parse_cell(k): v for k, v in texts.items()}, merges)
    return [each.code for each in located.findings]


def test_every_line_is_found_by_its_own_blocks_labels(tmp_path: Path) -> None:
    assert resolved(loaded(tmp_path), SHEET) == []


@pytest.mark.parametrize(
    ("moved", "to", "codes"),
    [
        # The heading of one block a column further: that block's spend, match and total.
        ("B14", "C14", ["MAP07"] * 6),
        # One label a row lower: its block's four columns of two lines.
        ("A26", "A27", ["MAP07"] * 8),
        # A label gone: all later ones are those of another block.
        ("A18", None, ["MAP07", "MAP08"]),
    ],
)
def test_a_block_that_moved_is_noticed(
    tmp_path: Path, moved: str, to: str | None, codes: list[str]
) -> None:
    texts = dict(SHEET)
    text = texts.pop(moved)
    if to:
        texts[to] = text
    assert resolved(loaded(tmp_path), texts) == codes


@pytest.mark.parametrize(
    ("old", "new", "code", "line", "said"),
    [
        ("rows: 2, blocks: 3, every: 10, sheet: form, row: Spend, column: y1, cell: B6",
         "rows: 2, blocks: 3, sheet: form, row: Spend, column: y1, cell: B6", "MAP03", 12, "every"),
        ("rows: 3,", "rows: 3, every: 9,", "MAP04", 11, "there are no blocks"),
        ("field: lead, blocks: 3, every: 10", "field: lead, blocks: 1, every: 10", "MAP04", 16,
         "at least 2"),
        ("field: lead, blocks: 3, every: 10", "field: lead, blocks: 3, every: 0", "MAP04", 16,
         "at least 1"),
        ("rows: 2, blocks: 3, every: 10, sheet: form, row: Spend, column: y1, cell: B6",
         "rows: 2, blocks: 3, every: 1, sheet: form, row: Spend, column: y1, cell: B6", "MAP04",
         12, "at least 2, as many as the rows"),
        ("right: 2", "right: 0", "MAP04", 14, "at least 1"),
        ("field: lead, ", "field: spend_6, ", None, 0, ""),
        ("about: line, rows: 2, blocks: 3, every: 10", "about: line, rows: 2, blocks: 3", "MAP03",
         20, "every"),
        ("cell: H6", "cell: E6", "MAP05", 20, "the cell E6"),
        ("optional: true", "optional: sometimes", "MAP04", 20, "true or false"),
        ("field: lead, blocks: 3, every: 10", "field: spend_6", "MAP05", 16, "the field spend_6"),
        ("rows: 2, blocks: 3, every: 10, sheet: form, row: Spend, column: notes",
         "rows: 5, sheet: form, row: Spend, column: notes", "MAP04", 15, "as many lines"),
    ],
)  # fmt: skip
def test_a_wrong_repetition_is_refused_with_its_line(
    tmp_path: Path, old: str, new: str, code: str | None, line: int, said: str
) -> None:
    assert old in GOOD + FLAGS
    text = (GOOD + FLAGS).replace(old, new, 1)
    if code is None:
        assert loaded(tmp_path, text).field("spend_6_2")
        return
    with pytest.raises(Refused) as caught:
        loaded(tmp_path, text)
    found = [
        (each.code, int(each.where.rpartition(":")[2]), each.message)
        for each in caught.value.findings
    ]
    assert [True for each in found if each[:2] == (code, line) and said in each[2]], found
