"""A cell is found by its labels, and only where they lead to the mapping's address."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlbcf.template.addresses import Area, Cell, parse_area, parse_cell
from xlbcf.template.anchors import Located, resolve
from xlbcf.template.return_mapping import Anchor, Field, Kind, Origin, Required


def field(
    name: str,
    row: str,
    cell: str,
    *,
    column: str | None = None,
    under: str | None = None,
    occurrence: int | None = None,
    down: int = 0,
) -> Field:
    anchor = Anchor("Form", row, column, under, occurrence, down, parse_cell(cell))
    return Field(
        name=name,
        metric=None,
        period=None,
        status=None,
        origin=Origin.ANSWERS,
        kind=Kind.TEXT,
        stored_as=None,
        anchor=anchor,
        judge=None,
        choices={},
        required=Required.ALWAYS,
        where="form.yaml:7",
    )


def found(fields: list[Field], texts: dict[str, str], merges: str = "") -> Located:
    areas = [parse_area(each) for each in merges.split()]
    return resolve(fields, {parse_cell(cell): text for cell, text in texts.items()}, areas)


FORM = {
    "B2": "Board:",
    "B4": "Metric",
    "C4": "Plan",
    "D4": "Rating  given\nby you",
    "B5": "Falls",
    "B6": "Stay",
    "C6": "14 days",
    "D6": "21 days",
    "B9": "Success",
    "C9": "Enabler",
    "D9": "Plan",
    "B10": "Success 1",
    "B11": "Success 1",
}


@pytest.mark.parametrize(
    "one",
    [
        field("place", "Board", "C2"),
        field("a", "falls", "C5", column="Plan"),
        field("b", "Falls", "D5", column="Rating given by you"),
        field("c", "Falls", "D5", column="Rating…"),
        field("d", "Stay", "C7", under="14 days"),
        field("e", "Stay", "D7", under="21 days"),
        field("f", "Stay", "C8", under="14 days", down=1),
        field("g", "Stay", "D7", column="Rating…", down=1),
        field("h", "Success 1", "D10", column="Plan", occurrence=1),
        field("i", "Success 1", "D11", column="Plan", occurrence=2),
        field("j", "Board", "C3", down=1),
    ],
    ids=lambda one: one.name,
)
def test_a_cell_is_found_by_its_labels(one: Field) -> None:
    assert found([one], FORM).cells == {one.key: one.cell}


@pytest.mark.parametrize(
    ("one", "code", "said"),
    [
        (field("a", "Board", "D2"), "MAP07", "says D2, but the label “Board” leads to C2"),
        (
            field("a", "Falls", "C5", column="Rating…"),
            "MAP07",
            "“Falls” with the heading “Rating…” leads to D5",
        ),
        (field("a", "Fals", "C5"), "MAP08", "the sheet has “Falls” in B5, which is similar"),
        (field("a", "Reablement", "C5"), "MAP08", "for C5: the sheet has “Falls” in B5"),
        (field("a", "Reablement", "C20"), "MAP08", "for C20: nothing stands beside that"),
        (field("a", "Falls", "C5", column="Plans"), "MAP08", "“Plans” is not where"),
        (field("a", "Falls", "C5", column="Enabler"), "MAP08", "it stands only in C9"),
        (field("a", "Success", "C10", under="14 days"), "MAP08", "it stands only in C6"),
        (field("a", "Success 1", "C10"), "MAP09", "found at B10, B11"),
        (field("a", "Success 1", "C10", occurrence=3), "MAP08", "occurrence is 3"),
        (field("a", "Success 1", "C10", occurrence=2), "MAP07", "leads to C11"),
        (field("a", "Success…", "C9"), "MAP09", "found at B9, B10, B11"),
        (field("a", "Board", "B2"), "MAP07", "says B2, but the label “Board” leads to C2"),
    ],
)
def test_labels_that_do_not_lead_to_the_address_are_a_finding(
    one: Field, code: str, said: str
) -> None:
    located = found([one], FORM)
    assert not located.cells
    (finding,) = located.findings
    assert finding.code == code
    assert said in finding.message
    assert finding.where == f"Form!{one.cell} (a; form.yaml:7)"


def test_two_equal_headings_in_the_nearest_row_are_a_finding() -> None:
    located = found([field("a", "Falls", "C5", column="Plan")], {**FORM, "F4": "plan"})
    assert [each.code for each in located.findings] == ["MAP09"]


def test_a_label_merged_over_columns_points_past_its_area() -> None:
    one = field("a", "Board", "E2")
    assert found([one], FORM, "B2:D2").cells == {one.key: one.cell}


def test_a_label_merged_over_very_many_columns_points_past_its_area() -> None:
    one = field("a", "Board", "AMN2")
    assert found([one], FORM, "B2:AMM2").cells == {one.key: one.cell}


def test_labels_that_begin_alike_are_counted_from_the_top() -> None:
    texts = {"B2": "Risk one", "B3": "Risk two", "B4": "Risk one"}
    fields = [field(cell, "Risk…", cell, occurrence=n) for n, cell in enumerate(("C2", "C3"), 1)]
    assert found(fields, texts).findings == ()


def test_a_label_merged_over_rows_counts_from_its_first() -> None:
    one, two = field("a", "Stay", "D6", column="Rating…"), field("b", "Stay", "C7", under="14 days")
    assert len(found([one, two], FORM, "B6:B7").cells) == 2


def test_a_sub_heading_merged_over_rows_points_below_its_area() -> None:
    one = field("a", "Stay", "C8", under="14 days")
    assert found([one], FORM, "C6:C7").cells == {one.key: one.cell}


def test_a_cell_in_a_merged_area_is_that_area_s_first_cell() -> None:
    one = field("a", "Falls", "C5", column="Rating…")
    assert found([one], FORM, "C5:D5").cells == {one.key: one.cell}
    hidden = replace(one, anchor=replace(one.anchor, cell=Cell(5, 4)))
    assert "leads to C5" in found([hidden], FORM, "C5:D5").findings[0].message


def test_a_text_hidden_under_a_merged_area_is_no_label() -> None:
    one = field("a", "Falls", "C5")
    assert found([one], {**FORM, "F3": "Falls"}, "E3:F3").cells == {one.key: one.cell}


def test_what_is_typed_into_a_field_is_no_label() -> None:
    fields = [field("a", "Falls", "C5"), field("b", "Board", "C2")]
    assert len(found(fields, {**FORM, "C2": "Falls", "C5": "Board"}).cells) == 2


@dataclass(frozen=True)
class Form:
    """A made sheet: labels in B, headings in row 3, some of them merged, and every cell a field."""

    texts: dict[Cell, str]
    merges: tuple[Area, ...]
    fields: tuple[Field, ...]


@st.composite
def forms(draw: st.DrawFn) -> Form:
    rows, columns = draw(st.integers(1, 5)), draw(st.integers(1, 4))
    wide = draw(st.integers(1, 2))
    texts = {Cell(2, 2): "Board", Cell(4, 2): "Metric"}
    merges = [Area(2, 2, 2, 3)]
    fields = [field("place", "Board", "D2")]
    for column in range(columns):
        left = 4 + column * wide
        texts[Cell(4, left)] = f"Heading number {column}"
        if wide > 1:
            merges.append(Area(4, left, 4, left + 1))
    for row in range(rows):
        texts[Cell(5 + row, 2)] = f"Label {row}"
        for column in range(columns):
            cell = Cell(5 + row, 4 + column * wide)
            merges += [Area(*cell, cell.row, cell.column + 1)] if wide > 1 else []
            heading = f"Heading number {column}"
            name = f"r{row}c{column}"
            fields.append(field(name, f"Label {row}", str(cell), column=heading))
    return Form(texts, tuple(merges), tuple(fields))


def shifted(form: Form, move: Callable[[Cell], Cell]) -> Form:
    """Return the sheet after rows or columns were inserted, the mapping left as it was."""
    merges = tuple(
        Area(*move(area.anchor), *move(Cell(area.bottom, area.right))) for area in form.merges
    )
    return replace(
        form, texts={move(cell): text for cell, text in form.texts.items()}, merges=merges
    )


def located(form: Form) -> Located:
    result = resolve(form.fields, form.texts, form.merges)
    assert len(result.cells) + len(result.findings) == len(form.fields)
    return result


@given(forms())
def test_every_field_of_an_untouched_form_is_found(form: Form) -> None:
    assert located(form).cells == {each.key: each.cell for each in form.fields}


@given(forms(), st.integers(1, 12), st.integers(1, 3), st.booleans())
def test_inserted_rows_and_columns_are_always_noticed(
    form: Form, at: int, count: int, by_rows: bool
) -> None:
    def move(cell: Cell) -> Cell:
        if by_rows:
            return cell._replace(row=cell.row + count * (cell.row >= at))
        return cell._replace(column=cell.column + count * (cell.column >= at))

    result = located(shifted(form, move))
    for each in form.fields:
        if move(each.cell) == each.cell:
            assert result.cells[each.key] == each.cell
        elif each.anchor.column:
            assert each.key not in result.cells
    # A column put between a label and the cell beside it is seen by the fields that have headings.
    moved = any(move(each.cell) != each.cell for each in form.fields)
    assert {each.code for each in result.findings} == ({"MAP07"} if moved else set())


@given(forms(), st.data())
def test_a_deleted_label_is_always_noticed(form: Form, data: st.DataObject) -> None:
    gone = data.draw(st.sampled_from(sorted(form.texts)))
    text = form.texts[gone]
    texts = {cell: word for cell, word in form.texts.items() if cell != gone}
    result = located(replace(form, texts=texts))
    for each in form.fields:
        missed = text in (each.anchor.row, each.anchor.column)
        assert (each.key in result.cells) is not missed
    assert {each.code for each in result.findings} <= {"MAP08"}


@given(forms(), st.data())
def test_a_repeated_row_label_is_always_noticed(form: Form, data: st.DataObject) -> None:
    taken = {each.cell for each in form.fields} | set(form.texts)
    free = [
        cell
        for cell in Area(1, 1, 12, 14).cells()
        if cell not in taken and not any(area.holds(cell) for area in form.merges)
    ]
    labels = sorted({each.anchor.row for each in form.fields})
    label, spot = data.draw(st.sampled_from(labels)), data.draw(st.sampled_from(free))
    result = located(replace(form, texts={**form.texts, spot: label}))
    for each in form.fields:
        assert (each.key in result.cells) is not (each.anchor.row == label)
    assert {each.code for each in result.findings} == {"MAP09"}


@given(forms(), st.data())
def test_a_repeated_heading_never_leads_elsewhere(form: Form, data: st.DataObject) -> None:
    spot = data.draw(st.sampled_from(list(Area(1, 1, 12, 14).cells())))
    texts = {spot: "Heading number 0", **form.texts}
    for key, cell in located(replace(form, texts=texts)).cells.items():
        assert {each.key: each.cell for each in form.fields}[key] == cell
