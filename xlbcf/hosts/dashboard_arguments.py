"""The arguments of ``refresh``: their names, what they take and what help says of them."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_refresh(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``refresh``."""
    parser.add_argument(
        "dashboard",
        metavar="DASHBOARD",
        help="a workbook, or an id such as outcomes-framework for that of the working folder",
    )
    parser.add_argument(
        "--figures",
        metavar="SOURCE",
        default="",
        help="a CSV, Excel or ODS file, or the SQLAlchemy URL of a database "
        "(default: the figures that the working folder has for this dashboard)",
    )
    parser.add_argument("--query", metavar="SQL", help="the query, for a database")
    parser.add_argument(
        "--period",
        metavar="PERIOD",
        help="the last period wanted, such as 2018-19 Q3 (default: the newest in the figures)",
    )
    parser.add_argument(
        "--out", type=Path, metavar="FILE", help="the file to write (default: DASHBOARD, backed up)"
    )
    parser.add_argument(
        "--force",
        action="store_true",
        help="let older figures replace newer ones; histories are cut back to before them",
    )
    parser.add_argument("--dry-run", action="store_true", help="show the changes, write nothing")
