"""The SHA-256 column of the table in ``workbooks/README.md``."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

_ROW = re.compile(r"^(\| `([^`]+)` \|.*\| )`[0-9a-f]*` \|$", re.MULTILINE)


def listed_files(readme: str) -> dict[str, str]:
    """Return the hash that the table states for each file.

    Args:
        readme: the text with the table.
    """
    return {row[2]: row[0].rsplit("`", 2)[1] for row in _ROW.finditer(readme)}


def with_hashes(readme: str, folder: Path) -> str:
    """Return the text with the true hash of every file of its table.

    Args:
        readme: the text with the table.
        folder: the folder to which the table's file names are relative.

    Raises:
        FileNotFoundError: a file of the table is not there.
    """
    return _ROW.sub(lambda row: f"{row[1]}`{file_hash(folder / row[2])}` |", readme)


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    return sha256(path.read_bytes()).hexdigest()
