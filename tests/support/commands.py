"""The command line as a person uses it, run inside the test."""

from __future__ import annotations

import json
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from typing import Any

from xlbcf.hosts.cli import main


@dataclass(frozen=True)
class Outcome:
    """What a command did.

    Args:
        status: its exit status.
        out: what it printed.
        err: what it printed as errors.
    """

    status: int
    out: str
    err: str

    @property
    def plain(self) -> Any:
        """What it printed with ``--json``."""
        return json.loads(self.out)

    @property
    def codes(self) -> list[str]:
        """The codes of the findings that it printed with ``--json``."""
        return [found["code"] for found in self.plain["findings"]]


def xlbcf(*words: object) -> Outcome:
    """Run ``xlbcf`` with some words."""
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            status = main([str(word) for word in words])
        except SystemExit as left:  # the words could not be understood, or asked for help
            status = int(left.code or 0)
    return Outcome(status, out.getvalue(), err.getvalue())


def refused(*words: object, ending: str = "No file was changed") -> Any:
    """Run a command that must be refused without a traceback; return its only finding.

    Args:
        words: the words after ``xlbcf``.
        ending: what the refusal must end with, but for the number of findings.
    """
    outcome = xlbcf(*words, "--json")
    assert outcome.status == 2, outcome.out[:2000]
    assert outcome.err == ""
    assert outcome.plain["done"] is False
    text = xlbcf(*words)
    assert (text.status, text.out) == (2, "")
    assert "Traceback" not in text.err
    assert text.err.splitlines()[-1] == f"{ending} (1 finding)."
    (found,) = outcome.plain["findings"]
    assert found["code"] in text.err
    assert found["where"] in text.err
    assert found["action"]
    return found
