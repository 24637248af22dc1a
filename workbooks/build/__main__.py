"""Rebuild the reconstructed templates: ``python -m workbooks.build``."""

from __future__ import annotations

from pathlib import Path

from . import FORMS
from .package import finished

TEMPLATES = Path(__file__).parents[1] / "templates"


def main() -> None:
    """Write every reconstructed template into ``workbooks/templates``."""
    for make in FORMS:
        form = make()
        (TEMPLATES / form.file).write_bytes(finished(form))
        print(TEMPLATES / form.file)


if __name__ == "__main__":
    main()
