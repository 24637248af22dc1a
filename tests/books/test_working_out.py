"""Working a workbook out: in which order, what is left, and what is stored."""

from __future__ import annotations

import pytest

from tests.support.sheets import Form, Raw, book, formula, sheet
from xlbcf.books.file_book import FileBook
from xlbcf.books.port import Write
from xlbcf.books.values import CellError
from xlbcf.books.working_out import WorkedOut, work_out
from xlbcf.template.addresses import Cell, parse_cell


def worked(*sheets, functions=None, **more) -> tuple[dict[str, object], WorkedOut, FileBook]:
    """Work out a workbook, and read its first sheet again from what was saved."""
    made = FileBook.from_bytes(book(*sheets, **more), "made.xlsx")
    done = work_out(made, functions or {})
    saved = FileBook.from_bytes(made.to_bytes(), "made.xlsx")
    values = {str(cell): value for cell, value in saved.values(saved.sheets()[0]).items()}
    return values, done, saved


def reasons(done: WorkedOut) -> dict[str, str]:
    return {f"{each.sheet}!{each.cell}": each.reason for each in done.left}


def test_cells_are_worked_out_after_what_they_read_on_any_sheet():
    values, done, _ = worked(
        sheet("S", {"A1": formula("'S 2'!A1+1"), "A2": formula("SUM(A1,A3)"), "A3": 4}),
        sheet("S 2", {"A1": formula("S!A3*2")}),
    )
    assert (values["A1"], values["A2"]) == (9, 13)
    assert [(each.sheet, str(each.cell), each.new) for each in done.changes] == [
        ("S", "A1", 9), ("S", "A2", 13), ("S 2", "A1", 8),
    ]  # fmt: skip


def test_one_text_on_two_sheets_reads_the_cells_of_its_own_unless_it_names_a_sheet():
    cells = {"B1": formula("A1*2"), "B2": formula("S!A1*2"), "B3": formula("S!$B$1+A1")}
    _, done, _ = worked(sheet("S", {"A1": 1, **cells}), sheet("S 2", {"A1": 5, **cells}))
    assert [each.new for each in done.changes] == [2, 2, 3, 10, 2, 7]


def test_one_text_that_names_its_sheet_is_left_on_each_for_its_own_reason():
    cells = {"A1": formula("S!A1", 7), "A2": formula("MEDIAN(S!A3)", 8)}
    _, done, _ = worked(sheet("S", cells), sheet("S 2", cells))
    outside = "the function MEDIAN is not worked out here"
    assert reasons(done) == {
        "S!A1": "it reads itself, directly or through other cells", "S!A2": outside,
        "S 2!A1": "it reads S!A1, which is left", "S 2!A2": outside,
    }  # fmt: skip
    assert done.changes == []


def test_a_change_that_still_waits_is_taken_into_account():
    made = FileBook.from_bytes(book(sheet("S", {"A1": 1, "B1": formula("A1*2", 2)})), "made.xlsx")
    made.write([Write("S", Cell(1, 1), 5)])
    assert [each.new for each in work_out(made, {}).changes] == [10]


@pytest.mark.parametrize("up", [True, False], ids=["upwards", "downwards"])
def test_a_chain_of_thousands_of_cells_is_worked_out(up: bool):
    last = 5_000
    cells: dict[str, object] = {"A1": 1 if up else formula("A2+1")}
    cells |= {f"A{row}": formula(f"A{row - 1 if up else row + 1}+1") for row in range(2, last)}
    cells[f"A{last}"] = formula(f"A{last - 1}+1") if up else 1
    values, done, _ = worked(sheet("S", cells))
    assert values["A5000" if up else "A1"] == last
    assert not done.left


