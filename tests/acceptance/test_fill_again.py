"""A fill repeated: nothing new changes nothing, a change is logged, kept and can be taken back."""

from __future__ import annotations

import csv
import json
import os
import shutil
from datetime import datetime
from pathlib import Path

import pytest

from tests.support.cell_changes import changed_cells, parts_of
from tests.support.commands import refused, xlbcf
from tests.support.fills import (
    EOY,
    LEICESTERSHIRE,
    PLACES,
    changed_figures,
    figure,
    fill,
    output,
    tree,
    write_figures,
)
from tests.support.templates import ROOT, template_of
from xlbcf.books.file_book import FileBook
from xlbcf.books.port import Write
from xlbcf.books.replacement import BACKUPS
from xlbcf.desk.change_log import LogRow, stage_log
from xlbcf.template.addresses import parse_cell

LOG = "change-log.csv"
METRICS = "4. Metrics"
COMMENTARY = ROOT / "workbooks" / "data" / f"{EOY}.yaml"


@pytest.fixture
def out(tmp_path) -> Path:
    return tmp_path / "out"


@pytest.fixture
def place_words():
    """Fill Leicestershire alone, with the published commentary."""
    return ("--place", LEICESTERSHIRE, "--commentary", COMMENTARY)


def log_rows(folder: Path) -> list[dict[str, str]]:
    with (folder / LOG).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def value(path: Path, cell: str, sheet: str = METRICS) -> object:
    return FileBook.open(path).value(sheet, parse_cell(cell))


def retyped(path: Path, cell: str, content: str | float) -> None:
    """Type into a cell as a person would, with another program than xlbcf's fill."""
    book = FileBook.open(path)
    book.write([Write(METRICS, parse_cell(cell), content)])
    path.write_bytes(book.to_bytes())


def test_a_second_run_changes_nothing(out):
    fill(EOY, out)
    before, stamps = tree(out), {p: p.stat().st_mtime_ns for p in out.rglob("*")}
    outcome = fill(EOY, out)
    assert tree(out) == before
    assert {p: p.stat().st_mtime_ns for p in out.rglob("*")} == stamps
    assert "Nothing has changed since the last fill." in outcome.out
    assert [name for name in before if name.startswith(BACKUPS)] == [f"{BACKUPS}/filled.json"]


def test_a_changed_figure_is_one_row_of_the_log_and_the_old_version_is_kept(
    out, tmp_path, place_words
):
    fill(EOY, out, *place_words)
    path = output(out, EOY)
    old, rows = path.read_bytes(), log_rows(out)
    figures = changed_figures(tmp_path / "changed.csv")
    outcome = fill(EOY, out, *place_words, "--figures", figures)
    assert value(path, "H12") == 201.3
    assert changed_cells(old, path.read_bytes()) == {(METRICS, "H12")}
    (row,) = log_rows(out)[len(rows) :]
    assert (row["file"], row["sheet"], row["cell"]) == (path.name, METRICS, "H12")
    assert (row["old"], row["new"]) == ("199.9", "201.3")
    assert row["label"] == "actual, Avoidable admissions, 2024-25 Q3"
    assert row["source"].startswith("BCF 2024-25 EOY return")
    (backup,) = (out / BACKUPS).glob("*.xlsx")
    assert backup.read_bytes() == old
    assert backup.name in outcome.out


def test_a_figure_that_is_gone_is_logged_as_left_blank(out, tmp_path, place_words):
    fill(EOY, out, *place_words)
    rows = log_rows(out)
    fill(EOY, out, *place_words, "--figures", changed_figures(tmp_path / "gone.csv", "*"))
    (row,) = log_rows(out)[len(rows) :]
    assert (row["cell"], row["old"], row["new"]) == ("H12", "199.9", "")
    assert row["source"] == "left blank, the figure is given as “*”: suppressed"


def test_the_columns_of_the_log_are_the_eight_agreed(out):
    fill(EOY, out, "--place", "Rutland")
    assert (out / LOG).read_text(encoding="utf-8-sig").splitlines()[0] == (
        "time,file,sheet,cell,label,old,new,source"
    )
    assert all(row["time"] and row["source"] for row in log_rows(out))


def test_undo_puts_the_earlier_bytes_back_and_a_second_undo_has_nothing_left(
    out, tmp_path, place_words
):
    fill(EOY, out, *place_words)
    path = output(out, EOY)
    old = path.read_bytes()
    fill(EOY, out, *place_words, "--figures", changed_figures(tmp_path / "changed.csv"))
    new = path.read_bytes()
    outcome = xlbcf("undo", path, "--json")
    assert outcome.status == 0
    assert path.read_bytes() == old
    assert Path(outcome.plain["undone"]).read_bytes() == new
    assert refused("undo", path)["code"] == "FILE05"
    assert path.read_bytes() == old


