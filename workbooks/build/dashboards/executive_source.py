"""What the paper of the Integration Executive prints: guidelines, metrics, themes, figures."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).resolve().parents[2] / "data"
FIGURES = DATA / "integration-executive-2014-figures.csv"
TEXTS = DATA / "integration-executive-2014.yaml"


@dataclass(frozen=True)
class Guideline:
    """A row of the printed RAG guidelines."""

    dimension: str
    rating: str
    guideline: str
    notes: str


@dataclass(frozen=True)
class Titled:
    """A metric as a page lists it."""

    metric: str
    title: str
    commentary: str


@dataclass(frozen=True)
class Dimension:
    """What a theme says of one dimension: of which schemes, who leads them, and what is wrong."""

    metric: str
    heading: str
    schemes: str
    leads: str
    commentary: str


@dataclass(frozen=True)
class Theme:
    """A theme: its priority, its four dimensions and its additional information."""

    id: str
    name: str
    priority: str
    dimensions: tuple[Dimension, ...]
    additional: str


@dataclass(frozen=True)
class Paper:
    """The whole paper.

    Args:
        guidelines: the rows of the RAG guidelines.
        metrics: the seven metrics.
        composites: the composite measures.
        themes: the five themes.
        figures: for each metric's id, its line of the tidy figures.
    """

    guidelines: tuple[Guideline, ...]
    metrics: tuple[Titled, ...]
    composites: tuple[Titled, ...]
    themes: tuple[Theme, ...]
    figures: Mapping[str, Mapping[str, str]]


def read_paper() -> Paper:
    """Read the paper's texts and figures."""
    texts = yaml.safe_load(TEXTS.read_text(encoding="utf-8"))
    with FIGURES.open(encoding="utf-8", newline="") as file:
        figures = {row["metric"]: row for row in csv.DictReader(file)}
    return Paper(
        guidelines=tuple(
            Guideline(dimension["name"], row["rating"], row["guideline"], row["notes"])
            for dimension in texts["guidelines"]["dimensions"]
            for row in dimension["rows"]
        ),
        metrics=tuple(Titled(**each) for each in texts["metrics"]),
        composites=tuple(Titled(**each) for each in texts["composites"]),
        themes=tuple(_theme(each, figures) for each in texts["themes"]),
        figures=figures,
    )


def _theme(texts: Mapping[str, Any], figures: Mapping[str, Mapping[str, str]]) -> Theme:
    dimensions = []
    for name, said in texts["dimensions"].items():
        metric = f"{texts['id']}_{name}"
        dimensions.append(
            Dimension(
                metric=metric,
                heading=figures[metric]["printed_label"],
                schemes="\n".join(said.get("schemes", ())),
                leads="\n".join(said.get("leads", ())),
                commentary=said.get("commentary", ""),
            )
        )
    additional = "\n".join(texts["additional"])
    return Theme(texts["id"], texts["name"], texts["priority"], tuple(dimensions), additional)
