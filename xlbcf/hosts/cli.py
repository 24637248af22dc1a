"""The command line: reads the words, calls the desk, prints what came of it.

Everything heavy is imported by the command that needs it, so that help and mistakes come at once.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Sequence

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
    words = sys.argv[1:] if arguments is None else list(arguments)
    options = _options(words)
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


class _Layout(argparse.RawDescriptionHelpFormatter):
    """Help of the same width everywhere; finding out the terminal's would take time."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=80)


def _options(words: Sequence[str]) -> argparse.Namespace:
    """Read the words; only the parser of the command that they begin with is made."""
    named = next((command for command in _COMMANDS if command[0] in words[:1]), None)
    if named is None:
        overview = _overview()
        overview.parse_args(words)
        overview.error("the COMMAND comes first")
    name, text, add, run = named
    parser = argparse.ArgumentParser(
        prog=f"xlbcf {name}", description=text, formatter_class=_Layout
    )
    parser.set_defaults(run=run)
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    parser.add_argument("--debug", action="store_true", help=argparse.SUPPRESS)
    add(parser)
    return parser.parse_args(words[1:])


def _overview() -> argparse.ArgumentParser:
    """Return the parser of a line that begins with no command: it helps or refuses."""
    commands = "\n".join(f"  {name:8}{text}" for name, text, _, _ in _COMMANDS)
    parser = argparse.ArgumentParser(
        prog="xlbcf",
        usage="xlbcf [-h] [--version] COMMAND ...",
        description="Fill Better Care Fund returns without harming the national template.",
        epilog=f"commands:\n{commands}\n\nxlbcf COMMAND --help explains a command.",
        formatter_class=_Layout,
    )
    parser.add_argument("--version", action="version", version=f"xlbcf {__version__}")
    names = [command[0] for command in _COMMANDS]
    parser.add_argument("command", metavar="COMMAND", choices=names, help=argparse.SUPPRESS)
    return parser


def _add_fill(parser: argparse.ArgumentParser) -> None:
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
        type=_path,
        metavar="FILE",
        help="a YAML file (default: with the figures that come with xlbcf, theirs)",
    )
    parser.add_argument(
        "--template", type=_path, metavar="FILE", help="the workbook to fill (default: the blank)"
    )
    parser.add_argument(
        "--out", type=_path, default="out", metavar="DIR", help="for the outputs (out)"
    )
    parser.add_argument("--dry-run", action="store_true", help="show the changes, write nothing")
    parser.add_argument(
        "--force", action="store_true", help="replace values and outputs that others have typed"
    )
    parser.add_argument(
        "--jobs", type=_count, default=1, metavar="N", help="places filled side by side (1)"
    )


def _add_undo(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=_path, metavar="FILE")


def _add_set(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=_path, metavar="FILE")
    parser.add_argument(
        "assignments",
        nargs="+",
        metavar="SHEET!CELL=VALUE",
        help="a number, TRUE or FALSE, a date (2025-03-31), nothing to clear, or text; "
        "after a leading apostrophe always text",
    )
    _add_output(parser, _ALLOWED)


def _add_recalc(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=_path, metavar="FILE")
    _add_output(parser, ("open", "signed"))


def _add_output(parser: argparse.ArgumentParser, overrides: Iterable[str]) -> None:
    parser.add_argument(
        "--out", type=_path, metavar="FILE", help="the file to write (default: FILE, backed up)"
    )
    for name in overrides:
        flag, text = f"--allow-{name}", _ALLOWED[name]
        parser.add_argument(flag, action="append_const", const=name, dest="allow", help=text)


