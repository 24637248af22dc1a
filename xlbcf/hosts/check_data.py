"""A report of a check as plain data for programs."""

from __future__ import annotations

from xlbcf.desk.checking.report import CheckedFile, CheckReport, Item, at_least, in_order
from xlbcf.hosts.check_words import counts, status
from xlbcf.hosts.messages import as_plain
from xlbcf.rules.kinds import Severity


def report_as_plain(
    report: CheckReport, lowest: Severity = Severity.NOTE, *, strict: bool = False
) -> dict[str, object]:
    """Return a report as a JSON-able object.

    Args:
        report: what was found.
        lowest: the least severity that is listed; the counts and the status are of everything.
        strict: whether a query counts as an error does.
    """
    everything = list(report.items())
    return {
        "done": True,
        "status": status(report, strict=strict),
        "counts": {str(severity): number for severity, number in counts(everything).items()},
        "not_listed": len(everything) - len(at_least(everything, lowest)),
        "files": [_file(each, lowest) for each in report.files],
        "across": [_item(each) for each in in_order(at_least(report.across, lowest))],
        "refused": [
            {"file": str(path), "findings": [as_plain(each) for each in findings]}
            for path, findings in report.refused
        ],
    }


def _file(file: CheckedFile, lowest: Severity) -> dict[str, object]:
    return {
        "file": str(file.file),
        "place": file.place,
        "return": file.return_id,
        "title": file.title,
        "required": file.required,
        "blank": file.blank,
        "template_says": file.template_says,
        "counts": {str(severity): number for severity, number in counts(file.items).items()},
        "findings": [_item(each) for each in in_order(at_least(file.items, lowest))],
    }


def _item(item: Item) -> dict[str, object]:
    found = as_plain(item.finding)
    return {
        "code": found["code"],
        "severity": found["severity"],
        "title": found["title"],
        "check": str(item.group),
        "file": str(item.file),
        "place": item.place,
        "sheet": item.sheet,
        "cell": item.cell,
        "field": item.field,
        "where": found["where"],
        "message": found["message"],
        "action": found["action"],
    }
