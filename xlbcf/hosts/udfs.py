"""The functions for cells as xlwings has them: classic on Windows, and on a server.

Every function of :mod:`xlbcf.hosts.functions` stands here under its name in a cell. Arguments and
answers pass through :class:`Cells` instead of xlwings' own conversion: that gives no blank, error
or date away, and costs a tenth of the time.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import xlwings as xw
from xlwings.conversion import Accessor, Pipeline, ReadValueFromRangeStage

from xlbcf.hosts.functions import all_functions
from xlbcf.hosts.functions.answers import as_office_error, for_excel, for_office
from xlbcf.hosts.functions.calling import call
from xlbcf.hosts.functions.definition import CellFunction

CATEGORY = "xlbcf"
#: From this version of its runtime for functions, Office takes errors; before, their texts.
_TAKES_ERRORS = 1.4


class Cells(Accessor):
    """Cells as the host gives and takes them."""

    @classmethod
    def reader(cls, options: dict[str, Any]) -> Pipeline:
        """Return the stages that read an argument: none but taking a range's values."""
        return Pipeline([ReadValueFromRangeStage(options)])

    @classmethod
    def writer(cls, options: dict[str, Any]) -> Pipeline:
        """Return the stage that writes an answer."""
        return Pipeline([_Write(options)])


class _Write:
    """The stage that turns an answer into what the host shows."""

    def __init__(self, options: dict[str, Any]) -> None:
        self.options = options

    def __call__(self, context: Any) -> None:
        if context.engine.impl.name == "officejs":
            takes_errors = float(self.options["runtime"]) >= _TAKES_ERRORS
            context.value = for_office(context.value, as_office_error if takes_errors else str)
        else:
            context.value = for_excel(context.value)


def _as_udf(function: CellFunction) -> Callable[..., Any]:
    """Return a function as xlwings takes it: with names, defaults, help and conversion."""

    def udf(*given: object) -> object:
        return call(function, given)

    kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
    udf.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [
            inspect.Parameter(each.name, kind, default=None)
            if each.optional
            else inspect.Parameter(each.name, kind)
            for each in function.arguments
        ]
    )
    udf.__name__ = udf.__qualname__ = function.name
    udf.__doc__ = function.summary
    udf.__module__ = __name__
    for each in function.arguments:
        udf = xw.arg(each.name, Cells, doc=each.help)(udf)
    return xw.func(category=CATEGORY)(xw.ret(Cells)(udf))


for _function in all_functions().values():
    globals()[_function.name] = _as_udf(_function)
