"""Files replaced whole or not at all, with the earlier version kept.

A new version is written beside the old one under another name, forced to the disk and then put in
its place in one step, so that whoever looks finds the old file or the new one, never a part.
"""

from __future__ import annotations

import contextlib
import json
import os
import stat
import time
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from xlbcf.rules.findings import Finding, Refused, finding

if TYPE_CHECKING:
    from hashlib import _Hash

BACKUPS = "xlbcf-backups"
_FILLED = "filled.json"
_STAGED = ".xlbcf-new"
_UNDONE = " undone"
_STALE_AFTER = 3600
_KEPT_SUMS = 20


def open_elsewhere(path: Path) -> Finding | None:
    """Return a finding if a spreadsheet program's lock file says that the file is open."""
    for lock in (path.with_name(f"~${path.name}"), path.with_name(f".~lock.{path.name}#")):
        if lock.exists():
            return finding("FILE04", path, lock=lock.name)
    return None


class Staged:
    """A new version of a file, complete on the disk but not yet in place.

    Args:
        path: the file.
        new: the new version.
        sum: for a fill, the new version's checksum.
        basis: the checksum of what a fill started from; empty if it is no fill's.
    """

    def __init__(self, path: Path, new: Path, basis: str = "") -> None:
        self.path = path
        self.new = new
        self.sum = ""
        self.basis = basis

    def discard(self) -> None:
        """Drop the new version."""
        _drop(self.new)

    def put_in_place(self, *, keep_old: bool = True) -> Path | None:
        """Put the new version in place; the old one is kept first.

        Args:
            keep_old: whether to keep the old version; not for files that only ever grow.

        Returns:
            Where the old version is kept, or nothing if there was none.

        Raises:
            Refused: it cannot be written (FILE03).
        """
        kept: Path | None = None
        with _refusing(self.path, self):
            try:
                if keep_old and self.path.exists():
                    kept = keep(self.path)
                if self.basis:
                    _note_filled(self.path, self.sum, self.basis)
                self.new.replace(self.path)
            except BaseException:
                # A backup of a version that was not replaced would be a false step for undo.
                _drop(kept)
                raise
        _settle(self.path.parent)
        return kept


def stage(path: Path, pieces: Iterable[bytes | memoryview], basis: str = "") -> Staged:
    """Write a new version of a file beside it.

    Args:
        path: the file; its folder is made if there is none.
        pieces: the content, in order.
        basis: for a fill, the checksum of what it started from: :func:`filled_from` tells later.

    Raises:
        Refused: it cannot be written (FILE03); nothing is left behind.
    """
    staged = Staged(path, path.with_name(f".{path.name}.{os.getpid()}{_STAGED}"), basis=basis)
    with _refusing(path, staged):
        path.parent.mkdir(parents=True, exist_ok=True)
        _sweep(path.parent)
        digest = _new_checksum() if basis else None
        with staged.new.open("wb") as file:
            for piece in pieces:
                if digest:
                    digest.update(piece)
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            if not os.access(path, os.W_OK):
                raise PermissionError(13, "the file is read-only")
            staged.new.chmod(stat.S_IMODE(path.stat().st_mode))
        staged.sum = digest.hexdigest() if digest else ""
    return staged


def replace_file(path: Path, pieces: Iterable[bytes | memoryview]) -> Path | None:
    """Write a new version of a file and put it in place; the old one is kept.

    Returns:
        Where the old version is kept, or nothing if there was none.

    Raises:
        Refused: it cannot be written (FILE03); the old file is as it was.
    """
    return stage(path, pieces).put_in_place()


def put_back(path: Path, kept: Path | None) -> None:
    """Take a replacement back, because another that belongs to it failed; needs no space.

    Args:
        path: the file.
        kept: its earlier version, or nothing if there was none.

    Raises:
        Refused: the file now holds the new version after all (FILE07).
    """
    try:
        if kept:
            kept.replace(path)
        else:
            path.unlink()
    except OSError as fault:
        backup = kept or "there was none"
        found = finding("FILE07", path, reason=fault.strerror or fault, backup=backup)
        raise Refused(found) from fault


def keep(path: Path) -> Path:
    """Copy a file into the folder of backups beside it; returns the copy."""
    stamp = datetime.now().strftime("%Y-%m-%d %H%M%S.%f")
    return _copy(path, path.parent / BACKUPS / f"{path.stem} {stamp}{path.suffix}")