def test_cells_that_read_each_other_in_a_circle_keep_their_values_and_so_do_their_readers():
    values, done, _ = worked(
        sheet("S", {
            "A1": formula("B1+1", 7), "B1": formula("A1", 8), "C1": formula("B1*2", 9),
            "D1": formula("SUM(C1:C2)", 10), "E1": formula("E1+1", 11), "F1": formula("1+1", 0),
        })
    )  # fmt: skip
    circle = "it reads itself, directly or through other cells"
    assert reasons(done) == {
        "S!A1": circle, "S!B1": circle, "S!C1": "it reads S!B1, which is left",
        "S!D1": "it reads S!C1, which is left", "S!E1": circle,
    }  # fmt: skip
    assert values == {"A1": 7, "B1": 8, "C1": 9, "D1": 10, "E1": 11, "F1": 2}


def test_what_is_left_is_named_with_its_formula_and_what_reads_it_keeps_its_value():
    values, done, _ = worked(
        sheet("S", {"A1": formula("MEDIAN(1,2)", 1.5), "A2": formula("'S'!A1+1", 2.5)})
    )
    first, second = done.left
    assert first == ("S", Cell(1, 1), "MEDIAN(1,2)", "the function MEDIAN is not worked out here")
    assert second.reason == "it reads S!A1, which is left"
    assert (values["A1"], values["A2"], done.changes) == (1.5, 2.5, [])


def test_only_results_that_differ_are_stored_and_the_rest_of_the_file_stays():
    content = book(sheet("S", {"A1": 2, "B1": formula("A1*2", 4), "C1": formula('A1&""', "2")}))
    made = FileBook.from_bytes(content, "made.xlsx")
    assert work_out(made, {}).changes == []
    assert made.to_bytes() == content


@pytest.mark.parametrize(
    ("text", "element"),
    [
        ("1+1", b'<c r="B1"><f>1+1</f><v>2</v></c>'),
        ("TRUE", b'<c r="B1" t="b"><f>TRUE</f><v>1</v></c>'),
        ("1/0", b'<c r="B1" t="e"><f>1/0</f><v>#DIV/0!</v></c>'),
        ('""', b'<c r="B1" t="str"><f>""</f><v></v></c>'),
        ('"a&lt;"', b'<c r="B1" t="str"><f>"a&amp;lt;"</f><v>a&amp;lt;</v></c>'),
        ("1/3", b'<c r="B1"><f>1/3</f><v>0.3333333333333333</v></c>'),
        ("A9", b'<c r="B1"><f>A9</f><v>0</v></c>'),
        ("0*-1", b'<c r="B1"><f>0*-1</f><v>0</v></c>'),
    ],
)
def test_a_result_is_stored_as_excel_stores_its_kind(text: str, element: bytes):
    _, _, saved = worked(sheet("S", {"B1": formula(text)}))
    assert element in saved.sheet_file("S").xml.data


@pytest.mark.parametrize("old", [5, "old", None])
@pytest.mark.parametrize("text", ["2", '"new"', "1=1", "#N/A", '""'])
def test_a_result_takes_the_place_of_one_of_another_kind(old: object, text: str):
    values, done, saved = worked(sheet("S", {"B1": formula(text, old)}))
    expected = {"2": 2, '"new"': "new", "1=1": True, "#N/A": CellError("#N/A"), '""': ""}[text]
    assert (values["B1"], type(values["B1"])) == (expected, type(expected))
    assert len(done.changes) == 1
    assert saved.formulas("S") == {Cell(1, 2): text}


def test_a_shared_formula_is_worked_out_for_each_of_its_cells():
    follower = Raw('<c r="{r}"><f t="shared" si="0"/></c>')
    values, done, _ = worked(
        sheet("S", {
            "A1": 1, "B1": formula("A1*$A$1+1", attributes='t="shared" ref="B1:B3" si="0"'),
            "A2": 2, "B2": follower, "A3": 3, "B3": follower,
            "B4": Raw('<c r="{r}"><f t="shared" si="9"/><v>5</v></c>'),
        })
    )  # fmt: skip
    assert [values[f"B{row}"] for row in range(1, 5)] == [2, 3, 4, 5]
    assert reasons(done) == {"S!B4": "the formula that it shares is missing"}


