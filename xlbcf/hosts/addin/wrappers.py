"""The wrappers of the functions in VBA, and what the function wizard is told of them.

Generated from the functions' declarations, so that a new function needs no VBA.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from xlbcf.hosts.addin.macros import Kind, Module
from xlbcf.hosts.functions.definition import Argument, CellFunction

MODULE_NAME = "XlbcfFunctions"
CATEGORY = "xlbcf"
#: The code page of the sources in the project.
CODE_PAGE = "cp1252"
#: The category of functions of one's own; a name of ours can only be given while Excel runs.
_USER_DEFINED = r" \n14"
_HEAD = f"""\
Attribute VB_Name = "{MODULE_NAME}"
Option Explicit

' Generated from the functions that Python declares; changes here are lost.
"""
_DESCRIBE = f"""
Private Sub Describe(ByVal functionName As String, ByVal summary As String, ByVal helps As Variant)
    Application.MacroOptions Macro:="'" & ThisWorkbook.Name & "'!" & functionName, _
        Description:=summary, Category:="{CATEGORY}", ArgumentDescriptions:=helps
End Sub
"""


def functions_module(functions: Mapping[str, CellFunction]) -> Module:
    """Return the module of wrappers.

    Args:
        functions: the functions by name.
    """
    wrappers = "".join(_wrapper(function) for function in functions.values())
    return Module(MODULE_NAME, _HEAD + wrappers + _registration(functions.values()), Kind.STANDARD)


def _wrapper(function: CellFunction) -> str:
    parameters = ", ".join(_parameter(each) for each in function.arguments)
    names = ", ".join(each.name for each in function.arguments)
    name = function.name
    return f"""
Public Function {name}({parameters}) As Variant
Attribute {name}.VB_Description = "{_plain(function.summary)}"
Attribute {name}.VB_ProcData.VB_Invoke_Func = "{_USER_DEFINED}"
    {name} = XlbcfPython.CallCell("{name}", Array({names}))
End Function
"""


def _parameter(argument: Argument) -> str:
    before = "Optional " if argument.optional else ""
    return f"{before}ByVal {argument.name} As Variant"


def _registration(functions: Iterable[CellFunction]) -> str:
    """Return the Sub that gives Excel the words for its function wizard."""
    calls = "".join(f"    {_description(function)}\n" for function in functions)
    return f"""
Public Sub DescribeFunctions()
    ' Tells Excel's function wizard what the functions are; without it they work all the same. An
    ' error where Excel does not take it.
{calls}End Sub
{_DESCRIBE}"""


def _description(function: CellFunction) -> str:
    helps = ", _\n            ".join(quoted(each.help) for each in function.arguments)
    start = f'Describe "{function.name}", _\n        {quoted(function.summary)}'
    return f"{start}, _\n        Array({helps})"


def quoted(text: str) -> str:
    """Return a text as VBA writes it; a character beyond ASCII by its number."""
    parts = []
    plain = ""
    for letter in text:
        if letter.isascii():
            plain += '""' if letter == '"' else letter
            continue
        if plain:
            parts.append(f'"{plain}"')
        parts.append(f"ChrW({ord(letter)})")
        plain = ""
    if plain or not parts:
        parts.append(f'"{plain}"')
    return " & ".join(parts)


def _plain(text: str) -> str:
    """Return a text for an attribute: a sign that the code page lacks becomes ``?``."""
    return text.replace('"', '""').encode(CODE_PAGE, "replace").decode(CODE_PAGE)
