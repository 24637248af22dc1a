"""The committed templates are what the build makes, and the README's table names them rightly."""

from __future__ import annotations

import pytest

from tests.support.templates import RETURNS, ROOT, template_of

pytest.importorskip("xlsxwriter", reason="xlsxwriter is not installed; it comes with [test]")
pytest.importorskip("cellrune", reason="cellrune has no build for this machine")

from workbooks.build import FORMS
from workbooks.build.hashes import file_hash, listed_files, with_hashes
from workbooks.build.package import finished, parts_of, same_parts

WORKBOOKS = ROOT / "workbooks"
README = (WORKBOOKS / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("make", FORMS, ids=lambda make: make.__name__)
def test_the_committed_file_equals_a_rebuild_part_by_part(make):
    form = make()
    rebuilt = parts_of(finished(form))
    committed = parts_of((WORKBOOKS / "templates" / form.file).read_bytes())
    assert list(rebuilt) == list(committed)
    for name, content in rebuilt.items():
        assert content == committed[name], name


def test_a_changed_part_or_another_order_is_no_rebuild():
    one, other = (template_of(name).bytes for name in RETURNS)
    assert same_parts(one, one)
    assert not same_parts(one, other)


def test_two_rebuilds_are_the_same_bytes():
    make = FORMS[0]
    assert finished(make()) == finished(make())


def test_the_table_states_the_true_hash_of_every_file():
    stated = listed_files(README)
    assert stated == {name: file_hash(WORKBOOKS / name) for name in stated}


def test_the_table_lists_every_template_dashboard_data_file_and_workbook():
    folders = [WORKBOOKS / name for name in ("templates", "dashboards", "data")]
    files = {f"{folder.name}/{path.name}" for folder in folders for path in folder.iterdir()}
    files |= {path.name for path in WORKBOOKS.glob("*.xls[xm]")}
    assert {name for name in files if not name.rpartition("/")[2].startswith(".")} == set(
        listed_files(README)
    )


def test_the_hashes_are_put_where_they_are_stale(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"")
    table = "| `a.csv` | 2024-25 | here | copied | `0123` |\n"
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert listed_files(with_hashes(table, tmp_path)) == {"a.csv": empty}
