"""The reference page of the functions for cells, made from them: ``docs/functions.md``.

Make it anew after every change of a function's words::

    python -m xlbcf.hosts.functions_page docs/functions.md
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from xlbcf.hosts.functions import all_functions
from xlbcf.hosts.functions.definition import Argument, CellFunction

_ABOUT = """\
# Functions

These functions work in the cells of any workbook once the add-in is there; LibreOffice Calc and
Excel for the web have the same ones. This page is made from what the function wizard shows.

## What all of them share

- **One cell or whole columns.** `=BCF_RAG(F7:F40,G7:G40,"lower")` fills as many cells as it is
  given, and a single cell beside a column holds for every row. Functions for control charts,
  trends and totals take a whole range and give one answer, or cells beside it, as each says. Excel
  2019 and older ones fill no cells by themselves: select them all, type the formula, and press
  Ctrl+Shift+Enter.
- **Blank stays blank.** Where a cell that is needed is blank, so is the answer: an empty text, as
  `=""` gives. `SUM` passes it over; a chart draws it as 0, and
  `=IF(F7="",NA(),BCF_VARIANCE(F7,G7))` leaves a gap instead. An argument in [square brackets] may
  be left out or blank.
- **Figures as people type them** are understood: `1,234`, `92.7%`, `£12`, `6.5 days`, `−3`, a
  footnote mark. A percentage is a fraction, as Excel holds it: 0.927 is 92.7%.
- **No data is not red.** A figure that is not available (`n/a`, `~`, `-`, `[x]`) or suppressed
  (`*`, `[c]`) gives blank where the answer is a word, and `#N/A` where it is a number.
- **An error in gives the same error out.** A wrong cell gives a true error, never a text, so that
  sums, `IFERROR` and charts work as they should. Among the values of a control chart `#N/A` is a
  missing point, as in a chart:

| error | means |
|---|---|
| `#VALUE!` | a cell holds something else than what is asked for, such as a text for a figure |
| `#N/A` | there is no such figure, place, metric, return or set of bands |
| `#DIV/0!` | a share of a plan of 0, or a rate among 0 people |
| `#NUM!` | a number that makes no sense here, such as a rate among fewer than 0 people |

- **Polarity**, which way is good, is read as people write it: `"higher"`, `"high is good"`, `"↑"`;
  `"lower"`, `"low is good"`, `"↓"`; `"none"` where neither way is good.
- **Variance is signed.** `BCF_VARIANCE` is the plain difference; of two percentages that is a
  fraction, and 0.01 is one percentage point. `BCF_VARIANCE_PCT` is the difference as a share of
  the plan.
- **Mappings and figures are read once** in a session. *Refresh dashboard* reads them again.
"""


def main(words: Sequence[str]) -> int:
    """Write the page into the file that is named, or print it."""
    page = functions_page()
    if not words:
        print(page, end="")
        return 0
    Path(words[0]).write_text(page, encoding="utf-8", newline="\n")
    return 0


def functions_page() -> str:
    """Return the reference page of the functions as Markdown."""
    functions = all_functions()
    lines = [
        _ABOUT,
        *_contents(functions),
        *(line for f in functions.values() for line in _entry(f)),
    ]
    return "\n".join(lines) + "\n"


def _contents(functions: Mapping[str, CellFunction]) -> Iterator[str]:
    yield "## The functions"
    yield ""
    yield "| function | gives |"
    yield "|---|---|"
    for name, function in functions.items():
        yield f"| [{name}](#{name.casefold()}) | {_cell(function.summary)} |"


def _entry(function: CellFunction) -> Iterator[str]:
    yield from ("", f"### {function.name}", "", f"`{function.syntax}`", "", function.summary)
    if function.details:
        yield from ("", function.details)
    yield from ("", "| argument | is |", "|---|---|")
    for argument in function.arguments:
        yield f"| `{argument.name}` | {_cell(_told(argument))} |"
    yield from ("", f"For example: `{function.example}`")


def _told(argument: Argument) -> str:
    return f"{argument.help} A whole range." if argument.whole else argument.help


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("*", "\\*").replace("<", "\\<")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