def test_an_undo_stands_in_the_log(out, tmp_path, place_words):
    fill(EOY, out, *place_words)
    fill(EOY, out, *place_words, "--figures", changed_figures(tmp_path / "new.csv"))
    before = log_rows(out)
    assert xlbcf("undo", output(out, EOY)).status == 0
    *earlier, last = log_rows(out)
    assert earlier == before
    assert (last["file"], last["cell"], last["label"]) == (output(out, EOY).name, "", "undo")
    log = (out / LOG).read_bytes()
    refused("undo", output(out, EOY))
    assert (out / LOG).read_bytes() == log


def test_undo_goes_back_step_by_step(out, tmp_path, place_words):
    fill(EOY, out, *place_words)
    path = output(out, EOY)
    versions = [path.read_bytes()]
    for number in (201, 202, 203):
        figures = changed_figures(tmp_path / f"{number}.csv", str(number))
        fill(EOY, out, *place_words, "--figures", figures)
        versions.append(path.read_bytes())
    for version in reversed(versions[:-1]):
        assert xlbcf("undo", path).status == 0
        assert path.read_bytes() == version
    assert refused("undo", path)["code"] == "FILE05"


def test_after_undo_the_next_fill_writes_the_change_again(out, tmp_path, place_words):
    fill(EOY, out, *place_words)
    figures = changed_figures(tmp_path / "changed.csv")
    fill(EOY, out, *place_words, "--figures", figures)
    new = output(out, EOY).read_bytes()
    xlbcf("undo", output(out, EOY))
    fill(EOY, out, *place_words, "--figures", figures)
    assert output(out, EOY).read_bytes() == new


def test_undo_of_a_file_that_was_never_replaced_is_refused(tmp_path):
    path = tmp_path / "book.xlsx"
    shutil.copy(template_of(EOY).path, path)
    assert refused("undo", path)["where"] == str(path)
    assert tree(tmp_path).keys() == {"book.xlsx"}


def test_a_dry_run_writes_nothing_and_shows_each_cell(out):
    outcome = fill(EOY, out, "--place", "Leicestershire", "--dry-run")
    assert not out.exists()
    lines = outcome.out.splitlines()
    heading = next(line.split() for line in lines if line.split()[:1] == ["cell"])
    assert heading == ["cell", "label", "old", "new"]
    (row,) = (line for line in lines if line.strip().startswith("'4. Metrics'!H12"))
    assert row.split("  ")[1].strip() == "'4. Metrics'!H12"
    assert "actual, Avoidable admissions, 2024-25 Q3" in row
    assert row.rstrip().endswith("199.9")
    assert "Nothing was written: this was a dry run." in outcome.out


def test_a_dry_run_over_an_output_shows_only_what_would_change(out, tmp_path, place_words):
    fill(EOY, out, *place_words)
    before = tree(out)
    figures = changed_figures(tmp_path / "changed.csv")
    words = (*place_words, "--figures", figures, "--dry-run", "--json")
    changes = fill(EOY, out, *words).plain["places"][0]["changes"]
    assert [(each["cell"], each["old"], each["new"]) for each in changes] == [("H12", 199.9, 201.3)]
    assert tree(out) == before


def test_json_holds_all_that_a_fill_did(out):
    plain = fill(EOY, out, "--json").plain
    assert plain["done"] is True
    assert (plain["return"], plain["dry_run"]) == (EOY, False)
    assert plain["engine"]
    assert [place["code"] for place in plain["places"]] == list(PLACES)
    place = plain["places"][1]
    assert place["file"] == str(output(out, EOY))
    assert place["cells_written"] + len(place["left_blank"]) == len(template_of(EOY).inputs)
    assert all(each["reason"] for each in place["left_blank"])
    flags = template_of(EOY).mapping.flags
    assert [each["about"] for each in place["flags"]] == [flag.about for flag in flags]
    change = next(each for each in place["changes"] if each["cell"] == "H12")
    assert change == {
        "sheet": METRICS, "cell": "H12", "label": "actual, Avoidable admissions, 2024-25 Q3",
        "old": None, "new": 199.9, "source": change["source"],
    }  # fmt: skip
    assert len(log_rows(out)) == sum(len(place["changes"]) for place in plain["places"])


@pytest.mark.parametrize(
    "name", ["E06000017", "rutland", "Rutland", "Rutland County Council", "RUTLAND UA"]
)
def test_a_place_is_known_by_code_name_and_alias(out, name):
    fill(EOY, out, "--place", name)
    assert [path.name for path in out.glob("*.xlsx")] == [f"{EOY}-rutland.xlsx"]


