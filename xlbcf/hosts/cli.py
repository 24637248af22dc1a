"""The command line: reads the words, calls the desk, prints what came of it.

Everything heavy is imported by the command that needs it, so that help and mistakes come at once.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Callable, Sequence

from xlbcf import __version__

DONE, DIFFERENT, REFUSED, INTERRUPTED = 0, 1, 2, 130


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
    collecting = gc.isenabled()
    try:
        return run(options)
    except KeyboardInterrupt:
        print("Interrupted; no file was left half-written.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123 - the reader has left
        return DONE
    except Exception as fault:
        from xlbcf.hosts.messages import NO_FILE, print_refusal

        if options.debug and not hasattr(fault, "findings"):
            raise
        outcome = getattr(options, "if_refused", NO_FILE)
        print_refusal(fault, as_json=options.json, outcome=outcome)
        return REFUSED
    finally:
        if arguments is None:
            # What is left goes with the process; Python would look through all of it first.
            gc.freeze()
        if collecting:
            gc.enable()


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
    from xlbcf.hosts.arguments import ARGUMENTS

    name, text, run = named
    parser = argparse.ArgumentParser(
        prog=f"xlbcf {name}", description=text, formatter_class=_Layout
    )
    parser.set_defaults(run=run)
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    parser.add_argument("--debug", action="store_true", help=argparse.SUPPRESS)
    ARGUMENTS[name](parser)
    return parser.parse_args(words[1:])


def _overview() -> argparse.ArgumentParser:
    """Return the parser of a line that begins with no command: it helps or refuses."""
    commands = "\n".join(f"  {name:8}{text}" for name, text, _ in _COMMANDS)
    parser = argparse.ArgumentParser(
        prog="xlbcf",
        usage="xlbcf [-h] [--version] COMMAND ...",
        description="Fill and check Better Care Fund returns without harming the templates.",
        epilog=f"commands:\n{commands}\n\nxlbcf COMMAND --help explains a command.",
        formatter_class=_Layout,
    )
    parser.add_argument("--version", action="version", version=f"xlbcf {__version__}")
    names = [command[0] for command in _COMMANDS]
    parser.add_argument("command", metavar="COMMAND", choices=names, help=argparse.SUPPRESS)
    return parser


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


def _addin(options: argparse.Namespace) -> int:
    from xlbcf.hosts.addin_text import run

    return run(options)


def _doctor(options: argparse.Namespace) -> int:
    from xlbcf.hosts.doctor_text import run

    return run(options)


def _refresh(options: argparse.Namespace) -> int:
    # Hardly anything that is read can go before the end, and looking for it takes time.
    gc.disable()
    from xlbcf.hosts.refresh_text import run

    return run(options)


def _publish(options: argparse.Namespace) -> int:
    from xlbcf.hosts.publish_text import run

    return run(options)


def _repair(options: argparse.Namespace) -> int:
    from xlbcf.hosts.repair_text import run

    return run(options)


def _explain(options: argparse.Namespace) -> int:
    from xlbcf.hosts.explain_text import run

    return run(options)


def _serve(options: argparse.Namespace) -> int:
    from xlbcf.hosts.server.serve_text import run

    return run(options)


#: Each command's name, what it does, and what runs it.
_COMMANDS = (
    ("fill", "Fill the returns of one or more places.", _fill),
    ("check", "Check filled returns, or printed dashboards.", _check),
    ("undo", "Put back the version that the last change replaced.", _undo),
    ("set", "Set cells of any .xlsx or .xlsm, nothing else.", _set),
    (
        "recalc",
        "Compute a workbook's formulas and store the results that can be trusted.",
        _recalc,
    ),
    ("diff", "Compare two workbooks, cell by cell and part by part.", _diff),
    ("refresh", "Bring a dashboard up to date with new figures.", _refresh),
    ("publish", "Write a copy of a workbook with values only.", _publish),
    (
        "init",
        "Make a working folder with mappings, templates and data of your own.",
        _init,
    ),
    ("spc", "Draw the control chart of one series.", _spc),
    (
        "serve",
        "Serve Excel on a Mac and on the web; needs xlbcf[server].",
        _serve,
    ),
    ("addin", "Build the add-in for Excel, install or remove it.", _addin),
    ("doctor", "Say what keeps the add-in from working, and what to ask IT for.", _doctor),
    ("repair", "Turn a workbook's links to another copy of the add-in.", _repair),
    (
        "explain",
        "Say what a finding's code means, with an example.",
        _explain,
    ),
)
