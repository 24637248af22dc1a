"""Ids: the short names by which mappings refer to things."""

from __future__ import annotations

import re

from xlbcf.template.schema import parsed

_ID = re.compile(r"[a-z][a-z0-9_]*")
_RETURN_ID = re.compile(r"[a-z0-9][a-z0-9-]*")


def _read(form: re.Pattern[str], text: str) -> str:
    if not form.fullmatch(text):
        raise ValueError(text)
    return text


ID = parsed(lambda text: _read(_ID, text), "small letters, digits and underscores, a letter first")
RETURN_ID = parsed(lambda text: _read(_RETURN_ID, text), "small letters, digits and hyphens")
