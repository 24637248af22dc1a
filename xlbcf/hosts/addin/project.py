"""VBA put into a workbook's file without Excel.

pyOpenVBA writes the project as [MS-OVBA] describes it. What its templates keep of a compiled form
is taken out here: there are sources alone, and Excel compiles them when it opens the file. The
package around it is written anew, every part
uncompressed and without times, so that the same sources give the same bytes on any machine.
"""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from pyopenvba import ExcelFile, VBAModuleKind  # type: ignore[import-untyped]
from pyopenvba.cfb import CFB  # type: ignore[import-untyped]

from xlbcf.hosts.addin.macros import Kind, Module

_CONTENT_TYPES = "[Content_Types].xml"
_PLAIN_WORKBOOK = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_MACRO_WORKBOOK = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_PROJECT_PART = "xl/vbaProject.bin"
#: Says that no version of Office compiled the project ([MS-OVBA] 2.3.4.1 and its example 3.1.1). An
#: Office that finds its own version there takes the compiled form for the sources (1.6).
_NEVER_COMPILED = bytes.fromhex("cc61ffff000100")
#: The earliest time that a ZIP file can tell.
_NO_TIME = (1980, 1, 1, 0, 0, 0)


def new_addin(modules: Sequence[Module]) -> bytes:
    """Return an add-in with these modules, and one empty sheet that nobody sees.

    Args:
        modules: the modules; those of documents replace the code of that document.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "addin.xlam"
        with ExcelFile.create_new(path) as file:
            # The template that pyOpenVBA carries has an empty module.
            file.vba_project().delete_module("Module1")
            _put(file, modules)
        return write_parts(_uncompiled(read_parts(path.read_bytes())))


def with_macros(workbook: bytes, modules: Sequence[Module]) -> bytes:
    """Return a workbook with these modules, as a macro-enabled workbook.

    Args:
        workbook: the content of an ``.xlsx`` file, or of an ``.xlsm`` without macros.
        modules: the modules; those of documents replace the code of that document.
    """
    parts = read_parts(workbook)
    types = parts[_CONTENT_TYPES].replace(_PLAIN_WORKBOOK, _MACRO_WORKBOOK)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "workbook.xlsm"
        path.write_bytes(write_parts({**parts, _CONTENT_TYPES: types}))
        with ExcelFile(path) as file:
            file.add_vba_project()
            _put(file, modules)
        return write_parts(_uncompiled(read_parts(path.read_bytes())))


def read_parts(package: bytes) -> dict[str, bytes]:
    """Return the parts of a package by name, in their order."""
    with zipfile.ZipFile(io.BytesIO(package)) as source:
        return {name: source.read(name) for name in source.namelist()}


def write_parts(parts: Mapping[str, bytes]) -> bytes:
    """Return a package of these parts: always the same bytes for the same parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as package:
        for name in sorted(parts, key=lambda name: (name != _CONTENT_TYPES, name)):
            entry = zipfile.ZipInfo(name, _NO_TIME)
            # Otherwise the file would say which system it was made on.
            entry.create_system = 0
            package.writestr(entry, parts[name])
    return target.getvalue()


def _put(file: ExcelFile, modules: Sequence[Module]) -> None:
    project = file.vba_project()
    for module in modules:
        source = module.text.replace("\n", "\r\n")
        if module.kind == Kind.DOCUMENT:
            file.set_module(module.name, source)
        else:
            is_class = module.kind == Kind.CLASS
            kind = VBAModuleKind.other if is_class else VBAModuleKind.standard
            project.add_module(module.name, source, kind=kind)
    for module in project.modules:
        # One that is not written anew keeps the compiled form that the template has of it.
        module.dirty = True
    file.save()


def _uncompiled(parts: dict[str, bytes]) -> dict[str, bytes]:
    """Return the parts of a package whose project says that it was never compiled."""
    project = CFB.from_bytes(parts[_PROJECT_PART])
    project.write_stream_in_storage("VBA", "_VBA_PROJECT", _NEVER_COMPILED)
    return {**parts, _PROJECT_PART: project.to_bytes()}
