"""Files that a button wrote, offered to the person who pressed it under an address of their own."""

from __future__ import annotations

import secrets
from pathlib import Path
from urllib.parse import quote

ROUTE = "/xlbcf/{token}/{name}"
#: Files by the word in their address; the address cannot be guessed.
OFFERED: dict[str, Path] = {}
_MOST = 100


def offer(path: Path) -> str:
    """Offer a file and return its address on the server; the oldest of many offers ends."""
    if len(OFFERED) >= _MOST:
        del OFFERED[next(iter(OFFERED))]
    token = secrets.token_urlsafe(24)
    OFFERED[token] = path
    return ROUTE.format(token=token, name=quote(path.name))
