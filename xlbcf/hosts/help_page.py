"""The help that the button opens: one page of buttons and functions that needs nothing else."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from html import escape

from xlbcf import __version__
from xlbcf.hosts.acting import Action
from xlbcf.hosts.check_style import style
from xlbcf.hosts.functions.definition import CellFunction

_TITLE = "xlbcf in Excel"


def help_page(actions: Mapping[str, Action], functions: Mapping[str, CellFunction]) -> str:
    """Return the help as a page in HTML.

    Args:
        actions: what the buttons do, by their ids.
        functions: the functions for cells, by their names.
    """
    lines = [
        "<!DOCTYPE html>",
        '<html lang="en-GB">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{_TITLE}</title>",
        f"<style>\n{style()}</style>",
        "</head>",
        "<body>",
        '<a class="skip" href="#main">Skip to the help</a>',
        f"<header><h1>{_TITLE}</h1>",
        "<p>The buttons of the tab, and the functions for cells.</p></header>",
        '<main id="main">',
        *_buttons(actions),
        *_overview(functions),
        *(line for each in functions.values() for line in _function(each)),
        "</main>",
        f"<footer><p>Made by xlbcf {__version__}.</p></footer>",
        "</body>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"


def button_name(action: str) -> str:
    """Return a button's name as people read it: ``check_sheet`` is *Check sheet*."""
    return action.replace("_", " ").capitalize()


def button_help(action: Action) -> str:
    """Return what a button does: the first paragraph of its docstring."""
    return " ".join(inspect.cleandoc(action.__doc__ or "").partition("\n\n")[0].split())


def _buttons(actions: Mapping[str, Action]) -> Iterator[str]:
    yield '<section id="buttons"><h2>Buttons</h2>'
    yield "<table><thead><tr><th>Button</th><th>What it does</th></tr></thead><tbody>"
    for name, action in actions.items():
        yield f"<tr><td>{_text(button_name(name))}</td><td>{_text(button_help(action))}</td></tr>"
    yield "</tbody></table></section>"


def _overview(functions: Mapping[str, CellFunction]) -> Iterator[str]:
    yield '<section id="functions"><h2>Functions</h2><ul>'
    for each in functions.values():
        yield f'<li><a href="#{each.name}">{each.name}</a>: {_text(each.summary)}</li>'
    yield "</ul></section>"


def _function(function: CellFunction) -> Iterator[str]:
    yield f'<section id="{function.name}"><h3>{function.name}</h3>'
    yield f"<p><code>{_text(function.syntax)}</code></p>"
    yield f"<p>{_text(function.summary)}</p>"
    if function.details:
        yield f"<p>{_text(function.details)}</p>"
    yield "<table><thead><tr><th>Argument</th><th>What it is</th></tr></thead><tbody>"
    for each in function.arguments:
        name = f"{each.name} (optional)" if each.optional else each.name
        yield f"<tr><td>{_text(name)}</td><td>{_text(each.help)}</td></tr>"
    yield "</tbody></table>"
    yield f"<p>Example: <code>{_text(function.example)}</code></p></section>"


def _text(text: str) -> str:
    return escape(text)
