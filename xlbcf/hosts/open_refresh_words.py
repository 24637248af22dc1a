"""What the button says of a refreshed dashboard, in a message box and in a file beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from xlbcf.desk.dashboards.plan import RowStory
from xlbcf.desk.dashboards.refresh import RefreshReport
from xlbcf.desk.dashboards.shifting import Step
from xlbcf.desk.open.refresh import OpenRefresh
from xlbcf.hosts.check_words import counted
from xlbcf.hosts.open_words import looked_at
from xlbcf.hosts.refresh_text import printed_text, refresh_text, took_ticks_only

_ROWS = 3
#: What the file begins with, by which a later run knows it.
OPENING = "Refresh of "


def refreshed_text(done: OpenRefresh) -> Iterator[str]:
    """Yield what a refresh did, in as few words as a message box holds.

    Args:
        done: what was done.
    """
    report = done.report
    changed = [row for row in report.rows if row.step.changes]
    yield report.mapping.title
    yield f"Figures: {report.figures}."
    yield from _counts(report, changed)
    yield from map(_change, changed[:_ROWS])
    if len(changed) > _ROWS:
        yield f"and {len(changed) - _ROWS:,} more."
    yield from looked_at(report.faults)
    yield ""
    if done.copy and took_ticks_only(report.rows):
        yield "Only the ticks of the refresh before were taken away."
    if done.copy:
        yield "Excel's own Undo cannot take this back. Save the workbook to keep it."
        yield f"As it was, it is kept in {done.copy}"
    else:
        yield "Nothing was changed; every formula was worked out again."


def refresh_page(name: str, done: OpenRefresh) -> str:
    """Return all that is told of a refresh, as the command tells it.

    Args:
        name: the workbook's name.
        done: what was done.
    """
    report = done.report
    lines = [f"{OPENING}{name}", f"{report.mapping.title}, figures: {report.figures}"]
    lines += refresh_text(report.rows, report.findings)
    lines += printed_text(report)
    return "\n".join(lines) + "\n"


def _counts(report: RefreshReport, changed: list[RowStory]) -> Iterator[str]:
    steps = Counter(row.step for row in changed)
    whole = counted(len(report.rows), "row", "rows")
    revised = f", {steps[Step.REVISED]:,} of them revised" if steps[Step.REVISED] else ""
    yield f"{len(changed):,} of {whole} with another latest figure{revised}."
    targets = sum(row.target_changed for row in report.rows if row not in changed)
    if targets:
        yield f"{counted(targets, 'row has', 'rows have')} a new target only."
    refused = sum(row.refused for row in report.rows)
    if refused:
        yield f"{counted(refused, 'row is', 'rows are')} at fault and left as before."
    if report.printed:
        yield f"Printed marks that do not follow from printed figures: {len(report.printed)}."


def _change(row: RowStory) -> str:
    signs = " ".join(sign for sign in (row.mark, row.arrow) if sign)
    old = row.old_shown or "nothing"
    after = f", after {row.compared}" if row.compared and row.arrow else ""
    return f"{row.label}: {old} → {row.new_shown} ({row.new_period}){after} {signs}".rstrip()
