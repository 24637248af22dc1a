"""Line sparklines as drawings: each a group of paths that fill their cell, whatever its size.

Source: ECMA-376 part 1, sections 20.1.9 (paths of a shape) and 20.5 (shapes on a sheet).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlbcf.books.sparklines import Colour, Sparkline

_SHEET = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
#: How many numbers a sparkline takes: one for itself, one for each of its shapes.
NUMBERS_EACH = 10
_EMU_A_POINT = 12_700
#: The width and height of a cell, whatever they are, in the units of a path.
_SIZE = 10_000
_ASIDE, _ABOVE = 500, 1_800
_DOT, _LARGE_DOT = 1.9, 2.9
#: Excel draws a sparkline behind the words of its cell; a drawing stands before them.
_FAINT = 45_000
_THEME = (
    "lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6",
    "hlink", "folHlink",
)  # fmt: skip
_Paths = Sequence[Sequence[tuple[int, int]]]


def anchored(line: Sparkline, number: int, *, faint: bool) -> str:
    """Return the XML of a sparkline as a group of shapes over its cell.

    Args:
        line: the sparkline; at least one of its figures is not missing.
        number: a number that, as those after it up to :data:`NUMBERS_EACH`, no other shape of the
            drawing has.
        faint: whether it is drawn so that words under it can be read.
    """
    area = line.area
    shapes = "".join(_shapes(line, number + 1, faint))
    frame = f'<a:off x="0" y="0"/><a:ext cx="{_SIZE}" cy="{_SIZE}"/>'
    return (
        f'<xdr:twoCellAnchor xmlns:xdr="{_SHEET}" xmlns:a="{_MAIN}" editAs="twoCell">'
        f"{_corner('from', area.left - 1, area.top - 1)}{_corner('to', area.right, area.bottom)}"
        f'<xdr:grpSp><xdr:nvGrpSpPr><xdr:cNvPr id="{number}" name="Sparkline {number}" '
        f'descr="{_words(line)}"/><xdr:cNvGrpSpPr/></xdr:nvGrpSpPr><xdr:grpSpPr><a:xfrm>{frame}'
        f'<a:chOff x="0" y="0"/><a:chExt cx="{_SIZE}" cy="{_SIZE}"/></a:xfrm></xdr:grpSpPr>'
        f"{shapes}</xdr:grpSp><xdr:clientData/></xdr:twoCellAnchor>"
    )


def _words(line: Sparkline) -> str:
    """Return what a sparkline says to a reader who cannot see it."""
    return f"Trend line of {line.figures} figures" if line.figures > 1 else "Trend of one figure"


def _corner(name: str, column: int, row: int) -> str:
    return (
        f"<xdr:{name}><xdr:col>{column}</xdr:col><xdr:colOff>0</xdr:colOff>"
        f"<xdr:row>{row}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:{name}>"
    )


def _shapes(line: Sparkline, number: int, faint: bool) -> Iterator[str]:
    """Yield the line, then the marks of its points."""
    points = [
        None if height is None else _point(place, height, len(line.heights))
        for place, height in enumerate(line.heights)
    ]
    stretches = [each for each in _stretches(points, line.spans) if len(each) > 1]
    if stretches:
        yield _shape(number, stretches, line.colour, line.weight, faint)
    for at, dots in enumerate(line.dots, start=number + 1):
        # A stroke with round ends and hardly any length is a dot in a cell of any shape.
        marks = [[point, (point[0] + 1, point[1])] for p in dots.places if (point := points[p])]
        if marks:
            width = line.weight * (_LARGE_DOT if dots.large else _DOT)
            yield _shape(at, marks, dots.colour, width, faint)


def _point(place: int, height: float, count: int) -> tuple[int, int]:
    across = place / (count - 1) if count > 1 else 0.5
    return (
        round(_ASIDE + across * (_SIZE - 2 * _ASIDE)),
        round(_SIZE - _ABOVE - height * (_SIZE - 2 * _ABOVE)),
    )


def _stretches(
    points: Sequence[tuple[int, int] | None], spans: bool
) -> Iterator[Sequence[tuple[int, int]]]:
    """Yield the parts of the line between missing figures."""
    stretch: list[tuple[int, int]] = []
    for point in points:
        if point is not None:
            stretch.append(point)
        elif not spans:
            yield stretch
            stretch = []
    yield stretch


def _shape(number: int, paths: _Paths, colour: Colour, points: float, faint: bool) -> str:
    drawn = "".join(map(_path, paths))
    return (
        f'<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="{number}" '
        f'name="Sparkline {number}"/><xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr><a:xfrm>'
        f'<a:off x="0" y="0"/><a:ext cx="{_SIZE}" cy="{_SIZE}"/></a:xfrm><a:custGeom><a:avLst/>'
        f'<a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/><a:pathLst>'
        f'<a:path w="{_SIZE}" h="{_SIZE}" fill="none">{drawn}</a:path></a:pathLst></a:custGeom>'
        f'<a:noFill/><a:ln w="{round(points * _EMU_A_POINT)}" cap="rnd"><a:solidFill>'
        f"{_paint(colour, faint)}</a:solidFill><a:round/></a:ln></xdr:spPr></xdr:sp>"
    )


def _path(points: Sequence[tuple[int, int]]) -> str:
    first, *others = (f'<a:pt x="{x}" y="{y}"/>' for x, y in points)
    lines = "".join(f"<a:lnTo>{point}</a:lnTo>" for point in others)
    return f"<a:moveTo>{first}</a:moveTo>{lines}"


def _paint(colour: Colour, faint: bool) -> str:
    changes = f'<a:alpha val="{_FAINT}"/>' if faint else ""
    if colour.rgb:
        return f'<a:srgbClr val="{colour.rgb}">{changes}</a:srgbClr>'
    if colour.theme is None or colour.theme >= len(_THEME):
        return f'<a:srgbClr val="000000">{changes}</a:srgbClr>'
    share = round((1 - abs(colour.tint)) * 100_000)
    if colour.tint:
        changes = f'<a:lumMod val="{share}"/>{_lighter(colour, share)}{changes}'
    return f'<a:schemeClr val="{_THEME[colour.theme]}">{changes}</a:schemeClr>'


def _lighter(colour: Colour, share: int) -> str:
    return f'<a:lumOff val="{100_000 - share}"/>' if colour.tint > 0 else ""
