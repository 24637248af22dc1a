"""Looks: the word, letter, glyph and colours of a rating; colour is never the only carrier."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple, TypeVar

from xlbcf.rules.bands import Rag
from xlbcf.rules.metrics import fold_name
from xlbcf.rules.verdicts import Verdict

State = Rag | Verdict
_Known = TypeVar("_Known", Rag, Verdict)


class Palette(StrEnum):
    """Which colours are used."""

    TRAFFIC_LIGHT = "traffic_light"
    COLOUR_BLIND_SAFE = "colour_blind_safe"


class Look(NamedTuple):
    """How a state is shown.

    Args:
        word: the state in words.
        letter: its letter in a narrow column.
        glyph: its shape.
        fill: the background, such as ``#00703C``.
        ink: the text on it.
    """

    word: str
    letter: str
    glyph: str
    fill: str
    ink: str


_BLACK, _WHITE = "#000000", "#FFFFFF"
_SIGNS: dict[State, tuple[str, str, str]] = {
    Rag.GREEN: ("green", "G", "●"),
    Rag.AMBER: ("amber", "A", "▲"),
    Rag.RED: ("red", "R", "■"),
    Rag.NOT_APPLICABLE: ("not applicable", "N/A", "○"),
    Rag.ENABLER: ("enabler", "E", "◆"),
    Rag.NO_VERDICT: ("", "", ""),
    Verdict.MET: ("met", "Y", "●"),
    Verdict.NOT_MET: ("not met", "N", "■"),
    Verdict.NO_VERDICT: ("", "", ""),
}
_GREEN, _RED = ("#00703C", _WHITE), ("#C4271B", _WHITE)
# The blue, orange and grey of the NHS identity, told apart with any colour vision.
_BLUE, _ORANGE, _PALE, _GREY = "#005EB8", "#ED8B00", "#FFD9A0", "#E8EDEE"
_COLOURS: dict[Palette, dict[str, tuple[str, str]]] = {
    Palette.TRAFFIC_LIGHT: {
        "green": _GREEN,
        "amber": ("#FFBF00", _BLACK),
        "red": _RED,
        "met": _GREEN,
        "not met": _RED,
        "not applicable": (_GREY, _BLACK),
        "enabler": ("#4C2C92", _WHITE),
    },
    Palette.COLOUR_BLIND_SAFE: {
        "green": (_BLUE, _WHITE),
        "amber": (_PALE, _BLACK),
        "red": (_ORANGE, _BLACK),
        "met": (_BLUE, _WHITE),
        "not met": (_ORANGE, _BLACK),
        "not applicable": (_GREY, _BLACK),
        "enabler": ("#425563", _WHITE),
    },
}


def look_of(state: State, palette: Palette = Palette.TRAFFIC_LIGHT) -> Look:
    """Return how a rating or a verdict is shown; one without a verdict is blank.

    Args:
        state: the rating or verdict.
        palette: which colours to use.

    Source: Methods, section 4, colour is never the only carrier.
    """
    word, letter, glyph = _SIGNS[state]
    fill, ink = _COLOURS[palette].get(word, (_WHITE, _BLACK))
    return Look(word, letter, glyph, fill, ink)


def read_rag(text: object) -> Rag | None:
    """Return the rating that a cell names by its word or letter, None where it names none.

    Args:
        text: what the cell holds, such as ``Amber``, ``a`` or ``NA``.

    Source: Methods, section 4.
    """
    return _named(text, Rag)


def read_verdict(text: object) -> Verdict | None:
    """Return the verdict that a cell names by its mark, word or letter, None where it names none.

    Args:
        text: what the cell holds, such as ``●`` or ``Not met``.

    Source: Methods, section 4, target met.
    """
    if isinstance(text, str):
        for verdict in (Verdict.MET, Verdict.NOT_MET):
            if text.strip() == _SIGNS[verdict][2]:
                return verdict
    return _named(text, Verdict)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21, as the WCAG 2 guidelines define it.

    Args:
        one: a colour such as ``#00703C``.
        other: the other colour.

    Raises:
        ValueError: one of them is not a colour.

    Source: Methods, section 4.
    """
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _named(text: object, known: type[_Known]) -> _Known | None:
    name = _folded(text)
    matches = (each for each in known if name in map(_folded, _SIGNS[each][:2]))
    return next(matches, None) if name else None


def _folded(text: object) -> str:
    return fold_name(text).replace(" ", "")


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(light: float) -> float:
    return light / 12.92 if light <= 0.04045 else ((light + 0.055) / 1.055) ** 2.4
