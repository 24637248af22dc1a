"""VBA read as text: its procedures, and faults that the compiler in Excel would stop at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

#: What VBA's editor takes in a line, and how many lines may be one statement.
LONGEST_LINE = 1023
MOST_CONTINUATIONS = 24
_CODE_PAGE = "cp1252"

_KEPT_BY_VBA = """
abs addressof and any array as attribute boolean byref byte byval call case cbool cbyte ccur cdate
cdbl cdec cdecl cint circle class clng clnglng clngptr close const csng cstr currency cvar cverr
date debug declare decimal defbool defbyte defcur defdate defdbl defdec defint deflng deflnglng
deflngptr defobj defsng defstr defvar dim do doevents double each else elseif empty end enddo
endif enum eqv erase error event exit false fix for friend function get global gosub goto if imp
implements in input inputb instr int integer is lbound len lenb let like line linenumber local
lock long longlong longptr loop lset me mid midb mod new next not nothing null object on open
option optional or paramarray preserve print private pset property ptrsafe public put raiseevent
redim rem resume return rset scale seek select set sgn shared single spc static step stop strcomp
string sub tab then to true type typeof ubound unknown unlock until variant vbg wend while width
with withevents write xor
"""
#: Names that VBA keeps for itself ([MS-VBAL] 3.3.5.2) and so cannot be those of arguments.
RESERVED = frozenset(_KEPT_BY_VBA.split())
_PROCEDURE = re.compile(
    r"^(?:(Public|Private|Friend) )?(Sub|Function|Property \w+) (\w+)\((.*)\)(?: As \w+)?$"
)
_OPENERS = (
    (re.compile(r"^(?:Public |Private |Friend )?(?:Static )?(Sub|Function|Property)\b"), r"\1"),
    (re.compile(r"^If\b.*\bThen$"), "If"),
    (re.compile(r"^#If\b"), "#If"),
    (re.compile(r"^For\b"), "For"),
    (re.compile(r"^Do\b"), "Do"),
    (re.compile(r"^While\b"), "While"),
    (re.compile(r"^(?:Public |Private )?(With|Select|Type|Enum)\b"), r"\1"),
)
_CLOSERS = (
    (re.compile(r"^#End If$"), "#If"),
    (re.compile(r"^End (Sub|Function|Property|If|With|Select|Type|Enum)$"), r"\1"),
    (re.compile(r"^Next\b"), "For"),
    (re.compile(r"^Loop\b"), "Do"),
    (re.compile(r"^Wend$"), "While"),
)


@dataclass(frozen=True, slots=True)
class Procedure:
    """A Sub or a Function.

    Args:
        name: its name.
        public: whether other modules, cells and the ribbon see it.
        parameters: its parameters as they are written.
        body: its statements, without attributes and comments.
    """

    name: str
    public: bool
    parameters: tuple[str, ...]
    body: tuple[str, ...]


def procedures_of(text: str) -> list[Procedure]:
    """Return the procedures of a module."""
    found: list[Procedure] = []
    head: re.Match[str] | None = None
    body: list[str] = []
    for _, statement in _statements(text):
        if opened := _PROCEDURE.match(statement):
            head, body = opened, []
        elif head and re.match(r"^End (Sub|Function|Property)$", statement):
            found.append(_procedure(head, body))
            head = None
        elif not statement.startswith("Attribute "):
            body.append(statement)
    return found


def faults_of(text: str) -> Iterator[tuple[int, str]]:
    """Yield what VBA would refuse in a module, with its line: its form, not its names."""
    yield from _line_faults(text)
    if "Option Explicit" not in text.splitlines():
        yield 1, "Option Explicit is missing"
    open_blocks: list[tuple[str, int]] = []
    for line, statement in _statements(text):
        closes = _kind(_CLOSERS, statement)
        opens = _kind(_OPENERS, statement)
        if closes:
            if not open_blocks or open_blocks[-1][0] != closes:
                yield line, f"“{statement}” closes nothing that is open"
            else:
                open_blocks.pop()
        elif opens:
            open_blocks.append((opens, line))
    for kind, line in open_blocks:
        yield line, f"{kind} is never closed"


def _procedure(head: re.Match[str], body: Sequence[str]) -> Procedure:
    parameters = tuple(each.strip() for each in head[4].split(",") if each.strip())
    return Procedure(head[3], head[1] != "Private", parameters, tuple(body))


def _line_faults(text: str) -> Iterator[tuple[int, str]]:
    continued = 0
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > LONGEST_LINE:
            yield number, f"the line has {len(line)} characters, more than {LONGEST_LINE}"
        continued = continued + 1 if line.endswith(" _") else 0
        if continued == MOST_CONTINUATIONS + 1:
            yield number, f"the statement has more than {MOST_CONTINUATIONS} line continuations"
        try:
            line.encode(_CODE_PAGE)
        except UnicodeEncodeError as fault:
            yield number, f"“{line[fault.start]}” is not in VBA's code page {_CODE_PAGE}"


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Yield each statement with its first line: continued lines joined, comments left out."""
    pending, first = "", 0
    for number, line in enumerate(text.split("\n"), start=1):
        first = first if pending else number
        pending += _without_comment(line).strip()
        if pending.endswith(" _"):
            pending = pending[:-1]
            continue
        if pending:
            yield first, pending
        pending = ""


def _without_comment(line: str) -> str:
    quoted = False
    for at, letter in enumerate(line):
        if letter == '"':
            quoted = not quoted
        elif letter == "'" and not quoted:
            return line[:at]
    return line


def _kind(patterns: Sequence[tuple[re.Pattern[str], str]], statement: str) -> str:
    for pattern, kind in patterns:
        if found := pattern.match(statement):
            return found.expand(kind)
    return ""
