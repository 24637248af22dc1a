"""Where figures and commentary come from: as a person names it, and as a person is told."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from xlbcf.books.unreadable import unreadable
from xlbcf.desk.folder import Home, own_home
from xlbcf.feeds.databases import is_address
from xlbcf.hosts.addin.configuration import Configuration
from xlbcf.rules.findings import Finding, Refused, finding


def named_source(named: str) -> str:
    """Return a file's full path; the address of a database, or nothing, as it is.

    Args:
        named: what a person gave.

    Raises:
        Refused: there is no such file (FILE01), or it is a folder (FILE02).
    """
    if not named or "://" in named:
        return named
    path = Path(named).absolute()
    if not path.exists():
        raise Refused(finding("FILE01", path))
    if path.is_dir():
        raise Refused(unreadable(path, IsADirectoryError()))
    return str(path)


def figures_in_words(configuration: Configuration, home: Home) -> str:
    """Return where the figures come from, for people."""
    # The address of a database may hold a password.
    if is_address(configuration.figures):
        return "a database"
    return _seen(configuration.figures) if configuration.figures else _those_of(home)


def commentary_in_words(configuration: Configuration, home: Home) -> str:
    """Return where the commentary comes from, for people."""
    if configuration.commentary:
        return _seen(configuration.commentary)
    # Other people's commentary never goes with figures of one's own.
    return "none" if configuration.figures else _those_of(home)


def sources_in_words(configuration: Configuration, home: Home) -> str:
    """Return in a line what a fill is made from."""
    figures = figures_in_words(configuration, home)
    commentary = commentary_in_words(configuration, home)
    if figures == commentary:
        return f"Figures and commentary: {figures}."
    return f"Figures: {figures}; commentary: {commentary}."


def setting_at_fault(findings: Sequence[Finding], configuration: Configuration) -> str:
    """Return which setting leads to the file that findings are about; nothing if none does.

    Args:
        findings: why a button did nothing.
        configuration: what the person's add-in works with.
    """
    for name in ("figures", "commentary"):
        file = getattr(configuration, name)
        if file and any(f"{each.where}:".startswith(f"{file}:") for each in findings):
            command = f"“xlbcf addin install --{name} FILE”"
            return f"xlbcf is set to take its {name} from this file; {command} names another."
    return ""


def _seen(file: str) -> str:
    return file if Path(file).exists() else f"{file} (there is no such file)"


def _those_of(home: Home) -> str:
    shipped = home.folder.resolve() == own_home().folder.resolve()
    return "those that come with xlbcf" if shipped else f"those in {home.data}"
