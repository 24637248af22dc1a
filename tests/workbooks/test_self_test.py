"""The self-test workbook: Calc, which never saw its stored results, finds every test TRUE.

Calc takes the names of our functions where they are typed and not where an Excel file has them, so
the formulas of the file are typed again as they stand. Whether Excel calls the macros in the
workbook is what only Excel can show.
"""

from __future__ import annotations

import re
import warnings
from functools import cache

import openpyxl
import pytest

pytest.importorskip("xlsxwriter", reason="xlsxwriter is not installed; it comes with [test]")
pytest.importorskip("cellrune", reason="cellrune has no build for this machine")

from openpyxl.utils import range_boundaries

from tests.support.calc import worked
from tests.support.macros_in import functions_in
from tests.support.templates import ROOT
from workbooks.build.package import parts_of
from workbooks.build.self_test.book import FILE, self_test
from workbooks.build.self_test.cases import Case, cases
from workbooks.build.self_test.sheet import SHEET
from workbooks.build.self_test.start import ALL_TRUE, HOME, WAITING
from workbooks.build.self_test.stored import answered, same
from xlbcf.hosts.functions import all_functions

PATH = ROOT / "workbooks" / FILE
CASES = cases()
NAMES = [case.name for case in CASES]
PROBES = ("test_rag_a_column", "test_rate_one_cell", "test_variance_a_wrong_argument",
          "test_suppress_total_a_blank_cell")  # fmt: skip


@cache
def book(*, values: bool):
    """Return openpyxl's view of the committed file, with formulas or with stored values."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(PATH, data_only=values)


@cache
def rebuilt() -> bytes:
    return self_test()


def spot_of(name: str) -> str:
    """Return the address of a test's cell."""
    return book(values=False).defined_names[name].attr_text.rpartition("!")[2].replace("$", "")


def row_of(name: str) -> int:
    """Return the first row of a test."""
    return range_boundaries(spot_of(name))[1]


def cell(name: str, column: str, down: int = 0) -> str:
    """Return the address of a cell in the rows of a test."""
    return f"{column}{row_of(name) + down}"


class TestTheFile:
    def test_it_equals_a_rebuild_part_by_part(self):
        made, committed = parts_of(rebuilt()), parts_of(PATH.read_bytes())
        assert list(made) == list(committed)
        changed = [name for name, content in made.items() if content != committed[name]]
        assert not changed, f"run python -m workbooks.build: {changed}"

    def test_two_rebuilds_are_the_same_bytes(self):
        assert self_test() == rebuilt()

    def test_its_macros_have_a_function_for_every_formula(self):
        assert functions_in(PATH) == set(all_functions())

    def test_a_validator_by_offices_schemas_finds_no_fault(self):
        audit = pytest.importorskip("openxml_audit", reason="openxml-audit is not installed")
        found = audit.OpenXmlValidator(audit.FileFormat.OFFICE_2019).validate(PATH)
        assert [f"{each.part_uri}: {each.description}" for each in found.errors] == []

    def test_excel_works_it_out_when_it_opens_it(self):
        assert b'fullCalcOnLoad="1"' in parts_of(PATH.read_bytes())["xl/workbook.xml"]

    def test_its_formulas_are_such_as_excel_takes_from_a_file(self):
        xml = parts_of(PATH.read_bytes())["xl/worksheets/sheet2.xml"].decode()
        called = re.findall(r"<f[^>]*>(BCF_\w+)\([^<]*\)</f>", xml)
        assert set(called) == set(all_functions())
        assert "_xl" not in xml
        arrays = re.findall(r'<f t="array" ref="[A-Z0-9]+:[A-Z0-9]+">BCF_', xml)
        many = [case for case in CASES if len(case.expected) * len(case.expected[0]) > 1]
        assert len(arrays) == len(many)


class TestTheCases:
    def test_every_function_is_tried_in_every_way(self):
        kinds = {name: {c.kind for c in CASES if c.function == name} for name in all_functions()}
        for name, function in all_functions().items():
            if function.takes_ranges:
                wanted = {"an error", "a wrong argument"}
                assert kinds[name] & {"a range", "ranges"}, name
            elif function.spill > 1:
                wanted = {"one cell", "a column", "a wrong argument"}
            else:
                wanted = {"one cell", "a column", "a blank cell", "an error", "a wrong argument"}
            assert wanted <= kinds[name], name

    def test_results_are_added_up_where_they_are_numbers(self):
        assert {c.function for c in CASES if c.over} >= {"BCF_VARIANCE", "BCF_RATE", "BCF_NUMBER"}

    @pytest.mark.parametrize("case", CASES, ids=NAMES)
    def test_the_functions_give_what_the_workbook_expects(self, case: Case):
        found = answered(case)
        assert [len(row) for row in found] == [len(row) for row in case.expected]
        for row, expected in zip(found, case.expected, strict=True):
            assert all(map(same, row, expected)), (row, expected)

    def test_every_test_has_a_name_of_its_own(self):
        named = [name for name in book(values=False).defined_names if name.startswith("test_")]
        assert sorted(named) == sorted({*NAMES, "test_all"})
        assert len({spot_of(name) for name in NAMES}) == len(NAMES) == len(CASES)


