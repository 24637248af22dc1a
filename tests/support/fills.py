"""Figures, commentary and outputs for the tests of filling."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

import yaml

from tests.support.commands import Outcome, xlbcf
from tests.support.templates import ROOT, Template, answer
from xlbcf.template.return_mapping import Field, Kind, Origin

PLACES = {"E06000016": "leicester", "E10000018": "leicestershire", "E06000017": "rutland"}
YEAR_END, EOY = "bcf-2021-22-year-end", "bcf-2024-25-eoy"
COLUMNS = ("place_code", "metric", "period", "numerator", "denominator", "value", "unit",
           "status", "source")  # fmt: skip
LEICESTERSHIRE = "E10000018"


def published(return_id: str) -> list[dict[str, str]]:
    """Return the rows of the figures that come with a return."""
    path = ROOT / "workbooks" / "data" / f"{return_id}.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def write_figures(path: Path, rows: Iterable[dict[str, str]]) -> Path:
    """Write figures as a CSV; columns that a row lacks are empty."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return path


def figure(metric: str, period: str, value: str, **others: str) -> dict[str, str]:
    """Return one row of figures, of Leicestershire and an actual unless told otherwise."""
    row = {"place_code": LEICESTERSHIRE, "status": "actual", "source": "the test"}
    return row | {"metric": metric, "period": period, "value": value} | others


def changed_figures(path: Path, value: str = "201.3") -> Path:
    """Write the figures of 2024-25 with one actual of Leicestershire changed."""
    rows = published(EOY)
    for row in rows:
        if (row["metric"], row["status"], row["value"]) == (
            "avoidable_admissions", "actual", "199.9",
        ):  # fmt: skip
            row["value"] = value
    return write_figures(path, rows)


def output(folder: Path, return_id: str, place: str = "leicestershire") -> Path:
    """Return where a place's return is written."""
    return folder / f"{return_id}-{place}.xlsx"


def fill(return_id: str, folder: Path, *words: object) -> Outcome:
    """Fill a return into a folder; it must succeed."""
    outcome = xlbcf("fill", return_id, "--out", folder, *words)
    assert outcome.status == 0, outcome.err
    return outcome


def full_commentary(path: Path, template: Template, places: Iterable[str] = PLACES) -> Path:
    """Write commentary that answers every field of a return for some places."""
    content: dict[str, dict] = {"metrics": {}, "answers": {}}
    for field in template.inputs:
        if field.origin is Origin.COMMENTARY:
            content["metrics"].setdefault(field.metric, {})[field.name] = _given(template, field)
        elif field.origin is Origin.ANSWERS:
            content["answers"][field.name] = _given(template, field)
    everything = {
        "return": template.mapping.id,
        "source": "the test",
        "places": dict.fromkeys(places, content),
    }
    path.write_text(yaml.dump(everything, Dumper=_Whole, allow_unicode=True), encoding="utf-8")
    return path


class _Whole(yaml.SafeDumper):
    """Writes the same content again instead of pointing at it."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002
        return True


def _given(template: Template, field: Field) -> object:
    if field.kind is Kind.DATE:
        return "2022-05-27" if str(template.mapping.year) == "2021-22" else "2025-06-06"
    return answer(template.mapping, field)


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder with its content."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(files)}
