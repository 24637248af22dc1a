"""The layers of the package: each may use those to its left, and none to its right."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "xlbcf"
LAYERS = ["rules", "template", "books", "feeds", "desk", "hosts"]
MODULES = sorted(path for layer in LAYERS for path in (PACKAGE / layer).rglob("*.py"))


def imports(path: Path) -> Iterator[str]:
    """The full names of the modules that a file imports, wherever in it they stand."""
    package = [PACKAGE.name, *path.relative_to(PACKAGE).parent.parts]
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            stem = ".".join([*base, *([node.module] if node.module else [])])
            yield from (f"{stem}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_module_imports_from_a_layer_to_its_right(path: Path):
    own = LAYERS.index(path.relative_to(PACKAGE).parts[0])
    for name in imports(path):
        root, layer = (*name.split("."), "")[:2]
        if root == PACKAGE.name and layer in LAYERS:
            assert LAYERS.index(layer) <= own, f"{path.name} imports {name}"


@pytest.mark.parametrize(
    "path", sorted((PACKAGE / "rules").rglob("*.py")), ids=lambda path: path.name
)
def test_the_rules_import_only_the_standard_library_and_numpy_for_columns(path: Path):
    allowed = sys.stdlib_module_names | ({"numpy"} if path.stem.endswith("_columns") else set())
    for name in imports(path):
        known = name.startswith("xlbcf.rules.") or name.split(".")[0] in allowed
        assert known, f"{path.name} imports {name}"


def test_asking_for_help_loads_no_heavy_package():
    program = (
        "import contextlib, sys\n"
        "from xlbcf.hosts.cli import main\n"
        "with contextlib.suppress(SystemExit): main(['--help'])\n"
        "print(*sys.modules, file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    loaded = {name.split(".")[0] for name in done.stderr.split()}
    assert "xlbcf" in loaded
    assert "usage" in done.stdout.casefold()
    assert not loaded & {"pandas", "numpy", "matplotlib", "xlwings", "openpyxl", "sqlalchemy"}


def test_every_layer_has_modules():
    assert {path.relative_to(PACKAGE).parts[0] for path in MODULES} == set(LAYERS)
