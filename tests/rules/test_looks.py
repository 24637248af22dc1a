"""How ratings look: colour is never the only carrier."""

from __future__ import annotations

from itertools import combinations

import pytest

from xlbcf.rules.bands import Rag
from xlbcf.rules.looks import Palette, contrast, look_of, read_rag, read_verdict
from xlbcf.rules.verdicts import Verdict

RATINGS = [rag for rag in Rag if rag is not Rag.NO_VERDICT]
VERDICTS = [Verdict.MET, Verdict.NOT_MET]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("#000000", "#FFFFFF", 21.0), ("#777777", "#FFFFFF", 4.48), ("#123456", "#123456", 1.0)],
)
def test_the_contrast_of_colours_is_that_of_wcag(one: str, other: str, expected: float):
    assert contrast(one, other) == pytest.approx(expected, abs=0.005)
    assert contrast(other, one) == contrast(one, other)


@pytest.mark.parametrize("palette", list(Palette))
@pytest.mark.parametrize("state", [*Rag, *Verdict])
def test_every_state_can_be_read_on_its_colour(palette: Palette, state: Rag | Verdict):
    look = look_of(state, palette)
    assert contrast(look.fill, look.ink) >= 4.5


@pytest.mark.parametrize("palette", list(Palette))
@pytest.mark.parametrize("states", [RATINGS, VERDICTS])
def test_states_differ_in_word_letter_glyph_and_colour(
    palette: Palette, states: list[Rag | Verdict]
):
    looks = [look_of(state, palette) for state in states]
    for part in ("word", "letter", "glyph", "fill"):
        values = [getattr(look, part) for look in looks]
        assert all(values)
        assert len(set(values)) == len(values), part


@pytest.mark.parametrize("palette", list(Palette))
def test_without_a_verdict_nothing_is_shown(palette: Palette):
    for state in (Rag.NO_VERDICT, Verdict.NO_VERDICT):
        look = look_of(state, palette)
        assert (look.word, look.letter, look.glyph, look.fill) == ("", "", "", "#FFFFFF")


def test_met_and_not_met_have_the_marks_of_the_outcomes_framework():
    assert [look_of(state).glyph for state in VERDICTS] == ["●", "■"]


def test_the_letters_are_those_of_the_guidelines():
    assert [look_of(state).letter for state in RATINGS] == ["G", "A", "R", "N/A", "E"]


@pytest.mark.parametrize("states", [[Rag.GREEN, Rag.AMBER, Rag.RED], VERDICTS])
def test_the_colour_blind_safe_colours_differ_in_lightness_too(states: list[Rag | Verdict]):
    fills = [look_of(state, Palette.COLOUR_BLIND_SAFE).fill for state in states]
    assert min(contrast(one, other) for one, other in combinations(fills, 2)) > 1.5
    ordinary = [look_of(state).fill for state in (Rag.GREEN, Rag.RED)]
    assert contrast(*ordinary) < 1.5


@pytest.mark.parametrize(
    ("text", "rag"),
    [
        ("Amber", Rag.AMBER),
        (" r ", Rag.RED),
        ("N/A", Rag.NOT_APPLICABLE),
        ("NA", Rag.NOT_APPLICABLE),
        ("e", Rag.ENABLER),
        ("", None),
        ("rag", None),
        ("●", None),
        (None, None),
        (5, None),
    ],
)
def test_a_rating_is_read_by_its_word_or_letter(text: object, rag: Rag | None):
    assert read_rag(text) is rag


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("●", Verdict.MET),
        (" ■ ", Verdict.NOT_MET),
        ("Not met", Verdict.NOT_MET),
        ("Y", Verdict.MET),
        ("▲", None),
        ("", None),
        (None, None),
    ],
)
def test_a_verdict_is_read_by_its_mark_word_or_letter(text: object, verdict: Verdict | None):
    assert read_verdict(text) is verdict


def test_what_is_shown_is_read_back():
    for rag in RATINGS:
        assert {read_rag(look_of(rag).word), read_rag(look_of(rag).letter)} == {rag}
    for verdict in VERDICTS:
        look = look_of(verdict)
        read = {read_verdict(shown) for shown in (look.word, look.letter, look.glyph)}
        assert read == {verdict}
