"""What can be found about the add-in: its build, its installation and what is in its way."""

from __future__ import annotations

from xlbcf.rules.kinds import Kind, Severity

KINDS = (
    Kind(
        "ADDIN01",
        "Configuration cannot be read",
        Severity.ERROR,
        "the configuration cannot be read: {reason}.",
        "Run “xlbcf addin install” again; it writes the file anew.",
        meaning="The add-in and the Python behind it read one small file, kept for each person. "
        "It is a text in UTF-16, which an editor may have saved as something else.",
        example={"reason": "it is not a text in UTF-16"},
        place=r"C:\Users\sam\AppData\Roaming\xlbcf\xlbcf.conf",
    ),
)
