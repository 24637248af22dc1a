"""Commentary: what people say about the figures, and their other answers, read from YAML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from xlbcf.feeds.checks import listing
from xlbcf.rules.findings import Finding, Refused, finding
from xlbcf.rules.metrics import Metric, Places
from xlbcf.template.yaml_source import Native, Node, Scalar, Table, read_yaml

_TOP = ("return", "source", "places")
_PLACE = ("metrics", "answers")
_VALUE = "a text, a number, a date, or true or false"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing said.

    Args:
        place: the place's code.
        metric: the metric's id, or None for an answer that is about no metric.
        key: what it is: a metric's role such as ``assessment`` or ``challenges``, or the id of the
            answer's field.
        value: the text, number, date, or true or false.
        where: the file and line.
    """

    place: str
    metric: str | None
    key: str
    value: Native
    where: str


@dataclass(frozen=True)
class Commentary:
    """What a commentary file gave.

    Args:
        return_id: the return it was written for, empty if the file does not say.
        source: where it was published, as given.
        entries: what can be used, in the file's order; none stands twice.
        findings: what is wrong with the rest.
    """

    return_id: str = ""
    source: str = ""
    entries: tuple[Entry, ...] = ()
    findings: tuple[Finding, ...] = ()

    @cached_property
    def _by_key(self) -> dict[tuple[str, str | None, str], Entry]:
        return {(each.place, each.metric, each.key): each for each in self.entries}

    def text(self, place: str, metric: str, role: str) -> Entry | None:
        """Return what is said about a metric, or None.

        Args:
            place: the place's code.
            metric: the metric's id.
            role: such as ``assessment`` or ``challenges``.
        """
        return self._by_key.get((place, metric, role))

    def answer(self, place: str, key: str) -> Entry | None:
        """Return the answer for a field that is about no metric, or None."""
        return self._by_key.get((place, None, key))

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)


def read_commentary(path: str | Path, places: Places, metrics: Mapping[str, Metric]) -> Commentary:
    """Read a commentary file.

    Places and metrics are checked here; roles, wordings and answers against the return's mapping,
    by whoever has it. Nothing is raised for a fault of the file: every one is a finding.

    Args:
        path: the YAML file: ``return``, ``source``, and for each of ``places`` its ``metrics`` and
            ``answers``.
        places: the places known.
        metrics: the metrics known, by id.

    Returns:
        The entries and findings; blank values are left out.
    """
    try:
        root = read_yaml(path)
    except Refused as refused:
        return Commentary(findings=refused.findings)
    reader = _Reader(places, metrics)
    return reader.read(root)


class _Reader:
    """Walks the tree and collects entries and findings."""

    def __init__(self, places: Places, metrics: Mapping[str, Metric]) -> None:
        self._places = places
        self._metrics = metrics
        self._entries: list[Entry] = []
        self._findings: list[Finding] = []

    def read(self, root: Table) -> Commentary:
        heading = {"return": "", "source": ""}
        for key, node in root:
            if key.text == "places":
                self._each_place(node)
            elif key.text not in _TOP:
                self._unknown(key, _TOP)
            elif isinstance(node, Scalar):
                heading[key.text] = node.text
            else:
                self._wrong(node, key.text, "a text")
        if root.get("places") is None:
            self._findings.append(finding("MAP03", root.where, expected="places"))
        entries, findings = tuple(self._entries), tuple(self._findings)
        return Commentary(heading["return"], heading["source"], entries, findings)

    def _each_place(self, node: Node) -> None:
        seen: dict[str, Scalar] = {}
        for key, content in self._table(node, "places"):
            place = self._places.find(key.text)
            if place is None:
                expected = listing(f"{each.code} {each.name}" for each in self._places)
                facts = {"found": f"“{key.text}”", "expected": expected}
                self._findings.append(finding("FIG01", key.where, **facts))
            elif place.code in seen:
                facts = {"what": f"the place {place.name}", "line": str(seen[place.code].line)}
                self._findings.append(finding("MAP05", key.where, **facts))
            else:
                seen[place.code] = key
                self._place(place.code, content, key.text)

    def _place(self, place: str, node: Node, name: str) -> None:
        for key, content in self._table(node, name):
            if key.text == "metrics":
                self._each_metric(place, content)
            elif key.text == "answers":
                self._values(place, None, content, "answers")
            else:
                self._unknown(key, _PLACE)

    def _each_metric(self, place: str, node: Node) -> None:
        for key, content in self._table(node, "metrics"):
            if key.text in self._metrics:
                self._values(place, key.text, content, key.text)
            else:
                facts = {"found": f"“{key.text}”", "expected": listing(self._metrics)}
                self._findings.append(finding("FIG02", key.where, **facts))

    def _values(self, place: str, metric: str | None, node: Node, name: str) -> None:
        for key, value in self._table(node, name):
            if not isinstance(value, Scalar):
                self._wrong(value, key.text, _VALUE)
            elif value.native not in (None, ""):
                self._entries.append(Entry(place, metric, key.text, value.native, value.where))

    def _table(self, node: Node, key: str) -> Table | tuple[()]:
        if isinstance(node, Table):
            return node
        if not (isinstance(node, Scalar) and node.native is None):
            self._wrong(node, key, "a table of keys and values")
        return ()

    def _wrong(self, node: Node, key: str, expected: str) -> None:
        facts = {"key": key, "found": node, "expected": expected}
        self._findings.append(finding("FIG10", node.where, **facts))

    def _unknown(self, key: Scalar, allowed: tuple[str, ...]) -> None:
        facts = {"found": key.text, "expected": ", ".join(allowed)}
        self._findings.append(finding("MAP02", key.where, **facts))
