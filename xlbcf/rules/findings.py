"""Findings: what was found wrong or worth knowing, where, and what to do about it.

A finding is an entry of the catalogue (:mod:`xlbcf.rules.catalogue`) with its facts filled in.
Findings are collected and reported together; :class:`Refused` is raised only when the work
cannot go on, and carries every finding that led to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from xlbcf.rules.catalogue import CATALOGUE
from xlbcf.rules.kinds import Kind, Severity


class Finding(NamedTuple):
    """One thing found, at one place.

    Args:
        kind: the entry of the catalogue.
        where: a file, line, sheet and cell or field, as the reader would name it.
        facts: a value for each of the kind's facts.
        advice: what to do, where that is not what the kind says.
    """

    kind: Kind
    where: str
    facts: Mapping[str, str]
    advice: str = ""

    @property
    def code(self) -> str:
        """The stable code."""
        return self.kind.code

    @property
    def severity(self) -> Severity:
        """How much it matters."""
        return self.kind.severity

    @property
    def message(self) -> str:
        """What was found and what is expected."""
        return self.kind.message.format(**self.facts)

    @property
    def action(self) -> str:
        """What to do."""
        return self.advice or self.kind.action.format(**self.facts)

    def __str__(self) -> str:
        return f"{self.code} {self.severity}: {self.where}: {self.message} {self.action}".rstrip()


class Refused(Exception):
    """The work was not done, and nothing was written; ``findings`` say why."""

    def __init__(self, findings: Iterable[Finding] | Finding) -> None:
        self.findings = (findings,) if isinstance(findings, Finding) else tuple(findings)
        super().__init__("\n".join(str(finding) for finding in self.findings))


def finding(code: str, where: object, /, **facts: object) -> Finding:
    """Make a finding of the catalogue's kind ``code``.

    Args:
        code: a code of the catalogue.
        where: the place, as the reader would name it.
        **facts: a value for each name in the kind's message and action.

    Returns:
        The finding.

    Raises:
        KeyError: the code is not in the catalogue, or a fact is missing: a fault of the program.
    """
    kind = CATALOGUE[code]
    missing = kind.facts - facts.keys()
    if missing:
        raise KeyError(f"{code} needs {', '.join(sorted(missing))}")
    return Finding(kind, str(where), {name: str(value) for name, value in facts.items()})


def errors(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings at error, in their order."""
    return [each for each in findings if each.severity is Severity.ERROR]
