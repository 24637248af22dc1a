"""The add-in's VBA run without Excel: an interpreter of VBA with an Excel in memory.

It is another program's reading of VBA and of Excel, not Excel. What no interpreter can do stands
in here: Windows' functions, xlwings' library, and the file system that VBA sees.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from pyopenvba.apps.excel import ExcelApplication, Range
from pyopenvba.interpreter import (
    EMPTY,
    MISSING,
    NOTHING,
    VBAArray,
    VBAErrorValue,
    VBAObject,
    VBARuntimeError,
    member,
    method,
    setter,
)

from tests.support.classic import MISSING as COM_MISSING
from xlbcf.hosts.addin.macros import Kind, Module

#: What the interpreter does not read: functions of Windows, words for the function wizard, events,
#: names with their module, and the shape of the pointer.
_UNREAD = re.compile(
    r"^ *(?:Private )?Declare(?:.* _\n)*.*\n|^Attribute \w+\.VB_.*\n|WithEvents "
    r"|\bXlbcf(?:Python|Ribbon|Functions)\.|^ *Application\.Cursor.*\n",
    re.MULTILINE,
)
#: What the Excel in memory leaves to the world.
_TO_OUTSIDE = re.compile(
    r"\bApplication\.(?=MacroOptions|OnTime)|\bThisWorkbook\.(?=IsAddin|FollowHyperlink)"
)
WINDOW = 4711
_COM_ERROR = -2146828288
#: The error of an order that Excel will not carry out.
_REFUSED = 1004
#: Windows' and xlwings' functions, as this machine has them.
_WINDOWS = """\
Option Explicit
Public Function StrPtr(ByVal text As String) As String
    StrPtr = text
End Function
Public Function GetEnvironmentVariableW(name As String, buffer As String, size As Long) As Long
    Dim value As String
    value = Outside.Variable(name)
    If size > Len(buffer) Then Err.Raise 5, , "Windows would write beyond the text"
    If Len(value) < size Then
        buffer = value & vbNullChar & Mid$(buffer, Len(value) + 2)
        GetEnvironmentVariableW = Len(value)
    Else
        GetEnvironmentVariableW = Len(value) + 1
    End If
End Function
Public Function LoadLibraryW(ByVal path As String) As Long
    LoadLibraryW = Outside.LoadLibrary(path)
End Function
Public Function XLPyDLLActivateAuto(server As Variant, command As String, mode As Long) As Long
    If Outside.Refuses(command) Then
        server = "Python process exited"
        XLPyDLLActivateAuto = 1
    Else
        Set server = Outside
    End If
End Function
Public Function MessageBoxW(window As Long, text As String, title As String, kind As Long) As Long
    Outside.Say text, kind
End Function
"""


@dataclass(frozen=True)
class Call:
    """A call that arrived in Python.

    Args:
        module: the module named.
        function: the function named.
        given: the arguments as COM hands them over.
    """

    module: str
    function: str
    given: list[object]


@dataclass
class World:
    """What is outside of Excel, and what it was asked.

    Args:
        answer: gives what Python returns for a call, as rows.
        files: the texts of the files there are, by path.
        variables: the environment's variables.
        python: whether Python can be started.
        commands: the commands that Python was to be reached by.
        libraries: the libraries that were loaded.
        calls: what was called in Python.
        said: what people were told, and the icon beside it.
        described: what the function wizard was told of each function: summary and arguments.
        refuses_hidden: whether Excel takes no words for its wizard from a hidden workbook.
        hiding: how the add-in was shown and hidden, which it is at first.
        opened: the files that Windows was asked to open.
        later: the macros that Excel was asked to run when it has time.
    """

    answer: Callable[[Call], Any]
    files: dict[str, str] = field(default_factory=dict)
    variables: dict[str, str] = field(default_factory=dict)
    python: bool = True
    commands: list[str] = field(default_factory=list)
    libraries: list[str] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    said: list[tuple[str, int]] = field(default_factory=list)
    described: dict[str, tuple[str, list[object]]] = field(default_factory=dict)
    refuses_hidden: bool = True
    hiding: list[bool] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)
    later: list[str] = field(default_factory=list)


class _Outside(VBAObject):
    """The world as VBA sees it; also xlwings' server object."""

    vba_type_name = "Outside"

    def __init__(self, world: World) -> None:
        self.world = world

    @method
    def Variable(self, name: object) -> str:  # noqa: N802 - VBA's names
        return self.world.variables.get(str(name), "")

    @method
    def LoadLibrary(self, path: object) -> int:  # noqa: N802
        self.world.libraries.append(str(path))
        return 1

    @method
    def Refuses(self, command: object) -> bool:  # noqa: N802
        self.world.commands.append(str(command))
        return not self.world.python

    @method
    def Say(self, text: object, kind: object) -> None:  # noqa: N802
        self.world.said.append((str(text), int(kind)))  # type: ignore[call-overload]

    @setter("IsAddin")
    def hide(self, hidden: object) -> None:
        self.world.hiding.append(bool(hidden))

    @method
    def OnTime(self, when: object, procedure: object) -> None:  # noqa: N802
        del when
        self.world.later.append(str(procedure))

    @method
    def FollowHyperlink(self, address: object) -> None:  # noqa: N802
        if str(address) not in self.world.files:
            raise VBARuntimeError(_REFUSED, "Cannot open the specified file.")
        self.world.opened.append(str(address))

    @method
    def MacroOptions(  # noqa: N802
        self,
        Macro: object,  # noqa: N803
        Description: object,  # noqa: N803
        Category: object,  # noqa: N803
        ArgumentDescriptions: VBAArray,  # noqa: N803
    ) -> None:
        hidden = not self.world.hiding or self.world.hiding[-1]
        if hidden and self.world.refuses_hidden:
            raise VBARuntimeError(_REFUSED, "Cannot edit a macro on a hidden workbook.")
        name = str(Macro).rpartition("!")[2]
        self.world.described[name] = (str(Description), list(ArgumentDescriptions.items))
        assert Category == "xlbcf"

    @method
    def CallUDF(  # noqa: N802
        self, script: object, fname: object, args: VBAArray, this_workbook: object, caller: object
    ) -> object:
        assert (this_workbook, caller) == (NOTHING, NOTHING)
        call = Call(str(script), str(fname), [to_com(each) for each in args.items])
        self.world.calls.append(call)
        rows = self.world.answer(call)
        # As xlwings' server shapes what it returns.
        if len(rows) == 1:
            return rows[0][0] if len(rows[0]) == 1 else array(rows[0])
        return table(rows)


