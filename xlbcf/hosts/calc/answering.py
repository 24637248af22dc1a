"""The other end of the Calc add-in: answers its questions, a line of JSON each, until they end.

Both ends write errors as Office describes them, so that :mod:`xlbcf.hosts.functions` reads and
writes them here as it does for a server.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from typing import TextIO

from xlbcf.hosts.functions import all_functions
from xlbcf.hosts.functions.answers import for_office
from xlbcf.hosts.functions.calling import call
from xlbcf.hosts.functions.values import NAME, Rows


def answer(questions: Iterable[str], out: TextIO) -> None:
    """Answer questions in their order.

    Args:
        questions: lines of JSON: a function's name, and a list of what its arguments are given.
        out: where the answers go: a line of JSON each, rows of cells.
    """
    functions = all_functions()
    for question in questions:
        name, given = json.loads(question)
        rows: Rows = call(functions[name], given) if name in functions else [[NAME]]
        out.write(json.dumps(for_office(rows, _described)) + "\n")
        out.flush()


def _described(error: str) -> dict[str, str]:
    return {"type": "Error", "basicValue": error}


if __name__ == "__main__":
    answers = sys.stdout
    # Whatever else writes must not come between the answers.
    sys.stdout = sys.stderr
    answer(sys.stdin, answers)