def test_an_array_formula_is_left_with_all_cells_it_fills_and_what_reads_them():
    values, done, _ = worked(
        sheet("S", {
            "A1": formula("ROW(1:2)", 1, attributes='t="array" ref="A1:A2"'),
            "B1": formula("A2", 0), "A2": 2,
        })
    )  # fmt: skip
    assert reasons(done) == {
        "S!A1": "it belongs to an array formula in A1",
        "S!A2": "it belongs to an array formula in A1",
        "S!B1": "it reads S!A2, which is left",
    }
    assert (values["A2"], values["B1"]) == (2, 0)


@pytest.mark.parametrize(
    "more",
    [{"form": Form(prefix="x:")}, {"form": Form(strict=True)}, {"form": Form(encoding="utf-16")}],
    ids=["a prefix", "strict", "utf-16"],
)
def test_a_sheet_is_read_however_it_is_written(more):
    values, done, _ = worked(sheet("S", {"A1": 2, "B1": formula('A1*2&"é"')}), **more)
    assert (values["B1"], done.left) == ("4é", [])


@pytest.mark.parametrize(
    "cells",
    [
        '<row r="1"><c r="A1"><v>2</v></c><!-- <c r="A2"/> --><c r="B1"><f>A1*2</f></c></row>',
        "<row><c><v>2</v></c><c><f>A1*2</f></c></row>",
        '<row r="1"><c t="n" r="A1" s="0"><v>2</v></c><c s="0" r="B1"><f>A1*2</f><v/></c></row>',
        '<row r="1"><c r="A1"><v>2</v></c><c r="B1"><f>A1*2</f><v>1</v><extLst/></c></row>',
        '<row r="1"><c r="A1"><v> 2 </v></c><c r="B1"><f xml:space="preserve">A1*2</f></c></row>',
        '<row r="1"><c r="A1"><v>2</v></c><c r="B1"><v>1</v><f>A1*2</f></c></row>',
        "<row r='1'><c r='A1'><v>2</v></c><c r='B1'><f >A1*2</f ></c></row>",
        '<row r="1"><c r="A1"><v>2</v></c><c r="B1"><f><![CDATA[A1*2]]></f></c></row>',
    ],
    ids=["comment", "no places", "order", "extension", "spaces", "result first", "quotes", "cdata"],
)
def test_cells_written_in_odd_ways_are_worked_out_too(cells: str):
    values, done, _ = worked(sheet("S", cells))
    assert (values["B1"], done.left) == (4, [])


def test_texts_are_read_from_wherever_they_are_stored():
    values, _, _ = worked(
        sheet("S", {
            "A1": Raw('<c r="{r}" t="s"><v>0</v></c>'), "A2": "in&line ", "A3": formula('"r"', "r"),
            "A4": Raw('<c r="{r}" t="inlineStr"><is><r><t>ri</t></r><r><t>ch</t></r></is></c>'),
            "A5": formula("A1&A2&A3&A4"),
        }),
        shared="<si><t>sh&amp;</t></si>",
    )  # fmt: skip
    assert values["A5"] == "sh&in&line rrich"


def test_names_stand_for_cells_the_sheets_own_before_the_workbooks():
    values, done, _ = worked(
        sheet("S", {"A1": 1, "A2": 2, "B1": formula("it"), "B2": formula("SUM(them)"),
                    "B3": formula("broken")}),
        sheet("S 2", {"A1": formula("it")}),
        names={"it": "S!$A$2", "S!it": "S!$A$1", "them": "S!$A$1:$A$2", "broken": "S!#REF!"},
    )  # fmt: skip
    assert (values["B1"], values["B2"]) == (1, 3)
    assert reasons(done) == {"S!B3": "the name broken does not stand for cells"}
    assert done.changes[-1][:1] + done.changes[-1][3:] == ("S 2", 2)


