"""The measures of the Integration Executive dashboard: series, facts and the names of sheets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from xlbcf.rules.bands import Rag
from xlbcf.rules.dashboard_signs import read_rating
from xlbcf.template.metrics import load_metrics

from ..expected.ratings import BANDS
from .executive_source import Dimension, Paper, Theme, Titled
from .rating_formulas import AMOUNT, BESIDE_TARGET, WORDS
from .series import Figure, Measure, Series

_MAPPINGS = Path(__file__).resolve().parents[3] / "mappings"
_NOT_STATED = "Not stated in the paper"
_AS_AMOUNT = ("days", "percent")
_THEME_FIGURES = (
    "Action plan: days late. Finance: pounds spent, beside the budget as target. Metric: the "
    "share off track, such as 12%. Savings: pounds saved, beside the savings planned as target."
)
_WAYS = {"higher": "Higher", "lower": "Lower", "none": "Neither way; either counts as off"}


def measures_of(
    paper: Paper,
    formulas: Mapping[str, str],
    changed: Mapping[str, Mapping[str, object]],
) -> list[Measure]:
    """Return what has a sheet of its own: each metric, each composite measure and each theme.

    Args:
        paper: what is shown.
        formulas: the formulas of every row of the data sheet, by heading.
        changed: for a metric's id, cells of the data sheet that are given other values.
    """
    found = [
        _measure(f"Metric {number}", each, paper, formulas, changed)
        for number, each in enumerate(paper.metrics, start=1)
    ]
    names = _composite_names(paper)
    found += [
        _measure(name, each, paper, formulas, changed)
        for name, each in zip(names, paper.composites, strict=True)
    ]
    return found + [
        _theme(f"Theme {number}", each, paper, formulas, changed)
        for number, each in enumerate(paper.themes, start=1)
    ]


def _composite_names(paper: Paper) -> Iterator[str]:
    counts: dict[str, int] = {}
    for each in paper.composites:
        number = paper.figures[each.metric]["no"]
        counts[number] = counts.get(number, 0) + 1
        yield f"Metric {number}{'abcdefgh'[counts[number] - 1]}"


def _measure(
    sheet: str,
    titled: Titled,
    paper: Paper,
    formulas: Mapping[str, str],
    changed: Mapping[str, Mapping[str, object]],
) -> Measure:
    line = paper.figures[titled.metric]
    extra = {
        "Title as printed": titled.title, "Commentary": titled.commentary, "Start date": "",
        "Schemes": "", "Theme lead": "",
    }  # fmt: skip
    series = _series(line, sheet.removeprefix("Metric "), extra, formulas, changed)
    known = load_metrics(_MAPPINGS / "metrics.yaml").get(titled.metric)
    facts = {
        "As printed": titled.title,
        "Definition": known.definition if known else _NOT_STATED,
        "Unit": series.unit_words,
        "Which way is good": _WAYS[series.polarity],
        "Rated by": f"{BANDS[line['bands']].name}: {_bands_in_words(line['bands'])}",
        "About the print": line["note"] or "Nothing is missing.",
        "Source": line["source"],
    }
    return Measure(sheet, sheet, line["name"], facts, (series,))


def _theme(
    sheet: str,
    theme: Theme,
    paper: Paper,
    formulas: Mapping[str, str],
    changed: Mapping[str, Mapping[str, object]],
) -> Measure:
    number = sheet.removeprefix("Theme ")
    series = []
    for each in theme.dimensions:
        line = paper.figures[each.metric]
        series.append(_series(line, f"T{number}", _said(each), formulas, changed))
    line = paper.figures[theme.dimensions[0].metric]
    facts = {
        "Definition": _THEME_FIGURES,
        "JHWS priority": theme.priority or _NOT_STATED,
        "About the print": line["note"],
        "Source": line["source"],
    }
    return Measure(sheet, sheet, theme.name, facts, tuple(series))


def _said(dimension: Dimension) -> dict[str, str]:
    return {
        "Title as printed": dimension.heading,
        "Commentary": dimension.commentary,
        "Start date": "",
        "Schemes": dimension.schemes,
        "Theme lead": dimension.leads,
    }


def _series(
    line: Mapping[str, str],
    number: str,
    said: Mapping[str, str],
    formulas: Mapping[str, str],
    changed: Mapping[str, Mapping[str, object]],
) -> Series:
    theme = not line["no"]
    amount = theme and line["unit"] in _AS_AMOUNT
    given = {
        "Bands": line["bands"], "Rated by": AMOUNT if amount else BESIDE_TARGET,
        "DOT as printed": line["arrow"], **_stated(line), **said, **formulas,
    }  # fmt: skip
    other = dict(changed.get(line["metric"], {}))
    return Series(
        metric=line["metric"], part=line["place_code"], name=line["name"],
        part_name=line["part"], no=number, unit=line["unit"], decimals=int(line["decimals"]),
        polarity=line["polarity"], target=str(other.pop("Target", line["target"])),
        period=line["period"], latest=other.pop("Latest", _figure(line["value"])),
        extra={**given, **other},
    )  # fmt: skip


def _stated(line: Mapping[str, str]) -> dict[str, str]:
    """Return the printed rating as a person's, with the printed commentary as its reason."""
    rag = read_rating(line["rating"])
    if rag is None:
        return {"Rating by a person": "", "Reason": ""}
    reason = line["commentary"] if rag is Rag.NOT_APPLICABLE else ""
    return {"Rating by a person": WORDS[rag], "Reason": reason}


def _figure(text: str) -> Figure:
    try:
        return float(text) if text else None
    except ValueError:
        return text


def _bands_in_words(id_: str) -> str:
    return "; ".join(
        f"{WORDS[each.guideline.rag]} {each.guideline.means}" for each in BANDS[id_].bands
    )
