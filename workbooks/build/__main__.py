"""Rebuild the workbooks and the table of hashes: ``python -m workbooks.build [hashes]``."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from . import FORMS
from .expected.book import expected_values
from .hashes import with_hashes
from .package import finished, same_parts
from .pages import Form

WORKBOOKS = Path(__file__).resolve().parents[1]


def main() -> None:
    """Rebuild the templates and the expected values, then put every hash into the README's table.

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
        _write(make(), WORKBOOKS / "templates")
    _write(expected_values(), WORKBOOKS)


def _write(form: Form, folder: Path) -> None:
    path, made = folder / form.file, finished(form)
    # Another zlib may pack the same parts into other bytes; that is no new file.
    if path.exists() and same_parts(path.read_bytes(), made):
        print(f"{form.file}: unchanged")
    else:
        path.write_bytes(made)
        print(f"{form.file}: written")


if __name__ == "__main__":
    main()