def _add_diff(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("a", type=_path, metavar="A")
    parser.add_argument("b", type=_path, metavar="B")
    parser.add_argument("--all", action="store_true", help="show every difference")


def _add_check(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", type=_path, nargs="+", metavar="FILE", help="filled returns")
    parser.add_argument(
        "--return",
        dest="return_id",
        metavar="RETURN",
        help="which return they are (default: found out by sheets and titles)",
    )
    parser.add_argument(
        "--previous",
        type=_path,
        action="append",
        default=[],
        metavar="FILE",
        help="an earlier return, laid beside that of its place; repeat for several",
    )
    parser.add_argument(
        "--figures", metavar="SOURCE", help="figures that the returns do not show, as for fill"
    )
    parser.add_argument("--query", metavar="SQL", help="the query, for a database")
    parser.add_argument(
        "--published",
        type=_path,
        action="append",
        default=[],
        metavar="FILE",
        help="published figures to compare with, such as a release of ASCOF",
    )
    parser.add_argument(
        "--dashboard", action="store_true", help="the files are dashboard tables, not returns"
    )
    parser.add_argument("--sheet", help="the one sheet of a dashboard (default: every one)")
    parser.add_argument("--bands", metavar="ID", help="the bands of a dashboard's ratings")
    parser.add_argument(
        "--severity",
        choices=("error", "query", "note"),
        default="note",
        help="the least severity shown (note)",
    )
    parser.add_argument(
        "--format", choices=("text", "json", "html", "xlsx"), default="text", help="(text)"
    )
    parser.add_argument("--out", type=_path, metavar="FILE", help="where the report goes")
    parser.add_argument("--strict", action="store_true", help="end with status 1 for queries too")
    parser.add_argument(
        "--jobs", type=_count, default=1, metavar="N", help="files checked side by side (1)"
    )


def _add_init(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=_path, metavar="DIR")
    parser.add_argument(
        "--force", action="store_true", help="add what is missing to a folder in use"
    )


def _add_spc(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "series", type=_path, metavar="SERIES", help="a CSV file with the columns date and value"
    )
    parser.add_argument(
        "--polarity", choices=("high", "low", "none"), default="none", help="which way is good"
    )
    parser.add_argument("--target", metavar="NUMBER", help="written as the values are")
    parser.add_argument(
        "--rebase",
        action="append",
        default=[],
        metavar="DATE",
        help="new limits from here on; repeat for several",
    )
    parser.add_argument(
        "--fix", type=_baseline, metavar="N", help="limits from the first N points, 12 or more"
    )
    parser.add_argument(
        "--no-screen", action="store_true", help="keep outlying moving ranges in the limits"
    )
    parser.add_argument(
        "--rules", choices=("mdc", "mdc_excel"), default="mdc", help="the rule set (mdc)"
    )
    for name in ("shift", "trend"):
        text = f"the points of a {name} (7); 6 goes with --rules mdc_excel"
        parser.add_argument(f"--{name}", type=int, choices=(6, 7), default=7, help=text)
    for name in ("lowest", "highest"):
        text = f"the {name} value a limit may have (free)"
        parser.add_argument(f"--{name}", metavar="NUMBER", help=text)
    parser.add_argument("--png", type=_path, metavar="FILE", help="draw the chart into this file")


def _add_explain(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "codes",
        nargs="*",
        metavar="CODE",
        help="a code such as CELL03, or a group such as CELL (default: list all codes)",
    )


def _path(text: str) -> object:
    from pathlib import Path

    return Path(text)


def _baseline(text: str) -> int:
    if not text.isdecimal() or int(text) < 12:
        raise argparse.ArgumentTypeError(f"“{text}” is not a whole number from 12")
    return int(text)


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"“{text}” is not a whole number from 1")
    return int(text)


def _fill(options: argparse.Namespace) -> int:
    from xlbcf.hosts.fill_text import run

    return run(options)


def _check(options: argparse.Namespace) -> int:
    from xlbcf.hosts.check_text import run

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


def _spc(options: argparse.Namespace) -> int:
    from xlbcf.hosts.spc_text import run

    return run(options)


def _explain(options: argparse.Namespace) -> int:
    from xlbcf.hosts.explain_text import run

    return run(options)


#: Each command's name, what it does, what adds its arguments, and what runs it.
_COMMANDS = (
    ("fill", "Fill the returns of one or more places.", _add_fill, _fill),
    ("check", "Check filled returns, or printed dashboards.", _add_check, _check),
    ("undo", "Put back the version that the last change replaced.", _add_undo, _undo),
    ("set", "Set cells of any .xlsx or .xlsm, nothing else.", _add_set, _set),
    (
        "recalc",
        "Compute a workbook's formulas and store the results that can be trusted.",
        _add_recalc,
        _recalc,
    ),
    ("diff", "Compare two workbooks, cell by cell and part by part.", _add_diff, _diff),
    (
        "init",
        "Make a working folder with mappings, templates and data of your own.",
        _add_init,
        _init,
    ),
    ("spc", "Draw the control chart of one series.", _add_spc, _spc),
    ("explain", "Say what a finding's code means, with an example.", _add_explain, _explain),
)
