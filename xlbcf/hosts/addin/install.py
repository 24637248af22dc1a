"""Installing the add-in for one person, without an administrator, and removing it again.

Two files are written: the add-in into Excel's start-up folder, and the configuration. The registry
is read and never written; other add-ins and what the person set in Excel are left alone.
"""

from __future__ import annotations

import contextlib
import hashlib
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from xlbcf import __version__
from xlbcf.books.replacement import BACKUPS, Staged, put_back, stage
from xlbcf.desk.folder import find_home, own_home
from xlbcf.desk.library import Library
from xlbcf.hosts.addin.code_page import path_fault
from xlbcf.hosts.addin.configuration import (
    Configuration,
    Connect,
    Form,
    as_file,
    configuration_file,
    read_configuration,
)
from xlbcf.hosts.addin.excel import (
    ADDIN_NAME,
    alternate_folder,
    excel_bits,
    start_up_folder,
    zone_of,
)
from xlbcf.hosts.addin.machine import Machine
from xlbcf.hosts.addin.pythons import find_library, library_name, python_fault, without_window
from xlbcf.hosts.sources import named_source
from xlbcf.rules.findings import Finding, Refused, finding


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person asks of an installation; None leaves it as it was.

    Args:
        home: the working folder.
        figures: a file or the address of a database.
        query: the query for the database.
        commentary: a file.
        connect: how the add-in comes to Python.
    """

    home: Path | None = None
    figures: str | None = None
    query: str | None = None
    commentary: str | None = None
    connect: Connect | None = None


@dataclass(frozen=True, slots=True)
class Installed:
    """What an installation did, or would do.

    Args:
        addin: the add-in's file.
        file: the configuration's file.
        configuration: what stands in it.
        changed: the files that were written.
        backup: where the earlier add-in is kept, or None if there was none.
        findings: what is worth knowing.
    """

    addin: Path
    file: Path
    configuration: Configuration
    changed: tuple[Path, ...]
    backup: Path | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Removed:
    """What a removal did.

    Args:
        gone: the files that were removed.
        left: the folder of xlbcf with what other work keeps there, or None if nothing is left.
        findings: what was left in place, and why.
    """

    gone: tuple[Path, ...]
    left: Path | None
    findings: tuple[Finding, ...]


def install(
    machine: Machine, wish: Wish, build: Callable[[], bytes], *, dry_run: bool = False
) -> Installed:
    """Install the add-in for the person who runs this; a second time changes nothing.

    Args:
        machine: the computer.
        wish: what the person asks for.
        build: makes the add-in's file.
        dry_run: whether only to tell what would be written.

    Returns:
        What was done.

    Raises:
        Refused: this Python cannot serve Excel (ADDIN08 to ADDIN11, ADDIN26), nothing can be
            written (ADDIN04, FILE03), Excel has the add-in open (ADDIN03), or what the wish names
            is not there (FILE01, RUN03) or a folder (FILE02). Nothing is changed then.
    """
    file = configuration_file(machine.variables)
    configuration, findings = _configure(machine, wish, _earlier(file))
    content = build()
    configuration = configuration._replace(checksum=hashlib.sha256(content).hexdigest())
    staged, addin = _stage_addin(machine, content, dry_run)
    configuration = configuration._replace(addin=str(addin))
    data = as_file(configuration)
    told = _holds(file, data)
    changes = [*([] if _same(addin, content) else [addin]), *([] if told else [file])]
    backup = None if dry_run else _write(staged, file, None if told else data)
    return Installed(addin, file, configuration, tuple(changes), backup, findings)


def uninstall(machine: Machine) -> Removed:
    """Remove what :func:`install` wrote, as far as it is still what was written.

    Returns:
        What was removed and what was left.

    Raises:
        Refused: Excel has the add-in open (ADDIN03); nothing is changed then.
    """
    file = configuration_file(machine.variables)
    configuration = _earlier(file)
    addin = Path(configuration.addin) if configuration.addin else _default_addin(machine)
    gone, findings = [], []
    if addin.exists():
        if hashlib.sha256(addin.read_bytes()).hexdigest() == configuration.checksum:
            _remove(addin)
            gone.append(addin)
        else:
            findings.append(finding("ADDIN05", addin))
    if file.exists():
        _remove(file)
        gone.append(file)
    with contextlib.suppress(OSError):
        file.parent.rmdir()
    left = file.parent if file.parent.exists() else None
    return Removed(tuple(gone), left, tuple(findings))


def _earlier(file: Path) -> Configuration:
    """Return the configuration as it was; the defaults where it cannot be read."""
    try:
        return read_configuration(file)
    except Refused:
        return Configuration()


def _configure(
    machine: Machine, wish: Wish, earlier: Configuration
) -> tuple[Configuration, tuple[Finding, ...]]:
    """Return the configuration that is asked for, without the add-in itself."""
    interpreter = without_window(machine.interpreter)
    python = machine.ask(interpreter)
    connect = wish.connect or earlier.connect
    if fault := python_fault(interpreter, python) or path_fault(machine, interpreter, connect):
        raise Refused(fault)
    bits = excel_bits(machine)
    library = find_library(interpreter, python, bits or 64)
    if not library:
        name = library_name(bits or 64, python.xlwings)
        where = python.folders[0] if python.folders else interpreter.parent
        raise Refused(finding("ADDIN11", where, library=name, version=python.xlwings))
    home = wish.home.absolute() if wish.home else earlier.home
    made = Configuration(
        version=__version__,
        interpreter=str(interpreter),
        library=str(library),
        connect=connect,
        home=home,
        figures=earlier.figures if wish.figures is None else named_source(wish.figures),
        query=_query(wish, earlier),
        commentary=earlier.commentary if wish.commentary is None else named_source(wish.commentary),
        forms=tuple(_forms(home)),
    )
    return made, () if bits else (finding("ADDIN06", "Excel"),)


def _query(wish: Wish, earlier: Configuration) -> str:
    """Return the query in one line, as the configuration holds it; other figures need another."""
    if wish.query is not None:
        return " ".join(wish.query.split())
    return earlier.query if wish.figures is None else ""


def _forms(home: Path | None) -> Iterator[Form]:
    """Yield the templates by which the add-in knows a return, without starting Python."""
    # Excel starts Python elsewhere, so the folder that this runs in does not count.
    library = Library(find_home(home) if home else own_home())
    for return_id in library.return_ids:
        yield Form(return_id, library.fingerprint(return_id).sheets)


def _default_addin(machine: Machine) -> Path:
    return start_up_folder(machine) / ADDIN_NAME


def _stage_addin(machine: Machine, content: bytes, dry_run: bool) -> tuple[Staged | None, Path]:
    """Write the add-in beside its place, in the first start-up folder that can be written.

    Returns:
        The new version, or None where the add-in is in place already; and the place.
    """
    first = _default_addin(machine)
    other = alternate_folder(machine)
    refusal: Refused | None = None
    for addin in (first, *([other / ADDIN_NAME] if other else [])):
        if dry_run or _same(addin, content):
            return None, addin
        try:
            return stage(addin, [content]), addin
        except Refused as found:
            refusal = refusal or found
    reason = refusal.findings[0].facts["reason"] if refusal else ""
    raise Refused(finding("ADDIN04", first.parent, reason=reason))


def _same(addin: Path, content: bytes) -> bool:
    """Return whether the add-in is in place as it should be; one that Windows marked is not."""
    if not addin.is_file() or zone_of(addin):
        return False
    return addin.read_bytes() == content


def _holds(file: Path, data: bytes) -> bool:
    try:
        return file.read_bytes() == data
    except OSError:
        return False


def _write(staged: Staged | None, file: Path, data: bytes | None) -> Path | None:
    """Put the add-in and the configuration in place, both or none.

    Returns:
        Where the earlier add-in is kept.
    """
    backup = _put_addin(staged, file.parent) if staged else None
    try:
        if data is not None:
            stage(file, [data]).put_in_place(keep_old=False)
    except Refused:
        if staged:
            put_back(staged.path, backup)
        raise
    return backup


def _put_addin(staged: Staged, folder: Path) -> Path | None:
    """Put the add-in in place; the earlier one is kept away from Excel's folders."""
    backup = None
    try:
        backup = _keep(staged.path, folder / BACKUPS) if staged.path.exists() else None
        staged.new.replace(staged.path)
    except OSError as fault:
        staged.discard()
        if backup:
            backup.unlink(missing_ok=True)
        reason = fault.strerror or fault
        raise Refused(finding("ADDIN03", staged.path, reason=reason)) from fault
    except Refused:
        staged.discard()
        raise
    return backup


def _keep(addin: Path, folder: Path) -> Path:
    stamp = datetime.now().strftime("%Y-%m-%d %H%M%S.%f")
    backup = folder / f"{addin.stem} {stamp}{addin.suffix}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(addin, backup)
    except OSError as fault:
        raise Refused(finding("FILE03", backup, reason=fault.strerror or fault)) from fault
    return backup


def _remove(path: Path) -> None:
    try:
        path.unlink()
    except OSError as fault:
        raise Refused(finding("ADDIN03", path, reason=fault.strerror or fault)) from fault
