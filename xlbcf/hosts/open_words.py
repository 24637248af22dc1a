"""What the buttons say, in as few words as a message box holds."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence

from xlbcf.desk.checking.report import CheckedFile, Item
from xlbcf.desk.open.check_open import OpenCheck
from xlbcf.desk.open.going_through import Step
from xlbcf.desk.open.marking import Marked
from xlbcf.hosts import check_words as words
from xlbcf.rules.findings import Finding
from xlbcf.rules.kinds import Severity
from xlbcf.rules.wording import some_of

#: A message box of VBA cuts what is longer.
LONGEST = 1000
_WORST = 3
#: Findings beside others are told while they take no more room than this in all.
_ROOM = 600
#: How much of a finding's field, message and action is told: none but the longest are cut.
_LENGTHS = (90, 330, 180)
#: What comes before the words of some findings.
_OPENINGS = {"CHK01": "This is no workbook that xlbcf knows."}
_SHEETS_SHOWN = 3


def as_message(lines: Sequence[str]) -> str:
    """Return lines as the text of a message box, cut where it would not hold them."""
    text = "\n".join(words.clean(line) for line in lines)
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"


def refused_text(findings: Sequence[Finding], setting: str = "") -> str:
    """Return why a button did nothing, in the words of the findings.

    Args:
        findings: the reasons.
        setting: which setting has led there, if one has.
    """
    lines = [_OPENINGS[each.code] for each in findings if each.code in _OPENINGS]
    for each in findings[:_WORST]:
        said = words.sentence(each.kind, each.message)
        lines += [f"{each.where}: {said} {each.action}".rstrip(), ""]
    more = len(findings) - _WORST
    if more > 0:
        lines += [f"and {more:,} more."]
    lines += [setting] if setting else []
    return as_message([*lines, f"({', '.join(dict.fromkeys(e.code for e in findings))})"])


def looked_at(findings: Sequence[Finding]) -> Iterator[str]:
    """Yield the worst of some findings that came with what a button did.

    Args:
        findings: what a person should look at.
    """
    order = list(Severity)
    worst = sorted(findings, key=lambda each: order.index(each.severity))
    told = [*_that_fit(_of_finding(each) for each in worst[:_WORST])]
    for line in told:
        yield ""
        yield line
    more = len(worst) - len(told)
    if more > 0:
        yield ""
        yield f"and {more:,} more."


def check_text(whole: OpenCheck, told: OpenCheck, sheet: str, marked: Marked) -> Iterator[str]:
    """Yield what a check comes to: the counts, the worst findings, the marks.

    Args:
        whole: everything that was found.
        told: what is told of it.
        sheet: the sheet that is told of; empty for all of them.
        marked: what came of marking the cells.
    """
    (file,) = whole.report.files
    yield words.heading(file)
    yield from _scope(file, whole, told, sheet)
    worst = [*_that_fit(_told(item, sheet) for item in told.items[:_WORST])]
    for line in worst:
        yield ""
        yield line
    more = len(told.items) - len(worst)
    if more > 0:
        yield ""
        yield f"and {more:,} more in the report."
    yield from _of_marks(marked)


def step_text(check: OpenCheck, step: Step) -> Iterator[str]:
    """Yield what was found in the cell that was gone to.

    Args:
        check: everything that was found.
        step: the cell.
    """
    if step.items:
        item, others = step.items[0], len(step.items) - 1
        more = (
            f" ({words.counted(others, 'more finding', 'more findings')} here.)" if others else ""
        )
        yield f"{step.number} of {step.count}: {_told(item)}{more}"
    elif step.count:
        yield "None of the cells with findings can be shown."
    else:
        overall = len(check.items)
        told = words.counted(overall, "finding is", "findings are")
        yield (
            f"No cell has a finding; {told} about the whole return." if overall else "No findings."
        )
    for each in step.passed[:_WORST]:
        yield f"Passed over: {each.where} ({each.facts['reason']})."


def _scope(file: CheckedFile, whole: OpenCheck, told: OpenCheck, sheet: str) -> Iterator[str]:
    here = words.counts_in_words(told.items)
    if not sheet:
        yield (
            f"{here[:1].upper()}{here[1:]}. {words.completeness(file)}"
            if told.items
            else (f"No findings. {words.completeness(file)}")
        )
        return
    overall = [each for each in told.items if not each.sheet]
    yield f"Sheet “{sheet}”: {here if told.items else 'no findings'}" + (
        f", {len(overall):,} of them about the whole return." if overall else "."
    )
    if elsewhere := [each for each in whole.items if each.sheet not in (sheet, "")]:
        yield f"On other sheets: {words.counts_in_words(elsewhere)}."


def _that_fit(lines: Iterable[str]) -> Iterator[str]:
    """Yield lines while there is room for them, the first in any case."""
    room = _ROOM
    for line in lines:
        if len(line) > room < _ROOM:
            return
        room -= len(line)
        yield line


def _told(item: Item, sheet: str = "") -> str:
    """Return a finding in a sentence or two: where, what was found, what to do."""
    field, found, action = (
        textwrap.shorten(text, length, placeholder="…")
        for text, length in zip(
            (
                item.field,
                words.sentence(item.finding.kind, item.finding.message),
                item.finding.action,
            ),
            _LENGTHS,
            strict=True,
        )
    )
    own = item.cell if sheet and item.sheet == sheet else words.address(item)
    about = f"{own or 'The whole return'} {field}".rstrip()
    return f"{words.SHAPES[item.severity]} {about}: {found} {action}".rstrip()


def _of_finding(found: Finding) -> str:
    """Return a finding that is about no cell of a check in a sentence or two."""
    _, longest, longest_action = _LENGTHS
    said = textwrap.shorten(words.sentence(found.kind, found.message), longest, placeholder="…")
    action = textwrap.shorten(found.action, longest_action, placeholder="…")
    return f"{words.SHAPES[found.severity]} {found.where}: {said} {action}".rstrip()


def _of_marks(marked: Marked) -> Iterator[str]:
    if marked.count:
        yield ""
        yield f"{words.counted(marked.count, 'cell is', 'cells are')} marked."
    if marked.refusing:
        yield ""
        sheets = some_of([f"“{each}”" for each in marked.refusing], _SHEETS_SHOWN)
        yield f"Not marked, because the sheet is protected: {sheets}. Next finding goes there."
