"""The command line: reads the words, calls the desk, prints what came of it.

Everything heavy is imported by the command that needs it, so that help and mistakes come at once.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from xlbcf import __version__

DONE, DIFFERENT, REFUSED, INTERRUPTED = 0, 1, 2, 130

_ALLOWED = {
    "locked": "write into locked cells of protected sheets",
    "formula": "replace formulas",
    "invalid": "write values that the cell's validation refuses",
    "merged": "write into the hidden part of merged cells",
    "open": "write although the file seems to be open elsewhere",
    "signed": "edit a signed workbook; its signature becomes invalid",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: the words after ``xlbcf``, or nothing for those of this process.

    Returns:
        The exit status: 0 done (``diff``: the same), 1 ``diff`` found differences, 2 refused.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A console that lacks a letter shows a question mark instead of ending the work.
            stream.reconfigure(errors="replace")
    options = _parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        return run(options)
    except KeyboardInterrupt:
        print("Interrupted; no file was left half-written.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123 - the reader has left
        return DONE
    except Exception as fault:
        from xlbcf.hosts.messages import print_refusal

        if options.debug and not hasattr(fault, "findings"):
            raise
        print_refusal(fault, as_json=options.json)
        return REFUSED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="xlbcf",
        description="Fill Better Care Fund returns without harming the national template.",
        epilog="xlbcf COMMAND --help explains a command.",
    )
    parser.add_argument("--version", action="version", version=f"xlbcf {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for add in (_add_fill, _add_undo, _add_set, _add_recalc, _add_diff, _add_init):
        add(commands)
    return parser


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    text: str,
    run: Callable[[argparse.Namespace], int],
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=text, description=text)
    parser.set_defaults(run=run)
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    parser.add_argument("--debug", action="store_true", help=argparse.SUPPRESS)
    return parser


def _add_fill(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = _command(commands, "fill", "Fill the returns of one or more places.", _fill)
    parser.add_argument("return_id", metavar="RETURN", help="such as bcf-2024-25-eoy")
    parser.add_argument(
        "--place",
        action="append",
        default=[],
        help="a place by code, name or alias; repeat for several (default: all)",
    )
    parser.add_argument(
        "--figures",
        metavar="SOURCE",
        help="a CSV, Excel or ODS file, or the SQLAlchemy URL of a database "
        "(default: the figures that come with xlbcf)",
    )
    parser.add_argument("--query", metavar="SQL", help="the query, for a database")
    parser.add_argument(
        "--commentary",
        type=Path,
        metavar="FILE",
        help="a YAML file (default: with the figures that come with xlbcf, theirs)",
    )
    parser.add_argument(
        "--template", type=Path, metavar="FILE", help="the workbook to fill (default: the blank)"
    )
    parser.add_argument(
        "--out", type=Path, default=Path("out"), metavar="DIR", help="for the outputs (out)"
    )
    parser.add_argument("--dry-run", action="store_true", help="show the changes, write nothing")
    parser.add_argument(
        "--force", action="store_true", help="replace values and outputs that others have typed"
    )
    parser.add_argument(
        "--jobs", type=_count, default=1, metavar="N", help="places filled side by side (1)"
    )


def _add_undo(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = _command(commands, "undo", "Put back the version of a file before the last.", _undo)
    parser.add_argument("file", type=Path, metavar="FILE")


def _add_set(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = _command(commands, "set", "Set cells of any .xlsx or .xlsm, nothing else.", _set)
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument(
        "assignments",
        nargs="+",
        metavar="SHEET!CELL=VALUE",
        help="a number, TRUE or FALSE, a date (2025-03-31), nothing to clear, or text; "
        "after a leading apostrophe always text",
    )
    _add_output(parser)


def _add_recalc(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    text = "Compute a workbook's formulas and store the results that can be trusted."
    parser = _command(commands, "recalc", text, _recalc)
    parser.add_argument("file", type=Path, metavar="FILE")
    _add_output(parser)


def _add_output(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--out", type=Path, metavar="FILE", help="the file to write (default: FILE, backed up)"
    )
    for name, text in _ALLOWED.items():
        parser.add_argument(
            f"--allow-{name}", action="append_const", const=name, dest="allow", help=text
        )


def _add_diff(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    text = "Compare two workbooks, cell by cell and part by part."
    parser = _command(commands, "diff", text, _diff)
    parser.add_argument("a", type=Path, metavar="A")
    parser.add_argument("b", type=Path, metavar="B")
    parser.add_argument("--all", action="store_true", help="show every difference")


def _add_init(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    text = "Make a working folder with mappings, templates and data of your own."
    parser = _command(commands, "init", text, _init)
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument(
        "--force", action="store_true", help="add what is missing to a folder in use"
    )


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"“{text}” is not a whole number from 1")
    return int(text)


def _fill(options: argparse.Namespace) -> int:
    from xlbcf.hosts.fill_text import run

    return run(options)


def _undo(options: argparse.Namespace) -> int:
    from xlbcf.hosts.edit_text import run_undo

    return run_undo(options)


def _set(options: argparse.Namespace) -> int:
    from xlbcf.hosts.edit_text import run_set

    return run_set(options)


def _recalc(options: argparse.Namespace) -> int:
    from xlbcf.hosts.edit_text import run_recalc

    return run_recalc(options)


def _diff(options: argparse.Namespace) -> int:
    from xlbcf.hosts.compare_text import run

    return run(options.a, options.b, as_json=options.json, show_all=options.all, out=sys.stdout)


def _init(options: argparse.Namespace) -> int:
    from xlbcf.hosts.edit_text import run_init

    return run_init(options)
