"""What the buttons run on the server: the same actions as on a desktop, on what Excel sends."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from types import ModuleType
from typing import Any

import xlwings as xw

from xlbcf import __version__
from xlbcf.books.payload_book import PayloadBook
from xlbcf.desk.folder import find_home
from xlbcf.desk.library import Library
from xlbcf.hosts.acting import Context, Said
from xlbcf.hosts.actions import ACTIONS
from xlbcf.hosts.addin.configuration import read_configuration
from xlbcf.hosts.open_words import refused_text
from xlbcf.hosts.own_faults import own_fault
from xlbcf.hosts.server.offers import offer
from xlbcf.hosts.server.reports import folder_for_press
from xlbcf.rules.findings import Refused

_TITLE = f"xlbcf {__version__}"
#: The function in the server's page that shows a file which a button wrote.
_SHOW_FILE = "xlbcfOpen"
#: Without a workbook's file there are no marks to take away, nothing to publish, no links to mend.
_ELSEWHERE_ONLY = frozenset({"clear_marks", "publish_copy", "repair_links"})
#: The actions that the server has.
SERVED = frozenset(ACTIONS) - _ELSEWHERE_ONLY


def as_scripts(actions: Iterable[str]) -> ModuleType:
    """Return a module with a script for each action, as xlwings Server looks for them."""
    module = ModuleType("custom_scripts", __doc__)
    for name in actions:
        setattr(module, name, _script(name))
    return module


def press(name: str, book: Any) -> None:
    """Run an action on what Excel sent, and send back what is to be told.

    Args:
        name: the action.
        book: xlwings' book; what is to happen in Excel gathers in it.
    """
    # xlwings takes the workbook that was sent last for the active one, and gives it messages and
    # recalculations. While two people press at once, that could be the other's.
    last = xw.Book(json=book.api)
    try:
        said = _said(name, last)
        if said.open_path:
            last.app.macro(_SHOW_FILE)(offer(said.open_path))
        if said.text:
            last.app.alert(said.text, _TITLE, mode="critical" if said.problem else "info")
        book.json()["actions"] += last.json()["actions"]
    finally:
        last.close()


def _said(name: str, book: Any) -> Said:
    try:
        context = replace(_context(), folder=folder_for_press())
        return ACTIONS[name](PayloadBook(book), context)
    except Refused as refused:
        return Said(refused_text(refused.findings), problem=True)
    except Exception as fault:
        return Said(own_fault(fault, name), problem=True)


@cache
def _context() -> Context:
    configuration = read_configuration()
    return Context(
        library=Library(find_home(configuration.home)),
        configuration=configuration,
        host="xlwings Server",
        reports="links in the task pane, kept for a day",
    )


def _script(name: str) -> Any:
    def run(book: xw.Book) -> None:
        press(name, book)

    run.__name__ = run.__qualname__ = name
    return xw.script(run)
