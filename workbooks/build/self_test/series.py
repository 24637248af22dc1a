"""The cases of the functions that take whole ranges."""

from __future__ import annotations

from typing import TypeAlias

from xlbcf.books.values import CellError
from xlbcf.rules.intervals import Interval
from xlbcf.rules.standardised import Stratum, directly_standardised, european_weights

from .answers import Cell

_VALUE, _DIV0, _NUM = map(CellError, ("#VALUE!", "#DIV/0!", "#NUM!"))
_Column: TypeAlias = tuple[Cell, ...]
_Case: TypeAlias = tuple[str, str, tuple[Cell | _Column, ...], tuple[_Column, ...]]

_FALL = (7.0, 6.0, 5.0, 4.0, 3.0, 2.0, 1.0)
_FALLING = (("Above UCL",), *((("7 Point Trend (Decreasing)",),) * 5), ("Below LCL",))
_THREE = (10.0, 12.0, 11.0)
# A mean of 11 and moving ranges of 2 and 1: limits of 11 plus and minus 2.66 times 1.5.
_LIMITS = (11.0, 11.0 - 2.66 * 1.5, 11.0 + 2.66 * 1.5)
_RISE = (1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0)
_BELOW, _ABOVE = (tuple(year + off for year in _RISE) for off in (-0.1, 0.1))
_PARTS, _WHOLES = (10.0, 20.0, 30.0, 40.0, 50.0), (100.0,) * 5
_EVENTS, _PEOPLE, _AGES = (20.0, 30.0), (1000.0, 500.0), ("65-69", "70+")


def _standardised() -> _Column:
    """Return what the rule gives for the events and people."""
    weights = european_weights(list(_AGES))
    if isinstance(weights, str):
        raise ValueError(weights)
    pairs = zip(_EVENTS, _PEOPLE, weights, strict=True)
    found = directly_standardised([Stratum("", *each) for each in pairs])
    if not isinstance(found, Interval):
        raise ValueError(found)
    return found.value, found.lower, found.upper


#: Function, kind, arguments and answer.
CASES: tuple[_Case, ...] = (
    ("BCF_COMPLETE", "a range", (("a", 1.0, "n/a"),), (("Yes",),)),
    ("BCF_COMPLETE", "a blank cell", (("a", None, 1.0),), (("No",),)),
    ("BCF_COMPLETE", "conditions", (("a", None, "b"), ("Yes", "No", "Yes")), (("Yes",),)),
    ("BCF_COMPLETE", "an error", (_DIV0,), ((_DIV0,),)),
    ("BCF_COMPLETE", "a wrong argument", (("a", None), ("perhaps", "Yes")), ((_VALUE,),)),
    ("BCF_SPC_ASSURANCE", "a range", (_THREE, 100.0, "lower"), (("Consistently passing",),)),
    ("BCF_SPC_ASSURANCE", "a blank cell", ((*_THREE, None), 11.0, "lower"), (("Hit or miss",),)),
    ("BCF_SPC_ASSURANCE", "an error", (_THREE, _DIV0, "lower"), ((_DIV0,),)),
    ("BCF_SPC_ASSURANCE", "a wrong argument", (_THREE, "soon", "lower"), ((_VALUE,),)),
    ("BCF_SPC_LIMITS", "a range", (_THREE,), (_LIMITS,) * 3),
    ("BCF_SPC_LIMITS", "an error", (_DIV0,), ((_DIV0,),)),
    ("BCF_SPC_LIMITS", "a wrong argument", ((10.0, "soon", 12.0),), ((_VALUE,),)),
    ("BCF_SPC_NOTE", "a range", ((*_RISE, *_RISE),), ((None,),)),
    ("BCF_SPC_NOTE", "too few", ((*_RISE, None),), (("Too few points for SPC",),)),
    ("BCF_SPC_NOTE", "an error", (_DIV0,), ((_DIV0,),)),
    ("BCF_SPC_NOTE", "a wrong argument", ((10.0, "soon", 12.0),), ((_VALUE,),)),
    ("BCF_SPC_SIGNALS", "a range", (_FALL,), _FALLING),
    ("BCF_SPC_SIGNALS", "a blank cell", ((10.0, None, 12.0),),
     (("Common Cause",), (None,), ("Common Cause",))),
    ("BCF_SPC_SIGNALS", "an error", (_DIV0,), ((_DIV0,),)),
    ("BCF_SPC_SIGNALS", "a wrong argument", ((10.0, "soon", 12.0),), ((_VALUE,),)),
    ("BCF_SPC_VARIATION", "a range", (_FALL, "lower"), (("Improvement low",),)),
    ("BCF_SPC_VARIATION", "a blank cell", ((*_FALL, None), "higher"), (("Concern low",),)),
    ("BCF_SPC_VARIATION", "an error", (_FALL, _DIV0), ((_DIV0,),)),
    ("BCF_SPC_VARIATION", "a wrong argument", (_FALL, "sideways"), ((_VALUE,),)),
    ("BCF_STANDARDISED", "ranges", (_EVENTS, _PEOPLE, _AGES), (_standardised(),)),
    ("BCF_STANDARDISED", "an error", (_EVENTS, _PEOPLE, _AGES, _DIV0), ((_DIV0,),)),
    ("BCF_STANDARDISED", "a wrong argument", (_EVENTS, _PEOPLE, ("young", "old")), ((_VALUE,),)),
    ("BCF_SUPPRESS_TOTAL", "a range", ((5.0, 12.0, 33.0), 50.0),
     (("*",), ("*",), (35.0,), (50.0,))),
    ("BCF_SUPPRESS_TOTAL", "a blank cell", ((5.0, None, 33.0), 38.0),
     (("*",), (None,), ("*",), (40.0,))),
    ("BCF_SUPPRESS_TOTAL", "an error", ((5.0, 6.0), _DIV0), ((_DIV0,),)),
    ("BCF_SUPPRESS_TOTAL", "a wrong argument", (("soon", 6.0), 5.0), ((_VALUE,),)),
    ("BCF_TREND", "ranges", (_RISE, _BELOW, _ABOVE, "lower"), (("Increasing and getting worse",),)),
    ("BCF_TREND", "a blank cell", ((1.0, 2.0, None, 4.0, 5.0), _BELOW[:5], _ABOVE[:5]),
     (("Recent trend cannot be calculated",),)),
    ("BCF_TREND", "an error", (_RISE, _BELOW, _ABOVE, _DIV0), ((_DIV0,),)),
    ("BCF_TREND", "a wrong argument", (_RISE, _BELOW, _ABOVE, "sideways"), ((_VALUE,),)),
    ("BCF_TREND_PROPORTION", "ranges", (_PARTS, _WHOLES, "lower"),
     (("Increasing and getting worse",),)),
    ("BCF_TREND_PROPORTION", "an error", (_PARTS, _WHOLES, _DIV0), ((_DIV0,),)),
    ("BCF_TREND_PROPORTION", "a wrong argument", (_PARTS, _WHOLES[:3]), ((_VALUE,),)),
    ("BCF_TREND_RATE", "ranges", (_PARTS, _WHOLES, 1000.0, "lower"),
     (("Increasing and getting worse",),)),
    ("BCF_TREND_RATE", "a blank cell", ((10.0, None, 30.0), _WHOLES[:3]),
     (("Recent trend cannot be calculated",),)),
    ("BCF_TREND_RATE", "an error", (_PARTS, _DIV0), ((_DIV0,),)),
    ("BCF_TREND_RATE", "a wrong argument", (_PARTS, _WHOLES, "soon"), ((_VALUE,),)),
)  # fmt: skip
