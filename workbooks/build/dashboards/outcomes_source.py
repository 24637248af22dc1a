"""The Outcomes Framework as the data files tell it: measures, and the rows of the printed table."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from .series import CATEGORY, DURATION, Figure, Measure, Series

_DATA = Path(__file__).resolve().parents[2] / "data"
_TABLE = _DATA / "bct-outcomes-framework-v2.csv"
_FIGURES = _DATA / "bct-outcomes-framework-v2-figures.csv"
_WORDS = _DATA / "bct-outcomes-framework-v2.yaml"
_WHOSE = re.compile(r"\s*\[Figures are[^]]*\]")
_SECONDS = (3600, 60, 1)
_SECONDS_A_DAY = 86400
_WAYS = {"higher": "Higher", "lower": "Lower", "none": "Neither way is judged"}


@dataclass(frozen=True)
class SummaryRow:
    """A row of the summary: what is printed on it, and the series that it shows.

    Args:
        plan: the plan, on the first row of each; else empty.
        no: the number as printed.
        label: the description as printed.
        lead: the lead workstream as printed.
        measure: the measure that the label names.
        series: the series whose figures stand on the row.
        figure_for: whose figure it is, where the label does not say it in full.
        named_parts: whether the printed value begins with the part's name, as in ``UHL 9.1%``.
        hover: the text over the description; empty for none.
    """

    plan: str
    no: str
    label: str
    lead: str
    measure: Measure
    series: tuple[Series, ...]
    figure_for: str = ""
    named_parts: bool = False
    hover: str = ""


@dataclass(frozen=True)
class Section:
    """A band of the summary, with the rows under it."""

    title: str
    rows: tuple[SummaryRow, ...]


@dataclass(frozen=True)
class Framework:
    """All that the workbook shows."""

    report: Mapping[str, Any]
    sections: tuple[Section, ...]
    measures: tuple[Measure, ...]


def read_framework() -> Framework:
    """Return the framework as printed in version 2.0."""
    words = yaml.safe_load(_WORDS.read_text(encoding="utf-8"))
    figures = _records(_FIGURES)
    titles = {each["id"]: each["title"] for each in words["sections"]}
    measures = tuple(_measure(each, figures, titles) for each in words["metrics"])
    rationales = {each["sheet"]: each["rationale"] for each in words["metrics"]}
    return Framework(words["report"], tuple(_sections(figures, measures, rationales)), measures)


def _records(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _measure(
    words: Mapping[str, Any], figures: list[dict[str, str]], titles: Mapping[str, str]
) -> Measure:
    parts = words.get("parts") or []
    mine = [
        record for record in figures
        if record["metric"] == words["metric"] and (not parts or record["place_code"] in parts)
    ]  # fmt: skip
    series = tuple(_series(record, words) for record in mine)
    facts = {
        "Section": titles[words["section"]], "LLR plan": words["plan"],
        "Definition (ours)": words["definition"], "Rationale (ours)": words["rationale"],
        "Source (ours)": _sentence(words["data_source"]),
        "Frequency (ours)": _sentence(str(words["frequency"])),
        "Unit": _sentence(series[0].unit_words),
        "Good is": _WAYS[series[0].polarity], "Lead workstream": words["lead"],
    }  # fmt: skip
    return Measure(words["sheet"], words["no"], words["title"], facts, series)


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _series(record: Mapping[str, str], words: Mapping[str, Any]) -> Series:
    part = record["part"]
    return Series(
        metric=record["metric"], part=record["place_code"], part_name=part,
        name=record["name"], no=record["no"], unit=record["unit"],
        unit_name=str(words.get("unit_words") or ""),
        decimals=int(record["decimals"]) if record["decimals"] else None,
        polarity=record["polarity"], target=_without(part, record["target"]),
        period=record["period"], latest=_figure(record["value"], record["unit"]),
        updated=record["updated"], note=record["note"], good_is=record["good_is"],
        mark=record["mark"], arrow=record["arrow"], trend=record["trend"],
    )  # fmt: skip


def _figure(text: str, unit: str) -> Figure:
    if not text or unit == CATEGORY:
        return text or None
    if unit == DURATION:
        parts = zip(map(int, text.split(":")), _SECONDS, strict=True)
        return sum(number * seconds for number, seconds in parts) / _SECONDS_A_DAY
    return float(text)


def _without(part: str, target: str) -> str:
    return target.removeprefix(f"{part} ") if part else target


def _sections(
    figures: list[dict[str, str]], measures: tuple[Measure, ...], rationales: Mapping[str, str]
) -> Iterator[Section]:
    by_row: dict[int, list[dict[str, str]]] = {}
    for record in figures:
        by_row.setdefault(int(record["row"]), []).append(record)
    title, rows = "", list[SummaryRow]()
    printed = _records(_TABLE)
    number, named = 0, measures[0]
    for line in printed:
        if not line["Latest data"]:
            if rows:
                yield Section(title, tuple(rows))
            title, rows = line["LLR Plans"], []
            continue
        number += 1
        named = _named(line["Description"], measures, named)
        rows.append(_row(line, named, by_row[number], measures, rationales))
    yield Section(title, tuple(rows))


def _named(label: str, measures: tuple[Measure, ...], above: Measure) -> Measure:
    """Return the measure that a label names; one that names none belongs to the row above."""
    title = _WHOSE.sub("", label).strip()
    if not title:
        return above
    return next(measure for measure in measures if measure.title == title)


def _row(
    line: Mapping[str, str], named: Measure, records: list[dict[str, str]],
    measures: tuple[Measure, ...], rationales: Mapping[str, str],
) -> SummaryRow:  # fmt: skip
    keys = {(record["metric"], record["place_code"]) for record in records}
    found = [
        (measure, series) for measure in measures for series in measure.series
        if (series.metric, series.part) in keys
    ]  # fmt: skip
    parts = [series.part_name for _, series in found if series.part_name]
    slid = found[0][0] != named
    told = " / ".join(parts)
    part = found[0][1].part_name
    return SummaryRow(
        line["LLR Plans"], line["No."], line["Description"], line["Lead workstream"], named,
        tuple(series for _, series in found),
        figure_for=f"{found[0][0].no} {told}" if slid else told,
        named_parts=bool(part) and line["Latest data"].startswith(f"{part} "),
        hover=_hover(named, found[0][1].note if slid else "", rationales) if line["Description"]
        else "",
    )  # fmt: skip


def _hover(named: Measure, note: str, rationales: Mapping[str, str]) -> str:
    said = f"Why it is here (our words): {rationales[named.sheet].strip()}"
    return f"{said}\n\n{note}" if note else said
