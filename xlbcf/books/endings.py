"""What the name of a file that is written must end in, because Windows goes by it."""

from __future__ import annotations

from pathlib import Path

from xlbcf.rules.findings import Refused, finding


def require_ending(path: Path, expected: str, kind: str) -> None:
    """Make sure that a name does not say that the file is something else.

    Args:
        path: the file to write; a name without any ending is taken as it is.
        expected: the ending, such as ``.xlsx``.
        kind: what the file is, for the message.

    Raises:
        Refused: the name ends in something else (FILE08).
    """
    found = path.suffix.casefold()
    if found and found != expected:
        raise Refused(finding("FILE08", path, found=found, kind=kind, expected=expected))
