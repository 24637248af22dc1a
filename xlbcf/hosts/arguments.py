"""The arguments of each command: their names, what they take and what help says of them."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from xlbcf.hosts.addin_arguments import add_addin, add_doctor
from xlbcf.hosts.dashboard_arguments import add_refresh

_ALLOWED = {
    "locked": "write into locked cells of protected sheets",
    "formula": "replace formulas",
    "invalid": "write values that the cell's validation refuses",
    "merged": "write into the hidden part of merged cells",
    "open": "write although the file seems to be open elsewhere",
    "signed": "edit a signed workbook; its signature becomes invalid",
}


def add_fill(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``fill``."""
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


def add_undo(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``undo``."""
    parser.add_argument("file", type=_path, metavar="FILE")


def add_set(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``set``."""
    parser.add_argument("file", type=_path, metavar="FILE")
    parser.add_argument(
        "assignments",
        nargs="+",
        metavar="SHEET!CELL=VALUE",
        help="a number, TRUE or FALSE, a date (2025-03-31), nothing to clear, or text; "
        "after a leading apostrophe always text",
    )
    _add_output(parser, _ALLOWED)


def add_recalc(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``recalc``."""
    parser.add_argument("file", type=_path, metavar="FILE")
    _add_output(parser, ("open", "signed"))


def _add_output(parser: argparse.ArgumentParser, overrides: Iterable[str]) -> None:
    parser.add_argument(
        "--out", type=_path, metavar="FILE", help="the file to write (default: FILE, backed up)"
    )
    for name in overrides:
        flag, text = f"--allow-{name}", _ALLOWED[name]
        parser.add_argument(flag, action="append_const", const=name, dest="allow", help=text)


def add_diff(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``diff``."""
    parser.add_argument("a", type=_path, metavar="A")
    parser.add_argument("b", type=_path, metavar="B")
    parser.add_argument("--all", action="store_true", help="show every difference")


def add_publish(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``publish``."""
    parser.add_argument(
        "file",
        type=_path,
        metavar="FILE",
        help="a workbook, or an id such as outcomes-framework for the dashboard of the working "
        "folder",
    )
    parser.add_argument(
        "--out",
        type=_path,
        metavar="FILE",
        help="the copy, or a folder for it (default: “NAME (values only).xlsx” beside FILE)",
    )
    parser.add_argument(
        "--suppress", action="store_true", help="take small numbers out (dashboards only)"
    )
    parser.add_argument(
        "--no-pictures", action="store_true", help="draw no PDF and no picture of a dashboard"
    )


def add_repair(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``repair``."""
    parser.add_argument("file", type=_path, metavar="FILE")


def add_check(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``check``: those of returns, of dashboards, and of the report."""
    _add_returns(parser)
    _add_dashboards(parser)
    _add_report(parser)


def _add_returns(parser: argparse.ArgumentParser) -> None:
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
        nargs="+",
        action="extend",
        default=[],
        metavar="FILE",
        help="earlier returns, each laid beside that of its place; put them after the returns",
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
        "--jobs", type=_count, default=1, metavar="N", help="files checked side by side (1)"
    )


def _add_dashboards(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--dashboard", action="store_true", help="the files are dashboard tables, not returns"
    )
    parser.add_argument(
        "--sheet",
        help="the one sheet to look at (default: all; of a mapped dashboard the printed ones)",
    )
    parser.add_argument(
        "--bands",
        metavar="ID",
        help="the bands of a dashboard's ratings: an id in mappings/bands.yaml, such as finance",
    )


def _add_report(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--severity",
        choices=("error", "query", "note"),
        default="note",
        help="the least severity shown (note)",
    )
    parser.add_argument(
        "--format",
        choices=("text", "json", "html", "xlsx"),
        help="how the report comes (as the name after --out ends, else text)",
    )
    parser.add_argument("--out", type=_path, metavar="FILE", help="where the report goes")
    parser.add_argument("--strict", action="store_true", help="end with status 1 for queries too")


def add_init(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``init``."""
    parser.add_argument("folder", type=_path, metavar="DIR")
    parser.add_argument(
        "--force", action="store_true", help="add what is missing to a folder in use"
    )


def add_spc(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``spc``."""
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


def add_explain(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``explain``."""
    parser.add_argument(
        "codes",
        nargs="*",
        metavar="CODE",
        help="a code such as CELL03, or a group such as CELL (default: list all codes)",
    )
    parser.set_defaults(if_refused="Nothing was explained")


def add_serve(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``serve``."""
    parser.set_defaults(if_refused="Excel is not served")
    parser.epilog = (
        "xlwings Server, which this starts, is not under xlbcf's licence: it is free for "
        "noncommercial use (PolyForm Noncommercial License 1.0.0); others buy a licence. Set "
        "XLWINGS_LICENSE_KEY to noncommercial or to your key."
    )
    parser.add_argument(
        "--host", default="127.0.0.1", help="the interface to listen on (127.0.0.1: this computer)"
    )
    parser.add_argument("--port", type=_port, default=8000, help="the port (8000; 0: a free one)")
    parser.add_argument(
        "--address",
        metavar="URL",
        help="where Excel reaches the server, such as https://xlbcf.example.org, if not there",
    )
    parser.add_argument(
        "--certificate", type=_path, metavar="FILE", help="for https: a certificate (PEM)"
    )
    parser.add_argument(
        "--key", type=_path, metavar="FILE", help="its private key (default: in the same file)"
    )
    parser.add_argument(
        "--manifest",
        type=_path,
        metavar="FILE",
        help="where to write the manifest for Excel (default: among your settings)",
    )
    parser.add_argument(
        "--home", type=_path, metavar="DIR", help="the working folder (default: that of the add-in)"
    )
    parser.add_argument(
        "--figures",
        metavar="SOURCE",
        help="a file of figures, or the SQLAlchemy URL of a database (default: of the add-in)",
    )
    parser.add_argument("--query", metavar="SQL", help="the query, for a database")


def _path(text: str) -> object:
    from pathlib import Path

    return Path(text)


def _baseline(text: str) -> int:
    if not text.isdecimal() or int(text) < 12:
        raise argparse.ArgumentTypeError(f"“{text}” is not a whole number from 12")
    return int(text)


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"“{text}” is not a port, 0 to 65535")
    return int(text)


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"“{text}” is not a whole number from 1")
    return int(text)


#: What adds the arguments of each command.
ARGUMENTS = {
    "fill": add_fill,
    "check": add_check,
    "undo": add_undo,
    "set": add_set,
    "recalc": add_recalc,
    "diff": add_diff,
    "refresh": add_refresh,
    "publish": add_publish,
    "repair": add_repair,
    "init": add_init,
    "spc": add_spc,
    "addin": add_addin,
    "doctor": add_doctor,
    "serve": add_serve,
    "explain": add_explain,
}
