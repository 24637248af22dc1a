"""The working folder: found where it should be, and made for a person."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.commands import xlbcf
from xlbcf.desk import folder
from xlbcf.desk.folder import find_home, make_folder
from xlbcf.rules.findings import Refused

ROOT = Path(folder.__file__).parents[2]


def working_folder(path: Path) -> Path:
    (path / "mappings" / "returns").mkdir(parents=True)
    for name in ("places.yaml", "metrics.yaml"):
        (path / "mappings" / name).write_text("{}")
    return path


def refusal(*arguments, **options) -> list[tuple[str, dict]]:
    """Return the findings of a folder that is refused."""
    with pytest.raises(Refused) as refused:
        make_folder(*arguments, **options)
    return [(each.code, dict(each.facts)) for each in refused.value.findings]


def test_a_folder_that_is_named_is_used(tmp_path):
    home = find_home(working_folder(tmp_path / "mine"))
    assert home.mappings == tmp_path / "mine" / "mappings"
    assert home.templates == tmp_path / "mine" / "workbooks" / "templates"
    assert home.data == tmp_path / "mine" / "workbooks" / "data"


def test_a_folder_that_is_named_and_lacks_its_mappings_is_refused(tmp_path):
    with pytest.raises(Refused) as refused:
        find_home(tmp_path)
    assert [(each.code, each.facts["found"]) for each in refused.value.findings] == [
        ("RUN03", "mappings/places.yaml"),
        ("RUN03", "mappings/returns"),
        ("RUN03", "mappings/metrics.yaml"),
    ]


def test_the_current_folder_comes_before_the_checkout(tmp_path, monkeypatch):
    monkeypatch.chdir(working_folder(tmp_path))
    assert find_home().folder.samefile(tmp_path)


def test_a_current_folder_that_lacks_its_metrics_is_not_passed_over(tmp_path, monkeypatch):
    monkeypatch.chdir(working_folder(tmp_path))
    (tmp_path / "mappings" / "metrics.yaml").unlink()
    with pytest.raises(Refused, match=r"mappings/metrics\.yaml is missing"):
        find_home()


def test_elsewhere_the_checkout_is_used(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert find_home().folder == ROOT


def test_without_a_checkout_the_installed_copies_are_used(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    package = tmp_path / "site" / "xlbcf"
    working_folder(package / "shipped")
    monkeypatch.setattr(folder, "_PACKAGE", package)
    assert find_home().folder == package / "shipped"


def test_without_any_mappings_the_person_is_told(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(folder, "_PACKAGE", tmp_path / "site" / "xlbcf")
    with pytest.raises(Refused, match="RUN03"):
        find_home()


def test_a_folder_is_made_with_a_copy_of_everything_a_fill_needs(tmp_path):
    written = make_folder(tmp_path / "new" / "bcf")
    names = {path.relative_to(tmp_path / "new" / "bcf").as_posix() for path in written}
    expected = {
        path.relative_to(ROOT).as_posix()
        for part in ("mappings", "workbooks/templates", "workbooks/dashboards", "workbooks/data")
        for path in (ROOT / part).rglob("*")
        if path.is_file() and not path.name.startswith((".", "~$"))
    }
    assert names == expected | {"README.md", "workbooks/README.md"}
    for name in expected:
        assert (tmp_path / "new" / "bcf" / name).read_bytes() == (ROOT / name).read_bytes()
    assert find_home(tmp_path / "new" / "bcf")


def test_a_made_folder_holds_nothing_but_its_files(tmp_path):
    written = make_folder(tmp_path / "bcf")
    assert {path for path in (tmp_path / "bcf").rglob("*") if path.is_file()} == set(written)


def test_an_empty_folder_may_be_there_already(tmp_path):
    assert make_folder(tmp_path)


def test_a_folder_with_files_is_refused_and_left_alone(tmp_path):
    for name in "abcd":
        (tmp_path / name).touch()
    assert refusal(tmp_path) == [("RUN02", {"found": "a, b, c and 1 more"})]
    assert sorted(path.name for path in tmp_path.iterdir()) == list("abcd")


def test_by_force_files_are_kept_and_missing_ones_added(tmp_path):
    mine = tmp_path / "mappings" / "places.yaml"
    mine.parent.mkdir()
    mine.write_text("mine")
    written = make_folder(tmp_path, force=True)
    assert mine.read_text() == "mine"
    assert mine not in written
    assert tmp_path / "mappings" / "metrics.yaml" in written
    assert make_folder(tmp_path, force=True) == []


def test_a_file_in_the_folders_place_is_refused(tmp_path):
    (tmp_path / "bcf").write_text("a file")
    assert [code for code, _ in refusal(tmp_path / "bcf")] == ["FILE03"]
    assert [code for code, _ in refusal(tmp_path / "bcf" / "deeper", force=True)] == ["FILE03"]


def test_what_programs_leave_behind_is_not_copied(tmp_path, monkeypatch):
    shipped = working_folder(tmp_path / "site" / "xlbcf" / "shipped")
    (shipped / "workbooks" / "data").mkdir(parents=True)
    for name in (".DS_Store", "~$open.xlsx", "figures.csv"):
        (shipped / "workbooks" / "data" / name).touch()
    monkeypatch.setattr(folder, "_PACKAGE", tmp_path / "site" / "xlbcf")
    make_folder(tmp_path / "bcf")
    copied = (tmp_path / "bcf" / "workbooks" / "data").iterdir()
    assert [path.name for path in copied] == ["figures.csv"]


def test_a_program_without_its_copies_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(folder, "_PACKAGE", tmp_path / "site" / "xlbcf")
    assert {code for code, _ in refusal(tmp_path / "bcf")} == {"RUN03"}
    assert not (tmp_path / "bcf").exists()


@pytest.mark.parametrize(
    ("words", "missing"),
    [((), "checks.yaml"), (("--dashboard",), "dashboard_words.yaml")],
)
def test_a_folder_made_earlier_is_told_what_a_check_needs(tmp_path, monkeypatch, words, missing):
    folder = tmp_path / "bcf"
    make_folder(folder, False)
    (folder / "mappings" / missing).unlink()
    monkeypatch.chdir(folder)
    blank = folder / "workbooks" / "templates" / "bcf-2024-25-eoy.xlsx"
    outcome = xlbcf("check", blank, "--json", *words)
    assert (outcome.status, outcome.codes) == (2, ["RUN03"])
    assert f"mappings/{missing} is missing" in outcome.plain["findings"][0]["message"]
    assert "init --force" in outcome.plain["findings"][0]["action"]
