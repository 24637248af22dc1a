"""Calls of the functions that are worked out cell by cell, with what each must give."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from xlbcf.books.values import CellError
from xlbcf.rules.intervals import Interval, proportion, rate

Cell: TypeAlias = float | str | CellError | None
_VALUE, _DIV0, _NUM, _NA = map(CellError, ("#VALUE!", "#DIV/0!", "#NUM!", "#N/A"))
_TEXT = "Admissions were 199.9 against a plan of 161.8, which is 23.5% above plan."
_PLACE, _METRIC = "Leicestershire", "avoidable_admissions"


def _limits(found: Interval | str) -> tuple[float, float]:
    """Return the two limits that the rule gives."""
    if isinstance(found, str) or found.lower is None or found.upper is None:
        raise ValueError(f"no limits: {found}")
    return found.lower, found.upper


#: Arguments and answers; the first call is tried alone, all of them as a column.
EACH: Mapping[str, Sequence[tuple[tuple[Cell, ...], Cell | tuple[Cell, ...]]]] = {
    "BCF_ASSESS": [
        ((199.9, 161.8, "lower"), "Not met"), ((150.0, 161.8, "lower"), "Met"),
        (("n/a", 161.8, "lower"), "No data"),
    ],
    "BCF_BENCHMARK": [
        ((1.0, 2.0, 3.0, "lower"), "Better"), ((1.0, 2.0, 2.0, "lower"), "Similar"),
        ((1.0, 2.0, 0.5, "none"), "Higher"),
    ],
    "BCF_DISCHARGE_DELAY": [((0.75, 4.0), 1.0), (("75%", 4.0), 1.0), ((1.0, 4.0), 0.0)],
    "BCF_EFFECT": [
        ((199.9, 161.8, "lower"), "Adverse"), ((150.0, 161.8, "lower"), "Favourable"),
        ((5.0, 5.0, "higher"), "On plan"), ((6.0, 5.0, "none"), "No judgement"),
    ],
    "BCF_FIGURE": [
        ((_PLACE, _METRIC, "2024-25 Q1", "plan"), 165.1),
        (("E10000018", "Avoidable admissions", "Q1 2024/25", "plan"), 165.1),
    ],
    "BCF_MARK": [
        ((64.4, ">65.2"), "■"), ((65.2, ">=65.2"), "●"), (("00:12:28", "<00:15:00"), "●"),
        ((0.02, "<00:15:00"), "■"),
    ],
    "BCF_METRIC": [
        (("reablement", "polarity"), "high is good"),
        (("residential_admissions", "polarity"), "low is good"),
    ],
    "BCF_NARRATIVE": [
        ((_TEXT, 199.9, 161.8, "lower"), "Supported"),
        (("The actual was 210.", 199.9, 161.8, "lower"),
         "Not supported by the figures shown: 210"),
        (("Good work.", 199.9, 161.8, "lower"), "No figures"),
    ],
    "BCF_NUMBER": [(("1,234",), 1234.0), ((5.5,), 5.5), (("92.7%",), 0.927)],
    "BCF_ON_TARGET": [
        ((64.4, ">65.2"), "Not met"), ((65.2, ">=65.2"), "Met"), (("00:12:28", "<00:15:00"), "Met"),
    ],
    "BCF_PLACE": [
        (("Leicester City", "code"), "E06000016"), (("rutland", "code"), "E06000017"),
    ],
    "BCF_PROPORTION_CI": [
        ((81.0, 90.0), _limits(proportion(81, 90))), ((0.0, 10.0), _limits(proportion(0, 10))),
    ],
    "BCF_RAG": [
        ((199.9, 161.8, "lower"), "Red"), ((110.0, 100.0, "lower"), "Amber"),
        ((100.0, 100.0, "lower"), "Green"), (("92.22%", "95.1%", "higher"), "Amber"),
        (("n/a", 5.0, "lower"), None),
    ],
    "BCF_RAG_AMOUNT": [
        ((30.0, "milestones"), "Amber"), ((30.5, "milestones"), "Red"),
        ((0.0, "milestones"), "Green"), ((0.1, "impact"), "Amber"), (("12%", "impact"), "Red"),
    ],
    "BCF_RAG_BAND": [
        ((110.0, 100.0, "finance"), "Amber"), ((89.9, 100.0, "finance"), "Red"),
        ((100.0, 100.0, "finance"), "Green"),
    ],
    "BCF_RATE": [
        ((231.0, 44865.0), 231 / 44865 * 100_000), ((0.0, 500.0), 0.0),
        (("1", "1,000"), 100.0),
    ],
    "BCF_RATE_CI": [
        ((231.0, 44865.0), _limits(rate(231, 44865))), ((9.0, 44865.0), _limits(rate(9, 44865))),
    ],
    "BCF_SPC_ICON": [
        (("Common cause",), "∿"), (("Concern high",), "H"), (("Neutral low",), "↘"),
        (("Hit or miss",), "?"),
    ],
    "BCF_SUPPRESS": [((5.0,), "*"), ((12.0,), 10.0), ((0.0,), 0.0), (("1,234",), 1235.0)],
    "BCF_SUPPRESS_RATE": [
        ((514.9, 231.0, 44865.0), 514.9), ((12.3, 5.0, 40000.0), "*"),
    ],
    "BCF_TARGET": [((">65.2",), 65.2), (("95%",), 0.95), (("<06:00:00",), 0.25)],
    "BCF_TRAVEL": [((5.1, 5.0), "↑"), ((4.9, 5.0), "↓"), ((5.0, 5.0), "↔")],
    "BCF_TRAVEL_JUDGEMENT": [
        ((5.1, 5.0, "lower"), "Worsening"), ((4.9, 5.0, "lower"), "Improving"),
        ((5.0, 5.0, "lower"), "Steady"),
    ],
    "BCF_VARIANCE": [
        ((199.9, 161.8), 38.1), (("1,234", 1000.0), 234.0), (("92.22%", "95.1%"), -0.0288),
    ],
    "BCF_VARIANCE_PCT": [((199.9, 161.8), 38.1 / 161.8), ((5.0, -4.0), 2.25)],
}  # fmt: skip

#: For each of them arguments of which one is wrong, and the error that it must give.
WRONG: Mapping[str, tuple[tuple[Cell, ...], CellError]] = {
    "BCF_ASSESS": ((199.9, 161.8, "sideways"), _VALUE),
    "BCF_BENCHMARK": ((2.0, 1.0, 3.0, "lower"), _NUM),
    "BCF_DISCHARGE_DELAY": ((1.2, 4.0), _NUM),
    "BCF_EFFECT": ((6.0, 5.0, "sideways"), _VALUE),
    "BCF_FIGURE": ((_PLACE, _METRIC, "some day", "plan"), _VALUE),
    "BCF_MARK": ((5.0, "> 5 > 6"), _VALUE),
    "BCF_METRIC": (("nothing",), _NA),
    "BCF_NARRATIVE": ((_TEXT, "soon", 161.8, "lower"), _VALUE),
    "BCF_NUMBER": (("soon",), _VALUE),
    "BCF_ON_TARGET": ((5.0, "> 5 > 6"), _VALUE),
    "BCF_PLACE": (("Nowhere",), _NA),
    "BCF_PROPORTION_CI": ((6.0, 5.0), _NUM),
    "BCF_RAG": (("soon", 5.0, "lower"), _VALUE),
    "BCF_RAG_AMOUNT": ((5.0, "nothing"), _NA),
    "BCF_RAG_BAND": ((95.0, 100.0, "nothing"), _NA),
    "BCF_RATE": ((1.0, 0.0), _DIV0),
    "BCF_RATE_CI": ((1.0, 0.0), _DIV0),
    "BCF_SPC_ICON": (("soon",), _VALUE),
    "BCF_SUPPRESS": (("soon",), _VALUE),
    "BCF_SUPPRESS_RATE": (("soon", 5.0, 40000.0), _VALUE),
    "BCF_TARGET": (("Outstanding",), _NA),
    "BCF_TRAVEL": ((5.0, "soon"), _VALUE),
    "BCF_TRAVEL_JUDGEMENT": ((5.1, 5.0, "sideways"), _VALUE),
    "BCF_VARIANCE": ((5.0, "n/a"), _NA),
    "BCF_VARIANCE_PCT": ((5.0, 0.0), _DIV0),
}
