"""The arguments of ``addin`` and its tasks."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_addin(parser: argparse.ArgumentParser) -> None:
    """Add the tasks of ``addin`` and their arguments."""
    tasks = parser.add_subparsers(dest="task", metavar="TASK", required=True)
    build = _task(tasks, "build", "write the add-in into a file")
    build.add_argument(
        "--out", type=Path, metavar="FILE", help="the file to write (default: out/xlbcf.xlam)"
    )


def _task(
    tasks: argparse._SubParsersAction[argparse.ArgumentParser], name: str, text: str
) -> argparse.ArgumentParser:
    """Add a task; it takes the options of every command after its name too."""
    task = tasks.add_parser(name, help=text, description=text)
    hidden = argparse.SUPPRESS
    task.add_argument("--json", action="store_true", default=hidden, help="print JSON")
    task.add_argument("--debug", action="store_true", default=hidden, help=hidden)
    return task
