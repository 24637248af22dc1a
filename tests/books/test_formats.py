"""Styles compared by their look."""

from __future__ import annotations

import pytest

from xlbcf.books.formats import Formats, differing

FONT = '<font>{}<sz val="11"/></font>'


def formats(font: str = "", style: str = "", codes: str = "", fill: str = "") -> Formats:
    """Make styles with one style of one font and fill."""
    return Formats(
        f"""<styleSheet>{codes}<fonts>{FONT.format(font)}</fonts><fills><fill>{fill}</fill></fills>
        <borders><border><left/></border></borders><cellXfs>{style or "<xf/>"}</cellXfs>
        </styleSheet>""".encode(),
        "styles",
    )


def compared(a: Formats, b: Formats) -> tuple[str, str] | None:
    return differing(a.look(b"0"), b.look(None))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ({"font": "<b/>"}, {"font": '<b val="1"/>'}),
        ({"font": ""}, {"font": '<b val="0"/>'}),
        ({"font": "<u/>"}, {"font": '<u val="single"/>'}),
        ({"font": ""}, {"font": '<family val="2"/>'}),
        (
            {"style": '<xf><alignment wrapText="1"/></xf>'},
            {"style": '<xf><alignment wrapText="true"/></xf>'},
        ),
        ({"style": "<xf/>"}, {"style": '<xf><alignment horizontal="general" indent="0"/></xf>'}),
        ({"style": "<xf/>"}, {"style": '<xf><protection locked="1" hidden="0"/></xf>'}),
        ({"fill": ""}, {"fill": '<patternFill patternType="none"/>'}),
        (
            {"style": '<xf numFmtId="10"/>'},
            {
                "style": '<xf numFmtId="164"/>',
                "codes": '<numFmts><numFmt numFmtId="164" formatCode="0.00%"/></numFmts>',
            },
        ),
        (
            {"fill": '<patternFill><fgColor theme="0" tint="0.39997558519241921"/></patternFill>'},
            {"fill": '<patternFill><fgColor theme="0" tint="0.3999755851924192"/></patternFill>'},
        ),
    ],
)
def test_looks_written_in_two_ways_are_the_same(a, b):
    assert compared(formats(**a), formats(**b)) is None


@pytest.mark.parametrize(
    ("a", "b", "told"),
    [
        ({"font": "<b/>"}, {}, ("font bold yes", "font bold none")),
        (
            {"font": '<color theme="0"/>'},
            {"font": '<color theme="1"/>'},
            ("font colour theme 0", "font colour theme 1"),
        ),
        (
            {"style": '<xf numFmtId="9"/>'},
            {"style": '<xf numFmtId="14"/>'},
            ("number format 0%", "number format mm-dd-yy"),
        ),
        (
            {"style": '<xf><protection locked="0"/></xf>'},
            {"style": "<xf/>"},
            ("locked no", "locked yes"),
        ),
        (
            {"style": '<xf><protection hidden="1"/></xf>'},
            {"style": "<xf/>"},
            ("formula hidden yes", "formula hidden no"),
        ),
        (
            {"style": '<xf quotePrefix="1"/>'},
            {"style": "<xf/>"},
            ("apostrophe before yes", "apostrophe before none"),
        ),
        (
            {"style": '<xf><alignment indent="1"/></xf>'},
            {"style": '<xf><alignment indent="2"/></xf>'},
            ("alignment indent 1", "alignment indent 2"),
        ),
    ],
)
def test_what_differs_of_two_looks_is_told_in_words(a, b, told):
    assert compared(formats(**a), formats(**b)) == told


def test_a_style_that_the_workbook_does_not_have_is_told_by_its_number():
    told = differing(formats().look(b"0"), formats().look(b"7"))
    assert told == (
        "number format General; font size 11; style none",
        "number format none; font size none; style 7 (unknown)",
    )


def test_a_workbook_without_styles_shows_everything_as_general():
    assert Formats(b"", "styles").look(None) == {"number format": "General"}
