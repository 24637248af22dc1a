"""The add-in's macros: VBA kept as text, in the folder ``macros`` beside the mappings."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path

from xlbcf.rules.findings import Refused, finding

_PACKAGE = Path(__file__).resolve().parent.parent.parent
#: Stands in a macro for the version of xlwings, which its library's file name carries.
_XLWINGS = "@XLWINGS@"
RIBBON_FILE = "ribbon.xml"
#: The macros that lead from a cell to Python; a workbook with functions of its own needs these.
FUNCTION_MACROS = ("XlbcfPython.bas",)
#: All macros of the add-in but the wrappers, which are generated.
ADDIN_MACROS = (*FUNCTION_MACROS, "XlbcfRibbon.bas", "XlbcfEvents.cls", "ThisWorkbook.cls")
_DOCUMENTS = ("ThisWorkbook",)


class Kind(StrEnum):
    """What a module is to VBA."""

    STANDARD = "standard"
    CLASS = "class"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Module:
    """A module of VBA.

    Args:
        name: its name.
        text: its source, with lines as in a file here (``\\n``).
        kind: what it is to VBA; a document's source has no attributes at its start.
    """

    name: str
    text: str
    kind: Kind = Kind.STANDARD


def macros_folder() -> Path:
    """Return the folder of the macros: the checkout's, or the one that came with the program."""
    checkout = _PACKAGE.parent / "macros"
    return checkout if (checkout / RIBBON_FILE).exists() else _PACKAGE / "shipped" / "macros"


def read_module(name: str, folder: Path | None = None) -> Module:
    """Read a macro.

    Args:
        name: its file's name, such as ``XlbcfPython.bas``.
        folder: where it is, or None for :func:`macros_folder`.

    Returns:
        The module, with the version of xlwings put in.

    Raises:
        Refused: it cannot be read (ADDIN60).
    """
    stem, _, ending = name.partition(".")
    kind = Kind.STANDARD if ending == "bas" else Kind.CLASS
    if stem in _DOCUMENTS:
        kind = Kind.DOCUMENT
    text = _read(name, folder).replace(_XLWINGS, version("xlwings"))
    return Module(stem, text, kind)


def read_ribbon_file(folder: Path | None = None) -> str:
    """Return the ribbon's XML.

    Args:
        folder: where it is, or None for :func:`macros_folder`.

    Raises:
        Refused: it cannot be read (ADDIN60).
    """
    return _read(RIBBON_FILE, folder)


def _read(name: str, folder: Path | None) -> str:
    path = (folder or macros_folder()) / name
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeError) as fault:
        raise Refused(finding("ADDIN60", path, reason=fault)) from fault
