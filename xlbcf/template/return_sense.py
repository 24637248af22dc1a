"""Conditions, checks and wordings of a return that are well formed and still mean nothing."""

from __future__ import annotations

from collections.abc import Iterator

from xlbcf.template.return_checks import kind_of
from xlbcf.template.return_links import Names, fields_of, other_field, relation_of
from xlbcf.template.return_mapping import Relation
from xlbcf.template.schema import Faults, Row
from xlbcf.template.words import plain
from xlbcf.template.yaml_source import Items, Node, Scalar, Table

_Target = tuple[int, int | None]


def check_sense(root: Row, faults: Faults) -> None:
    """Check that conditions can decide something and that checks compare different things.

    Args:
        root: the mapping's top level, as far as it passed its checks.
        faults: where findings are recorded.
    """
    names = Names(root.get("fields", ()))
    for row in root.get("fields", ()):
        need = row.get("required")
        if isinstance(need, Row) and need.has("field"):
            _check_condition(row, need, names, faults)
        _check_choices(row, faults)
    first: dict[tuple[object, ...], Row] = {}
    for row in root.get("checks", ()):
        relation = relation_of(row)
        if relation is not None:
            targets = _check_targets(row, relation, names, faults)
            earlier = first.setdefault((relation, *targets), row)
            if earlier is not row and None not in targets:
                faults.twice(row.node, f"the check {relation} of these fields", earlier.node)


def _check_condition(row: Row, need: Row, names: Names, faults: Faults) -> None:
    """Refuse a condition on the field itself, and one that no answer meets.

    Two fields that each ask for the other are a pair to be answered both or not at all.
    """
    other = other_field(need)
    found = names.find(other, row.get("metric"))
    if found and found[0] is row:
        faults.wrong(other.node, "field", "another field than the one that is required")
    answers = need.nodes.get("is")
    if isinstance(answers, Items) and not answers.nodes:
        faults.wrong(answers, "is", "at least one answer")


def _check_choices(row: Row, faults: Faults) -> None:
    first: dict[str, Node] = {}
    table = row.nodes.get("choices")
    for _, node in table if isinstance(table, Table) else ():
        if isinstance(node, Scalar):
            earlier = first.setdefault(plain(node.text), node)
            if earlier is not node:
                faults.twice(node, f"the wording {node}", earlier)


def _check_targets(
    row: Row, relation: Relation, names: Names, faults: Faults
) -> list[_Target | None]:
    """Return what a check names, and refuse a field named twice or of another kind."""
    named = list(_named(row, relation, names))
    first: dict[_Target, Node] = {}
    kinds = set()
    for node, found in named:
        if found is None:
            continue
        target, line = found
        kinds.add(kind_of(target))
        earlier = first.setdefault((id(target), line), node)
        if earlier is not node:
            faults.twice(node, "a field of this check", earlier)
    if relation in (Relation.ORDER, Relation.SAME) and len(kinds) > 1:
        faults.wrong(row.node, relation, "fields of one type")
    return [None if found is None else (id(found[0]), found[1]) for _, found in named]


def _named(
    row: Row, relation: Relation, names: Names
) -> Iterator[tuple[Node, tuple[Row, int | None] | None]]:
    for each in fields_of(row, relation):
        yield each.node, names.find(each, row.get("metric"))
