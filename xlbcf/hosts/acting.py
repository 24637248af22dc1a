"""What every button is handed and what it comes to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from xlbcf.books.open_book import OpenBook
from xlbcf.desk.library import Library
from xlbcf.hosts.addin.configuration import Configuration


@dataclass(frozen=True, slots=True)
class Said:
    """What a button comes to.

    Args:
        text: what the person is told.
        problem: whether it is that nothing could be done.
        open_path: a file to open, such as a report.
    """

    text: str
    problem: bool = False
    open_path: Path | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What the buttons work with beside the workbook.

    Args:
        library: the mappings.
        configuration: the user's own configuration.
        folder: where reports go.
        host: what runs the buttons, as *About* names it.
        reports: where people find reports, as *About* names it; empty for the folder.
    """

    library: Library
    configuration: Configuration = field(default_factory=Configuration)
    folder: Path = Path()
    host: str = "Excel on this computer"
    reports: str = ""


Action = Callable[[OpenBook, Context], Said]
