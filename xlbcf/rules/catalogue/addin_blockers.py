"""What can be in the way of the add-in for Excel on a person's computer."""

from __future__ import annotations

from xlbcf.rules.kinds import Kind, Severity

_ADDIN = r"C:\Users\sam\AppData\Roaming\Microsoft\Excel\XLSTART\xlbcf.xlam"
_CONFIGURATION = r"C:\Users\sam\AppData\Roaming\xlbcf\xlbcf.conf"
_PYTHON = r"C:\Users\sam\bcf\.venv\Scripts\pythonw.exe"
_EXCEL = "Excel"

_PYTHONS = (
    Kind(
        "ADDIN07",
        "Python is missing",
        Severity.ERROR,
        "the add-in starts this Python, and it is not there.",
        "Run “xlbcf addin install” with the Python you use now. If IT moved it, ask where it is.",
        meaning="The add-in starts Python by its full path, which changes when a folder is moved "
        "or a virtual environment is made anew.",
        example={},
        place=_PYTHON,
    ),
    Kind(
        "ADDIN08",
        "Python cannot load xlbcf",
        Severity.ERROR,
        "this Python cannot load xlbcf: {reason}.",
        "Install xlbcf into it with its pip, or run “xlbcf addin install” from "
        "the Python that has it. If it may not start at all, ask IT to allow this program.",
        meaning="Excel starts this Python and asks it for the functions. Rules of IT, such as "
        "AppLocker, may also forbid programs that lie in a person's own folders.",
        example={"reason": "ModuleNotFoundError: No module named 'xlbcf'"},
        place=_PYTHON,
    ),
    Kind(
        "ADDIN09",
        "Python is too old",
        Severity.ERROR,
        "this is Python {found}; xlbcf needs {expected} or later.",
        "Ask IT for Python {expected} or later, then install xlbcf with it.",
        meaning="The add-in starts the Python that it was installed with, and no other.",
        example={"found": "3.9.13", "expected": "3.11"},
        place=_PYTHON,
    ),
    Kind(
        "ADDIN10",
        "Python from the Microsoft Store",
        Severity.ERROR,
        "this Python comes from the Microsoft Store, which keeps what it writes apart from other "
        "programs.",
        "Install Python from python.org “for me only”, which needs no administrator, or ask IT "
        "for it; then install xlbcf with that one.",
        meaning="Windows redirects what a program of the Store writes into the person's folders, "
        "so Excel would not see the add-in; and the program itself is only an empty alias.",
        example={},
        place=r"C:\Users\sam\AppData\Local\Microsoft\WindowsApps\python.exe",
    ),
    Kind(
        "ADDIN11",
        "Library for Excel is missing",
        Severity.ERROR,
        "{library} is not beside this Python. Excel needs it to come to Python.",
        "Run “python -m pip install --force-reinstall xlwings=={version}” with a 64-bit Python, "
        "then “xlbcf addin install”. If the file vanishes again, ask IT whether the virus scanner "
        "takes it away.",
        meaning="The library comes with xlwings, but only for 64-bit Python for Windows. It is put "
        "beside python.exe, or into the folder of the virtual environment.",
        example={"library": "xlwings64-0.37.8.dll", "version": "0.37.8"},
        place=r"C:\Users\sam\bcf\.venv",
    ),
    Kind(
        "ADDIN12",
        "Library of another version",
        Severity.ERROR,
        "the add-in names {found}, and xlwings here is {expected}.",
        "Run “xlbcf addin install” again.",
        meaning="The library's name carries its version, and the add-in can call only the one "
        "that it was built for. An update of xlwings brings another.",
        example={"found": "xlwings64-0.37.7.dll", "expected": "0.37.8"},
        place=_CONFIGURATION,
    ),
    Kind(
        "ADDIN13",
        "Library of the wrong width",
        Severity.ERROR,
        "Excel is {excel}-bit and the library is {library}-bit.",
        "Run “xlbcf addin install” again; it takes the library that fits.",
        meaning="Excel loads the library into itself, so both must be 32-bit or both 64-bit. "
        "Python may differ: it runs as a program of its own.",
        example={"excel": "32", "library": "64"},
        place=r"C:\Users\sam\bcf\.venv\xlwings64-0.37.8.dll",
    ),
    Kind(
        "ADDIN26",
        "Letters that Excel cannot hand on",
        Severity.ERROR,
        "the path of this Python holds {letters}, with which Excel cannot start a program on this "
        "computer (code page {page}).",
        "Put the virtual environment into a folder of yours whose path has only plain letters, "
        "such as one below C:\\ProgramData or C:\\Users\\Public that you may write, install xlbcf "
        "into it and run “xlbcf addin install” from there. Or run “xlbcf addin install --connect "
        "running”, and “xlbcf addin serve” before you open Excel.",
        meaning="Macros hand the path of the program on in the computer's code page, an older set "
        "of letters that differs from region to region. Workbooks, figures and the folder of the "
        "configuration may have any letters in their names.",
        example={"letters": "“Ł”", "page": "1252"},
        place=r"C:\Users\Łukasz\bcf\.venv\Scripts\pythonw.exe",
    ),
)

