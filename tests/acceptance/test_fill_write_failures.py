"""Writing that fails part of the way: every file is as it was, and no half of one is left."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.commands import refused, xlbcf
from tests.support.fills import EOY, PLACES, figure, fill, output, tree, write_figures
from tests.support.templates import ROOT
from xlbcf.books import replacement
from xlbcf.books.replacement import BACKUPS

NOTES = f"{BACKUPS}/filled.json"


def figures_of_all(path: Path, value: str) -> Path:
    rows = [figure("falls_admissions", "2024-25 Q3", value, place_code=code) for code in PLACES]
    return write_figures(path, rows)


@pytest.fixture
def new(tmp_path) -> Path:
    return figures_of_all(tmp_path / "new.csv", "389.1")


@pytest.fixture(scope="module")
def earlier(tmp_path_factory) -> Path:
    """Three outputs of an earlier fill."""
    folder = tmp_path_factory.mktemp("earlier")
    fill(EOY, folder / "out", "--figures", figures_of_all(folder / "old.csv", "388.4"))
    return folder / "out"


@pytest.fixture
def out(earlier, tmp_path) -> Path:
    """The three outputs, to be replaced."""
    return Path(shutil.copytree(earlier, tmp_path / "out"))


def files(folder: Path) -> dict[str, bytes]:
    """Return every file but the notes of what fills wrote, which may know more than happened."""
    return {name: content for name, content in tree(folder).items() if name != NOTES}


class FailsAt:
    """Stands in for a function of the system and fails the n-th time."""

    def __init__(self, real, number: int, code: int = errno.ENOSPC) -> None:
        self.real, self.left, self.code = real, number, code

    def __get__(self, instance, owner=None):
        return self if instance is None else lambda *words: self(instance, *words)

    def __call__(self, *words, **others):
        self.left -= 1
        if self.left == 0:
            raise OSError(self.code, os.strerror(self.code))
        return self.real(*words, **others)


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_a_disk_that_is_full_while_writing_new_versions_changes_nothing(
    out, new, monkeypatch, number
):
    before = tree(out)
    monkeypatch.setattr(replacement.os, "fsync", FailsAt(os.fsync, number))
    outcome = xlbcf("fill", EOY, "--out", out, "--figures", new, "--json")
    assert outcome.status == 2
    assert outcome.codes == ["FILE03"]
    (found,) = outcome.plain["findings"]
    paths = [*(output(out, EOY, place) for place in PLACES.values()), out / "change-log.csv"]
    assert found["where"] == str(paths[number - 1])
    assert "No space left" in found["message"]
    assert tree(out) == before


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_disk_that_is_full_while_keeping_old_versions_changes_nothing(
    out, new, monkeypatch, number
):
    before = files(out)

    def half_copied(source, target):
        Path(target).write_bytes(Path(source).read_bytes()[:100])
        half_copied.left -= 1
        if half_copied.left == 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return shutil.copyfile(source, target)

    half_copied.left = number
    monkeypatch.setattr(shutil, "copy2", half_copied)
    outcome = xlbcf("fill", EOY, "--out", out, "--figures", new, "--json")
    assert (outcome.status, outcome.codes) == (2, ["FILE03"])
    assert files(out) == before


# Each output takes three steps: its backup, the note of what was written, the output itself;
# the change log before them takes one.
@pytest.mark.parametrize("number", range(1, 11))
def test_a_folder_that_refuses_a_step_in_the_middle_leaves_all_outputs_as_they_were(
    out, new, monkeypatch, number
):
    before = files(out)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", FailsAt(Path.replace, number, errno.EACCES))
        outcome = xlbcf("fill", EOY, "--out", out, "--figures", new, "--json")
    assert (outcome.status, outcome.codes) == (2, ["FILE03"])
    assert "Permission denied" in outcome.plain["findings"][0]["message"]
    assert files(out) == before
    fill(EOY, out, "--figures", new)
    assert files(out) != before


def test_a_first_fill_that_fails_leaves_no_output_and_no_log(tmp_path, new, monkeypatch):
    folder = tmp_path / "first"
    # Of log, note, output, note, output the last fails.
    monkeypatch.setattr(Path, "replace", FailsAt(Path.replace, 5, errno.EIO))
    outcome = xlbcf("fill", EOY, "--out", folder, "--figures", new, "--json")
    assert (outcome.status, outcome.codes) == (2, ["FILE03"])
    assert files(folder) == {}


def test_what_cannot_be_taken_back_is_told(out, new, monkeypatch):
    first = output(out, EOY, "leicester")
    old = first.read_bytes()
    real, steps = Path.replace, []

    def gone(path, target):
        steps.append(target)
        if len(steps) > 4:  # the drive is gone once the first output is in place
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return real(path, target)

    monkeypatch.setattr(Path, "replace", gone)
    outcome = xlbcf("fill", EOY, "--out", out, "--figures", new)
    assert outcome.status == 2
    assert "FILE07" in outcome.err
    assert str(first) in outcome.err
    assert "No file was changed" not in outcome.err
    (kept,) = (out / BACKUPS).glob("*.xlsx")
    assert kept.read_bytes() == old
    assert str(kept) in outcome.err.replace("\n  ", " ")


def test_interrupting_a_fill_takes_it_back(out, new, monkeypatch):
    before = files(out)
    real, steps = Path.replace, []

    def interrupted(path, target):
        steps.append(target)
        if len(steps) == 7:
            raise KeyboardInterrupt
        return real(path, target)

    monkeypatch.setattr(Path, "replace", interrupted)
    outcome = xlbcf("fill", EOY, "--out", out, "--figures", new)
    assert outcome.status == 130
    assert files(out) == before


def test_a_file_where_the_folder_should_be_is_refused(tmp_path, new):
    folder = tmp_path / "out"
    folder.write_text("not a folder", encoding="utf-8")
    outcome = xlbcf("fill", EOY, "--out", folder, "--figures", new, "--json")
    assert (outcome.status, outcome.codes) == (2, ["FILE03"])
    assert folder.read_text(encoding="utf-8") == "not a folder"


def test_a_folder_in_the_way_of_an_output_is_refused(tmp_path, new):
    folder = tmp_path / "out"
    output(folder, EOY, "leicester").mkdir(parents=True)
    words = ("fill", EOY, "--out", folder, "--figures", new, "--place", "Leicester")
    assert refused(*words)["code"] == "FILL11"
    assert refused(*words, "--force")["code"] == "FILE03"
    assert files(folder) == {}


def test_a_folder_that_may_not_be_written_is_refused(tmp_path, new):
    if os.name == "nt" or os.geteuid() == 0:
        pytest.skip("this user may write anywhere")
    folder = tmp_path / "out"
    folder.mkdir(mode=0o500)
    words = ("fill", EOY, "--out", folder, "--figures", new, "--place", "Leicester")
    assert refused(*words)["code"] == "FILE03"
    assert files(folder) == {}


def test_an_output_that_is_read_only_is_refused(out, new, monkeypatch):
    before = tree(out)
    monkeypatch.setattr(replacement.os, "access", lambda *_: False)
    outcome = xlbcf("fill", EOY, "--out", out, "--figures", new, "--json")
    assert (outcome.status, outcome.codes) == (2, ["FILE03"])
    assert "read-only" in outcome.plain["findings"][0]["message"]
    assert tree(out) == before


def test_a_real_limit_on_the_size_of_files_leaves_nothing_behind(tmp_path, new):
    resource = pytest.importorskip("resource", reason="this system has no such limits")

    def limited():
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    folder = tmp_path / "out"
    words = ["fill", EOY, "--out", str(folder), "--figures", str(new)]
    done = subprocess.run(
        [sys.executable, "-B", "-m", "xlbcf", *words],
        cwd=ROOT, preexec_fn=limited, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "FILE03" in done.stderr
    assert "Traceback" not in done.stderr
    assert tree(folder) == {}


def test_a_folder_without_a_way_to_settle_is_no_obstacle(out, new, monkeypatch):
    real = os.open

    def refusing(path, *others, **named):
        if Path(path).is_dir():
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        return real(path, *others, **named)

    before = tree(out)
    monkeypatch.setattr(replacement.os, "open", refusing)
    fill(EOY, out, "--figures", new)
    assert tree(out) != before


def test_undo_on_a_full_disk_leaves_the_file_and_its_backup(out, new, monkeypatch):
    fill(EOY, out, "--figures", new)
    before = tree(out)
    with contextlib.ExitStack() as stack:
        patch = stack.enter_context(monkeypatch.context())
        patch.setattr(shutil, "copy2", FailsAt(shutil.copy2, 1))
        assert xlbcf("undo", output(out, EOY), "--json").codes == ["FILE03"]
    assert tree(out) == before
    assert xlbcf("undo", output(out, EOY)).status == 0
