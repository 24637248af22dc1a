"""Every function for cells with what it must answer, for every host to be held against.

The answers stand here as the methods say them or come from the rules themselves; none was worked
out with the functions.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from xlbcf.books.values import CellError
from xlbcf.rules.intervals import Interval, proportion, rate
from xlbcf.rules.standardised import Stratum, directly_standardised, european_weights

NA, VALUE, DIV0, NUM, REF = map(CellError, ("#N/A", "#VALUE!", "#DIV/0!", "#NUM!", "#REF!"))

#: What a cell may hold, and a range of cells: rows, each as long as the others.
Cell = float | str | bool | CellError | None
Range = tuple[tuple[Cell, ...], ...]
Answer = tuple[tuple[Cell, ...], ...]


class Case(NamedTuple):
    """A call and its answer.

    Args:
        function: the function's name in a cell.
        about: what is tried.
        given: a cell or a range for each argument; optional ones at the end may be missing.
        answer: the cells that it must give.
    """

    function: str
    about: str
    given: tuple[Cell | Range, ...]
    answer: Answer


def column(*cells: Cell) -> Range:
    """Return cells as a column."""
    return tuple((cell,) for cell in cells)


def across(cells: Range) -> Range:
    """Return a column as a row, or a row as a column."""
    return tuple(zip(*cells, strict=True))


def cases() -> Iterator[Case]:
    """Yield every case: each function with single cells, columns, rows, blanks and errors."""
    for name, rows in EACH.items():
        yield from _each(name, rows)
    for name, calls in WHOLE.items():
        for about, given, answer in calls:
            cells = answer if isinstance(answer, tuple) else ((answer,),)
            yield Case(name, about, given, cells)


def same(found: Sequence[Sequence[object]], wanted: Answer) -> bool:
    """Say whether two answers are the same: numbers in 12 digits, everything else exactly."""
    shapes = [[len(row) for row in rows] for rows in (found, wanted)]
    pairs = zip(_flat(found), _flat(wanted), strict=False)
    return shapes[0] == shapes[1] and all(_same(one, other) for one, other in pairs)


def _flat(rows: Sequence[Sequence[object]]) -> list[object]:
    return [cell for row in rows for cell in row]


def _same(found: object, wanted: object) -> bool:
    if isinstance(found, float) and isinstance(wanted, float):
        return math.isclose(found, wanted, rel_tol=1e-12, abs_tol=1e-15)
    if isinstance(found, CellError) or isinstance(wanted, CellError):
        return type(found) is type(wanted) and found == wanted
    return type(found) is type(wanted) and found == wanted


_Row = tuple[tuple[Cell, ...], Cell | tuple[Cell, ...]]


def _each(name: str, rows: Sequence[_Row]) -> Iterator[Case]:
    """Yield the cases of a function that is worked out for each cell."""
    for given, answer in rows:
        yield Case(name, "single cells", given, (_beside(answer),))
    first, good = rows[0]
    spill = len(_beside(good))
    required = REQUIRED[name]
    for at in range(len(first)):
        for odd in (REF, DIV0):
            yield Case(name, "an error", _put(first, at, odd), ((odd,) * spill,))
    for at in range(required):
        for blank in (None, "", "  "):
            yield Case(name, "a blank cell", _put(first, at, blank), ((None,) * spill,))
    yield from _in_ranges(name, rows)


def _in_ranges(name: str, rows: Sequence[_Row]) -> Iterator[Case]:
    width = max(len(given) for given, _ in rows)
    lines = [given + (None,) * (width - len(given)) for given, _ in rows]
    answers = [_beside(answer) for _, answer in rows]
    blank, error = _put(lines[0], 0, None), _put(lines[0], 0, REF)
    lines += [blank, error]
    answers += [(None,) * len(answers[0]), (REF,) * len(answers[0])]
    columns = tuple(column(*cells) for cells in zip(*lines, strict=True))
    yield Case(name, "columns", columns, tuple(answers))
    turned = tuple(across(each) for each in columns)
    yield Case(name, "rows", turned, across(tuple(answers)))
    first, good = lines[0], answers[0]
    if len(good) > 1:
        table = ((first[0],) * 2,) * 2
        yield Case(name, "a table", (table, *first[1:]), ((VALUE,),))
    beside = (column(first[0], first[0], first[0]), *first[1:])
    yield Case(name, "a column beside single cells", beside, (good,) * 3)


def _beside(answer: Cell | tuple[Cell, ...]) -> tuple[Cell, ...]:
    return answer if isinstance(answer, tuple) else (answer,)


def _put(given: tuple[Cell, ...], at: int, cell: Cell) -> tuple[Cell, ...]:
    return (*given[:at], cell, *given[at + 1 :])


def _ends(found: object) -> tuple[Cell, ...]:
    assert isinstance(found, Interval)
    return found.lower, found.upper


#: By hand, as Byar's formula has it.
_Z = 1.959963984540054
_BYAR = (100 * (1 - 1 / 900 - _Z / 30) ** 3, 101 * (1 - 1 / 909 + _Z / 3 / 101**0.5) ** 3)
_TEXT = "Admissions were 199.9 against a plan of 161.8, which is 23.5% above plan."
_LOW_199 = (199.9, 161.8, "lower")

#: For each function that is worked out for each cell: arguments and answer.
EACH: Mapping[str, Sequence[_Row]] = {
    "BCF_NUMBER": [
        (("1,234",), 1234.0), ((5.5,), 5.5), (("92.7%",), 0.927), (("£1,200.50",), 1200.5),
        (("−3",), -3.0), (("505.15*",), 505.15), (("n/a",), NA), (("*",), NA), (("~",), NA),
        (("９２.７％",), 0.927), (("6.5 days",), 6.5), (("1 Day",), 1.0),
        (("£5 days",), VALUE), (("days",), VALUE), (("soon",), VALUE), ((True,), VALUE),
    ],
    "BCF_VARIANCE": [
        ((199.9, 161.8), 38.1), ((0.3, 0.1), 0.2), ((0.9222, 0.951), -0.0288),
        (("92.22%", "95.1%"), -0.0288), (("1,234", 1000.0), 234.0), ((-5.0, -5.0), 0.0),
        (("n/a", 5.0), NA), ((5.0, "*"), NA), (("soon", 5.0), VALUE), ((5.0, True), VALUE),
        ((1e308, -1e308), NUM),
    ],
    "BCF_VARIANCE_PCT": [
        ((199.9, 161.8), 38.1 / 161.8), ((0.9222, 0.951), -0.0288 / 0.951), ((5.0, -4.0), 2.25),
        ((150.0, 150.0), 0.0), ((5.0, 0.0), DIV0), ((0.0, 0.0), DIV0), (("n/a", 0.0), NA),
        (("soon", 5.0), VALUE), ((False, 5.0), VALUE),
    ],
    "BCF_EFFECT": [
        (_LOW_199, "Adverse"), ((150.0, 161.8, "lower"), "Favourable"),
        ((150.0, 161.8, "higher"), "Adverse"), ((5.0, 5.0, "higher"), "On plan"),
        ((6.0, 5.0, "none"), "No judgement"), ((6.0, 5.0, "High is good"), "Favourable"),
        (("n/a", 5.0, "lower"), None), ((5.0, "*", "lower"), None),
        (("soon", 5.0, "lower"), VALUE), ((6.0, 5.0, "sideways"), VALUE),
        ((6.0, 5.0, True), VALUE), ((6.0, 5.0, 1.0), VALUE),
    ],
    "BCF_RAG": [
        (_LOW_199, "Red"), ((100.0, 100.0, "lower"), "Green"), ((90.0, 100.0, "lower"), "Green"),
        ((110.0, 100.0, "lower"), "Amber"), ((110.01, 100.0, "lower"), "Red"),
        ((0.9222, 0.951, "higher"), "Amber"), (("92.22%", "95.1%", "high_is_good"), "Amber"),
        ((0.33, 0.3, "Lower is better"), "Amber"), ((1.0, 0.0, "↓"), "Red"),
        ((0.0, 0.0, "lower"), "Green"), ((6.0, 5.0, "none"), None), (("n/a", 5.0, "lower"), None),
        ((5.0, "~", "lower"), None), (("soon", 5.0, "lower"), VALUE),
        ((5.0, 5.0, "sideways"), VALUE), ((5.0, False, "lower"), VALUE),
    ],
    "BCF_RAG_BAND": [
        ((110.0, 100.0, "finance"), "Amber"), ((90.0, 100.0, "finance"), "Amber"),
        ((89.9, 100.0, "finance"), "Red"), ((100.0, 100.0, "Finance"), "Green"),
        ((45022.0, 44992.0, "milestones"), "Amber"), ((45023.0, 44992.0, "milestones"), "Red"),
        ((44990.0, 44992.0, "milestones"), "Green"), ((95.0, 100.0, "savings", "higher"), "Amber"),
        ((105.0, 100.0, "savings", "higher"), "Green"),
        ((115.0, 100.0, "Impact on metrics", "lower"), "Red"),
        ((95.0, 100.0, "savings"), VALUE), (("n/a", 100.0, "finance"), None),
        ((95.0, 100.0, "nothing"), NA), ((95.0, 100.0, 3.0), NA),
        (("soon", 100.0, "finance"), VALUE), ((95.0, 100.0, "savings", "sideways"), VALUE),
    ],
    "BCF_RAG_AMOUNT": [
        ((30.0, "milestones"), "Amber"), ((0.0, "milestones"), "Green"),
        ((-3.0, "milestones"), "Green"), ((30.5, "milestones"), "Red"),
        ((0.1, "finance"), "Amber"), ((-0.12, "finance"), "Red"), ((12.0, "impact"), "Red"),
        (("10%", "impact"), "Amber"), (("12%", "impact"), "Red"), ((0.0, "savings"), "Green"),
        ((38.1 / 161.8, "impact"), "Red"), (("N/A", "savings"), "Not applicable"),
        (("E", "savings"), "Enabler"), (("business plan delayed", "milestones"), "Red"),
        (("*", "savings"), None), (("E", "finance"), VALUE), (("soon", "savings"), VALUE),
        ((5.0, "nothing"), NA), ((True, "savings"), VALUE),
    ],
    "BCF_ON_TARGET": [
        ((64.4, ">65.2"), "Not met"), ((65.2, ">65.2"), "Not met"), ((65.2, ">=65.2"), "Met"),
        ((65.2, "≥ 65.2"), "Met"), ((73459.0, "<= 73,459"), "Met"), ((5.0, 5.0, "lower"), "Met"),
        ((5.1, 5.0, "lower"), "Not met"), ((5.1, 5.0, "higher"), "Met"),
        ((0.96, "95%", "higher"), "Met"), ((0.94, "95%", "higher"), "Not met"),
        (("92.7%", 0.927, "higher"), "Met"), ((5.0, "no more than 5"), "Met"),
        (("00:12:28", "<00:15:00"), "Met"), ((0.02, "<00:15:00"), "Not met"),
        (("LPT 6% / UHL 9%", "UHL <10%\nLPT <= 7%"), "Met"),
        (("98% / 99%", "99% / 99%", "higher"), "Not met"),
        (("Good", "Outstanding", "higher"), "Not met"), (("Green", "Green"), "Met"),
        (("n/a", ">5"), None), ((5.0, "n/a", "lower"), None), ((5.0, 5.0, "none"), None),
        ((5.0, 5.0), VALUE), (("soon", ">5"), VALUE), ((5.0, "> 5 > 6"), VALUE),
        ((5.0, "Outstanding", "higher"), VALUE), ((True, ">5"), VALUE), ((5.0, True), VALUE),
        (("£5", "5 days", "lower"), VALUE), ((5.0, 5.0, "sideways"), VALUE),
        ((1e300, "<00:15:00"), NUM),
    ],
    "BCF_MARK": [
        ((64.4, ">65.2"), "■"), ((65.2, ">=65.2"), "●"), ((0.96, "95%", "higher"), "●"),
        ((5.0, 5.0, "lower"), "●"), ((5.1, 5.0, "lower"), "■"), (("00:12:28", "<00:15:00"), "●"),
        ((900 / 86400, "<00:15:00"), "■"), ((899 / 86400, "<00:15:00"), "●"),
        (("00:15:00", 900 / 86400, "lower"), "●"), (("Good", "Outstanding"), "■"),
        (("LPT 6% / UHL 9%", "UHL <10%\nLPT <= 7%"), "●"),
        (("98% / 99%", "99% / 99%", "higher"), "■"), (("n/a", ">5"), None),
        ((5.0, "n/a", "lower"), None), ((5.0, 5.0, "none"), None),
        ((5.0, 5.0), VALUE), (("soon", ">5"), VALUE), ((5.0, "> 5 > 6"), VALUE),
        ((True, ">5"), VALUE), ((5.0, 5.0, "sideways"), VALUE),
    ],
    "BCF_TARGET": [
        ((">65.2",), 65.2), (("<= 73,459",), 73459.0), (("95%",), 0.95), (("UHL <10%",), 0.1),
        (("00:15:00",), 900 / 86400), (("<30:00:00",), 1.25), (("£5",), 5.0), (("6.5 days",), 6.5),
        ((65.2,), 65.2), (("no more than 5",), 5.0), (("Outstanding",), NA), (("n/a",), NA),
        (("99% / 99%",), NA), (("> 5 > 6",), VALUE), (("5 apples",), VALUE), ((True,), VALUE),
    ],
    "BCF_SPC_ICON": [
        (("Common cause",), "∿"), (("Improvement high",), "H"), (("Improvement low",), "L"),
        (("Concern high",), "H"), (("CONCERN LOW",), "L"), (("Neutral high",), "↗"),
        (("Neutral low",), "↘"), (("Consistently passing",), "P"), (("Hit or miss",), "?"),
        (("Consistently failing",), "F"), (("soon",), VALUE), ((5.0,), VALUE), ((True,), VALUE),
    ],
    "BCF_ASSESS": [
        (_LOW_199, "Not met"), ((150.0, 161.8, "lower"), "Met"), ((5.0, 5.0, "higher"), "Met"),
        ((*_LOW_199, "bcf-2024-25-eoy"), "Target not met"),
        ((*_LOW_199, "BCF-2024-25 EOY "), "Target not met"),
        ((*_LOW_199, "bcf-2021-22-year-end"), "Not on track to meet target"),
        ((150.0, 161.8, "lower", "bcf-2021-22-year-end"), "On track to meet target"),
        (("n/a", 161.8, "lower", "bcf-2024-25-eoy"), "Data not available to assess progress"),
        (("n/a", 161.8, "lower"), "No data"), ((6.0, 5.0, "none"), None),
        (("*", 5.0, "lower"), None), ((*_LOW_199, "no such return"), NA),
        (("soon", 5.0, "lower"), VALUE), ((5.0, 5.0, "sideways"), VALUE),
        ((True, 5.0, "lower"), VALUE),
    ],
    "BCF_TRAVEL": [
        ((5.1, 5.0), "↑"), ((4.9, 5.0), "↓"), ((5.0, 5.0), "↔"), ((5.04, 5.0, 1.0), "↔"),
        ((5.06, 5.0, 1.0), "↑"), ((0.9274, 0.9268, 3.0), "↔"), ((5.2, 5.0, None, 0.2), "↔"),
        ((5.3, 5.0, None, 0.2), "↑"), (("5.1", "5"), "↑"), (("n/a", 5.0), None),
        ((5.0, "*"), None), ((5.0, 5.0, 0.5), NUM), ((5.0, 5.0, None, -1.0), NUM),
        (("soon", 5.0), VALUE), ((5.0, True), VALUE), ((5.0, 5.0, "one"), VALUE),
    ],
    "BCF_TRAVEL_JUDGEMENT": [
        ((5.1, 5.0, "lower"), "Worsening"), ((4.9, 5.0, "lower"), "Improving"),
        ((5.1, 5.0, "higher"), "Improving"), ((5.04, 5.0, "lower", 1.0), "Steady"),
        ((5.2, 5.0, "lower", None, 0.2), "Steady"), ((5.1, 5.0, "none"), "No judgement"),
        (("n/a", 5.0, "lower"), None), ((5.1, 5.0, "sideways"), VALUE),
        (("soon", 5.0, "lower"), VALUE), ((5.1, 5.0, True), VALUE),
    ],
    "BCF_RATE": [
        ((231.0, 44865.0), 231 / 44865 * 100_000), (("231", "44,865"), 231 / 44865 * 100_000),
        ((0.0, 500.0), 0.0), ((50.0, 200.0, 1.0), 0.25), ((50.0, 200.0, 1000.0), 250.0),
        ((1.0, 0.0), DIV0), ((-1.0, 5.0), NUM), ((1.0, -5.0), NUM), ((1.0, 5.0, 0.0), NUM),
        (("n/a", 5.0), NA), (("soon", 5.0), VALUE), ((True, 5.0), VALUE),
    ],
    "BCF_RATE_CI": [
        ((231.0, 44865.0), _ends(rate(231, 44865))), ((9.0, 44865.0), _ends(rate(9, 44865))),
        ((0.0, 500.0), _ends(rate(0, 500))), ((100.0, 1.0, 1.0), _BYAR),
        ((231.0, 44865.0, 1000.0, 0.998), _ends(rate(231, 44865, 1000, 0.998))),
        ((1.0, 0.0), (DIV0, DIV0)), ((-1.0, 5.0), (NUM, NUM)), ((1.0, 5.0, 1.0, 1.5), (NUM, NUM)),
        (("n/a", 5.0), (NA, NA)), (("soon", 5.0), (VALUE, VALUE)),
    ],
    "BCF_PROPORTION_CI": [
        ((81.0, 90.0), _ends(proportion(81, 90))), ((0.0, 10.0), _ends(proportion(0, 10))),
        ((81.0, 90.0, 0.998), _ends(proportion(81, 90, 0.998))), ((1.0, 0.0), (DIV0, DIV0)),
        ((6.0, 5.0), (NUM, NUM)), (("*", 5.0), (NA, NA)), ((True, 5.0), (VALUE, VALUE)),
    ],
    "BCF_BENCHMARK": [
        ((1.0, 2.0, 3.0, "lower"), "Better"), ((1.0, 2.0, 2.0, "lower"), "Similar"),
        ((1.0, 2.0, 0.5, "lower"), "Worse"), ((1.0, 2.0, 0.5, "higher"), "Better"),
        ((1.0, 2.0, 0.5, "none"), "Higher"), ((1.0, 2.0, 3.0, "none"), "Lower"),
        ((2.0, 1.0, 3.0, "lower"), NUM), (("n/a", 2.0, 3.0, "lower"), None),
        (("soon", 2.0, 3.0, "lower"), VALUE), ((1.0, 2.0, 3.0, "sideways"), VALUE),
    ],
    "BCF_SUPPRESS": [
        ((5.0,), "*"), ((1.0,), "*"), ((7.0,), "*"), ((8.0,), 10.0), ((12.0,), 10.0),
        ((0.0,), 0.0), ((1002.5,), 1005.0), (("1,234",), 1235.0), (("n/a",), "n/a"),
        (("*",), "*"), (("soon",), VALUE), ((True,), VALUE),
    ],
    "BCF_SUPPRESS_RATE": [
        ((12.3, 5.0, 40000.0), "*"), ((514.9, 231.0, 44865.0), 514.9), ((0.4, 2.0, 5.0, 1.0), "*"),
        ((514.9, "n/a", 44865.0), 514.9), ((12.3, "n/a", 40000.0), "*"),
        (("n/a", 5.0, 40000.0), "n/a"), ((12.3, 5.0, 40000.0, 0.0), NUM),
        (("soon", 5.0, 40000.0), VALUE), ((12.3, True, 40000.0), VALUE),
    ],
    "BCF_DISCHARGE_DELAY": [
        ((0.75, 4.0), 1.0), (("75%", 4.0), 1.0), ((1.0, 4.0), 0.0), ((1.2, 4.0), NUM),
        ((0.75, "4 days"), 1.0), ((0.75, -4.0), NUM), (("n/a", 4.0), NA),
        (("soon", 4.0), VALUE), ((0.75, True), VALUE),
    ],
    "BCF_NARRATIVE": [
        ((_TEXT, *_LOW_199), "Supported"), ((_TEXT, *_LOW_199, "rate", "2024-25 Q3"), "Supported"),
        (("The actual was 210.", *_LOW_199), "Not supported by the figures shown: 210"),
        (("We missed the target.", 150.0, 161.8, "lower"),
         "Contradicted by the figures: missed the target"),
        (("3% below plan.", "92.22%", "95.1%", "higher"), "Supported"),
        (("2.9% below plan.", "92.22%", "95.1%", "higher"),
         "Supported as percentage points, not percent: 2.9%"),
        (("Good work.", *_LOW_199), "No figures"),
        (("In 2019-20 it was 150.", *_LOW_199), "Not compared"),
        ((5.0, *_LOW_199), VALUE), ((_TEXT, "soon", 161.8, "lower"), VALUE),
        ((_TEXT, 199.9, 161.8, "sideways"), VALUE), ((_TEXT, *_LOW_199, "words"), VALUE),
        ((_TEXT, *_LOW_199, "rate", "some day"), VALUE),
    ],
    "BCF_FIGURE": [
        (("Leicestershire", "avoidable_admissions", "2024-25 Q1", "plan"), 165.1),
        (("E10000018", "Avoidable admissions", "2024-25 Q3"), 199.9),
        (("leicestershire", "avoidable_admissions", "Q3 2024/25", "Actual"), 199.9),
        (("Leicestershire", "avoidable_admissions", "2024-25 Q3", "actual", "numerator"), None),
        (("Nowhere", "avoidable_admissions", "2024-25 Q1", "plan"), NA),
        (("Leicestershire", "nothing", "2024-25 Q1", "plan"), NA),
        (("Leicestershire", "avoidable_admissions", "2030-31", "plan"), NA),
        (("Leicestershire", "avoidable_admissions", 45292.0), NA),
        (("Leicestershire", "avoidable_admissions", "some day"), VALUE),
        (("Leicestershire", "avoidable_admissions", 45293.0), VALUE),
        (("Leicestershire", "avoidable_admissions", "2024-25 Q1", "hoped"), VALUE),
        (("Leicestershire", "avoidable_admissions", "2024-25 Q1", "plan", "half"), VALUE),
    ],
    "BCF_METRIC": [
        (("reablement", "polarity"), "high is good"), (("Reablement",), "Reablement"),
        (("reablement", "unit"), "percent"), (("residential_admissions", "per"), 100_000.0),
        (("reablement", "per"), None), (("nothing",), NA), ((5.0,), NA), ((True,), NA),
        (("reablement", "colour"), VALUE), (("reablement", 5.0), VALUE),
    ],
    "BCF_PLACE": [
        (("Leicester City", "code"), "E06000016"), (("E06000017",), "Rutland"),
        (("rutland", "id"), "rutland"), (("Nowhere",), NA), ((5.0,), NA), ((True,), NA),
        (("Rutland", "size"), VALUE),
    ],
}  # fmt: skip

#: How many arguments a function needs.
REQUIRED = {
    "BCF_NUMBER": 1, "BCF_VARIANCE": 2, "BCF_VARIANCE_PCT": 2, "BCF_EFFECT": 3, "BCF_RAG": 3,
    "BCF_RAG_BAND": 3, "BCF_RAG_AMOUNT": 2, "BCF_ON_TARGET": 2, "BCF_ASSESS": 3, "BCF_TRAVEL": 2,
    "BCF_TRAVEL_JUDGEMENT": 3, "BCF_RATE": 2, "BCF_RATE_CI": 2, "BCF_PROPORTION_CI": 2,
    "BCF_BENCHMARK": 4, "BCF_SUPPRESS": 1, "BCF_SUPPRESS_RATE": 3, "BCF_DISCHARGE_DELAY": 2,
    "BCF_NARRATIVE": 4, "BCF_FIGURE": 3, "BCF_METRIC": 1, "BCF_PLACE": 1, "BCF_MARK": 2,
    "BCF_TARGET": 1, "BCF_SPC_ICON": 1,
}  # fmt: skip

_CALM = (10.0, 12.0, 11.0, 13.0, 12.0, 11.0, 10.0, 12.0, 13.0, 11.0, 12.0, 11.0, 10.0, 12.0)
_DAYS = column(*(45292.0 + 7 * week for week in range(len(_CALM) + 1)))
_OUT = column(*_CALM, 30.0)
_COMMON = ("Common Cause",) * len(_CALM)
#: By hand: a mean of 11 and moving ranges of 2 and 1, so limits of 11 ± 2.66 × 1.5.
_THREE = column(10.0, 12.0, 11.0)
_LIMITS = (11.0, 11.0 - 2.66 * 1.5, 11.0 + 2.66 * 1.5)
#: Two levels, a year apart by their dates; 12 points each.
_LEVELS = column(*_CALM[:12], *(value + 50 for value in _CALM[:12]))
_LEVEL_DAYS = column(*(45292.0 + 7 * week for week in range(24)))
#: By hand: the 12 points have a mean of 138/12 and moving ranges that add up to 15.
_LEVEL = (11.5, 11.5 - 2.66 * 15 / 11, 11.5 + 2.66 * 15 / 11)
_RISE = tuple(column(*(year + off for year in range(1, 8))) for off in (0.0, -0.1, 0.1))
_FALL = tuple(tuple(reversed(each)) for each in _RISE)
_EVENTS_UP = column(100.0, 200.0, 300.0, 400.0, 500.0)
_PEOPLE_LEVEL = column(*(10_000.0,) * 5)
_EVENTS, _PEOPLE, _AGES = column(20.0, 30.0), column(1000.0, 500.0), column("65-69", "70+")


def _standardised(per: float = 100_000, confidence: float = 0.95) -> Answer:
    weights = european_weights(["65-69", "70+"])
    assert isinstance(weights, list)
    strata = [Stratum("", 20, 1000, weights[0]), Stratum("", 30, 500, weights[1])]
    found = directly_standardised(strata, per, confidence)
    assert isinstance(found, Interval)
    return ((found.value, found.lower, found.upper),)


_Call = tuple[str, tuple[Cell | Range, ...], Cell | Answer]
_BLANKS = column(None, None, None)


def _charted(*settings: Cell) -> list[_Call]:
    """Return what every function for control charts refuses; settings follow the values."""
    return [
        ("an error", (column(10.0, REF, 12.0), *settings), REF),
        ("a wrong type", (column(10.0, "soon", 12.0), *settings), VALUE),
        ("a wrong type", (column(10.0, True, 12.0), *settings), VALUE),
        ("a table", (((1.0, 2.0), (3.0, 4.0)), *settings), VALUE),
        ("a wrong date", (_THREE, *settings, column("soon", 45293.0, 45294.0)), VALUE),
        ("a value without a date", (_THREE, *settings, column(None, 45293.0, 45294.0)), VALUE),
        ("a date twice", (_THREE, *settings, column(45292.0, 45293.0, 45293.0)), VALUE),
        ("too few dates", (_THREE, *settings, column(45292.0, 45293.0)), VALUE),
        ("an error among the dates", (_THREE, *settings, column(45292.0, DIV0, 45293.0)), DIV0),
        ("a short baseline", (_THREE, *settings, None, 11.0), NUM),
        ("unknown rules", (_THREE, *settings, None, None, None, "mine"), VALUE),
        ("new limits without dates", (_THREE, *settings, None, None, 45293.0), VALUE),
    ]


#: For each function that takes whole ranges: what is tried, arguments and answer.
WHOLE: Mapping[str, Sequence[_Call]] = {
    "BCF_COMPLETE": [
        ("a row", ((("a", 1.0, False),),), "Yes"), ("a blank cell", ((("a", None, 1.0),),), "No"),
        ("spaces", (column("a", "  "),), "No"), ("a mark", (column("a", "n/a"),), "Yes"),
        ("one cell", ("a",), "Yes"), ("one blank cell", (None,), "No"),
        ("a table", ((("a", 1.0), ("b", None)),), "No"),
        ("conditions", ((("a", None),), ((True, False),)), "Yes"),
        ("conditions in words", ((("a", None),), (("Yes", "No"),)), "Yes"),
        ("conditions in numbers", ((("a", None),), ((0.0, 1.0),)), "No"),
        ("one condition for all", ((("a", None),), False), "Yes"),
        ("a blank condition", ((("a", None),), ((True, None),)), "No"),
        ("an error", ((("a", REF),),), REF), ("an error", ((("a", "b"),), ((True, DIV0),)), DIV0),
        ("other sizes", ((("a", None),), column(True, False)), VALUE),
        ("a wrong type", ((("a", None),), (("perhaps", True),)), VALUE),
    ],
    "BCF_SPC_LIMITS": [
        ("a column", (_THREE,), (_LIMITS,) * 3),
        ("a row", (across(_THREE),), tuple((each,) * 3 for each in _LIMITS)),
        ("dates", (_THREE, column(45294.0, 45292.0, 45293.0)),
         ((11.0, 11.0 - 2.66, 11.0 + 2.66),) * 3),
        ("dates in words", (_THREE, column("2024-11", "2024-12", "2025-01")), (_LIMITS,) * 3),
        ("text figures", (column("10", "12", "11"),), (_LIMITS,) * 3),
        ("cells after the last value", (column(10.0, 12.0, 11.0, None),),
         (*(_LIMITS,) * 3, (NA,) * 3)),
        ("a baseline", (_LEVELS, None, 12.0), (_LEVEL,) * 24),
        ("new limits", (_LEVELS, _LEVEL_DAYS, None, 45376.0),
         (*(_LEVEL,) * 12, *(tuple(each + 50 for each in _LEVEL),) * 12)),
        ("one point", (5.0,), ((5.0, NA, NA),)), ("blanks", (_BLANKS,), ((NA,) * 3,) * 3),
        *_charted(),
    ],
    "BCF_SPC_SIGNALS": [
        ("a column", (_OUT,), column(*_COMMON, "Above UCL")),
        ("a row", (across(_OUT),), ((*_COMMON, "Above UCL"),)),
        ("dates", (_OUT, _DAYS), column(*_COMMON, "Above UCL")),
        ("a trend", (column(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0),),
         column("Below LCL", *("7 Point Trend (Increasing)",) * 5, "Above UCL")),
        ("a missing point", (column(10.0, None, 12.0),),
         column("Common Cause", None, "Common Cause")),
        ("a figure not available", (column(10.0, "n/a", 12.0),),
         column("Common Cause", None, "Common Cause")),
        ("blanks", (_BLANKS,), _BLANKS), *_charted(),
    ],
    "BCF_SPC_VARIATION": [
        ("a column", (_OUT, "lower"), "Concern high"),
        ("a row", (across(_OUT), "higher"), "Improvement high"),
        ("dates", (_OUT, "lower", _DAYS), "Concern high"),
        ("neither way", (_OUT, "none"), "Neutral high"),
        ("chance", (column(*_CALM), "lower"), "Common cause"),
        ("a fall", (column(7.0, 6.0, 5.0, 4.0, 3.0, 2.0, 1.0), "lower"), "Improvement low"),
        ("blank cells after the last value", (column(*_CALM, 30.0, None, None), "lower"),
         "Concern high"),
        ("blanks", (_BLANKS, "lower"), None), ("a blank cell", (_OUT, None), None),
        ("a wrong type", (_OUT, "sideways"), VALUE), ("a wrong type", (_OUT, True), VALUE),
        ("a range for one cell", (_OUT, column("lower", "lower")), VALUE),
        ("an error", (_OUT, NA), NA), *_charted("lower"),
    ],
    "BCF_SPC_ASSURANCE": [
        ("a column", (column(*_CALM), 100.0, "lower"), "Consistently passing"),
        ("a row", (across(column(*_CALM)), 100.0, "higher"), "Consistently failing"),
        ("within the limits", (column(*_CALM), 11.0, "lower"), "Hit or miss"),
        ("text figures", (column(*_CALM), "100", "lower"), "Consistently passing"),
        ("no limits", (5.0, 11.0, "lower"), "Hit or miss"),
        ("on a limit", (column(5.0, 5.0, 5.0), 5.0, "lower"), "Hit or miss"),
        ("on a limit that decides",
         (column(5.0, 5.0, 5.0), 5.0, "lower", None, None, None, "mdc_excel"),
         "Consistently passing"),
        ("rules in capitals",
         (column(5.0, 5.0, 5.0), 5.0, "lower", None, None, None, "MDC Excel"),
         "Consistently passing"),
        ("neither way", (column(*_CALM), 100.0, "none"), None),
        ("no target", (column(*_CALM), "n/a", "lower"), None),
        ("blanks", (_BLANKS, 5.0, "lower"), None),
        ("a blank cell", (_OUT, None, "lower"), None), ("an error", (_OUT, REF, "lower"), REF),
        ("a wrong type", (_OUT, "soon", "lower"), VALUE),
        ("a wrong type", (_OUT, 5.0, "sideways"), VALUE), *_charted(5.0, "lower"),
    ],
    "BCF_SPC_NOTE": [
        ("a column", (column(*_CALM[:12]),), "Too few points for SPC"),
        ("enough points", (column(*_CALM[:13]),), None),
        ("a row", (across(column(*_CALM[:12])),), "Too few points for SPC"),
        ("blanks around the points", (column(None, *_CALM[:12], None),), "Too few points for SPC"),
        ("a blank between the points", (column(*_CALM[:6], None, *_CALM[:6]),), None),
        ("text figures", (column("10", "12"),), "Too few points for SPC"),
        ("a figure not available", (column("n/a", *_CALM[:12]),), "Too few points for SPC"),
        ("one point", (5.0,), "Too few points for SPC"),
        ("blanks", (_BLANKS,), "Too few points for SPC"),
        ("an error", (column(10.0, REF),), REF), ("a wrong type", (column("soon", 5.0),), VALUE),
        ("a table", (((1.0, 2.0), (3.0, 4.0)),), VALUE),
    ],
    "BCF_TREND": [
        ("columns", (*_RISE, "lower"), "Increasing and getting worse"),
        ("rows", (*map(across, _RISE), "higher"), "Increasing and getting better"),
        ("falling", (*_FALL, "lower"), "Decreasing and getting better"),
        ("without polarity", _RISE, "Increasing"),
        ("level", (column(*(5.0,) * 5), column(*(4.0,) * 5), column(*(6.0,) * 5), "lower"),
         "No significant change"),
        ("too few", (*(each[:4] for each in _RISE), "lower"), "Recent trend cannot be calculated"),
        ("a blank cell", (column(1.0, 2.0, None, 4.0, 5.0), *(each[:5] for each in _RISE[1:])),
         "Recent trend cannot be calculated"),
        ("blanks", (_BLANKS, _BLANKS, _BLANKS, "lower"), None),
        ("an error", (column(1.0, REF), column(1.0, 2.0), column(1.0, 2.0)), REF),
        ("other lengths", (_RISE[0], _RISE[1][:5], _RISE[2], "lower"), VALUE),
        ("a wrong type", (column("soon", 2.0), column(1.0, 2.0), column(1.0, 2.0)), VALUE),
        ("a wrong type", (*_RISE, "sideways"), VALUE),
    ],
    "BCF_TREND_PROPORTION": [
        ("columns", (column(10.0, 20.0, 30.0, 40.0, 50.0), column(*(100.0,) * 5), "lower"),
         "Increasing and getting worse"),
        ("rows", (((50.0, 40.0, 30.0, 20.0, 10.0),), ((100.0,) * 5,)), "Decreasing"),
        ("text figures", (column("10", "20", "30", "40", "50"), column(*(100.0,) * 5), "lower"),
         "Increasing and getting worse"),
        ("level", (column(*(50.0,) * 5), column(*(100.0,) * 5), "lower"), "No significant change"),
        ("blanks", (_BLANKS, _BLANKS), None),
        ("blank counts", (column(10.0, 20.0, 30.0, 40.0, 50.0), column(*(None,) * 5)), None),
        ("too few", (column(10.0, None, 30.0), column(100.0, 100.0, 100.0)),
         "Recent trend cannot be calculated"),
        ("an error", (column(1.0, DIV0), column(1.0, 2.0)), DIV0),
        ("other lengths", (column(1.0, 2.0), column(1.0, 2.0, 3.0)), VALUE),
        ("a wrong type", (column(True, 2.0), column(1.0, 2.0)), VALUE),
    ],
    "BCF_TREND_RATE": [
        ("columns", (_EVENTS_UP, _PEOPLE_LEVEL, 1000.0, "lower"), "Increasing and getting worse"),
        ("any population", (_EVENTS_UP, _PEOPLE_LEVEL, 1.0, "lower"),
         "Increasing and getting worse"),
        ("rows", (across(tuple(reversed(_EVENTS_UP))), across(_PEOPLE_LEVEL)), "Decreasing"),
        ("text figures", (column("100", "200", "300", "400", "500"), _PEOPLE_LEVEL, None, "higher"),
         "Increasing and getting better"),
        ("few events", (column(1.0, 2.0, 3.0, 4.0, 5.0), _PEOPLE_LEVEL), "No significant change"),
        ("a blank cell", (column(None, *(each for each, in _EVENTS_UP)),
                          column(None, *(each for each, in _PEOPLE_LEVEL))), "Increasing"),
        ("nobody", (_EVENTS_UP, column(0.0, *(1000.0,) * 4)),
         "Recent trend cannot be calculated"),
        ("too few", (_EVENTS_UP[:4], _PEOPLE_LEVEL[:4]), "Recent trend cannot be calculated"),
        ("blanks", (_BLANKS, _BLANKS), None),
        ("an error", (_EVENTS_UP, column(1.0, *(REF,) * 4)), REF),
        ("other lengths", (_EVENTS_UP, _PEOPLE_LEVEL[:3]), VALUE),
        ("a population of 0", (_EVENTS_UP, _PEOPLE_LEVEL, 0.0), NUM),
        ("a wrong type", (_EVENTS_UP, _PEOPLE_LEVEL, "soon"), VALUE),
        ("a wrong type", (_EVENTS_UP, _PEOPLE_LEVEL, None, "sideways"), VALUE),
        ("a wrong type", (column("soon", 2.0), column(1.0, 2.0)), VALUE),
    ],
    "BCF_SUPPRESS_TOTAL": [
        ("a column", (column(5.0, 12.0, 33.0), 50.0), column("*", "*", 35.0, 50.0)),
        ("a row", (((5.0, 12.0, 33.0),), 50.0), (("*", "*", 35.0, 50.0),)),
        ("two hidden", (column(5.0, 3.0, 33.0), 41.0), column("*", "*", 35.0, 40.0)),
        ("none hidden", (column(12.0, 33.0), 45.0), column(10.0, 35.0, 45.0)),
        ("only one count", (column(5.0, 0.0), 5.0), column("*", 0.0, "*")),
        ("a blank cell", (column(5.0, None, 33.0), 38.0), column("*", None, "*", 40.0)),
        ("text figures", (column("5", "n/a", "1,203"), "1,208"), column("*", "n/a", "*", 1210.0)),
        ("a blank total", (column(5.0, 12.0), None), None),
        ("an error", (column(5.0, REF), 5.0), REF), ("an error", (column(5.0, 6.0), NA), NA),
        ("a wrong type", (column("soon", 6.0), 5.0), VALUE),
        ("a table", (((1.0, 2.0), (3.0, 4.0)), 10.0), VALUE),
    ],
    "BCF_STANDARDISED": [
        ("columns", (_EVENTS, _PEOPLE, _AGES), _standardised()),
        ("rows", tuple(map(across, (_EVENTS, _PEOPLE, _AGES))), _standardised()),
        ("settings", (_EVENTS, _PEOPLE, _AGES, 1000.0, 0.998), _standardised(1000, 0.998)),
        ("text figures", (column("20", "30"), column("1,000", 500.0), _AGES), _standardised()),
        ("a blank row", (column(20.0, None, 30.0), column(1000.0, None, 500.0),
                         column("65-69", None, "70+")), _standardised()),
        ("blanks", (_BLANKS, _BLANKS, _BLANKS), ((None, None, None),)),
        ("blank counts", (column(None, None), _PEOPLE, _AGES), ((None, None, None),)),
        ("few events", (column(2.0, 3.0), _PEOPLE, _AGES), NA),
        ("nobody", (_EVENTS, column(0.0, 500.0), _AGES), NUM),
        ("a missing count", (column(20.0, "n/a"), _PEOPLE, _AGES), NA),
        ("no age bands", (_EVENTS, _PEOPLE, column("young", "old")), VALUE),
        ("other lengths", (_EVENTS, _PEOPLE, "65+"), VALUE),
        ("a wrong type", (column("soon", 30.0), _PEOPLE, _AGES), VALUE),
        ("a wrong setting", (_EVENTS, _PEOPLE, _AGES, 0.0), NUM),
        ("an error", (_EVENTS, column(1000.0, REF), _AGES), REF),
    ],
}  # fmt: skip
