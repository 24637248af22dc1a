"""The per-user configuration: what the add-in in Excel and the Python behind it both read.

It is one file of lines ``KEY=VALUE``. VBA reads it without any library, which is why it is UTF-16
with a mark at its start, the only form that VBA's own file reader takes beside ANSI.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from xlbcf.rules.findings import Refused, finding

FILE_NAME = "xlbcf.conf"
#: Names another folder for the configuration, for tests and for IT.
FOLDER_VARIABLE = "XLBCF_CONFIG_DIR"
_ENCODING = "utf-16"
_WRITTEN_AS = "utf-16-le"
_MARK = "\ufeff"
_LINE_END = "\r\n"
_BETWEEN_SHEETS = "|"


class Connect(StrEnum):
    """How the add-in comes to Python: it starts one, or takes one that runs already."""

    START = "start"
    RUNNING = "running"


class Form(NamedTuple):
    """A return's template, as the add-in knows it by its sheets.

    Args:
        return_id: the return's id.
        sheets: the names of its sheets, in their order.
    """

    return_id: str
    sheets: tuple[str, ...]


class Configuration(NamedTuple):
    """What a person's add-in works with.

    Args:
        version: the version of xlbcf that installed it; empty where none did.
        interpreter: the full path of the Python to start; empty where none is known.
        library: the full path of xlwings' library for Excel.
        connect: how the add-in comes to Python.
        home: the working folder, or None for the mappings that came with xlbcf.
        figures: a file or the address of a database; empty for those of the working folder.
        query: the query for the database.
        commentary: a file; empty for that of the working folder.
        forms: the templates that the add-in knows.
        addin: the full path of the add-in that was installed with it.
        checksum: the SHA-256 of that add-in.
    """

    version: str = ""
    interpreter: str = ""
    library: str = ""
    connect: Connect = Connect.START
    home: Path | None = None
    figures: str = ""
    query: str = ""
    commentary: str = ""
    forms: tuple[Form, ...] = ()
    addin: str = ""
    checksum: str = ""


def configuration_folder(variables: Mapping[str, str] = os.environ) -> Path:
    """Return the per-user folder of xlbcf: the configuration, and what else is kept for a person.

    Args:
        variables: the environment's variables.
    """
    if named := variables.get(FOLDER_VARIABLE):
        return Path(named)
    if roaming := variables.get("APPDATA"):
        return Path(roaming) / "xlbcf"
    return Path(variables.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "xlbcf"


def configuration_file(variables: Mapping[str, str] = os.environ) -> Path:
    """Return where the configuration is, or would be."""
    return configuration_folder(variables) / FILE_NAME


def read_configuration(path: Path | None = None) -> Configuration:
    """Read the configuration.

    Args:
        path: the file, or None for the user's own.

    Returns:
        The configuration; the defaults where there is no file.

    Raises:
        Refused: the file cannot be read as a configuration (ADDIN01).
    """
    path = path or configuration_file()
    try:
        data = path.read_bytes()
        # Without its mark, UTF-16 could be read the wrong way round.
        if data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
            raise UnicodeError("it is not a text in UTF-16")
        return _configuration(data.decode(_ENCODING))
    except FileNotFoundError:
        return Configuration()
    except OSError as fault:
        raise Refused(finding("ADDIN01", path, reason=fault.strerror or fault)) from fault
    except UnicodeError as fault:
        reason = fault if str(fault).startswith("it is") else "it is not a text in UTF-16"
        raise Refused(finding("ADDIN01", path, reason=reason)) from fault
    except ValueError as fault:
        raise Refused(finding("ADDIN01", path, reason=fault)) from fault


def as_file(configuration: Configuration) -> bytes:
    """Return a configuration as the content of its file; :func:`read_configuration` reads it."""
    home = str(configuration.home) if configuration.home else ""
    entries = [
        ("VERSION", configuration.version),
        ("INTERPRETER", configuration.interpreter),
        ("LIBRARY", configuration.library),
        ("CONNECT", configuration.connect),
        ("HOME", home),
        ("FIGURES", configuration.figures),
        ("QUERY", configuration.query),
        ("COMMENTARY", configuration.commentary),
        ("ADDIN", configuration.addin),
        ("SHA256", configuration.checksum),
    ]
    entries += [
        ("FORM", _BETWEEN_SHEETS.join((form.return_id, *form.sheets)))
        for form in configuration.forms
    ]
    text = "".join(f"{key}={value}{_LINE_END}" for key, value in entries)
    return (_MARK + text).encode(_WRITTEN_AS)


def _configuration(text: str) -> Configuration:
    """Read the lines; a key that a later version may write is passed over.

    Raises:
        ValueError: a line or a value cannot be understood.
    """
    found: dict[str, str] = {}
    forms = []
    for number, line in enumerate(text.replace(_LINE_END, "\n").split("\n"), start=1):
        key, sign, value = line.partition("=")
        if line.strip() and not sign:
            raise ValueError(f"line {number} is not KEY=VALUE")
        if key.strip() == "FORM":
            # The name of a sheet may end in a space, and then it matters.
            return_id, *sheets = value.split(_BETWEEN_SHEETS)
            forms.append(Form(return_id, tuple(sheets)))
        else:
            found[key.strip()] = value.strip()
    connect = found.get("CONNECT") or Connect.START
    if connect not in list(Connect):
        raise ValueError(f"CONNECT is “{connect}”, neither {Connect.START} nor {Connect.RUNNING}")
    home = found.get("HOME")
    return Configuration(
        version=found.get("VERSION", ""),
        interpreter=found.get("INTERPRETER", ""),
        library=found.get("LIBRARY", ""),
        connect=Connect(connect),
        home=Path(home) if home else None,
        figures=found.get("FIGURES", ""),
        query=found.get("QUERY", ""),
        commentary=found.get("COMMENTARY", ""),
        forms=tuple(forms),
        addin=found.get("ADDIN", ""),
        checksum=found.get("SHA256", ""),
    )