class _Files(VBAObject):
    """Scripting.FileSystemObject."""

    vba_type_name = "FileSystemObject"

    def __init__(self, world: World) -> None:
        self.world = world

    @method
    def FileExists(self, path: object) -> bool:  # noqa: N802
        return str(path) in self.world.files

    @method
    def OpenTextFile(self, path: object, mode: object, create: object, form: object) -> VBAObject:  # noqa: N802
        assert (int(mode), bool(create), int(form)) == (1, False, -1)  # type: ignore[call-overload]
        return _Lines(self.world.files[str(path)])


class _Lines(VBAObject):
    """A TextStream."""

    vba_type_name = "TextStream"

    def __init__(self, text: str) -> None:
        self.lines = text.split("\r\n")[:-1]

    @member
    def AtEndOfStream(self) -> bool:  # noqa: N802
        return not self.lines

    @method
    def ReadLine(self) -> str:  # noqa: N802
        return self.lines.pop(0)

    @method
    def Close(self) -> None:  # noqa: N802
        self.lines.clear()


def excel_with(modules: Sequence[Module], world: World) -> ExcelApplication:
    """Return an Excel in memory with one workbook and these modules."""
    app = ExcelApplication()
    app.add_workbook()
    bridge: Any = app.interpreter.host
    outside, own_object = _Outside(world), bridge.global_object
    bridge.global_object = lambda name: outside if name == "outside" else own_object(name)
    bridge.create = lambda _: _Files(world)
    app.add_module(_WINDOWS, name="Windows")
    for module in modules:
        if module.kind != Kind.DOCUMENT:
            kind = "class" if module.kind == Kind.CLASS else "standard"
            text = _UNREAD.sub("", module.text).replace("Application.Hwnd", str(WINDOW))
            text = _TO_OUTSIDE.sub("Outside.", text)
            # Windows writes into the text itself.
            text = text.replace("StrPtr(buffer)", "buffer")
            app.add_module(text, name=module.name, kind=kind)
    return app


def run(app: ExcelApplication, name: str, *arguments: object) -> Any:
    """Run a function as a cell does and return its answer; ``None`` stands for one left out."""
    given = [MISSING if each is None else each for each in arguments]
    return _plain(app.interpreter.run(name, given))


def press(app: ExcelApplication, sub: str) -> None:
    """Press a button: run its Sub as the ribbon does."""
    app.interpreter.run(sub, [NOTHING])


def cells(app: ExcelApplication, reference: str) -> Range:
    """Return a range of the first sheet, as a formula hands it over."""
    found = app.sheet(1).sheet.vba_get("Range", [reference])
    assert isinstance(found, Range)
    return found


def to_com(value: object) -> object:
    """Return a value as COM hands it to Python."""
    if value is MISSING:
        return COM_MISSING
    if value is EMPTY:
        return None
    if isinstance(value, VBAErrorValue):
        return _COM_ERROR + value.number
    if isinstance(value, VBAArray):
        return tuple(tuple(to_com(each) for each in row) for row in _rows(value))
    assert not isinstance(value, VBAObject), "an object went out of Excel instead of its values"
    return (
        float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else value
    )


def array(values: Sequence[object]) -> VBAArray:
    """Return values as a row that COM hands to VBA."""
    return VBAArray([(0, len(values) - 1)], items=list(values))


def table(rows: Sequence[Sequence[object]]) -> VBAArray:
    """Return rows as COM hands them to VBA."""
    bounds = [(0, len(rows) - 1), (0, len(rows[0]) - 1)]
    return VBAArray(bounds, items=[row[at] for at in range(len(rows[0])) for row in rows])


def _rows(value: VBAArray) -> list[list[object]]:
    if value.dimensions == 1:
        return [list(value.items)]
    (top, bottom), (left, right) = value.bounds
    return [
        [value.get([row, column]) for column in range(left, right + 1)]
        for row in range(top, bottom + 1)
    ]


def _plain(value: object) -> object:
    return _rows(value) if isinstance(value, VBAArray) else value
