"""xlwings' classic engine without Excel: its real ``call_udf`` behind stand-ins for pywin32.

Import this before anything imports xlwings; it is meant for a process of its own.
"""

from __future__ import annotations

import ctypes
import sys
from contextlib import suppress
from importlib import import_module
from types import ModuleType
from typing import Any
from unittest.mock import MagicMock, patch

#: How COM passes an argument that a formula leaves out, and errors.
MISSING = -2147352572
COM_ERRORS = {
    "#NULL!": -2146826288, "#DIV/0!": -2146826281, "#VALUE!": -2146826273, "#REF!": -2146826265,
    "#NAME?": -2146826259, "#NUM!": -2146826252, "#N/A": -2146826246,
}  # fmt: skip


class _Anything(ModuleType):
    """A module that has whatever is asked of it."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if name in ("com_error", "error"):
            return type(name, (Exception,), {})
        if name in ("CDispatch", "CoClassBaseClass", "DispatchBaseClass", "TimeType"):
            return type(name, (), {})
        return MagicMock(name=name)


def call_udf() -> Any:
    """Return xlwings' own function that a cell's call arrives at."""
    for package in ("matplotlib.figure", "pandas", "PIL.Image"):
        # Loaded as on this system, before it says that it is another.
        with suppress(ImportError):
            import_module(package)
    names = (
        "pythoncom", "pywintypes", "win32api", "win32com", "win32com.client", "win32con",
        "win32event", "win32gui", "win32process", "win32timezone", "comtypes",
        "win32com.client.dynamic", "win32com.server", "win32com.server.dispatcher",
        "win32com.server.policy", "win32com.server.util", "winerror",
    )  # fmt: skip
    for name in names:
        module = sys.modules.setdefault(name, _Anything(name))
        module.__file__ = name
        parent, _, child = name.rpartition(".")
        if parent:
            setattr(sys.modules[parent], child, module)
    windows = {name: MagicMock() for name in ("oledll", "windll", "WinError", "PyDLL")}
    with patch.object(sys, "platform", "win32"), patch.multiple(ctypes, create=True, **windows):
        import xlwings.udfs
    return xlwings.udfs.call_udf
