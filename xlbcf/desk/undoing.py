"""A change taken back, and the change log told of it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from xlbcf.books.replacement import undo
from xlbcf.desk.change_log import NAME, LogRow, stage_log
from xlbcf.rules.findings import Refused


def undo_file(path: Path) -> Path | None:
    """Put back the version of a file that was replaced last, and note it in the change log.

    Args:
        path: the file; a change log beside it tells of the undo.

    Returns:
        Where the version that was undone is kept, or nothing if the file was gone.

    Raises:
        Refused: there is nothing to put back (FILE05), or it cannot be written.
    """
    if not (path.parent / NAME).exists():
        return undo(path)
    row = LogRow(path.name, "", None, "undo", None, None, "the earlier version was put back")
    log = stage_log(path.parent, [row], datetime.now())
    try:
        aside = undo(path)
    except Refused:
        log.discard()
        raise
    log.put_in_place(keep_old=False)
    return aside
