"""What can be found about a file on disk."""

from __future__ import annotations

from xlbcf.rules.kinds import Kind, Severity

KINDS = (
    Kind(
        "FILE01",
        "File not found",
        Severity.ERROR,
        "there is no such file.",
        "Check the path.",
        meaning="The name is mistyped, the file has moved, or the command runs in another "
        "folder than the one meant.",
        example={},
        place="figures-2024-25.csv",
    ),
    Kind(
        "FILE02",
        "File cannot be read",
        Severity.ERROR,
        "the file cannot be read ({reason}).",
        "Check that you may read it and that it is not still being copied or synchronised.",
        meaning="A file that cannot be read whole is not used at all, so that no return is "
        "filled from half of it. Often it is still being synchronised, belongs to "
        "somebody else, or is a folder.",
        example={"reason": "Permission denied"},
        place="figures-2024-25.csv",
    ),
    Kind(
        "FILE03",
        "File cannot be written",
        Severity.ERROR,
        "the file cannot be written ({reason}).",
        "Choose another folder, or free some space, and run again.",
        meaning="A workbook is first written whole beside its old version, which stays as it "
        "was where that fails. Usual causes are a full disk, a folder that is not there "
        "and missing rights.",
        example={"reason": "No space left on device"},
        place="out/bcf-2024-25-eoy-leicestershire.xlsx",
    ),
    Kind(
        "FILE04",
        "File is open in Excel",
        Severity.ERROR,
        "the lock file {lock} says that it is open.",
        "Close it in Excel and run again; if it is not open, delete the lock file "
        "or use --allow-open.",
        meaning="Excel and LibreOffice put a lock file beside a workbook that they have open. "
        "What is written here would be lost when they save their own copy.",
        example={"lock": "~$bcf-2024-25-eoy-leicestershire.xlsx"},
        place="out/bcf-2024-25-eoy-leicestershire.xlsx",
    ),
    Kind(
        "FILE05",
        "No backup to restore",
        Severity.ERROR,
        "no earlier version of this file was kept.",
        "Only files that xlbcf has replaced can be undone.",
        meaning="Earlier versions are kept in the folder xlbcf-backups beside the file when "
        "xlbcf replaces it. What somebody saved in Excel over the file is not among "
        "them.",
        example={},
        place="out/bcf-2024-25-eoy-leicestershire.xlsx",
    ),
    Kind(
        "FILE06",
        "Kind of file not known",
        Severity.ERROR,
        "found {found}, expected one of {expected}.",
        "Save it as one of these kinds and run again.",
        meaning="How a file is read goes by the end of its name. A file of another kind is not "
        "read on a guess.",
        example={"found": ".docx", "expected": ".csv, .tsv, .txt, .xlsx, .xlsm, .ods"},
        place="figures-2024-25.docx",
    ),
    Kind(
        "FILE07",
        "File left in its new version",
        Severity.ERROR,
        "another file of the same run could not be written, and this one could not be taken back "
        "({reason}); its earlier version: {backup}.",
        "Run again when the folder can be written, or copy the earlier version back.",
        meaning="The files of one run belong together, so all are taken back when one fails. "
        "This one still has its new content, while others have their old one.",
        example={
            "reason": "Input/output error",
            "backup": "out/xlbcf-backups/bcf-2024-25-eoy-leicester 2025-05-27 101502.304817.xlsx",
        },
        place="out/bcf-2024-25-eoy-leicester.xlsx",
    ),
    Kind(
        "FILE08",
        "Named as another kind of file",
        Severity.ERROR,
        "the name ends in {found}, and {kind} ends in {expected}.",
        "Let the name end in {expected}.",
        meaning="Windows goes by the end of a name. With the wrong one Excel does not open the "
        "file, or another program does.",
        example={"found": ".xlsm", "kind": "a values-only copy", "expected": ".xlsx"},
        place="bcf-2024-25-eoy-rutland.xlsm",
    ),
)
