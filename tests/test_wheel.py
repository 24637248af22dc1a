"""The wheel: what it carries, and that it works where there is no checkout."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parent.parent
SHIPPED = "xlbcf/shipped/"


def run(*words: object, folder: Path, **environment: str) -> str:
    """Run Python with some words and return what it printed."""
    done = subprocess.run(
        [sys.executable, *map(str, words)],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run("-m", "hatchling", "build", "-t", "wheel", "-d", folder, folder=ROOT)
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def unpacked(wheel) -> Path:
    with ZipFile(wheel) as package:
        package.extractall(wheel.parent / "site")
    return wheel.parent / "site"


def test_the_wheel_carries_every_mapping_macro_template_and_data_file_and_nothing_else(wheel):
    with ZipFile(wheel) as package:
        names = {name for name in package.namelist() if name.startswith(SHIPPED)}
    kept = [
        path
        for part in (
            "mappings",
            "macros",
            "workbooks/templates",
            "workbooks/dashboards",
            "workbooks/data",
        )
        for path in (ROOT / part).rglob("*")
        if path.is_file()
    ]
    expected = {SHIPPED + path.relative_to(ROOT).as_posix() for path in kept}
    assert names == expected | {SHIPPED + "workbooks/README.md", SHIPPED + "docs/it.md"}
    assert any(name.endswith(".xlsx") for name in names)


def test_the_wheel_holds_the_package_and_no_tests_or_build_scripts(wheel):
    with ZipFile(wheel) as package:
        tops = {name.split("/")[0] for name in package.namelist()}
        code = {name for name in package.namelist() if name.endswith(".py")}
    assert {top.split("-")[0] for top in tops} == {"xlbcf"}
    assert code == {path.relative_to(ROOT).as_posix() for path in (ROOT / "xlbcf").rglob("*.py")}


def test_an_installed_user_gets_a_working_folder(unpacked, tmp_path):
    run("-m", "xlbcf", "init", "bcf", folder=tmp_path, PYTHONPATH=str(unpacked))
    copied = tmp_path / "bcf" / "mappings" / "places.yaml"
    assert copied.read_bytes() == (ROOT / "mappings" / "places.yaml").read_bytes()
    assert (tmp_path / "bcf" / "README.md").is_file()


def test_the_unpacked_wheel_uses_its_own_copies(unpacked, tmp_path):
    code = "from xlbcf.desk.folder import find_home; print(find_home().folder)"
    found = run("-c", code, folder=tmp_path, PYTHONPATH=str(unpacked)).strip()
    assert Path(found).samefile(unpacked / "xlbcf" / "shipped")
