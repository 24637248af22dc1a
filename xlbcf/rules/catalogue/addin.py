"""What can be found when the add-in for Excel is built, installed, served or removed."""

from __future__ import annotations

from xlbcf.rules.kinds import Kind, Severity

_ADDIN = r"C:\Users\sam\AppData\Roaming\Microsoft\Excel\XLSTART\xlbcf.xlam"
_CONFIGURATION = r"C:\Users\sam\AppData\Roaming\xlbcf\xlbcf.conf"
_PYTHON = r"C:\Users\sam\bcf\.venv\Scripts\pythonw.exe"
_EXCEL = "Excel"

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
        place=_CONFIGURATION,
    ),
    Kind(
        "ADDIN02",
        "Not a computer with Windows",
        Severity.ERROR,
        "this runs {system}, and the add-in needs Excel for Windows.",
        "Use “xlbcf serve” for Excel on a Mac and on the web, “xlbcf addin build --for calc” for "
        "LibreOffice, or the commands without Excel, such as “xlbcf check”.",
        meaning="Excel for Windows alone can start Python from an add-in.",
        example={"system": "macOS"},
        place="this computer",
    ),
    Kind(
        "ADDIN03",
        "Add-in is in use",
        Severity.ERROR,
        "the add-in cannot be replaced or removed: {reason}. Excel has it open while it runs.",
        "Close every window of Excel and run the command again. If that does not help, end Excel "
        "in the Task Manager: one may be left without a window.",
        meaning="Excel holds an add-in open from start to end. Nothing was changed.",
        example={"reason": "Permission denied"},
        place=_ADDIN,
    ),
    Kind(
        "ADDIN04",
        "Start-up folder cannot be written",
        Severity.ERROR,
        "nothing can be written into Excel's start-up folder: {reason}.",
        "Ask IT to let you write there, or to set Excel's alternate start-up folder (AltStartup) "
        "to a folder of yours that is a trusted location.",
        meaning="Excel opens the add-ins that lie in this folder when it starts. It belongs to "
        "each person and needs no administrator, unless a policy closed it.",
        example={"reason": "Permission denied"},
        place=r"C:\Users\sam\AppData\Roaming\Microsoft\Excel\XLSTART",
    ),
    Kind(
        "ADDIN05",
        "Add-in was left where it is",
        Severity.QUERY,
        "this file is not the add-in as it was installed, so it was not removed.",
        "Remove it yourself if nobody needs it.",
        meaning="What was installed is known by its checksum. A file that somebody has put or "
        "changed there since is theirs.",
        example={},
        place=_ADDIN,
    ),
    Kind(
        "ADDIN06",
        "Width of Excel is not known",
        Severity.NOTE,
        "nothing tells whether Excel is 32-bit or 64-bit; 64-bit is taken.",
        "If cells show #N/A, look at File > Account > About Excel, and tell IT if it says 32-bit.",
        meaning="Excel loads a small library to come to Python, and there is one for each width. "
        "The registry says which, wherever Excel was installed in the usual ways.",
        example={},
        place=_EXCEL,
    ),
    Kind(
        "ADDIN24",
        "Server for Excel cannot start",
        Severity.ERROR,
        "Python cannot wait for Excel: {reason}.",
        "Run “python -m pip install --force-reinstall pywin32”, then try again.",
        meaning="The add-in and Python speak through Windows' own automation, for which Python "
        "needs the package pywin32; xlwings brings it on Windows.",
        example={"reason": "ImportError: Couldn't find 'pywin32'"},
        place=_PYTHON,
    ),
    Kind(
        "ADDIN25",
        "Add-in starts Python itself",
        Severity.QUERY,
        "the add-in is set to start a Python of its own, and will not look for this one.",
        "Run “xlbcf addin install --connect running” once, then start Excel again.",
        meaning="Whether Excel starts Python or takes one that runs stands in the configuration.",
        example={},
        place=_CONFIGURATION,
    ),
)
