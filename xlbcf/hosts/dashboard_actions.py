"""The button that gives a dashboard its new figures, and works other workbooks out afresh."""

from __future__ import annotations

import re
from pathlib import Path

from xlbcf.books.file_book import FileBook
from xlbcf.books.open_book import OpenBook
from xlbcf.books.port import Allow
from xlbcf.books.replacement import stage
from xlbcf.books.values import CellError
from xlbcf.desk.dashboards.refresh import Request
from xlbcf.desk.open.refresh import OpenRefresh, open_dashboard, refresh_open
from xlbcf.hosts.acting import Context, Said
from xlbcf.hosts.addin.configuration import configuration_folder
from xlbcf.hosts.check_words import counted
from xlbcf.hosts.functions.definition import PREFIX
from xlbcf.hosts.functions.mappings import forget
from xlbcf.hosts.open_refresh_words import OPENING, refresh_page, refreshed_text
from xlbcf.hosts.open_words import as_message
from xlbcf.hosts.refresh_text import choices_of
from xlbcf.hosts.report_files import make_sure_none_is_lost
from xlbcf.rules.findings import Refused
from xlbcf.rules.wording import some_of
from xlbcf.template.addresses import place_on

_SHOWN = 6
_CALLS = re.compile(rf"(?<![\w.]){PREFIX}\w+\(", re.IGNORECASE)
_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f]')


def refresh_dashboard(book: OpenBook, context: Context) -> Said:
    """Give a dashboard its new figures; any other workbook is worked out with them afresh."""
    forget()
    if open_dashboard(context.library, book) is None:
        return _worked_out(book)
    settings = context.configuration
    request = Request(Path(book.name), settings.figures, settings.query or None)
    choices = choices_of(context.library)
    done = refresh_open(context.library, book, request, choices, configuration_folder() / "undo")
    if done.copy is None:
        book.recalculate()
    return _told(book.name, done, context.folder)


def _told(name: str, done: OpenRefresh, folder: Path) -> Said:
    """Tell what was done: the most of it in the message, all of it in a file."""
    lines = [*refreshed_text(done)]
    stem = name.rpartition(".")[0] or name
    path = folder / f"{OPENING}{_NOT_IN_NAMES.sub('_', stem)}.txt"
    opening = OPENING.encode()
    try:
        make_sure_none_is_lost(path, "text about a refresh", lambda old: old.startswith(opening))
        page = refresh_page(name, done).encode()
        stage(path, [page]).put_in_place(keep_old=False)
    except Refused as refused:
        # What was done is told all the same.
        lines += [f"{path.name} was not renewed: {each.message}" for each in refused.findings]
        return Said(as_message(lines))
    return Said(as_message([*lines, "The text that opens lists every row."]), open_path=path)


def _worked_out(book: OpenBook) -> Said:
    """Read figures and mappings again, work every formula out, and tell which show errors."""
    book.recalculate()
    content = book.content()
    if content is None:
        return Said("Every formula is being worked out again, with the figures as they are now.")
    calling, failing = _own_formulas(FileBook.from_bytes(content, book.name, (Allow.SIGNED,)))
    lines = ["Every formula was worked out again, with the figures as they are now."]
    number = counted(len(calling), "cell calls", "cells call")
    lines.append(f"{number} functions of xlbcf ({PREFIX}…).")
    if failing:
        cells = some_of(failing, _SHOWN)
        lines.append(f"{counted(len(failing), 'shows an error', 'show errors')}: {cells}.")
    elif calling:
        lines.append("None of them shows an error.")
    return Said(as_message(lines))


def _own_formulas(book: FileBook) -> tuple[list[str], list[str]]:
    """Return the cells that call functions of xlbcf, and those of them that show an error."""
    calling, failing = [], []
    for entry in book.workbook.sheets:
        if entry.kind != "worksheet" or not book.sheet_file(entry.name).computes:
            continue
        values = book.values(entry.name)
        # The followers of a shared formula have no text of their own.
        shared: dict[str | None, str] = {}
        for cell, formula in book.sheet_file(entry.name).formulas():
            text = formula.text or shared.get(formula.group, "")
            shared[formula.group] = text
            if _CALLS.search(text):
                calling.append(place_on(entry.name, cell))
                if isinstance(values.get(cell), CellError):
                    failing.append(place_on(entry.name, cell))
    return calling, failing
