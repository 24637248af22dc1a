"""How the functions for cells are declared: names, help and examples, and what xlwings takes."""

from __future__ import annotations

import ast
import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.templates import ROOT
from xlbcf.books.values import CellError
from xlbcf.hosts.functions import all_functions
from xlbcf.hosts.functions.definition import LONGEST_HELP, CellFunction, cell_function, declared
from xlbcf.hosts.functions_page import functions_page, main

FUNCTIONS = all_functions()
PAGE = ROOT / "docs" / "functions.md"
each_function = pytest.mark.parametrize("function", FUNCTIONS.values(), ids=list(FUNCTIONS))


@each_function
def test_the_wizard_can_show_all_of_the_help(function: CellFunction):
    texts = [function.summary, *(each.help for each in function.arguments)]
    for text in texts:
        assert 10 <= len(text) <= LONGEST_HELP
        assert text[0].isupper() or text[0] == '"'
        assert text.endswith((".", "…"))


@each_function
def test_the_example_is_a_call_of_the_function(function: CellFunction):
    found = re.fullmatch(rf"={function.name}\((.*)\)", function.example)
    assert found
    given = len(re.findall(r'(?:"[^"]*"|[^,"]+)+', found[1]))
    needed = sum(not each.optional for each in function.arguments)
    assert needed <= given <= len(function.arguments)


@each_function
def test_an_argument_that_may_be_left_out_stands_after_those_that_may_not(function: CellFunction):
    optional = [each.optional for each in function.arguments]
    assert optional == sorted(optional)


@each_function
def test_arguments_of_one_name_mean_the_same_everywhere(function: CellFunction):
    polarities = [each for each in function.arguments if each.name == "polarity"]
    assert all('"lower"' in each.help for each in polarities)


def test_the_functions_are_those_that_the_documents_name():
    named = {
        "BCF_VARIANCE", "BCF_VARIANCE_PCT", "BCF_RAG", "BCF_RAG_BAND", "BCF_ON_TARGET",
        "BCF_TRAVEL", "BCF_TRAVEL_JUDGEMENT", "BCF_ASSESS", "BCF_COMPLETE", "BCF_RATE",
        "BCF_RATE_CI", "BCF_PROPORTION_CI", "BCF_SPC_LIMITS", "BCF_SPC_VARIATION",
        "BCF_SPC_ASSURANCE", "BCF_TREND", "BCF_SUPPRESS", "BCF_NARRATIVE", "BCF_FIGURE",
    }  # fmt: skip
    assert named <= set(FUNCTIONS)
    assert list(FUNCTIONS) == sorted(FUNCTIONS)


def test_declaring_the_functions_loads_nothing_that_takes_time():
    program = (
        "import sys\n"
        "from xlbcf.hosts.functions import all_functions\n"
        "import xlbcf.hosts.functions.calling\n"
        "all_functions()\n"
        "print(*sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )
    loaded = done.stdout.split()
    assert "xlbcf.hosts.functions.narratives" in loaded
    assert not [name for name in loaded if name.startswith(("xlbcf.rules", "xlbcf.template"))]
    assert not {"numpy", "yaml", "xlwings", "openpyxl"} & set(loaded)


def test_a_declaration_is_read_from_the_docstring(monkeypatch):
    monkeypatch.setattr("xlbcf.hosts.functions.definition._declared", {})

    @cell_function(example="=BCF_DOUBLE(A1)", whole=("cells",), spill=2)
    def double(cells: object, times: object = 2) -> object:
        """Twice
        as much.

        More about it.

        Args:
            cells: What is
                doubled: all of it.
            times: How often.

        Returns:
            Nothing.
        """

    function = declared()["BCF_DOUBLE"]
    assert (function.summary, function.details) == ("Twice as much.", "More about it.")
    assert function.syntax == "BCF_DOUBLE(cells, [times])"
    assert [each.help for each in function.arguments] == [
        "What is doubled: all of it.", "How often.",
    ]  # fmt: skip
    assert [(each.whole, each.default) for each in function.arguments] == [(True, None), (False, 2)]
    assert (function.takes_ranges, function.spill) == (True, 2)


def test_an_argument_without_help_is_refused(monkeypatch):
    monkeypatch.setattr("xlbcf.hosts.functions.definition._declared", {})
    with pytest.raises(KeyError, match="told"):

        @cell_function(example="=BCF_TELL(A1)")
        def tell(told: object) -> object:
            """Tell.

            Args:
                other: Not it.
            """


def keywords(path: Path) -> set[str]:
    """The keywords that a module passes to xlwings' decorators."""
    calls = (node for node in ast.walk(ast.parse(path.read_bytes())) if isinstance(node, ast.Call))
    return {
        keyword.arg or "**"
        for call in calls
        if isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value) == "xw"
        for keyword in call.keywords
    }


# A category is for the wizard of Excel on a desktop alone.
@pytest.mark.parametrize(
    ("engine", "passed_over"), [("udfs.py", set()), ("pro/udfs_officejs.py", {"category"})]
)
def test_xlwings_knows_every_keyword_of_its_decorators(engine: str, passed_over: set[str]):
    spec = importlib.util.find_spec("xlwings")
    assert spec is not None
    assert spec.origin is not None
    # Elsewhere than on Windows and on a server, xlwings takes a misspelt one in silence.
    source = ast.parse((Path(spec.origin).parent / engine).read_bytes())
    known = {node.value for node in ast.walk(source) if isinstance(node, ast.Constant)}
    used = keywords(ROOT / "xlbcf" / "hosts" / "udfs.py")
    assert used == {"category", "doc"}
    assert used - passed_over <= known


def test_the_page_is_the_one_made_from_the_functions():
    kept = PAGE.read_text(encoding="utf-8")
    assert kept == functions_page(), "run: python -m xlbcf.hosts.functions_page docs/functions.md"


@each_function
def test_the_page_tells_of_every_function_and_argument(function: CellFunction):
    entry = functions_page().partition(f"\n### {function.name}\n")[2].partition("\n### ")[0]
    assert f"`{function.syntax}`" in entry
    assert f"`{function.example}`" in entry
    assert re.findall(r"^\| `(\w+)` \|", entry, re.MULTILINE) == [
        each.name for each in function.arguments
    ]


def test_the_page_can_be_printed_and_written(tmp_path, capsys):
    path = tmp_path / "functions.md"
    assert main([str(path)]) == 0
    assert path.read_bytes() == functions_page().encode("utf-8")
    assert main([]) == 0
    assert capsys.readouterr().out == functions_page()


def test_the_page_names_every_error_that_a_function_gives():
    page = functions_page()
    for error in map(CellError, ("#N/A", "#VALUE!", "#DIV/0!", "#NUM!")):
        assert f"`{error}`" in page
