"""The places that a mapping serves: reads ``mappings/places.yaml``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from xlbcf.rules.metrics import Place, Places, fold_name
from xlbcf.template.ids import RETURN_ID
from xlbcf.template.schema import Faults, Key, Row, many, parsed, record, table, text
from xlbcf.template.words import quoted
from xlbcf.template.yaml_source import Items, Node, read_yaml

_CODE = re.compile(r"[A-Z][0-9]{8}")


def load_places(path: str | Path) -> Places:
    """Read the places, their codes and the other names people use for them.

    Args:
        path: the YAML file, with one table ``places`` of government codes and their facts.

    Returns:
        The places, in the order of the file.

    Raises:
        Refused: with every fault of the file at once; a name or alias that two places share is
            one (``MAP05``), because a place must never be guessed.
    """
    faults = Faults()
    root = record(places=Key(table(CODE, _PLACE)))(read_yaml(path), "the file", faults)
    rows: dict[str, Row] = root.get("places", {}) if root else {}
    _check_names(rows, faults)
    faults.stop_if_any()
    return Places(
        Place(code, row.get("id"), row.get("name"), row.get("aliases", ()))
        for code, row in rows.items()
    )


def _code(text: str) -> str:
    if not _CODE.fullmatch(text):
        raise ValueError(text)
    return text


CODE = parsed(_code, "a government area code: a capital letter and eight digits")
_PLACE = record(id=Key(RETURN_ID), name=Key(text), aliases=Key(many(text), required=False))


def _check_names(rows: dict[str, Row], faults: Faults) -> None:
    first: dict[str, tuple[str, Node]] = {}
    for code, row in rows.items():
        for name, node in _names(code, row):
            owner, at = first.setdefault(fold_name(name), (code, node))
            if owner != code:
                faults.twice(node, f"the name {quoted(name)}, here of {code},", at)


def _names(code: str, row: Row) -> Iterator[tuple[str, Node]]:
    yield code, row.node
    for key in ("id", "name"):
        if row.has(key):
            yield row.get(key), row.at(key)
    aliases = row.nodes.get("aliases")
    if isinstance(aliases, Items):
        for node in aliases.nodes:
            yield getattr(node, "text", ""), node
