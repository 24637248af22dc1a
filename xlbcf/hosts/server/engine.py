"""xlwings as a server has it: loaded once, with the guard against its slow path."""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from types import ModuleType

from xlbcf.rules.findings import Refused, finding

#: xlwings Server asks for a key; this one says that the use is noncommercial.
KEY_VARIABLE = "XLWINGS_LICENSE_KEY"
EXTRA = "xlbcf[server]"
_SERVER_VARIABLE = "XLWINGS_ON_SERVER"


def guard_slow_path() -> None:
    """Keep xlwings from looking for Pyodide at each cell.

    xlwings tries to import a class of Pyodide, the Python of web browsers, for every value that it
    converts. Python remembers imports that succeed, not those that fail, so each attempt searches
    the disk. A module known to be None fails at once.
    """
    # find_spec would raise where the guard stands already.
    if "pyodide" not in sys.modules and find_spec("pyodide") is None:
        sys.modules["pyodide"] = None  # type: ignore[assignment]


def load_functions() -> ModuleType:
    """Return the module of functions as xlwings' server engine takes it.

    Raises:
        Refused: the extra is missing (SERVE01), there is no key for it (SERVE02), or xlwings does
            not take the key (SERVE03).
    """
    if find_spec("xlwings_server") is None:
        raise Refused(finding("SERVE01", EXTRA))
    if not os.environ.get(KEY_VARIABLE):
        raise Refused(finding("SERVE02", KEY_VARIABLE))
    os.environ[_SERVER_VARIABLE] = "true"
    guard_slow_path()
    try:
        import xlwings.server  # noqa: F401
    except Exception as fault:
        # It is refused while xlwings is being imported, which leaves no class to name here.
        if type(fault).__name__ != "LicenseError":
            raise
        raise Refused(finding("SERVE03", KEY_VARIABLE, reason=str(fault).rstrip("."))) from fault
    from xlbcf.hosts import udfs

    return udfs
