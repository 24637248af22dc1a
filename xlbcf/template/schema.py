"""A small language for saying what a YAML file must hold.

A check takes a node and the key it belongs to, and returns the value; where the node is not
allowed, it records a finding and returns ``None``. Checks are built from checks: ``record`` of
keys, ``many`` of items, ``table`` of names. So one pass finds every fault of a file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from xlbcf.rules.findings import Finding, Refused, finding
from xlbcf.template.yaml_source import Items, Node, Scalar, Table


class Faults:
    """The findings met while one file is checked."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []

    def wrong(self, node: Node, key: str, allowed: str) -> None:
        """Record that the value of ``key`` is not what is allowed."""
        facts = {"key": key, "found": _shown(node), "expected": allowed}
        self.findings.append(finding("MAP04", node.where, **facts))

    def twice(self, node: Node, what: str, first: Node) -> None:
        """Record that something stands at ``first`` and again at ``node``."""
        self.findings.append(finding("MAP05", node.where, what=what, line=first.line))

    def missing(self, node: Node, key: str) -> None:
        """Record that a key is not there."""
        self.findings.append(finding("MAP03", node.where, expected=key))

    def stop_if_any(self) -> None:
        """Raise Refused with every finding, in the order of their lines, if there is one."""
        if self.findings:
            raise Refused(sorted(self.findings, key=_line))


Check = Callable[[Node, str, Faults], Any]


class Key(NamedTuple):
    """One key of a record: how its value is checked, and whether it must be there."""

    check: Check
    required: bool = True


class Row(NamedTuple):
    """A record's values that passed their checks, with the nodes they came from."""

    node: Node
    values: Mapping[str, Any]
    nodes: Mapping[str, Node]

    def get(self, key: str, default: Any = None) -> Any:
        """Return a key's value; the default where it is absent or was refused."""
        return self.values.get(key, default)

    def at(self, key: str) -> Node:
        """Return the node of a key's value, or the record itself where the key is absent."""
        return self.nodes.get(key, self.node)

    def has(self, *keys: str) -> bool:
        """Say whether every one of these keys has a good value."""
        return all(key in self.values for key in keys)


def text(node: Node, key: str, faults: Faults) -> str | None:
    """Accept a text that is not empty."""
    if isinstance(node, Scalar) and node.text.strip():
        return node.text.strip()
    faults.wrong(node, key, "a text")
    return None


def truth(node: Node, key: str, faults: Faults) -> bool | None:
    """Accept true or false."""
    if isinstance(node, Scalar) and isinstance(node.native, bool):
        return node.native
    faults.wrong(node, key, "true or false")
    return None


def amount(node: Node, key: str, faults: Faults) -> float | None:
    """Accept a number."""
    value = node.native if isinstance(node, Scalar) else None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    faults.wrong(node, key, "a number")
    return None


def whole(lowest: int) -> Check:
    """Accept a whole number of at least ``lowest``."""

    def check(node: Node, key: str, faults: Faults) -> int | None:
        value = node.native if isinstance(node, Scalar) else None
        if isinstance(value, int) and not isinstance(value, bool) and value >= lowest:
            return value
        faults.wrong(node, key, f"a whole number of at least {lowest}")
        return None

    return check


def one_of(allowed: Iterable[str]) -> Check:
    """Accept one of these words, and return it as it stands among them (so an enum's member)."""
    words = {str(each): each for each in allowed}

    def check(node: Node, key: str, faults: Faults) -> str | None:
        if isinstance(node, Scalar) and node.text in words:
            return words[node.text]
        faults.wrong(node, key, "one of " + ", ".join(words))
        return None

    return check


def parsed(read: Callable[[str], Any], allowed: str) -> Check:
    """Accept a text that ``read`` can read; it raises ValueError where it cannot."""

    def check(node: Node, key: str, faults: Faults) -> Any:
        if isinstance(node, Scalar):
            try:
                return read(node.text)
            except ValueError:
                pass
        faults.wrong(node, key, allowed)
        return None

    return check


def many(each: Check) -> Check:
    """Accept a list, every item passing ``each``."""

    def check(node: Node, key: str, faults: Faults) -> tuple[Any, ...] | None:
        if not isinstance(node, Items):
            faults.wrong(node, key, "a list")
            return None
        values = [each(item, key, faults) for item in node.nodes]
        return tuple(value for value in values if value is not None)

    return check


def table(names: Check, values: Check) -> Check:
    """Accept a table with names of the reader's choosing; both names and values are checked."""

    def check(node: Node, key: str, faults: Faults) -> dict[Any, Any] | None:
        if not isinstance(node, Table):
            faults.wrong(node, key, "a table of names and values")
            return None
        found = {}
        for left, right in node:
            name = names(left, f"a name in {key}", faults)
            value = values(right, f"{key}, {left.text}", faults)
            if name is not None and value is not None:
                found[name] = value
        return found

    return check


def record(**keys: Key) -> Check:
    """Accept a table with these keys only, and return it as a Row.

    A name that ends in ``_`` stands for the key without it, where Python keeps the word to itself.
    """
    known = {name.rstrip("_"): key for name, key in keys.items()}

    def check(node: Node, key: str, faults: Faults) -> Row | None:
        if not isinstance(node, Table):
            faults.wrong(node, key, "a table with " + ", ".join(known))
            return None
        values, nodes = {}, {}
        for left, right in node:
            if left.text not in known:
                _unknown(left, known, faults)
                continue
            nodes[left.text] = right
            value = known[left.text].check(right, left.text, faults)
            if value is not None:
                values[left.text] = value
        for name, rule in known.items():
            if rule.required and name not in nodes:
                faults.missing(node, name)
        return Row(node, values, nodes)

    return check


def _unknown(left: Scalar, known: Iterable[str], faults: Faults) -> None:
    facts = {"found": left.text, "expected": ", ".join(known)}
    faults.findings.append(finding("MAP02", left.where, **facts))


def _shown(node: Node) -> str:
    if isinstance(node, Scalar) and not node.text:
        return "empty"
    return str(node)


def _line(each: Finding) -> int:
    return int(each.where.rpartition(":")[2])
