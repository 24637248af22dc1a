"""Fields of a return that name other fields: conditions, checks, and what a flag speaks for.

A name may stand for a repeated field. Then it means, for each line, the other field's same line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from xlbcf.rules.periods import Period
from xlbcf.template.ids import ID
from xlbcf.template.repetition import count_of, key_of, lines_of
from xlbcf.template.return_checks import choices_of, kind_of
from xlbcf.template.return_mapping import OVERALL, Key, Kind, Relation
from xlbcf.template.schema import Check, Faults, Row, parsed, record
from xlbcf.template.schema import Key as SchemaKey
from xlbcf.template.words import plain
from xlbcf.template.yaml_source import Items, Node, Scalar, Table

_LINE = re.compile(r"(?P<name>.+)_(?P<line>\d+)")
_SHEET = "sheet_"
_LEAST = {Relation.TOTAL: 2, Relation.RATE: 3, Relation.ORDER: 2, Relation.SAME: 2}
_KEY_OF_CHECK = {
    Relation.TOTAL: ("total", "parts"),
    Relation.RATE: ("rate", "numerator", "denominator"),
    Relation.ORDER: ("order",),
    Relation.SAME: ("same",),
}
PERIOD = parsed(Period.parse, "a period such as 2024-25, 2024-25 Q3 or 2024-11")
_FIELD = record(
    field=SchemaKey(ID),
    metric=SchemaKey(ID, required=False),
    period=SchemaKey(PERIOD, required=False),
)


@dataclass(frozen=True, slots=True)
class Reference:
    """A field as another part of the mapping names it.

    Args:
        name: its name, or its name and line for one line of a repeated field.
        metric: its metric, or None where not said.
        period: its period, or None where not said.
        node: where it is named.
    """

    name: str
    metric: str | None
    period: Period | None
    node: Node


def reference(node: Node, key: str, faults: Faults) -> Reference | None:
    """Accept a field's name, or a table that gives its name, metric and period."""
    if isinstance(node, Scalar):
        name = ID(node, key, faults)
        return None if name is None else Reference(name, None, None, node)
    row = _FIELD(node, key, faults)
    if row is None or not row.has("field"):
        return None
    return Reference(row.get("field"), row.get("metric"), row.get("period"), node)


def either(if_text: Check, if_table: Check) -> Check:
    """Accept a text by one check and anything else by the other."""

    def check(node: Node, key: str, faults: Faults) -> object:
        return (if_text if isinstance(node, Scalar) else if_table)(node, key, faults)

    return check


class Names:
    """The fields of a return, found by the names that other fields give.

    Args:
        rows: the fields as they stand in the file.
    """

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows = [row for row in rows if row.has("field")]
        self._keys = [
            (row.get("sheet"), row.get("metric"), str(row.get("field")), line, key_of(row, line))
            for row in self._rows
            for line in lines_of(row)
        ]
        self._by_name: dict[str, list[Row]] = {}
        for row in self._rows:
            self._by_name.setdefault(row.get("field"), []).append(row)

    def find(self, wanted: Reference, metric: str | None = None) -> tuple[Row, int | None] | None:
        """Return the field of a reference and its line, or None if there is not just one.

        Args:
            wanted: the reference.
            metric: the metric of the field that refers to it, which decides between several.
        """
        found = self._named(wanted.name, wanted)
        if not found and (match := _LINE.fullmatch(wanted.name)):
            line = int(match["line"])
            found = [row for row in self._named(match["name"], wanted) if line in lines_of(row)]
            return (found[0], line) if len(found) == 1 else None
        if len(found) > 1:
            found = [row for row in found if row.get("metric") == metric]
        return (found[0], None) if len(found) == 1 else None

    def _named(self, name: str, wanted: Reference) -> list[Row]:
        return [
            row
            for row in self._by_name.get(name, ())
            if wanted.metric in (None, row.get("metric"))
            and wanted.period in (None, row.get("period"))
        ]

    def covered(
        self, about: str, sheets: Iterable[str], others: Iterable[str] = ()
    ) -> dict[Key, int | None]:
        """Return the keys of the fields that a flag speaks for, each with its line.

        Args:
            about: ``overall``; ``sheet_`` and a sheet's short name; a metric; or a field's name,
                which stands also for the fields whose names begin with it and an underscore.
            sheets: the short names of the sheets.
            others: what other flags are about; a field whose name one of them fits better is its.
        """
        sheet = about.removeprefix(_SHEET)
        if about == OVERALL:
            return {key: line for *_, line, key in self._keys}
        if sheet != about and sheet in sheets:
            return {key: line for on, _, _, line, key in self._keys if on == sheet}
        opening = f"{about}_"
        closer = [each for each in others if each.startswith(opening)]
        return {
            key: line
            for _, metric, name, line, key in self._keys
            if about in (metric, name)
            or (name.startswith(opening) and not any(_is_part(name, each) for each in closer))
        }


def _is_part(name: str, about: str) -> bool:
    return name == about or name.startswith(f"{about}_")