def test_a_name_may_look_like_a_cell_beyond_the_last_column():
    values, _, _ = worked(sheet("S", {"A1": 5, "B1": formula("XYZ1+1")}), names={"XYZ1": "S!$A$1"})
    assert values["B1"] == 6


class Asked:
    """A function that remembers what it was given."""

    def __init__(self, answer: object) -> None:
        self.answer = answer
        self.given: list[list[object]] = []

    def __call__(self, given):
        self.given.append(list(given))
        return self.answer


def test_a_function_of_the_host_gets_values_and_for_ranges_rows():
    asked = Asked("an answer")
    values, _, _ = worked(
        sheet("S", {"A1": 1, "A2": "x", "B1": formula('BCF_TRY(A1,A1:A3,A3,"a",TRUE,,1/0)')}),
        functions={"BCF_TRY": asked},
    )
    assert values["B1"] == "an answer"
    rows = [[1.0], ["x"], [None]]
    assert asked.given == [[1.0, rows, None, "a", True, None, CellError("#DIV/0!")]]


def test_of_rows_a_cell_shows_the_first_value_and_index_any_other():
    functions = {"BCF_TRY": Asked([[1.0, 2.0], [3.0, CellError("#N/A")]])}
    values, _, _ = worked(
        sheet("S", {
            "A1": formula("BCF_TRY()"), "A2": formula("INDEX(BCF_TRY(),2,1)"),
            "A3": formula("INDEX(BCF_TRY(),2,2)"), "A4": formula("ROWS(BCF_TRY())"),
            "A5": formula("SUM(INDEX(BCF_TRY(),1,0))"), "A6": formula("INDEX(BCF_TRY(),3,1)"),
        }),
        functions=functions,
    )  # fmt: skip
    assert list(values.values()) == [1, 3, CellError("#N/A"), 2, 3, CellError("#REF!")]


def test_the_same_question_is_asked_once_and_another_kind_is_another_question():
    asked = Asked(1.0)
    texts = ["BCF_TRY(A1:A2)", "BCF_TRY($A$1:A2)", "BCF_TRY(1)", "BCF_TRY(TRUE)", 'BCF_TRY("1")']
    cells = {f"B{row}": formula(text) for row, text in enumerate(texts, 1)}
    worked(sheet("S", cells), functions={"BCF_TRY": asked})
    assert len(asked.given) == 4


def test_a_function_that_does_not_take_its_arguments_leaves_the_cell():
    def refuse(given):
        raise ValueError(f"it takes 1 argument, not {len(given)}")

    _, done, _ = worked(sheet("S", {"A1": formula("BCF_TRY(1,2)")}), functions={"BCF_TRY": refuse})
    assert reasons(done) == {"S!A1": "BCF_TRY cannot answer: it takes 1 argument, not 2"}


def test_a_function_of_an_addin_is_found_by_its_name():
    values, _, _ = worked(
        sheet("S", {"A1": formula("[2]!BCF_TRY(1)&[2]!bcf_try(2)")}),
        functions={"BCF_TRY": Asked("x")},
    )
    assert values["A1"] == "xx"


def test_a_text_longer_than_a_cell_holds_is_an_error():
    text = "&".join(["A1"] * 4)
    values, _, _ = worked(sheet("S", {"A1": "x" * 10_000, "B1": formula(text)}))
    assert values["B1"] == CellError("#VALUE!")


def test_whole_columns_are_gone_through_as_far_as_they_hold_something():
    cells = {"A1": 1, "A900": 2, "B1": formula("SUM(A:A)+COUNT(A1:A1048576)+SUM(S!$A:$A)")}
    values, _, _ = worked(sheet("S", {"A1": 1, "B1": cells["B1"], "A900": 2}))
    assert values["B1"] == 8


def test_changes_are_named_with_their_old_results():
    _, done, _ = worked(sheet("S", {"A1": formula("2", 1)}))
    assert [(each.cell, each.old, each.new) for each in done.changes] == [(parse_cell("A1"), 1, 2)]