class TestStoredResults:
    def test_they_are_what_the_functions_give(self):
        sheet = book(values=True)[SHEET]
        for case in CASES:
            top = row_of(case.name)
            for down, row in enumerate(answered(case)):
                for right, value in enumerate(row):
                    stored = sheet.cell(top + down, 8 + right).value
                    if value is None:
                        assert stored in (None, ""), case.name
                    else:
                        assert same(float(stored) if isinstance(value, float) else stored,
                                    str(value) if isinstance(value, str) else value)  # fmt: skip
            assert sheet[spot_of(case.name)].value is True

    def test_only_excel_says_that_all_is_well(self):
        home = book(values=True)[HOME]
        assert home["A4"].value == WAITING
        assert home["B5"].value is False


@pytest.fixture(scope="module")
def calc(tmp_path_factory) -> dict[str, object]:
    """What one run of Calc found, by what was asked."""
    column, one, wrong, blank = PROBES
    steps = {
        "open": ["open", str(PATH)],
        "unbound": ["recalculate"],
        "without functions": ["named", "test_all"],
        "bound": ["bind"],
        "anew": ["recalculate"],
        "verdict": ["named", "verdict"],
        "all": ["named", "test_all"],
        **{name: ["named", name] for name in NAMES},
        "unknown": ["put", "H5:H5", [["=BCF_OF_TOMORROW(D5)"]], SHEET],
        "verdict on unknown": ["named", "verdict"],
        "known": ["put", "H5:H5", [[book(values=False)[SHEET]["H5"].value.replace(",", ";")]],
                  SHEET],
        "wrong expected": ["put", f"{cell(column, 'K', 1)}:{cell(column, 'K', 1)}",
                           [["Amber?"]], SHEET],
        "wrong formula": ["put", f"{cell(one, 'H')}:{cell(one, 'H')}",
                          [[f"=BCF_RATE({cell(one, 'D')}+1;{cell(one, 'E')})"]], SHEET],
        "wrong error": ["put", f"{cell(wrong, 'K')}:{cell(wrong, 'K')}", [["'#VALUE!"]], SHEET],
        "wrong blank": ["put", f"{cell(blank, 'D', 1)}:{cell(blank, 'D', 1)}", [["12"]], SHEET],
        "faults": ["recalculate"],
        "verdict on faults": ["named", "verdict"],
        "all with faults": ["named", "test_all"],
        **{f"faulty {name}": ["named", name] for name in NAMES},
    }  # fmt: skip
    found = worked(list(steps.values()), tmp_path_factory.mktemp("calc"))
    return dict(zip(steps, found, strict=True))


class TestInCalc:
    def test_its_stored_results_do_not_make_it_true(self, calc):
        assert calc["without functions"] == [[0]]

    def test_where_a_function_is_unknown_the_verdict_says_so(self, calc):
        assert calc["verdict on unknown"] == [["The functions are not there: allow macros"]]

    def test_every_formula_is_typed_again(self, calc):
        called = [case for case in CASES if not case.over]
        assert calc["bound"] >= len(called)

    def test_every_test_is_true(self, calc):
        assert [name for name in NAMES if calc[name] != [[1]]] == []
        assert calc["all"] == [[1]]
        assert calc["verdict"] == [[ALL_TRUE]]

    def test_a_fault_makes_its_test_false_and_no_other(self, calc):
        wrong = {name for name in NAMES if calc[f"faulty {name}"] != [[1]]}
        assert wrong == set(PROBES)
        assert calc["all with faults"] == [[0]]
        assert calc["verdict on faults"] == [[f"{len(PROBES)} of {len(CASES)} tests FALSE"]]


def test_where_python_does_not_answer_the_verdict_says_so(tmp_path):
    steps = [["open", str(PATH)], ["bind"], ["recalculate"], ["named", "verdict"]]
    *_, found = worked(steps, tmp_path, interpreter="/no/such/python")
    assert found == [["Python was not reached: run xlbcf doctor"]]


def test_the_first_sheet_lists_every_function_and_leads_to_it():
    home = book(values=True)[HOME]
    links = {each.value: each.hyperlink.location for row in home.iter_rows() for each in row
             if each.hyperlink}  # fmt: skip
    assert set(links) == set(all_functions())
    for function, place in links.items():
        assert book(values=True)[SHEET][place.partition("!")[2]].value == function


def test_the_page_of_instructions_says_what_each_verdict_means():
    page = (ROOT / "docs" / "self-test.md").read_text(encoding="utf-8")
    home = book(values=True)[HOME]
    texts = [row[0].value for row in home.iter_rows(max_col=1)]
    first = texts.index("Verdict") + 1
    told = texts[first : first + 4]
    assert told[0] == ALL_TRUE
    assert [verdict for verdict in told if f"| {verdict} |" not in page] == []
