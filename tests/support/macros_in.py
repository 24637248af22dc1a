"""What the macros in a workbook's file declare, read back by another program than writes them."""

from __future__ import annotations

import re
import warnings
from pathlib import Path

import pytest


def functions_in(path: Path) -> set[str]:
    """Return the functions for cells that a workbook's macros declare.

    Args:
        path: the workbook.
    """
    olevba = pytest.importorskip("oletools.olevba", reason="oletools comes with [test]")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        parser = olevba.VBA_Parser(path.name, data=path.read_bytes())
        code = "".join(text for *_, text in parser.extract_macros())
        parser.close()
    return set(re.findall(r"^Public Function (BCF_\w+)\(", code, re.MULTILINE))
