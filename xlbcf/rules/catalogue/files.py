"""What can be found about a file on disk."""

from __future__ import annotations

from xlbcf.rules.kinds import Kind, Severity

KINDS = (
    Kind("FILE01", "File not found", Severity.ERROR, "there is no such file.", "Check the path."),
    Kind(
        "FILE02",
        "File cannot be read",
        Severity.ERROR,
        "the file cannot be read ({reason}).",
        "Check that you may read it and that it is not still being copied or synchronised.",
    ),
    Kind(
        "FILE03",
        "File cannot be written",
        Severity.ERROR,
        "the file cannot be written ({reason}).",
        "Choose another folder, or free some space, and run again.",
    ),
    Kind(
        "FILE04",
        "File is open in Excel",
        Severity.ERROR,
        "the lock file {lock} says that it is open.",
        "Close it in Excel and run again; if it is not open, delete the lock file "
        "or use --allow-open.",
    ),
    Kind(
        "FILE05",
        "No backup to restore",
        Severity.ERROR,
        "no earlier version of this file was kept.",
        "Only files that xlbcf has replaced can be undone.",
    ),
    Kind(
        "FILE06",
        "Kind of file not known",
        Severity.ERROR,
        "found {found}, expected one of {expected}.",
        "Save it as one of these kinds and run again.",
    ),
    Kind(
        "FILE07",
        "File left in its new version",
        Severity.ERROR,
        "another file of the same run could not be written, and this one could not be taken back "
        "({reason}); its earlier version: {backup}.",
        "Run again when the folder can be written, or copy the earlier version back.",
    ),
)