def check_links(root: Row, faults: Faults) -> None:
    """Check that every field named by another part of the mapping is one.

    Args:
        root: the mapping's top level, as far as it passed its checks.
        faults: where findings are recorded.
    """
    names = Names(root.get("fields", ()))
    for row in root.get("fields", ()):
        need = row.get("required")
        if isinstance(need, Row) and need.has("field"):
            _check_condition(row, other_field(need), names, faults)
            _check_answers(need, names, (row, root), faults)
        _check_attention(row, root, faults)
    for row in root.get("checks", ()):
        _check_relation(row, names, faults)
    sheets = root.get("sheets", {})
    for row in root.get("flags", ()):
        for node, about in zip(_items(row, "covers"), row.get("covers", ()), strict=False):
            if not names.covered(about, sheets):
                faults.wrong(node, "covers", "a field, a metric, sheet_ and a sheet, or overall")


def _items(row: Row, key: str) -> Sequence[Node]:
    node = row.at(key)
    return node.nodes if isinstance(node, Items) else ()


def other_field(need: Row) -> Reference:
    """Return the field that a condition is about."""
    return Reference(need.get("field"), need.get("metric"), need.get("period"), need.at("field"))


def _check_condition(row: Row, other: Reference, names: Names, faults: Faults) -> None:
    for _, lines in _found(names, [other], row, faults):
        if lines not in (None, count_of(row)):
            faults.wrong(other.node, "field", "a field with as many lines as this one")


def _check_answers(need: Row, names: Names, at: tuple[Row, Row], faults: Faults) -> None:
    row, root = at
    found = names.find(other_field(need), row.get("metric"))
    if found and need.has("is"):
        _check_offered(_items(need, "is"), "is", choices_of(found[0], root), faults)


def _check_attention(row: Row, root: Row, faults: Faults) -> None:
    node = row.nodes.get("attention")
    if isinstance(node, Table):
        answers = [name for name, _ in node]
        _check_offered(answers, "attention", choices_of(row, root), faults)


def _check_offered(
    answers: Iterable[Node], key: str, choices: Mapping[str, str], faults: Faults
) -> None:
    """Check that answers are among a drop-down's, by meaning or wording, if those are listed."""
    offered = {plain(each) for each in (*choices, *choices.values())}
    for node in answers:
        if offered and isinstance(node, Scalar) and plain(node.text) not in offered:
            faults.wrong(node, key, "one of " + ", ".join(choices))


def _found(
    names: Names, wanted: Iterable[Reference], row: Row, faults: Faults
) -> list[tuple[Row, int | None]]:
    """Return the fields named and how many lines each has, and record those that are none."""
    found: list[tuple[Row, int | None]] = []
    for each in wanted:
        target = names.find(each, row.get("metric"))
        if target is None:
            faults.wrong(each.node, "field", "the name of one field of this return")
        else:
            found.append((target[0], count_of(target[0]) if target[1] is None else None))
    return found


def relation_of(row: Row) -> Relation | None:
    """Return what a check says of its fields, or None if it says nothing or too much."""
    given = [each for each in Relation if each.value in row.nodes]
    return given[0] if len(given) == 1 else None


def fields_of(row: Row, relation: Relation) -> list[Reference]:
    """Return the fields of a check, in the order that its relation asks for."""
    named: list[Reference] = []
    for key in _KEY_OF_CHECK[relation]:
        value = row.get(key, ())
        named += [value] if isinstance(value, Reference) else value
    return named


def _check_relation(row: Row, names: Names, faults: Faults) -> None:
    relation = relation_of(row)
    if relation is None:
        faults.wrong(row.node, "a check", "one of " + ", ".join(Relation))
        return
    wanted = fields_of(row, relation)
    strange = row.nodes.keys() - {*_KEY_OF_CHECK[relation], "within"}
    for key in sorted(strange):
        faults.wrong(row.at(key), key, f"absent, because the check is {relation}")
    if len(wanted) < _LEAST[relation]:
        faults.wrong(row.node, relation, f"at least {_LEAST[relation]} fields")
    found = _found(names, wanted, row, faults)
    _check_kinds(found, relation, row, faults)
    if row.has("within"):
        if relation is Relation.ORDER:
            faults.wrong(row.at("within"), "within", "absent, because the check is order")
        elif row.get("within") < 0:
            faults.wrong(row.at("within"), "within", "0 or more")
    counts = {lines for _, lines in found if lines is not None}
    if len(counts) > 1:
        faults.wrong(row.node, relation, "fields with equally many lines")


def _check_kinds(
    found: Iterable[tuple[Row, int | None]], relation: Relation, row: Row, faults: Faults
) -> None:
    """Check that what is compared can be: a check of texts would never find anything."""
    dated = relation in (Relation.ORDER, Relation.SAME)
    allowed = (Kind.NUMBER, Kind.DATE) if dated else (Kind.NUMBER,)
    if any(kind_of(target) not in allowed for target, _ in found):
        faults.wrong(row.node, relation, "fields of the type " + " or ".join(allowed))
