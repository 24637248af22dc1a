"""The buttons that tell something and change nothing: the mapping, the help, about."""

from __future__ import annotations

import platform
import sys

from xlbcf import __version__
from xlbcf.books.open_book import OpenBook
from xlbcf.books.replacement import stage
from xlbcf.desk.checking.identifying import nearest_return
from xlbcf.desk.open.identifying import identify_open
from xlbcf.hosts.acting import Context, Said
from xlbcf.hosts.addin.macros import read_ribbon_file
from xlbcf.hosts.addin.ribbon import read_ribbon
from xlbcf.hosts.check_words import counted
from xlbcf.hosts.functions import all_functions
from xlbcf.hosts.help_page import help_page
from xlbcf.hosts.open_words import as_message, refused_text
from xlbcf.hosts.sources import commentary_in_words, figures_in_words
from xlbcf.rules.findings import Refused

_HELP = "xlbcf help.html"


def show_mapping(book: OpenBook, context: Context) -> Said:
    """Tell which return's template the workbook is, and open the mapping that says where its
    cells are.
    """
    library = context.library
    try:
        mapping = identify_open(library, book)
    except Refused as refused:
        near = nearest_return(library, book.sheets())
        file = library.mapping_file(near) if near else None
        return Said(refused_text(refused.findings), problem=True, open_path=file)
    path = library.mapping_file(mapping.id)
    lines = [
        f"This is {mapping.title} ({mapping.id}).",
        f"{counted(len(mapping.fields), 'cell', 'cells')} on "
        f"{counted(len(mapping.sheets), 'sheet', 'sheets')} can be filled and checked.",
        f"Mapping: {path}",
    ]
    if mapping.reconstruction:
        lines.append("It was mapped from published papers, not from the form as it was issued.")
    return Said(as_message(lines), open_path=path)


def show_help(book: OpenBook, context: Context) -> Said:
    """Open a page with every button and every function, made on this computer."""
    del book
    path = context.folder / _HELP
    page = help_page(read_ribbon(read_ribbon_file()), all_functions())
    stage(path, [page.encode()]).put_in_place(keep_old=False)
    return Said("", open_path=path)


def show_about(book: OpenBook, context: Context) -> Said:
    """Tell which version this is, which Python runs it, and which mappings and figures it uses."""
    del book
    given, home = context.configuration, context.library.home
    lines = [
        f"xlbcf {__version__}, MIT licence",
        f"Runs in: {context.host}",
        f"Python {platform.python_version()}: {sys.executable}",
        f"Mappings: {home.mappings}",
        f"Figures: {figures_in_words(given, home)}",
        f"Commentary: {commentary_in_words(given, home)}",
        f"Reports: {context.reports or context.folder}",
        "",
        "xlbcf sends nothing anywhere. "
        "xlwings (BSD licence) brings Excel and Python together; its server, where that is used, "
        "is under the PolyForm Noncommercial licence.",
    ]
    return Said(as_message(lines))
