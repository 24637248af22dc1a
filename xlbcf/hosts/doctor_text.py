"""The command ``doctor``: a line for each check, as text and as plain data."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from xlbcf.hosts.addin.doctor import examine, worst
from xlbcf.hosts.addin.setup import Checked
from xlbcf.hosts.addin.windows import this_machine
from xlbcf.hosts.messages import as_plain
from xlbcf.rules.kinds import Severity

#: The exit status: whether all is well, a person must look, or something is in the way.
_STATUS = {Severity.NOTE: 0, Severity.QUERY: 1, Severity.ERROR: 2}
_FINE = "ok"
_NOT_NEEDED = "“Trust access to the VBA project object model” is not needed; leave it off."
_PACKAGE = Path(__file__).resolve().parent.parent
#: The page for IT: the checkout's, or the one that came with the program.
_PAGES = (_PACKAGE.parent / "docs" / "it.md", _PACKAGE / "shipped" / "docs" / "it.md")


def run(options: argparse.Namespace) -> int:
    """Examine the installation and say what is in its way."""
    checked = examine(this_machine())
    if options.json:
        print(json.dumps(plain_report(checked), indent=2))
    else:
        print(*report_lines(checked), sep="\n")
    return _STATUS[worst(checked)]


def report_lines(checked: Sequence[Checked]) -> Iterator[str]:
    """Yield a line for each check that is well and for each thing found, then the outcome."""
    width = max(len(check.name) for check in checked)
    for check in checked:
        if not check.findings:
            yield f"{_FINE:6} {check.name:{width}}  {check.said}"
        for found in check.findings:
            text = f"{found.where}: {found.message} {found.action}"
            yield f"{found.severity:6} {check.name:{width}}  {found.code} {text}"
    yield _outcome(checked)
    yield _NOT_NEEDED
    page = next((path for path in _PAGES if path.exists()), "docs/it.md, with xlbcf's sources")
    yield f"For IT, what to allow and why: {page}"


def _outcome(checked: Sequence[Checked]) -> str:
    found = [each.severity for check in checked for each in check.findings]
    count = {severity: found.count(severity) for severity in (Severity.ERROR, Severity.QUERY)}
    if not any(count.values()):
        return "Nothing is in the way."
    return f"In the way: {count[Severity.ERROR]}. To be looked at: {count[Severity.QUERY]}."


def plain_report(checked: Sequence[Checked]) -> dict[str, object]:
    """Return what was found as a JSON-able object."""
    return {
        "done": True,
        "well": worst(checked) is Severity.NOTE,
        "checks": [
            {
                "name": check.name,
                "said": None if check.findings else check.said,
                "findings": [as_plain(found) for found in check.findings],
            }
            for check in checked
        ],
        "findings": [as_plain(found) for check in checked for found in check.findings],
    }
