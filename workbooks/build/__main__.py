"""Rebuild the workbooks and the table of hashes: ``python -m workbooks.build [hashes]``."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from . import FORMS
from .dashboards.integration_executive import FILE as INTEGRATION_EXECUTIVE
from .dashboards.integration_executive import integration_executive
from .dashboards.outcomes_framework import FILE as OUTCOMES_FRAMEWORK
from .dashboards.outcomes_framework import outcomes_framework
from .expected.book import expected_values
from .hashes import with_hashes
from .package import finished, same_parts
from .self_test.book import FILE as SELF_TEST
from .self_test.book import self_test

WORKBOOKS = Path(__file__).resolve().parents[1]


def main() -> None:
    """Rebuild the workbooks: templates, expected values, self-test and dashboards.

    Then every hash is put into the README's table.
    With the word ``hashes`` the workbooks are left alone.
    """
    parser = ArgumentParser(prog="python -m workbooks.build", description=main.__doc__)
    parser.add_argument("what", nargs="?", choices=("all", "hashes"), default="all")
    if parser.parse_args().what == "all":
        _rebuild()
    readme = WORKBOOKS / "README.md"
    text = with_hashes(readme.read_text(encoding="utf-8"), WORKBOOKS)
    readme.write_text(text, encoding="utf-8", newline="\n")


def _rebuild() -> None:
    for make in FORMS:
        form = make()
        _write(form.file, finished(form), WORKBOOKS / "templates")
    form = expected_values()
    _write(form.file, finished(form), WORKBOOKS)
    _write(SELF_TEST, self_test(), WORKBOOKS)
    _write(OUTCOMES_FRAMEWORK, outcomes_framework(), WORKBOOKS / "dashboards")
    _write(INTEGRATION_EXECUTIVE, integration_executive(), WORKBOOKS / "dashboards")


def _write(file: str, made: bytes, folder: Path) -> None:
    path = folder / file
    # Another zlib may pack the same parts into other bytes; that is no new file.
    if path.exists() and same_parts(path.read_bytes(), made):
        print(f"{file}: unchanged")
    else:
        path.write_bytes(made)
        print(f"{file}: written")


if __name__ == "__main__":
    main()
