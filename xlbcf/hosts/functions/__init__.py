"""The functions that workbooks call from their cells, the same in every host.

A module here for each subject declares them (:mod:`xlbcf.hosts.functions.definition`); none of them
knows whether Excel, a server or LibreOffice calls it. The hosts read :func:`all_functions`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module

from xlbcf.hosts.functions.definition import CellFunction, declared

_SUBJECTS = (
    "judging",
    "targets",
    "assessing",
    "travelling",
    "rates",
    "standardising",
    "charting",
    "trends",
    "narratives",
    "looking_up",
)


@cache
def all_functions() -> Mapping[str, CellFunction]:
    """Return every function by its name in a cell, such as ``BCF_RAG``, in alphabetical order."""
    for subject in _SUBJECTS:
        import_module(f"{__name__}.{subject}")
    return declared()
