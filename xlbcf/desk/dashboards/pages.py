"""The pages of a dashboard that is published: a PDF file and pictures of it, beside the copy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from xlbcf.books.drawn_sparklines import with_drawn_sparklines
from xlbcf.books.file_book import FileBook
from xlbcf.books.only_sheets import only_sheets
from xlbcf.books.pdf_pages import PageSize, is_own_print, page_pictures, page_sizes, without_stamps
from xlbcf.books.printing import find_office, print_to_pdf
from xlbcf.books.replacement import stage
from xlbcf.books.unreadable import unreadable
from xlbcf.rules.findings import Finding, Refused, finding
from xlbcf.rules.wording import some_of

_LISTED = 6


class Pages(NamedTuple):
    """What was drawn.

    Args:
        paths: the files: the PDF, then a picture for each page.
        findings: what could not be drawn, or is not as expected.
    """

    paths: list[Path]
    findings: list[Finding]


def draw_pages(content: bytes, copy: Path, printed: Sequence[str]) -> Pages:
    """Draw the printed sheets of a published dashboard into a PDF file and pictures beside it.

    Prints of an earlier copy are taken away first, for they show other figures.

    Args:
        content: the copy's content.
        copy: where the copy is.
        printed: the sheets that go on paper; none where nothing is to be drawn.

    Returns:
        The files; what could not be drawn is a finding, never a refusal.
    """
    paths: list[Path] = []
    try:
        _clear_pages(copy)
        book = FileBook.from_bytes(content, copy.name)
        sheets = [name for name in book.sheets() if name in printed]
        if not sheets:
            return Pages([], [])
        target = copy.with_suffix(".pdf")
        page = FileBook.from_bytes(only_sheets(book, sheets), copy.name)
        made = print_to_pdf(with_drawn_sparklines(page, sheets), target.name, find_office())
        pdf = without_stamps(made)
        sizes = page_sizes(pdf)
        findings = list(_unexpected(sizes, sheets, target))
        paths.append(_written(target, pdf))
        if len(sizes) > len(sheets):
            # Halves of a sheet that does not fit are no pictures to hand round.
            return Pages(paths, findings)
        pictures = list(page_pictures(pdf, target.name))
        for number, picture in enumerate(pictures, 1):
            paths.append(_written(_picture_path(copy, number, len(pictures)), picture))
    except Refused as refused:
        return Pages(paths, list(refused.findings))
    return Pages(paths, findings)


def _clear_pages(copy: Path) -> None:
    """Take away the prints of an earlier copy; those that are not xlbcf's own stay."""
    stem = copy.stem
    for path in (copy.with_suffix(".pdf"), *sorted(copy.parent.glob("*.png"))):
        own_name = path.stem == stem or path.stem.startswith(f"{stem} page ")
        if own_name and path.is_file():
            try:
                if is_own_print(path.read_bytes()):
                    path.unlink()
            except OSError as fault:
                raise Refused(unreadable(path, fault)) from fault


def _picture_path(copy: Path, number: int, count: int) -> Path:
    name = copy.stem if count == 1 else f"{copy.stem} page {number}"
    return copy.with_name(f"{name}.png")


def _written(path: Path, content: bytes) -> Path:
    """Write a print; a file that is there is somebody else's, for xlbcf's own are gone."""
    if path.exists():
        raise Refused(finding("PUB04", path))
    stage(path, [content]).put_in_place(keep_old=False)
    return path


def _unexpected(sizes: Sequence[PageSize], sheets: Sequence[str], path: Path) -> Iterator[Finding]:
    """Yield what is not as expected: a page of A3 for each sheet."""
    if len(sizes) == len(sheets) and all(size.is_a3 for size in sizes):
        return
    kinds = list(dict.fromkeys(f"{size.width:.0f} × {size.height:.0f} mm" for size in sizes))
    pages = "1 page" if len(sizes) == 1 else f"{len(sizes)} pages"
    names = some_of(list(sheets), _LISTED)
    expected = f"1 page of A3 for {names}" if len(sheets) == 1 else f"a page of A3 for {names} each"
    yield finding("PUB09", path, found=f"{pages} of {', '.join(kinds)}", expected=expected)
