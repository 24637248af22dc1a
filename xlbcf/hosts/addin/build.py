"""The build of the add-in: its macros, the generated wrappers and its ribbon in one file."""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape

from xlbcf import __version__
from xlbcf.hosts.addin.lint import lint
from xlbcf.hosts.addin.macros import ADDIN_MACROS, Module, read_module, read_ribbon_file
from xlbcf.hosts.addin.project import new_addin, read_parts, write_parts
from xlbcf.hosts.addin.wrappers import functions_module
from xlbcf.hosts.functions import all_functions
from xlbcf.rules.findings import Refused

_RIBBON_PART = "customUI/customUI14.xml"
_RELATIONSHIPS = "_rels/.rels"
_RIBBON_RELATIONSHIP = (
    '<Relationship Id="rIdRibbon" '
    'Type="http://schemas.microsoft.com/office/2007/relationships/ui/extensibility" '
    f'Target="{_RIBBON_PART}"/>'
)
_PROPERTIES = """\
<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties \
xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" \
xmlns:dc="http://purl.org/dc/elements/1.1/">\
<dc:title>{title}</dc:title><dc:creator>xlbcf</dc:creator>\
<dc:description>{description}</dc:description></cp:coreProperties>"""
_DESCRIPTION = "Fills and checks Better Care Fund returns, and gives cells the BCF_ functions."


def addin_modules(folder: Path | None = None) -> list[Module]:
    """Return the modules of the add-in: the macros and the generated wrappers.

    Args:
        folder: the folder of macros, or None for those of the program.

    Raises:
        Refused: a macro cannot be read (ADDIN60).
    """
    macros = [read_module(name, folder) for name in ADDIN_MACROS]
    return [*macros, functions_module(all_functions())]


def build_addin(folder: Path | None = None) -> bytes:
    """Build the add-in for Excel.

    Args:
        folder: the folder of macros, or None for those of the program.

    Returns:
        The content of ``xlbcf.xlam``; the same bytes for the same macros, functions and version of
        xlwings, on any machine.

    Raises:
        Refused: a macro or the ribbon has a fault (ADDIN60 to ADDIN66).
    """
    from xlbcf.hosts.actions import ACTIONS

    modules, ribbon = addin_modules(folder), read_ribbon_file(folder)
    if found := lint(modules, ribbon, all_functions(), ACTIONS):
        raise Refused(found)
    parts = read_parts(new_addin(modules))
    parts[_RIBBON_PART] = ribbon.encode()
    relationships = parts[_RELATIONSHIPS].decode()
    parts[_RELATIONSHIPS] = relationships.replace(
        "</Relationships>", f"{_RIBBON_RELATIONSHIP}</Relationships>"
    ).encode()
    # Excel's list of add-ins shows the title and the description.
    title, description = escape(f"xlbcf {__version__}"), escape(_DESCRIPTION)
    parts["docProps/core.xml"] = _PROPERTIES.format(title=title, description=description).encode()
    return write_parts(parts)


def is_addin(content: bytes) -> bool:
    """Say whether the content of a file is an add-in that this program built, in any version."""
    return _RIBBON_PART.encode() in content and b'id="XlbcfTab"' in content
