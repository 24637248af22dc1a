"""The arguments of ``addin`` and its tasks, and of ``doctor``."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_addin(parser: argparse.ArgumentParser) -> None:
    """Add the tasks of ``addin`` and their arguments."""
    tasks = parser.add_subparsers(dest="task", metavar="TASK", required=True)
    build = _task(tasks, "build", "write the add-in into a file")
    build.add_argument(
        "--for",
        choices=("excel", "calc"),
        default="excel",
        dest="host",
        help="the program it is for: Excel, or LibreOffice Calc, which has the functions alone",
    )
    build.add_argument(
        "--python",
        type=Path,
        metavar="FILE",
        help="for Calc: the Python that has xlbcf on its user's computer (default: this one)",
    )
    build.add_argument(
        "--out",
        type=Path,
        metavar="FILE",
        help="the file to write (default: out/xlbcf.xlam, out/xlbcf.oxt)",
    )
    _add_install(_task(tasks, "install", "install the add-in for you; needs no administrator"))
    _task(tasks, "uninstall", "remove what install wrote")
    serve = _task(tasks, "serve", "wait for Excel, where it may not start Python itself")
    serve.set_defaults(if_refused="Excel is not served")


def add_doctor(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``doctor``: none but those of every command."""
    parser.description = f"{parser.description} Exit status: 0 all is well, 1 look, 2 in the way."
    parser.set_defaults(if_refused="Nothing was examined")


def _add_install(task: argparse.ArgumentParser) -> None:
    task.add_argument(
        "--home",
        type=Path,
        metavar="DIR",
        help="the working folder (default: as before, else what comes with xlbcf)",
    )
    task.add_argument(
        "--figures",
        metavar="SOURCE",
        help="a file of figures, or the SQLAlchemy URL of a database (default: as before)",
    )
    task.add_argument("--query", metavar="SQL", help="the query, for a database")
    task.add_argument(
        "--commentary", metavar="FILE", help="a YAML file of commentary (default: as before)"
    )
    task.add_argument(
        "--connect",
        choices=("start", "running"),
        help="whether Excel starts Python or takes one that runs (default: as before, else start)",
    )
    task.add_argument("--dry-run", action="store_true", help="tell what would be written")


def _task(
    tasks: argparse._SubParsersAction[argparse.ArgumentParser], name: str, text: str
) -> argparse.ArgumentParser:
    """Add a task; it takes the options of every command after its name too."""
    task = tasks.add_parser(name, help=text, description=text)
    hidden = argparse.SUPPRESS
    task.add_argument("--json", action="store_true", default=hidden, help="print JSON")
    task.add_argument("--debug", action="store_true", default=hidden, help=hidden)
    return task