def test_two_places_are_filled_in_the_order_of_the_mapping(out):
    outcome = fill(EOY, out, "--place", "Rutland", "--place", "Leicester", "--json")
    assert [each["name"] for each in outcome.plain["places"]] == ["Leicester", "Rutland"]


def test_places_filled_side_by_side_give_the_same_bytes(tmp_path):
    fill(EOY, tmp_path / "one", "--jobs", 1)
    fill(EOY, tmp_path / "three", "--jobs", 3)
    for place in PLACES.values():
        one, three = (output(tmp_path / name, EOY, place) for name in ("one", "three"))
        assert one.read_bytes() == three.read_bytes()


def test_what_is_typed_into_the_template_is_kept(out, tmp_path, place_words):
    typed = tmp_path / "typed.xlsx"
    shutil.copy(template_of(EOY).path, typed)
    assert xlbcf("set", typed, "2. Cover!C9=A. Person", "2. Cover!C11='0116 000").status == 0
    assert xlbcf("recalc", typed).status == 0
    fill(EOY, out, *place_words, "--template", typed)
    path = output(out, EOY)
    assert value(path, "C9", "2. Cover") == "A. Person"
    assert value(path, "C11", "2. Cover") == "0116 000"
    assert value(path, "D9", "2. Cover") == "Yes"
    assert value(path, "H12") == 199.9


def test_flags_of_a_template_with_outdated_results_are_unknown(out, tmp_path, place_words):
    typed = tmp_path / "typed.xlsx"
    shutil.copy(template_of(EOY).path, typed)
    assert xlbcf("set", typed, "2. Cover!C9=A. Person").status == 0
    outcome = fill(EOY, out, *place_words, "--template", typed, "--json")
    (place,) = outcome.plain["places"]
    states = {each["about"]: each["complete"] for each in place["flags"]}
    # Whatever reads the cell that was typed is not known; the rest is.
    assert {about for about, state in states.items() if state is None} == {
        "overall", "completed_by", "sheet_cover",
    }  # fmt: skip
    assert states["avoidable_admissions"] is True
    codes = [found["code"] for found in place["findings"]]
    assert codes.count("FILL07") == 1
    assert codes.count("BOOK07") == 1
    text = fill(EOY, out, *place_words, "--template", typed).out
    assert "overall unknown" in text
    assert "fullCalcOnLoad" in parts_of(output(out, EOY).read_bytes())["xl/workbook.xml"].decode()


def test_a_typed_value_that_the_figures_contradict_is_kept_unless_forced(
    out, tmp_path, place_words
):
    typed = tmp_path / "typed.xlsx"
    shutil.copy(template_of(EOY).path, typed)
    assert xlbcf("set", typed, "4. Metrics!H12=150", "4. Metrics!H13=0.9222").status == 0
    words = ("fill", EOY, "--out", out, *place_words, "--template", typed)
    found = refused(*words)
    assert found["code"] == "FILL08"
    assert found["where"].startswith("typed.xlsx (Leicestershire), '4. Metrics'!H12")
    assert "150" in found["message"]
    assert "199.9" in found["message"]
    assert not out.exists()
    assert xlbcf(*words, "--force").status == 0
    assert value(output(out, EOY), "H12") == 199.9


def test_an_output_edited_by_hand_is_not_lost(out, place_words):
    fill(EOY, out, *place_words)
    path = output(out, EOY)
    retyped(path, "H12", 170)
    retyped(path, "J12", "Better wording")
    edited = path.read_bytes()
    found = refused("fill", EOY, "--out", out, *place_words)
    assert found["code"] == "FILL02"
    assert "'4. Metrics'!H12, '4. Metrics'!J12" in found["message"]
    assert path.read_bytes() == edited
    fill(EOY, out, *place_words, "--force")
    assert value(path, "H12") == 199.9
    kept = [each for each in (out / BACKUPS).glob("*.xlsx") if each.read_bytes() == edited]
    assert len(kept) == 1


def test_an_output_saved_again_with_the_same_values_is_no_loss(out, place_words):
    fill(EOY, out, *place_words)
    path = output(out, EOY)
    book = FileBook.open(path)
    book.calculate_on_load()
    path.write_bytes(book.to_bytes())
    fill(EOY, out, *place_words)
    assert not FileBook.open(path).calculated_on_load


def test_a_cell_set_in_an_output_counts_as_typed_by_hand(out, tmp_path, place_words):
    fill(EOY, out, *place_words)
    path = output(out, EOY)
    assert xlbcf("set", path, "2. Cover!C9=A. Person").status == 0
    found = refused("fill", EOY, "--out", out, *place_words)
    assert found["code"] == "FILL02"
    assert "'2. Cover'!C9" in found["message"]
    # The output serves as the template, as the message says.
    figures = changed_figures(tmp_path / "changed.csv", "199.9")
    fill(EOY, out, *place_words, "--figures", figures, "--template", path)
    assert value(path, "C9", "2. Cover") == "A. Person"
    assert value(path, "H12") == 199.9


