"""The help that the button opens: one page of buttons and functions that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

from xlbcf import __version__
from xlbcf.hosts.addin.ribbon import Ribbon
from xlbcf.hosts.check_style import style
from xlbcf.hosts.functions.definition import CellFunction

_TITLE = "xlbcf in Excel"


def help_page(ribbon: Ribbon, functions: Mapping[str, CellFunction]) -> str:
    """Return the help as a page in HTML.

    Args:
        ribbon: the ribbon with its buttons.
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
        *_buttons(ribbon),
        *_overview(functions),
        *(line for each in functions.values() for line in _function(each)),
        "</main>",
        f"<footer><p>Made by xlbcf {__version__}.</p></footer>",
        "</body>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"


def _buttons(ribbon: Ribbon) -> Iterator[str]:
    yield '<section id="buttons"><h2>Buttons</h2>'
    yield "<table><thead><tr><th>Group</th><th>Button</th><th>What it does</th></tr></thead><tbody>"
    menus = {each.id: each.attributes["label"] for each in ribbon.controls if each.kind == "menu"}
    for each in ribbon.buttons:
        label = each.attributes["label"]
        shown = f"{menus[each.menu]} > {label}" if each.menu else label
        words = (each.group, shown, each.attributes["supertip"])
        yield f"<tr>{''.join(f'<td>{_text(text)}</td>' for text in words)}</tr>"
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