_RULES = (
    Kind(
        "ADDIN14",
        "Mark of the Web",
        Severity.ERROR,
        "Windows has marked the add-in as come from the internet (zone {zone}), and Excel does "
        "not load it.",
        "Close Excel and run “xlbcf addin install” again: a file written on this computer carries "
        "no mark. Do not copy the add-in from a download or an e-mail.",
        meaning="Browsers and mail programs mark what they save. Excel blocks the macros of "
        "marked files; a signature does not help.",
        example={"zone": "3"},
        place=_ADDIN,
    ),
    Kind(
        "ADDIN15",
        "Macros or add-ins are switched off",
        Severity.ERROR,
        "{found}.",
        "Ask IT to {wish}.",
        meaning="A rule of IT keeps Excel from running this add-in. The page for IT (docs/it.md) "
        "names the least permission for each rule.",
        example={
            "found": "macros without a signature are switched off (VBAWarnings is 3)",
            "wish": "make Excel's start-up folder (XLSTART) a trusted location",
        },
        place=_EXCEL,
    ),
    Kind(
        "ADDIN16",
        "Start-up folder is not trusted",
        Severity.QUERY,
        "Excel does not trust its start-up folder: {reason}. It may ask at each start whether "
        "macros may run.",
        "Answer “Enable”, or ask IT to make this folder a trusted location.",
        meaning="Add-ins in a trusted location run without a question. The start-up folder is "
        "one by default; policies can change that, and a folder on the network is none.",
        example={"reason": "all trusted locations are switched off"},
        place=r"C:\Users\sam\AppData\Roaming\Microsoft\Excel\XLSTART",
    ),
    Kind(
        "ADDIN17",
        "Excel may not start Python",
        Severity.ERROR,
        "Defender's rule “Block all Office applications from creating child processes” "
        "({state}) keeps Excel from starting Python.",
        "Run “xlbcf addin install --connect running”, and “xlbcf addin serve” before you open "
        "Excel; or ask IT to exclude {interpreter} from rule {rule}.",
        meaning="The rule stops whatever Excel starts. A Python that runs already, started by "
        "you, is not stopped by it. An exclusion that IT gave for this rule alone may not show "
        "here: if cells show figures, all is well.",
        example={
            "state": "block",
            "interpreter": _PYTHON,
            "rule": "d4f940ab-401b-4efc-aadc-ad5f3c50688a",
        },
        place=_EXCEL,
    ),
    Kind(
        "ADDIN18",
        "Macros may not call Windows",
        Severity.ERROR,
        "Defender's rule “Block Win32 API calls from Office macros” ({state}) keeps the add-in "
        "from loading its library.",
        "Ask IT to exclude {addin} from rule {rule}.",
        meaning="The add-in loads one library, by its full path, to come to Python. The rule "
        "stops every macro that declares such a call.",
        example={
            "state": "block",
            "addin": _ADDIN,
            "rule": "92e97fa1-2edf-4476-bdd6-9dd0b4dddc7b",
        },
        place=_EXCEL,
    ),
)

_ADDINS = (
    Kind(
        "ADDIN19",
        "Another copy of the add-in",
        Severity.QUERY,
        "there is another copy of the add-in here. Excel loads only one of them, and formulas "
        "may point to the other.",
        "Close Excel and remove this copy. If formulas show a path before the function's name, "
        "press Repair links on the xlbcf tab.",
        meaning="Two add-ins of the same name cannot both be open. Which one wins depends on the "
        "order in which Excel looks.",
        example={},
        place=r"C:\Users\sam\AppData\Roaming\Microsoft\AddIns\xlbcf.xlam",
    ),
    Kind(
        "ADDIN20",
        "Add-in disabled by Excel",
        Severity.ERROR,
        "Excel has put the add-in on its list of disabled items.",
        "In Excel, choose File > Options > Add-ins > Manage: Disabled Items > Go, pick "
        "xlbcf.xlam and press Enable.",
        meaning="After a crash Excel may disable what was open. The list is kept for each person.",
        example={},
        place=_EXCEL,
    ),
    Kind(
        "ADDIN21",
        "Add-in is not installed",
        Severity.ERROR,
        "{found} is missing.",
        "Run “xlbcf addin install”. If it is gone again later, ask IT whether the folder is "
        "cleared or the virus scanner takes it away.",
        meaning="The add-in is one file in Excel's start-up folder, and its configuration another "
        "among the person's own.",
        example={"found": "the add-in"},
        place=_ADDIN,
    ),
    Kind(
        "ADDIN22",
        "Add-in and package differ",
        Severity.ERROR,
        "the add-in was installed by xlbcf {found}; the package is {expected}.",
        "Close Excel and run “xlbcf addin install” again.",
        meaning="An update of the package does not reach the add-in by itself. An older one may "
        "lack functions, or call them in a way that is gone.",
        example={"found": "0.1.0", "expected": "0.2.0"},
        place=_ADDIN,
    ),
    Kind(
        "ADDIN23",
        "Add-in was changed",
        Severity.QUERY,
        "the add-in is no longer the file that was installed (SHA-256 {found}).",
        "If nobody changed it on purpose, run “xlbcf addin install” again and tell IT.",
        meaning="The checksum was noted when it was installed. Excel changes an add-in only when "
        "somebody saves it in the macro editor.",
        example={"found": "4f1c…"},
        place=_ADDIN,
    ),
)

KINDS = (*_PYTHONS, *_RULES, *_ADDINS)
