"""YAML is read as typed, with its lines, and never raises anything but Refused."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xlbcf.rules.findings import Refused
from xlbcf.template.yaml_source import Items, Scalar, Table, read_yaml


def written(folder: Path, content: str | bytes) -> Path:
    path = folder / "some.yaml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def refused(path: Path) -> Refused:
    with pytest.raises(Refused) as caught:
        read_yaml(path)
    return caught.value


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("2021-22", "2021-22"),
        ("2024-25 Q3", "2024-25 Q3"),
        ("Yes", "Yes"),
        ("no", "no"),
        ("true", True),
        ("False", False),
        ("12", 12),
        ("-3.5", -3.5),
        ("1e3", 1000.0),
        ("007", "007"),
        ("00:15", "00:15"),
        ("12:30", "12:30"),
        ("1_000", "1_000"),
        ("0x10", "0x10"),
        (".inf", ".inf"),
        ("12345678901234567890", "12345678901234567890"),
        ("2024-05-27", date(2024, 5, 27)),
        ("2024-05-32", "2024-05-32"),
        ("'5'", "5"),
        ('"true"', "true"),
        ("", None),
        ("null", None),
        ("~", None),
        ("!!python/name:os.system x", "x"),
    ],
)
def test_a_value_is_what_was_typed_and_nothing_cleverer(
    tmp_path: Path, typed: str, value: object
) -> None:
    node = read_yaml(written(tmp_path, f"key: {typed}\n")).get("key")
    assert isinstance(node, Scalar)
    assert node.native == value
    assert type(node.native) is type(value)


def test_a_block_of_text_stays_text(tmp_path: Path) -> None:
    node = read_yaml(written(tmp_path, "key: |\n  5\n")).get("key")
    assert isinstance(node, Scalar)
    assert node.native == "5\n"


def test_every_node_knows_its_file_and_line(tmp_path: Path) -> None:
    path = written(tmp_path, "a: 1\nb:\n  - x\n  - {c: 2,\n     d: 3}\n")
    root = read_yaml(path)
    items = root.get("b")
    assert isinstance(items, Items)
    inner = items.nodes[1]
    assert isinstance(inner, Table)
    assert [str(each.where) for each in (root, items, inner)] == [
        f"{path}:1",
        f"{path}:3",
        f"{path}:4",
    ]
    assert inner.get("d").where == f"{path}:5"
    assert inner.get("e") is None


@pytest.mark.parametrize(
    ("content", "code", "line", "said"),
    [
        ("a: 1\nb: 2\na: 3\n", "MAP05", 3, "line 1"),
        ("a:\n  b: 1\n  b: 2\n", "MAP05", 3, "“b”"),
        ("a: 1\nb: [\n", "MAP01", 3, "node content"),
        ("a: 1\n\tb: 2\n", "MAP01", 2, "tab character"),
        ("a: b: c\n", "MAP01", 1, "not allowed"),
        ("a: 1\n---\nb: 2\n", "MAP01", 2, "second document"),
        ("a: &x 1\nb: *x\n", "MAP01", 2, "alias"),
        ("a: &x [*x]\n", "MAP01", 1, "alias"),
        ("a: 1\n? [b]\n: 2\n", "MAP01", 2, "a list of 1"),
        ("- a\n- b\n", "MAP01", 1, "a list of 2"),
        ("", "MAP01", 1, "empty"),
        ("# nothing here\n", "MAP01", 1, "empty"),
        ("a: 1\nb: \x01\n", "MAP01", 2, "control characters"),
        (b"a: 1\nb: caf\xe9\n", "MAP01", 2, "UTF-8"),
    ],
)
def test_a_file_that_is_not_yaml_is_refused_at_its_line(
    tmp_path: Path, content: str | bytes, code: str, line: int, said: str
) -> None:
    path = written(tmp_path, content)
    (found,) = refused(path).findings
    assert (found.code, found.where) == (code, f"{path}:{line}")
    assert said in found.message


def test_all_repeated_keys_are_reported_at_once(tmp_path: Path) -> None:
    found = refused(written(tmp_path, "a: 1\na: 2\nb: {c: 1, c: 2}\n")).findings
    assert [each.code for each in found] == ["MAP05", "MAP05"]


def test_a_repeated_key_is_reported_beside_a_later_fault(tmp_path: Path) -> None:
    found = refused(written(tmp_path, "a: 1\na: 2\nb: [\n")).findings
    assert [each.code for each in found] == ["MAP05", "MAP01"]


def test_a_file_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    assert read_yaml(written(tmp_path, b"\xef\xbb\xbfa: 1\n")).get("a") is not None


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    assert refused(tmp_path / "none.yaml").findings[0].code == "FILE01"
    assert refused(tmp_path).findings[0].code == "FILE02"


def test_very_deep_nesting_is_refused(tmp_path: Path) -> None:
    assert (
        refused(written(tmp_path, "a: " + "[" * 100_000 + "]" * 100_000)).findings[0].code
        == "MAP01"
    )


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=60) | st.text("ab:-[]{}*&!#?|>'\"\n \t", max_size=40))
def test_no_file_however_odd_raises_anything_else(tmp_path: Path, content: bytes | str) -> None:
    path = written(tmp_path, content)
    with suppress(Refused):
        assert isinstance(read_yaml(path), Table)
