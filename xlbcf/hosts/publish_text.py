"""The publish command, and what it and its button say of a values-only copy."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator

from xlbcf.books.values_only import ValuesOnly
from xlbcf.desk.publish import publish_file
from xlbcf.hosts.check_words import counted
from xlbcf.rules.wording import some_of

_SHOWN = 6


def run(options: argparse.Namespace) -> int:
    """Write a values-only copy and tell what is in it and what is not."""
    path, copy = publish_file(options.file, options.out)
    if options.json:
        content = {
            "done": True,
            "file": str(path),
            "formulas": copy.formulas,
            "errors": copy.errors,
            "removed": copy.removed,
            "hidden_sheets": copy.hidden,
            "comments": copy.comments,
        }
        print(json.dumps(content, indent=2))
    else:
        print(f"{path}: a copy with values only.")
        print("\n".join(copy_text(copy)))
    return 0


def copy_text(copy: ValuesOnly) -> Iterator[str]:
    """Yield what is in a values-only copy, what is not, and what a person should look at.

    Args:
        copy: the copy.
    """
    yield f"{counted(copy.formulas, 'formula is a value', 'formulas are values')} now."
    if copy.removed:
        yield f"Not in the copy: {'; '.join(copy.removed)}."
    if copy.errors:
        cells = some_of(copy.errors, _SHOWN)
        yield f"{counted(len(copy.errors), 'cell shows an error', 'cells show errors')}: {cells}."
    if copy.hidden:
        sheets = some_of([f"“{each}”" for each in copy.hidden], _SHOWN)
        yield f"Still in it, and anybody can show them: the hidden sheets {sheets}."
    if copy.comments:
        yield "Still in it: comments and notes, with the names of those who wrote them."
