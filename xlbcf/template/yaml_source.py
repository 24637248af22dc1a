"""YAML with its line numbers: the only place where YAML is read.

A file becomes a tree of :class:`Scalar`, :class:`Items` and :class:`Table`, each knowing the file
and line where it stands, so that every later fault can be pointed at. A scalar is kept as the text
that was typed: ``2021-22``, ``Yes`` and ``007`` are never turned into anything else unless asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from xlbcf.rules.findings import Finding, Refused, finding
from xlbcf.template.words import quoted

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# At most 15 digits, as many as a cell of Excel can keep; longer ones are codes and stay text.
_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]{0,14})(\.[0-9]{1,15})?([eE][-+]?[0-9]{1,2})?")
_DEEPEST = 40
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TRUTHS = {"true": True, "false": False}

Native = str | int | float | bool | date | None


class Scalar(NamedTuple):
    """One value as typed.

    Args:
        path: the file, as it was named.
        line: the line, counted from 1.
        text: the characters, without quotes.
        quoted: whether it was quoted or a block, and so is text whatever it looks like.
    """

    path: str
    line: int
    text: str
    quoted: bool = False

    @property
    def where(self) -> str:
        """The file and line."""
        return f"{self.path}:{self.line}"

    @property
    def native(self) -> Native:
        """The value: a number, a date, true or false, nothing, or else the text.

        ``Yes`` and ``No`` stay text, because they are answers of a drop-down; so do codes with
        leading noughts and times such as ``00:15``.
        """
        text = self.text
        if self.quoted:
            return text
        if text in ("", "~", "null"):
            return None
        if text.lower() in _TRUTHS:
            return _TRUTHS[text.lower()]
        if match := _NUMBER.fullmatch(text):
            return float(text) if match[2] or match[3] else int(text)
        return _as_date(text)

    def __str__(self) -> str:
        return quoted(self.text)


class Items(NamedTuple):
    """A list of values, in their order."""

    path: str
    line: int
    nodes: tuple[Node, ...]

    @property
    def where(self) -> str:
        """The file and line."""
        return f"{self.path}:{self.line}"

    def __str__(self) -> str:
        return f"a list of {len(self.nodes)}"


class Table:
    """Keys and their values, in their order; no key stands twice.

    Args:
        path: the file, as it was named.
        line: the line, counted from 1.
        entries: the keys and their values.
    """

    __slots__ = ("entries", "line", "path")

    def __init__(self, path: str, line: int, entries: tuple[tuple[Scalar, Node], ...]) -> None:
        self.path, self.line, self.entries = path, line, entries

    @property
    def where(self) -> str:
        """The file and line."""
        return f"{self.path}:{self.line}"

    def get(self, key: str) -> Node | None:
        """Return the value of a key, or nothing."""
        return next((value for name, value in self.entries if name.text == key), None)

    def __iter__(self) -> Iterator[tuple[Scalar, Node]]:
        return iter(self.entries)

    def __str__(self) -> str:
        return "a table"


Node = Scalar | Items | Table


def read_yaml(path: str | Path) -> Table:
    """Read a YAML file whose top level is a table.

    Args:
        path: the file.

    Returns:
        The tree, with lines.

    Raises:
        Refused: with ``FILE01`` or ``FILE02`` when there is nothing to read, ``MAP01`` when it is
            not YAML, ``MAP05`` for each key given twice; ``where`` is ``file:line``.
    """
    tree = _Tree(str(path))
    node = tree.read(_read_text(Path(path)))
    if tree.findings:
        raise Refused(tree.findings)
    if not isinstance(node, Table):
        raise Refused(finding("MAP01", node.where, reason=f"it holds {node}, not keys and values"))
    return node


def _read_text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise Refused(finding("FILE01", path)) from None
    except OSError as error:
        raise Refused(finding("FILE02", path, reason=error.strerror or error)) from None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        reason = "it is not saved as UTF-8"
        raise Refused(finding("MAP01", f"{path}:{line}", reason=reason)) from None


class _Tree:
    """Builds the tree from the parser's events, collecting the faults that leave it readable."""

    def __init__(self, name: str) -> None:
        self.findings: list[Finding] = []
        self._name = name
        self._events: Iterator[yaml.Event] = iter(())

    def read(self, text: str) -> Node:
        """Return the one document's node, or raise Refused where there is none."""
        try:
            self._events = yaml.parse(text, Loader=_LOADER)
            next(self._events)
            if isinstance(next(self._events), yaml.StreamEndEvent):
                raise self._refusal(1, "it is empty")
            node = self._node(next(self._events), 1)
            next(self._events)
            after = next(self._events)
            if not isinstance(after, yaml.StreamEndEvent):
                raise self._refusal(_line(after.start_mark), "a second document begins here")
        except yaml.MarkedYAMLError as error:
            reason = error.problem or error.context or "unknown"
            raise self._refusal(_line(error.problem_mark or error.context_mark), reason) from None
        except yaml.reader.ReaderError as error:
            line = text.count("\n", 0, error.position) + 1
            raise self._refusal(line, error.reason) from None
        return node

    def _node(self, event: yaml.Event, depth: int) -> Node:
        line = _line(event.start_mark)
        if depth > _DEEPEST:
            # Without a limit a small file could exhaust the stack.
            raise self._refusal(line, f"more than {_DEEPEST} values lie in one another")
        if isinstance(event, yaml.MappingStartEvent):
            return Table(self._name, line, self._entries(depth))
        if isinstance(event, yaml.SequenceStartEvent):
            nodes = [self._node(each, depth + 1) for each in self._until(yaml.SequenceEndEvent)]
            return Items(self._name, line, tuple(nodes))
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(self._name, line, event.value, bool(event.style))
        # An alias would give one value two lines, and let a small file grow without end.
        self.findings.append(self._unread(line, "a repetition by *alias is not allowed"))
        return Scalar(self._name, line, "")

    def _entries(self, depth: int) -> tuple[tuple[Scalar, Node], ...]:
        entries: dict[str, tuple[Scalar, Node]] = {}
        for event in self._until(yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            value = self._node(next(self._events), depth + 1)
            if not isinstance(key, Scalar):
                self.findings.append(self._unread(key.line, f"a key is {key}, and must be a word"))
            elif key.text in entries:
                facts = {"what": f"the key {key}", "line": entries[key.text][0].line}
                self.findings.append(finding("MAP05", key.where, **facts))
            else:
                entries[key.text] = (key, value)
        return tuple(entries.values())

    def _until(self, end: type[yaml.Event]) -> Iterator[yaml.Event]:
        for event in self._events:
            if isinstance(event, end):
                return
            yield event

    def _unread(self, line: int, reason: str) -> Finding:
        return finding("MAP01", f"{self._name}:{line}", reason=reason)

    def _refusal(self, line: int, reason: str) -> Refused:
        return Refused([*self.findings, self._unread(line, reason)])


def _line(mark: Any) -> int:
    return mark.line + 1 if mark else 1


def _as_date(text: str) -> date | str:
    if _DATE.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            return text
    return text
