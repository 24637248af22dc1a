"""Draw the picture in docs/dashboards.md anew: ``python -m workbooks.build.dashboards.picture``.

It needs LibreOffice. The figures in it are made up and the docs say so: the paper prints one figure
a row, and a trend needs several.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from xlbcf.books.pdf_pages import page_pictures
from xlbcf.desk.folder import find_home
from xlbcf.desk.publish import publish_content
from xlbcf.hosts.publish_text import how_to_publish

from .made_up import with_history
from .outcomes_framework import FILE, dashboard

DOCS = Path(__file__).resolve().parents[3] / "docs"
_PERIODS = 36
_LONG_SIDE = 1800


def main() -> None:
    """Publish the framework with three years of made-up figures, and keep its page as a picture."""
    with TemporaryDirectory() as folder:
        made = dashboard(with_history(_PERIODS))
        published = publish_content(made, FILE, Path(folder), how_to_publish(find_home()))
        pdf = published.path.with_suffix(".pdf").read_bytes()
    (picture,) = page_pictures(pdf, FILE, _LONG_SIDE)
    (DOCS / FILE).with_suffix(".png").write_bytes(picture)


if __name__ == "__main__":
    main()
