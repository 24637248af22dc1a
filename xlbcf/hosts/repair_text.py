"""The repair command: links to other copies of the add-in turned."""

from __future__ import annotations

import argparse
import json

from xlbcf.desk.mending import mend_file
from xlbcf.hosts.addin.excel import ADDIN_NAME
from xlbcf.hosts.check_words import counted


def run(options: argparse.Namespace) -> int:
    """Turn the links of a file and tell how many."""
    done = mend_file(options.file, ADDIN_NAME)
    if options.json:
        content = {
            "done": True,
            "file": str(done.path),
            "links": done.links,
            "formulas": done.formulas,
            "backup": str(done.backup) if done.backup else None,
        }
        print(json.dumps(content, indent=2))
    elif done.links:
        links = counted(done.links, "link", "links")
        formulas = counted(done.formulas, "formula", "formulas")
        print(f"{done.path}: {links} to other copies of {ADDIN_NAME} turned; {formulas} use them.")
        print(f"The earlier version is kept as {done.backup}")
    else:
        print(f"{done.path}: no formula goes to another copy of {ADDIN_NAME}.")
    return 0
