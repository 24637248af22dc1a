"""Who may talk to the server: its own pages, and Excel on the web."""

from __future__ import annotations

import logging
import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import urlsplit

#: Excel on the web reads the list of functions from pages of these addresses.
EXCEL_ON_THE_WEB = r"https://([a-z0-9-]+\.)*officeapps\.live\.com"

Scope = MutableMapping[str, Any]
App = Callable[[Scope, Any, Any], Awaitable[None]]
_log = logging.getLogger(__name__)
_REFUSAL = b"xlbcf serve: this request came from a page that may not use the server."


def behind_doors(app: App, addresses: frozenset[str]) -> App:
    """Return an application that turns away requests which other web pages send.

    A page of any web site can make a browser send requests to this computer. Such a request names
    the page's address as its origin, or, where the page's name was pointed at this computer, that
    name as the host; neither is one of the server's own.

    Args:
        app: the application.
        addresses: where the server is reached, such as ``http://127.0.0.1:8000``.
    """
    hosts = {urlsplit(address).netloc for address in addresses}

    async def answer(scope: Scope, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan" or _is_welcome(scope, hosts, addresses):
            await app(scope, receive, send)
        elif scope["type"] == "http":
            _log.warning("turned away a request: host %r, origin %r", *_named(scope))
            plain = [(b"content-type", b"text/plain; charset=utf-8")]
            await send({"type": "http.response.start", "status": 403, "headers": plain})
            await send({"type": "http.response.body", "body": _REFUSAL})
        else:
            await send({"type": "websocket.close", "code": 1008})

    return answer


def with_excel_on_the_web(app: App) -> App:
    """Return an application whose answers Excel on the web may read; no other site may."""
    from starlette.middleware.cors import CORSMiddleware

    opened: App = CORSMiddleware(
        app,
        allow_origin_regex=EXCEL_ON_THE_WEB,
        allow_methods=["GET", "POST"],
        allow_headers=["*"],
        allow_private_network=True,
    )
    return opened


def _is_welcome(scope: Scope, hosts: set[str], addresses: frozenset[str]) -> bool:
    host, origin = _named(scope)
    if host not in hosts:
        return False
    own = not origin or origin in addresses
    return own or re.fullmatch(EXCEL_ON_THE_WEB, origin) is not None


def _named(scope: Scope) -> tuple[str, str]:
    """Return the host and the origin that a request names; empty where it names none."""
    headers = {name.lower(): value.decode("latin-1").lower() for name, value in scope["headers"]}
    return headers.get(b"host", ""), headers.get(b"origin", "")
