"""The Calc add-in as a file (.oxt), made from the functions' declarations.

LibreOffice reads the functions' types from the text of their interface (.idl), so nothing of its
development kit is needed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from xlbcf import __version__
from xlbcf.hosts.calc.shapes import Shape, comes_as_text, shape_of
from xlbcf.hosts.functions import all_functions
from xlbcf.hosts.functions.definition import CellFunction

FILE = "xlbcf.oxt"
SERVICE = "xlbcf.calc.Functions"
INTERFACE = "xlbcf.calc.XFunctions"
_IDENTIFIER = "xlbcf.calc"
_ASKING = "pythonpath/xlbcf_asking.py"
_WHEN = (1980, 1, 1, 0, 0, 0)
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_KINDS = {
    "functions.idl": "application/vnd.sun.star.uno-typelibrary;type=RDB",
    "xlbcf.components": "application/vnd.sun.star.uno-components",
    "CalcAddIns.xcu": "application/vnd.sun.star.configuration-data",
}


def extension(interpreter: Path) -> bytes:
    """Return the add-in; the same bytes for the same functions and Python.

    Args:
        interpreter: the Python that xlbcf is installed in, on the computer of the add-in's user.
    """
    functions = list(all_functions().values())
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as package:
        for name, text in _parts(functions, interpreter).items():
            info = ZipInfo(name, _WHEN)
            info.compress_type = ZIP_DEFLATED
            info.create_system = 0
            package.writestr(info, text.encode())
    return made.getvalue()


def is_extension(content: bytes) -> bool:
    """Say whether the content of a file is an add-in for Calc that this program built."""
    return _ASKING.encode() in content


def _parts(functions: Iterable[CellFunction], interpreter: Path) -> Mapping[str, str]:
    code = files("xlbcf.hosts.calc")
    return {
        "META-INF/manifest.xml": _manifest(),
        "description.xml": _description(),
        "functions.idl": interface(functions),
        "xlbcf.components": _components(),
        "CalcAddIns.xcu": help_texts(functions),
        "component.py": code.joinpath("component.py").read_text(encoding="utf-8"),
        _ASKING: code.joinpath("asking.py").read_text(encoding="utf-8"),
        "settings.json": _settings(functions, interpreter),
    }


def interface(functions: Iterable[CellFunction]) -> str:
    """Return the functions' interface in LibreOffice's language for types."""
    methods = "".join(f"    {_declaration(function)};\n" for function in functions)
    module, name = INTERFACE.rsplit(".", 1)
    opening = "".join(f"module {each} {{ " for each in module.split("."))
    closing = "}; " * opening.count("{")
    return f"{opening}\n  interface {name} {{\n{methods}  }};\n{closing.strip()}\n"


def _declaration(function: CellFunction) -> str:
    given = "sequence< sequence<any> >" if shape_of(function) is Shape.ROWS else "any"
    taken = ", ".join(
        f"[in] {'string' if comes_as_text(function, each) else 'any'} {place}"
        for place, each in zip(_places(function), function.arguments, strict=True)
    )
    return f"{given} {_method(function)}({taken})"


def help_texts(functions: Iterable[CellFunction]) -> str:
    """Return the functions' names and help as the function wizard shows them (.xcu)."""
    nodes = "".join(_function_node(function) for function in functions)
    return (
        f'{_HEAD}<oor:component-data xmlns:oor="http://openoffice.org/2001/registry" '
        'oor:name="CalcAddIns" oor:package="org.openoffice.Office">\n'
        f'<node oor:name="AddInInfo"><node oor:name="{SERVICE}" oor:op="replace">'
        f'<node oor:name="AddInFunctions">\n{nodes}</node></node></node>\n'
        "</oor:component-data>\n"
    )


def _function_node(function: CellFunction) -> str:
    words = (
        _property("DisplayName", function.name)
        + _property("CompatibilityName", function.name)
        + _property("Description", function.summary)
        + '<prop oor:name="Category"><value>Add-In</value></prop>'
    )
    arguments = "".join(
        f'<node oor:name={quoteattr(place)} oor:op="replace">'
        f"{_property('DisplayName', each.name)}{_property('Description', each.help)}</node>\n"
        for place, each in zip(_places(function), function.arguments, strict=True)
    )
    return (
        f'<node oor:name="{_method(function)}" oor:op="replace">{words}\n'
        f'<node oor:name="Parameters">\n{arguments}</node></node>\n'
    )


def _property(name: str, text: str) -> str:
    return f'<prop oor:name="{name}"><value xml:lang="en-US">{escape(text)}</value></prop>'


def _method(function: CellFunction) -> str:
    """Name the function's method: the language takes no underscores."""
    first, *others = function.name.lower().split("_")
    return first + "".join(each.capitalize() for each in others)


def _places(function: CellFunction) -> list[str]:
    """Name the arguments by their places: their own names may be words of the language."""
    return [f"a{number}" for number, _ in enumerate(function.arguments, start=1)]


def _settings(functions: Iterable[CellFunction], interpreter: Path) -> str:
    settings = {
        "service": SERVICE,
        "interface": INTERFACE,
        "interpreter": str(interpreter),
        "functions": {
            _method(each): {"name": each.name, "rows": shape_of(each) is Shape.ROWS}
            for each in functions
        },
    }
    return json.dumps(settings, indent=1) + "\n"


def _manifest() -> str:
    entries = "".join(
        f'<m:file-entry m:media-type="{kind}" m:full-path="{name}"/>\n'
        for name, kind in _KINDS.items()
    )
    return (
        f'{_HEAD}<m:manifest xmlns:m="http://openoffice.org/2001/manifest">\n{entries}'
        "</m:manifest>\n"
    )


def _components() -> str:
    return (
        f'{_HEAD}<components xmlns="http://openoffice.org/2010/uno-components">\n'
        '<component loader="com.sun.star.loader.Python" uri="./component.py">\n'
        f'<implementation name="{SERVICE}"><service name="com.sun.star.sheet.AddIn"/>'
        f'<service name="{SERVICE}"/></implementation>\n</component>\n</components>\n'
    )


def _description() -> str:
    return (
        f'{_HEAD}<description xmlns="http://openoffice.org/extensions/description/2006">\n'
        f'<identifier value="{_IDENTIFIER}"/><version value="{__version__}"/>\n'
        '<display-name><name lang="en">xlbcf: functions for Better Care Fund returns</name>'
        "</display-name>\n</description>\n"
    )