def _copy(path: Path, target: Path) -> Path:
    """Copy a file to a place that shows the whole copy or none."""
    import shutil

    target.parent.mkdir(exist_ok=True)
    part = target.with_name(f".{target.name}{_STAGED}")
    try:
        shutil.copy2(path, part)
        part.replace(target)
    except BaseException:
        _drop(part)
        raise
    return target


def backups(path: Path) -> list[Path]:
    """Return the kept versions of a file, the oldest first."""
    folder = path.parent / BACKUPS
    kept = folder.glob(f"{_literal(path.stem)} [0-9]*{path.suffix}") if folder.is_dir() else ()
    length = len(path.stem) + len(" 2026-01-01 000000.000000")
    return sorted(each for each in kept if len(each.stem) == length)


def undo(path: Path) -> Path | None:
    """Put back the version of a file that was replaced last; the present one is kept aside.

    Returns:
        Where the version that was undone is kept, or nothing if the file was gone.

    Raises:
        Refused: no version was kept (FILE05), it is open (FILE04) or cannot be written (FILE03).
    """
    kept = backups(path)
    if not kept:
        raise Refused(finding("FILE05", path))
    if found := open_elsewhere(path):
        raise Refused(found)
    latest = kept[-1]
    aside: Path | None = None
    with _refusing(path):
        if path.exists():
            aside = _copy(path, latest.with_name(f"{latest.stem}{_UNDONE}{latest.suffix}"))
        latest.replace(path)
    _settle(path.parent)
    return aside


def checksum(data: bytes) -> str:
    """Return the checksum that tells contents apart."""
    digest = _new_checksum()
    digest.update(data)
    return digest.hexdigest()


def _new_checksum() -> _Hash:
    # Most commands replace files without one.
    from hashlib import sha256

    return sha256()


def filled_from(path: Path) -> str:
    """Return the checksum of what a fill started from to write a file as it stands.

    Empty if no fill wrote it, or somebody has changed it since.
    """
    return _filled(path).get(path.name, {}).get(checksum(path.read_bytes()), "")


def _note_filled(path: Path, digest: str, basis: str) -> None:
    """Remember a version that a fill wrote, before it is put in place."""
    sums = _filled(path)
    others = {each: b for each, b in sums.get(path.name, {}).items() if each != digest}
    sums[path.name] = dict([*others.items(), (digest, basis)][-_KEPT_SUMS:])
    folder = path.parent / BACKUPS
    folder.mkdir(exist_ok=True)
    part = folder / f".{_FILLED}.{os.getpid()}{_STAGED}"
    try:
        part.write_text(json.dumps(sums, indent=1), encoding="utf-8")
        part.replace(folder / _FILLED)
    except BaseException:
        _drop(part)
        raise


def _filled(path: Path) -> dict[str, dict[str, str]]:
    try:
        sums = json.loads((path.parent / BACKUPS / _FILLED).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    whole = isinstance(sums, dict) and all(isinstance(each, dict) for each in sums.values())
    return sums if whole else {}


@contextlib.contextmanager
def _refusing(path: Path, staged: Staged | None = None) -> Iterator[None]:
    """Turn a failure to write into a refusal, and leave no half-written file behind."""
    try:
        yield
    except OSError as fault:
        if staged:
            staged.discard()
        raise Refused(finding("FILE03", path, reason=fault.strerror or fault)) from fault
    except BaseException:
        if staged:
            staged.discard()
        raise


def _settle(folder: Path) -> None:
    """Make a rename last through a power cut, where the system has a way to ask for it."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    # Some network drives cannot do it for a folder; the file is in its place all the same.
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _sweep(folder: Path) -> None:
    """Remove what interrupted runs left behind long ago, in a folder and among its backups."""
    for each in (folder, folder / BACKUPS):
        for left in each.glob(f".*{_STAGED}"):
            with contextlib.suppress(OSError):
                if time.time() - left.stat().st_mtime > _STALE_AFTER:
                    left.unlink()


def _drop(path: Path | None) -> None:
    if path:
        with contextlib.suppress(OSError):
            path.unlink()


def _literal(name: str) -> str:
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in name)
