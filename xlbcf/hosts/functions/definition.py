"""How a function for cells is declared: once, with its words, for every host."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, NamedTuple

PREFIX = "BCF_"
#: Excel's function wizard shows no more of a text than this.
LONGEST_HELP = 255
_ARGUMENT = re.compile(r"^    (\w+): (.*)$")

Work = Callable[..., Any]
Many = Callable[..., list[Any]]


class Argument(NamedTuple):
    """An argument of a function.

    Args:
        name: its name.
        help: what it is, as the function wizard shows it.
        optional: whether a formula may leave it out.
        whole: whether it takes a whole range at once.
        gaps: whether #N/A in its range is a missing figure, as in a chart, and no error.
        default: what stands for an optional argument that is left out or blank.
    """

    name: str
    help: str
    optional: bool
    whole: bool
    gaps: bool = False
    default: Any = None


class CellFunction:
    """A function that cells call.

    Args:
        name: its name in a cell, such as ``BCF_RAG``.
        summary: what it gives, as the function wizard shows it.
        details: more about it, for the reference; may be nothing.
        example: a formula that uses it.
        arguments: its arguments, in their order.
        work: takes a cell's value for each argument, or rows for one that takes a whole range.
        spill: how many cells beside each other it gives for a row of its arguments.
        many: the work for many rows at once, or None: takes columns of numbers for the first
            arguments and one value for each of the others, and returns a list of answers.
        figures: how many arguments those columns are.
    """

    def __init__(
        self,
        name: str,
        summary: str,
        details: str,
        example: str,
        arguments: tuple[Argument, ...],
        work: Work,
        spill: int = 1,
        many: Many | None = None,
        figures: int = 0,
    ) -> None:
        self.name, self.summary, self.details, self.example = name, summary, details, example
        self.arguments, self.work, self.spill = arguments, work, spill
        self.many, self.figures = many, figures

    @property
    def takes_ranges(self) -> bool:
        """Whether any argument takes a whole range: the others are single cells then."""
        return any(each.whole for each in self.arguments)

    @property
    def syntax(self) -> str:
        """The function with its arguments, optional ones in brackets."""
        shown = [f"[{each.name}]" if each.optional else each.name for each in self.arguments]
        return f"{self.name}({', '.join(shown)})"


_declared: dict[str, CellFunction] = {}


def cell_function(
    *,
    example: str,
    whole: Collection[str] = (),
    gaps: Collection[str] = (),
    spill: int = 1,
    many: Many | None = None,
    figures: int = 2,
) -> Callable[[Work], Work]:
    """Declare a function for cells.

    Its name in a cell is the function's with ``BCF_`` before it. The first paragraph of its
    docstring and the lines under ``Args:`` become the help of the function wizard.

    A function whose arguments are all single values is worked out for each cell of the ranges it
    is given, and spills. Blank cells give blank, unless the argument is optional; an error gives
    the same error.

    Args:
        example: a formula that uses it.
        whole: the names of arguments that take a whole range, as rows.
        gaps: the names of those of them in which #N/A is a missing figure, as in a chart.
        spill: how many cells beside each other it gives; its work returns as many.
        many: the work for many rows at once, where there is one.
        figures: how many of the first arguments that work takes as columns of numbers.
    """

    def declare(work: Work) -> Work:
        name = PREFIX + work.__name__.upper()
        summary, details, helps = _words(work.__doc__ or "")
        arguments = tuple(_arguments(work, helps, whole, gaps))
        _declared[name] = CellFunction(
            name, summary, details, example, arguments, work, spill, many, figures
        )
        return work

    return declare


def declared() -> Mapping[str, CellFunction]:
    """Return the functions declared so far, by name, in alphabetical order."""
    return dict(sorted(_declared.items()))


def _words(docstring: str) -> tuple[str, str, dict[str, str]]:
    """Return what a docstring says: the summary, the details, and the help of each argument."""
    opening, _, rest = _unindented(docstring).partition("\nArgs:\n")
    summary, _, details = opening.strip().partition("\n\n")
    return _one_line(summary), _one_line(details), _helps(rest)


def _unindented(docstring: str) -> str:
    """Return a docstring without the indentation of the code it stands in."""
    first, *rest = docstring.split("\n")
    margin = min((len(line) - len(line.lstrip()) for line in rest if line.strip()), default=0)
    return "\n".join([first, *(line[margin:] for line in rest)])


def _arguments(
    work: Work, helps: Mapping[str, str], whole: Collection[str], gaps: Collection[str]
) -> Iterator[Argument]:
    # The module inspect says the same, and takes longer to load than every function here.
    names = work.__code__.co_varnames[: work.__code__.co_argcount]
    defaults = work.__defaults__ or ()
    needed = len(names) - len(defaults)
    for number, name in enumerate(names):
        optional = number >= needed
        default = defaults[number - needed] if optional else None
        yield Argument(name, helps[name], optional, name in whole, name in gaps, default)


def _helps(text: str) -> dict[str, str]:
    """Read the lines under ``Args:``."""
    helps: dict[str, str] = {}
    name = ""
    for line in text.splitlines():
        if found := _ARGUMENT.match(line):
            name, helps[found[1]] = found[1], found[2]
        elif line.startswith("     ") and name:
            helps[name] += " " + line.strip()
        elif line.strip() and not line.startswith(" "):
            break
    return helps


def _one_line(text: str) -> str:
    return " ".join(text.split())
