"""The Calc add-in's component: LibreOffice loads it and calls a method for each function.

It is packed into the add-in as it stands and runs in LibreOffice's Python, beside a file that names
the functions and the Python that answers (:mod:`xlbcf.hosts.calc.extension` writes both).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import uno  # type: ignore[import-not-found]
import unohelper  # type: ignore[import-not-found]
import xlbcf_asking  # type: ignore[import-not-found]

_SETTINGS = json.loads((Path(__file__).parent / "settings.json").read_text(encoding="utf-8"))
_NAME: str = _SETTINGS["service"]
_SERVICES = ("com.sun.star.sheet.AddIn", _NAME)
_INTERFACES = [
    uno.getClass(name)
    for name in (
        _SETTINGS["interface"],
        "com.sun.star.lang.XServiceName",
        "com.sun.star.lang.XServiceInfo",
        "com.sun.star.lang.XLocalizable",
    )
]
_asker = xlbcf_asking.Asker(_SETTINGS["interpreter"])


class Functions(unohelper.Base, *_INTERFACES):  # type: ignore[misc]
    """What LibreOffice asks of an add-in; the functions are put in below."""

    def __init__(self, *_: Any) -> None:
        self._locale = uno.createUnoStruct("com.sun.star.lang.Locale")

    def getServiceName(self) -> str:  # noqa: N802
        """Return the name that the functions' help is filed under."""
        return _NAME

    def getImplementationName(self) -> str:  # noqa: N802
        """Return the name that the component is registered by."""
        return _NAME

    def getSupportedServiceNames(self) -> tuple[str, ...]:  # noqa: N802
        """Return what the component is."""
        return _SERVICES

    def supportsService(self, name: str) -> bool:  # noqa: N802
        """Say whether the component is of a kind."""
        return name in _SERVICES

    def setLocale(self, locale: Any) -> None:  # noqa: N802
        """Take the language of the program; the names are the same in all."""
        self._locale = locale

    def getLocale(self) -> Any:  # noqa: N802
        """Return the language that was set."""
        return self._locale


def _method(function: dict[str, Any]) -> Any:
    def method(self: Functions, *given: Any) -> Any:  # noqa: ARG001
        rows = _asker.ask(function["name"], given)
        return rows if function["rows"] else rows[0][0]

    return method


for _name, _function in _SETTINGS["functions"].items():
    setattr(Functions, _name, _method(_function))


def getComponentFactory(name: str, *_: Any) -> Any:  # noqa: N802
    """Return what makes the component, for LibreOffice's loader."""
    return unohelper.createSingleServiceFactory(Functions, name, _SERVICES)
