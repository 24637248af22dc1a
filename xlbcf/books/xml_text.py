"""An XML part as text that can be searched: one encoding, and only elements in sight."""

from __future__ import annotations

import re

from xlbcf.rules.findings import Refused, finding

#: What begins a comment, CDATA or a document type. The rarer of its two signs is looked for
#: first, which takes half as long.
_DECLARATION = re.compile(rb"!(?<=<!)")
_HIDDEN = re.compile(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>", re.DOTALL)
_DECLARED = re.compile(rb"\s*<\?xml[^>]*encoding\s*=\s*[\"']([\w.-]+)")
_UTF16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_BOM = b"\xef\xbb\xbf"


def malformed(where: str, reason: object) -> Refused:
    """Return the refusal of a file whose parts cannot be edited safely."""
    # What a damaged file says of itself may hold signs that no terminal should get.
    printable = "".join(sign if sign.isprintable() else "?" for sign in str(reason))
    return Refused(finding("BOOK01", where, reason=printable))


def encoding_of(raw: bytes) -> str | None:
    """Return the name of a part's encoding if it is another one than UTF-8."""
    if raw[:2] in _UTF16:
        return _UTF16[raw[:2]]
    declared = _DECLARED.match(raw)
    if declared is None or raw.startswith(_BOM):
        return None
    name = declared[1].decode().casefold()
    return None if name in ("utf-8", "utf8") else name


def to_utf8(raw: bytes, where: str) -> bytes:
    """Return a part's content in UTF-8.

    Raises:
        Refused: it is not in the encoding that it states (BOOK01).
    """
    return decoded(raw, where)[0]


def decoded(raw: bytes, where: str) -> tuple[bytes, str | None]:
    """Return a part's content in UTF-8, and the name of its encoding if it is another one.

    Raises:
        Refused: it is not in the encoding that it states (BOOK01).
    """
    encoding = encoding_of(raw)
    try:
        if encoding is not None:
            return raw.decode(encoding).encode("utf-8"), encoding
        if not raw.isascii():
            raw.decode("utf-8")
    except (LookupError, UnicodeError) as fault:
        raise malformed(where, "a part is not in its stated encoding") from fault
    return raw, None


def from_utf8(data: bytes, encoding: str | None) -> bytes:
    """Return a part's content in its own encoding again."""
    if encoding is None:
        return data
    return data.decode("utf-8").encode(encoding, "xmlcharrefreplace")


def masked(data: bytes, where: str) -> bytes:
    """Blank out comments, CDATA and instructions in place, so that searches see elements only.

    Raises:
        Refused: there is a document type or an unfinished comment (BOOK01).
    """
    # To see that there is no "!" at all, as in most parts, takes no time.
    declares = b"!" in data and _DECLARATION.search(data)
    if not declares and not _instructs(data):
        return data
    text = _HIDDEN.sub(lambda match: b" " * len(match[0]), data)
    if b"<!" in text:
        raise malformed(where, "a part has a document type or an unfinished comment")
    return text


def _instructs(data: bytes) -> bool:
    """Say whether there is an instruction after the declaration."""
    # There are few question marks; going from one to the next is quicker than a search for two
    # signs.
    at = data.find(b"?", data.find(b"?>") + 3)
    while at >= 0:
        if data.startswith(b"<", at - 1):
            return True
        at = data.find(b"?", at + 1)
    return False
