"""A control chart as a picture, in the manner of Making Data Count."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from itertools import groupby
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING, Any

from xlbcf.desk.spc import ChartedSeries
from xlbcf.hosts.report_files import make_sure_none_is_lost
from xlbcf.hosts.spc_words import Shown, number_format, summary
from xlbcf.rules.findings import Refused, finding
from xlbcf.rules.metrics import Unit
from xlbcf.rules.spc import ControlChart, Point
from xlbcf.rules.spc_icons import AssuranceIcon, PointType, VariationIcon

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_BLUE, _ORANGE, _GREY, _PURPLE = "#005eb8", "#c05000", "#6b7280", "#490092"
_RED, _BLACK, _WHITE = "#c8102e", "#1a1a1a", "#ffffff"
_SIZE, _DOTS = (11, 5.2), 120
_PNG = b"\x89PNG\r\n\x1a\n"
#: Between two labels, as a share of the axis.
_LABEL_STEP = 0.065
_LONGEST_TITLE = 60
#: Days are counted from here on the axis of dates.
_EPOCH = date(1970, 1, 1).toordinal()

#: Colour, marker and name of each type of point: no meaning hangs on colour alone.
_POINTS = {
    PointType.COMMON_CAUSE: (_GREY, "o", "Common cause"),
    PointType.IMPROVEMENT: (_BLUE, "D", "Special cause: improvement"),
    PointType.CONCERN: (_ORANGE, "s", "Special cause: concern"),
    PointType.NEUTRAL_HIGH: (_PURPLE, "^", "Special cause: high or rising"),
    PointType.NEUTRAL_LOW: (_PURPLE, "v", "Special cause: low or falling"),
}
_VARIATIONS = {
    VariationIcon.COMMON_CAUSE: (_GREY, "~", "Common cause"),
    VariationIcon.IMPROVEMENT_HIGH: (_BLUE, "H", "Improvement, high"),
    VariationIcon.IMPROVEMENT_LOW: (_BLUE, "L", "Improvement, low"),
    VariationIcon.CONCERN_HIGH: (_ORANGE, "H", "Concern, high"),
    VariationIcon.CONCERN_LOW: (_ORANGE, "L", "Concern, low"),
    VariationIcon.NEUTRAL_HIGH: (_PURPLE, "↑", "Special cause, high"),
    VariationIcon.NEUTRAL_LOW: (_PURPLE, "↓", "Special cause, low"),
}
_ASSURANCES = {
    AssuranceIcon.PASS: (_BLUE, "P", "Target: passing"),
    AssuranceIcon.FAIL: (_ORANGE, "F", "Target: failing"),
    AssuranceIcon.INCONSISTENT: (_GREY, "?", "Target: hit or miss"),
}


def draw(charted: ChartedSeries, path: Path) -> None:
    """Draw a chart as a PNG picture; its description goes into the file too.

    Args:
        charted: the chart.
        path: the file to write; an earlier picture of a chart is replaced.

    Raises:
        Refused: something else is in the file (REP01), the package for drawing is not installed
            (SPC08), or the file cannot be written (FILE03).
    """
    make_sure_none_is_lost(path, "picture of a chart", _is_chart)
    shown = number_format(charted)
    picture = _picture(charted, shown)
    try:
        path.write_bytes(picture)
    except OSError as fault:
        raise Refused(finding("FILE03", path, reason=fault.strerror or fault)) from None


def _is_chart(content: bytes) -> bool:
    about, _, _ = content.partition(b"IDAT")
    return content.startswith(_PNG) and b"Software\0xlbcf" in about


def _picture(charted: ChartedSeries, shown: Shown) -> bytes:
    try:
        from matplotlib.figure import Figure
    except ImportError:
        install = "'xlbcf[chart]'"
        raise Refused(finding("SPC08", "--png", package="matplotlib", install=install)) from None
    figure = Figure(figsize=_SIZE)
    axes = figure.add_axes((0.08, 0.2, 0.75, 0.58))
    _draw_lines(axes, charted.chart)
    _draw_points(axes, charted.chart)
    axes.margins(x=0.02, y=0.12)
    _draw_labels(axes, charted.chart, shown)
    _draw_frame(axes, charted)
    _draw_icons(figure, charted.chart)
    handles, names = axes.get_legend_handles_labels()
    figure.legend(handles, names, loc="lower center", ncols=4, frameon=False, fontsize=9)
    picture = BytesIO()
    about = {
        "Title": charted.path.stem,
        "Description": summary(charted, shown),
        "Software": "xlbcf",
    }
    figure.savefig(picture, format="png", dpi=_DOTS, metadata=about)
    return picture.getvalue()


def _draw_lines(axes: Axes, chart: ControlChart) -> None:
    for _, members in groupby(chart.points, key=lambda point: point.group):
        group = list(members)
        days = _days(group)
        for line, width, style in (("mean", 1.6, "-"), ("lower", 1.3, "--"), ("upper", 1.3, "--")):
            heights = [_number(getattr(point, line)) for point in group]
            colour = _BLACK if line == "mean" else _GREY
            axes.plot(days, heights, color=colour, lw=width, ls=style, zorder=1)
    if chart.settings.target is not None:
        axes.axhline(chart.settings.target, color=_RED, lw=1.6, ls=(0, (6, 3)), zorder=1)


def _draw_points(axes: Axes, chart: ControlChart) -> None:
    axes.plot(
        _days(chart.points),
        [_number(point.value) for point in chart.points],
        color=_GREY,
        lw=1,
        zorder=2,
    )
    for kind, (colour, marker, name) in _POINTS.items():
        chosen = [point for point in chart.points if point.kind is kind and point.value is not None]
        if chosen:
            axes.scatter(
                _days(chosen),
                [_number(point.value) for point in chosen],
                color=colour,
                edgecolors=_WHITE,
                linewidths=0.6,
                marker=marker,
                s=62,
                label=name,
                zorder=3,
            )


def _draw_labels(axes: Axes, chart: ControlChart, shown: Shown) -> None:
    """Name the lines at their right ends, moved apart where they would cover each other."""
    last = chart.points[-1]
    labels = (
        ("Upper limit", last.upper, _BLACK),
        ("Mean", last.mean, _BLACK),
        ("Lower limit", last.lower, _BLACK),
        ("Target", chart.settings.target, _RED),
    )
    low, high = axes.get_ylim()
    at = -1.0
    drawn = [(height, name, ink) for name, height, ink in labels if height is not None]
    for height, name, ink in sorted(drawn):
        at = max((height - low) / (high - low), at + _LABEL_STEP)
        text = f"{name} {shown(height)}"
        axes.text(1.01, at, text, color=ink, fontsize=9, va="center", transform=axes.transAxes)


def _draw_frame(axes: Axes, charted: ChartedSeries) -> None:
    chart = charted.chart
    figure: Any = axes.figure
    title = shorten(charted.path.stem, _LONGEST_TITLE, placeholder="…")
    figure.text(0.08, 0.93, title, fontsize=14, weight="bold", color=_BLACK)
    rules = f"XmR chart, rules {chart.settings.rules.title}, {chart.settings.polarity.words}"
    note = "; too few points for SPC, limits are provisional" if chart.short else ""
    figure.text(0.08, 0.875, rules + note, fontsize=9.5, color=_BLACK)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    axes.tick_params(labelsize=9)
    axes.xaxis_date()
    axes.yaxis.set_major_formatter(lambda number, _: _tick(number, charted.unit))
    figure.autofmt_xdate(bottom=0.2, rotation=30)


def _draw_icons(figure: Any, chart: ControlChart) -> None:
    icons = [_VARIATIONS[chart.variation]]
    if chart.assurance is not None:
        icons.append(_ASSURANCES[chart.assurance])
    for place, (colour, letter, words) in enumerate(reversed(icons)):
        across = 0.93 - 0.14 * place
        figure.text(
            across,
            0.925,
            letter,
            color=colour,
            fontsize=15,
            weight="bold",
            ha="center",
            va="center",
            bbox={"boxstyle": "circle,pad=0.35", "fc": _WHITE, "ec": colour, "lw": 3},
        )
        figure.text(across, 0.835, words, color=_BLACK, fontsize=9, ha="center", va="center")


def _days(points: Sequence[Point]) -> list[float]:
    return [float(point.date.toordinal() - _EPOCH) for point in points]


def _number(number: float | None) -> float:
    return float("nan") if number is None else number


def _tick(number: float, unit: Unit) -> str:
    if unit is Unit.PERCENT:
        return f"{number * 100:g}%"
    return f"{'£' if unit is Unit.CURRENCY else ''}{number:,g}"