def test_what_a_template_brought_in_is_not_lost_by_the_next_plain_fill(out, tmp_path, place_words):
    typed = tmp_path / "typed.xlsx"
    shutil.copy(template_of(EOY).path, typed)
    assert xlbcf("set", typed, "2. Cover!C9=A. Person").status == 0
    fill(EOY, out, *place_words, "--template", typed)
    fill(EOY, out, *place_words, "--template", typed)
    found = refused("fill", EOY, "--out", out, *place_words)
    assert found["code"] == "FILL02"
    assert "'2. Cover'!C9" in found["message"]


@pytest.mark.parametrize("content", [b"", b"nothing like a workbook", b"PK\x03\x04 cut off"])
def test_garbage_in_the_way_of_an_output_is_kept_unless_forced(out, place_words, content):
    path = output(out, EOY)
    out.mkdir()
    path.write_bytes(content)
    found = refused("fill", EOY, "--out", out, *place_words)
    assert (found["code"], found["where"]) == ("FILL11", str(path))
    assert tree(out) == {path.name: content}
    fill(EOY, out, *place_words, "--force")
    assert value(path, "H12") == 199.9
    (backup,) = (out / BACKUPS).glob("*.xlsx")
    assert backup.read_bytes() == content


def test_an_output_that_is_open_in_excel_is_left_alone(out, tmp_path, place_words):
    fill(EOY, out, *place_words)
    (out / f"~${output(out, EOY).name}").write_bytes(b"somebody")
    before = tree(out)
    figures = changed_figures(tmp_path / "changed.csv")
    assert (
        refused("fill", EOY, "--out", out, *place_words, "--figures", figures)["code"] == "FILE04"
    )
    assert tree(out) == before


def test_text_that_looks_like_a_formula_is_text_in_the_cell_and_harmless_in_the_log(out, tmp_path):
    commentary = tmp_path / "mine.yaml"
    wordings = {"challenges": "=1+1", "achievements": "+44 is a prefix", "variance": "@home"}
    content = {
        "return": EOY,
        "source": "=cmd()",
        "places": {LEICESTERSHIRE: {"metrics": {"falls_admissions": wordings}}},
    }
    commentary.write_text(json.dumps(content), encoding="utf-8")
    figures = write_figures(
        tmp_path / "f.csv", [figure("falls_admissions", "2024-25 Q3", "388.4", source="=1+1")]
    )
    words = ("--place", LEICESTERSHIRE, "--commentary", commentary, "--figures", figures)
    fill(EOY, out, *words)
    book = FileBook.open(output(out, EOY))
    for cell, text in (("J14", "=1+1"), ("K14", "+44 is a prefix"), ("L14", "@home")):
        assert book.value(METRICS, parse_cell(cell)) == text
        assert parse_cell(cell) not in book.formulas(METRICS)
    rows = {row["cell"]: row for row in log_rows(out) if row["sheet"] == METRICS}
    assert rows["J14"]["new"] == "'=1+1"
    assert rows["K14"]["new"] == "'+44 is a prefix"
    assert rows["L14"]["new"] == "'@home"
    assert rows["H14"]["source"] == "'=1+1"


def test_a_negative_number_in_the_log_stays_a_number(tmp_path):
    row = LogRow("a.xlsx", "A", parse_cell("B2"), "", -1.5, -2, "x")
    stage_log(tmp_path, [row], datetime(2026, 1, 2, 3, 4, 5)).put_in_place(keep_old=False)
    (read,) = log_rows(tmp_path)
    assert (read["old"], read["new"], read["time"]) == ("-1.5", "-2", "2026-01-02 03:04:05")


def test_the_log_of_an_earlier_run_is_kept_byte_for_byte(out, tmp_path, place_words):
    fill(EOY, out, *place_words)
    before = (out / LOG).read_bytes()
    fill(EOY, out, *place_words, "--figures", changed_figures(tmp_path / "changed.csv"))
    after = (out / LOG).read_bytes()
    assert after.startswith(before)
    assert after.count(b"\xef\xbb\xbf") == 1


def test_the_mode_of_an_output_is_kept(out, tmp_path, place_words):
    if os.name == "nt":
        pytest.skip("Windows has no such modes")
    fill(EOY, out, *place_words)
    output(out, EOY).chmod(0o640)
    fill(EOY, out, *place_words, "--figures", changed_figures(tmp_path / "changed.csv"))
    assert output(out, EOY).stat().st_mode & 0o777 == 0o640
