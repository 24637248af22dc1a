"""The buttons that fill an open return, show beforehand what a fill would do, and take it back."""

from __future__ import annotations

import re
from pathlib import Path

from xlbcf.books.open_book import OpenBook
from xlbcf.books.replacement import stage
from xlbcf.desk.checking.reading import read_return
from xlbcf.desk.fill import FillOrder
from xlbcf.desk.open.as_file import OpenFile, as_file
from xlbcf.desk.open.fill import FillPlan, carry_out, plan_fill
from xlbcf.desk.open.undo_fill import undo_fill
from xlbcf.feeds.databases import is_address
from xlbcf.hosts.acting import Context, Said
from xlbcf.hosts.addin.configuration import configuration_folder
from xlbcf.hosts.fill_preview import MARK, preview_workbook
from xlbcf.hosts.fill_words import filled_text, preview_text, refused_fill_text, undone_text
from xlbcf.hosts.open_words import as_message
from xlbcf.hosts.report_files import carries, make_sure_none_is_lost
from xlbcf.hosts.sources import sources_in_words
from xlbcf.rules.findings import Refused

_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f]')


def fill_from_figures(book: OpenBook, context: Context) -> Said:
    """Fill the open return from figures and commentary, all cells or none."""
    _, plan, source = _planned(book, context)
    if plan.faults:
        return Said(as_message([*refused_fill_text(plan)]), problem=True)
    carry_out(book, plan, _records(), source)
    made_from = sources_in_words(context.configuration, context.library.home)
    return Said(as_message([*filled_text(plan, made_from)]))


def preview_fill(book: OpenBook, context: Context) -> Said:
    """Show what a fill would write, and write nothing."""
    file, plan, _ = _planned(book, context)
    stem = book.name.rpartition(".")[0] or book.name
    path = context.folder / f"Preview of {_NOT_IN_NAMES.sub('_', stem)}.xlsx"
    made_from = sources_in_words(context.configuration, context.library.home)
    lines = [*preview_text(plan, made_from)]
    content = preview_workbook(plan, made_from, file.path, context.folder, file.link)
    try:
        make_sure_none_is_lost(path, "preview", lambda old: carries(old, MARK))
        stage(path, [content]).put_in_place(keep_old=False)
    except Refused as refused:
        # What a fill would do is told all the same.
        reasons = [f"{path.name} was not renewed: {each.message}" for each in refused.findings]
        return Said(as_message([*reasons, "Close it and press again.", "", *lines]))
    return Said(as_message([*lines, "The workbook that opens lists every cell."]), open_path=path)


def undo_last_fill(book: OpenBook, context: Context) -> Said:
    """Put back what the last fill replaced, but for what was changed since."""
    del context
    return Said(as_message([*undone_text(undo_fill(book, _records()))]))


def _planned(book: OpenBook, context: Context) -> tuple[OpenFile, FillPlan, str]:
    """Return the open workbook as a file, what a fill would do, and what it is filled from."""
    settings, library = context.configuration, context.library
    file = as_file(library, book)
    read = read_return(library, file.path, content=file.content)
    order = FillOrder(
        read.mapping.id,
        figures=settings.figures or None,
        query=settings.query or None,
        commentary=Path(settings.commentary) if settings.commentary else None,
    )
    source = settings.figures or str(library.home.data / f"{read.mapping.id}.csv")
    # The address of a database may hold a password.
    source = "a database" if is_address(source) else source
    return file, plan_fill(library, read, order), source


def _records() -> Path:
    """Return the folder of the records of fills, in the user's own folder."""
    return configuration_folder() / "undo"
