"""The wrappers that VBA gets for the functions."""

from __future__ import annotations

import pytest

from xlbcf.hosts.addin.vba_text import procedures_of
from xlbcf.hosts.addin.wrappers import functions_module, quoted
from xlbcf.hosts.functions import all_functions
from xlbcf.hosts.functions.definition import Argument, CellFunction

MODULE = functions_module(all_functions())
PROCEDURES = {each.name: each for each in procedures_of(MODULE.text)}


def function(summary: str = "The sum.", **arguments: str) -> CellFunction:
    """A function with these arguments and their help; one that ends in a question is optional."""
    made = tuple(
        Argument(name, text, optional=text.endswith("?"), whole=False)
        for name, text in arguments.items()
    )
    return CellFunction("BCF_SUM", summary, "", "=BCF_SUM(1,2)", made, lambda *_: None)


def wrapped(made: CellFunction) -> str:
    """The module for this function alone."""
    return functions_module({made.name: made}).text


@pytest.mark.parametrize("name", all_functions())
def test_every_function_has_a_wrapper_that_hands_its_arguments_on_in_order(name):
    arguments = [each.name for each in all_functions()[name].arguments]
    assert PROCEDURES[name].public
    assert PROCEDURES[name].body == (
        f'{name} = XlbcfPython.CallCell("{name}", Array({", ".join(arguments)}))',
    )


def test_a_wrapper_stands_as_vba_has_it():
    text = wrapped(function(first="One number.", second="Another, or 1?"))
    assert (
        "Public Function BCF_SUM(ByVal first As Variant, Optional ByVal second As Variant)"
        " As Variant\n"
        'Attribute BCF_SUM.VB_Description = "The sum."\n'
        'Attribute BCF_SUM.VB_ProcData.VB_Invoke_Func = " \\n14"\n'
        '    BCF_SUM = XlbcfPython.CallCell("BCF_SUM", Array(first, second))\n'
        "End Function\n"
    ) in text


def test_the_function_wizard_is_told_the_summary_and_each_argument():
    text = wrapped(function(first="One number.", second="Another?"))
    assert (
        '    Describe "BCF_SUM", _\n'
        '        "The sum.", _\n'
        '        Array("One number.", _\n'
        '            "Another?")\n'
    ) in text


def test_a_function_without_arguments_has_a_wrapper_too():
    text = wrapped(function())
    assert "Public Function BCF_SUM() As Variant\n" in text
    assert "Array())\n" in text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("plain", '"plain"'),
        ("", '""'),
        ('say "higher"', '"say ""higher"""'),
        ("↑", "ChrW(8593)"),
        ("up ↑ or down", '"up " & ChrW(8593) & " or down"'),
        ("£", "ChrW(163)"),
        ("'no comment", '"\'no comment"'),
    ],
)
def test_texts_are_written_as_vba_reads_them(text, written):
    assert quoted(text) == written


def test_a_sign_that_vba_lacks_does_not_stop_the_description():
    text = wrapped(function("Gives ↑ or £."))
    assert 'VB_Description = "Gives ? or £."' in text
    assert '"Gives " & ChrW(8593) & " or " & ChrW(163) & "."' in text
