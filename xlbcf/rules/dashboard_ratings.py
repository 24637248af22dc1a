"""Ratings on a printed dashboard: against their bands, and with the commentary they ask for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from xlbcf.rules.bands import BandSet, Duty, Guideline, Rag
from xlbcf.rules.dashboard_reading import Column, Reading, RowFinding, Standards
from xlbcf.rules.dashboard_signs import ShownRating, read_shown_rating
from xlbcf.rules.figures import Figure
from xlbcf.rules.findings import finding
from xlbcf.rules.metrics import Metric, Polarity, Unit
from xlbcf.rules.rag import Rating, blind_tolerance, rate_figures, unmet_duties
from xlbcf.rules.targets import Comparator

#: The ratings that bands give by amount, the others being stated by people.
BY_AMOUNT = (Rag.GREEN, Rag.AMBER, Rag.RED)
_AT_MOST = (Comparator.BELOW, Comparator.AT_MOST)
_AT_LEAST = (Comparator.ABOVE, Comparator.AT_LEAST)


def check_rating(reading: Reading, standards: Standards) -> Iterator[RowFinding]:
    """Check the rating of a row, where it has one.

    Args:
        reading: the row as read.
        standards: the bands; a row may name its own set.

    Yields:
        What is wrong with the rating, its bands and its commentary.

    Source: Methods, section 4.
    """
    text = reading.row.text(Column.RATING)
    shown = read_shown_rating(text)
    if shown is None:
        return
    named = reading.row.text(Column.BANDS) or standards.default
    bands = standards.bands.get(named)
    if named and bands is None:
        facts = {"found": f"“{named}”", "expected": ", ".join(standards.bands) or "none"}
        yield _found(reading, Column.BANDS, "DASH19", **facts)
    coloured = shown.rag in BY_AMOUNT or shown.by_figures in BY_AMOUNT
    if coloured and reading.value.unit is None and Column.VALUE in reading.row.cells:
        facts = {"column": "rating", "found": text, "value": reading.value.state}
        yield _found(reading, Column.RATING, "DASH08", **facts)
    elif bands is not None:
        yield from _against_bands(reading, shown, bands)
    if Column.COMMENTARY in reading.row.cells:
        yield from _duties(reading, shown.rag, bands, standards)


def blind_rating(reading: Reading, standards: Standards) -> str:
    """Say why the tolerance of a row's bands hardly tells good from bad; empty where it does.

    Source: Methods, section 4, tolerance in the right unit.
    """
    named = reading.row.text(Column.BANDS) or standards.default
    bands = standards.bands.get(named)
    numbers, unit = _numbers(reading), reading.value.unit
    if bands is None or numbers is None or unit is None or not reading.row.text(Column.RATING):
        return ""
    return blind_tolerance(numbers[1], _metric(unit, _polarity(reading)), bands) or ""


def _found(reading: Reading, column: Column, code: str, /, **facts: object) -> RowFinding:
    where = f"{reading.row.label}, {column.words}"
    return RowFinding(column, finding(code, where, **facts))


def _against_bands(reading: Reading, shown: ShownRating, bands: BandSet) -> Iterator[RowFinding]:
    rag, claimed = shown.rag, shown.by_figures
    if rag not in BY_AMOUNT and not any(mark.rag is rag for mark in bands.marks.values()):
        stated = ", ".join(mark.rag.words for mark in bands.marks.values()) or "none"
        reason = f"that is none; beside the colours there is {stated}"
        facts = {"found": rag.words, "bands": bands.name, "reason": reason}
        yield _found(reading, Column.RATING, "DASH16", **facts)
    numbers, unit = _numbers(reading), reading.value.unit
    if claimed not in BY_AMOUNT or numbers is None or unit is None:
        return
    rating = rate_figures(*numbers, _metric(unit, _polarity(reading)), bands)
    if rating.rag in BY_AMOUNT and rating.rag is not claimed:
        found = f"{claimed.words} by the figures" if shown.overridden else claimed.words
        facts = {"found": found, "bands": bands.name, "reason": rating.reason}
        yield _found(reading, Column.RATING, "DASH16", **facts)


def _duties(
    reading: Reading, rag: Rag, bands: BandSet | None, standards: Standards
) -> Iterator[RowFinding]:
    sets = [bands] if bands is not None else list(standards.bands.values())
    guidelines = [each for one in sets for each in _guidelines(one) if each.rag is rag]
    # Without a set of bands, only what all of them ask for is surely asked for.
    if not guidelines or any(each.commentary is not Duty.REQUIRED for each in guidelines):
        return
    given = Rating(rag, "", guidelines[0])
    for missing in unmet_duties(given, reading.row.text(Column.COMMENTARY), date.min):
        yield _found(reading, Column.COMMENTARY, "DASH17", found=rag.words, missing=missing)


def _guidelines(bands: BandSet) -> Iterator[Guideline]:
    yield from (band.guideline for band in bands.bands)
    yield from bands.marks.values()


def _numbers(reading: Reading) -> tuple[Figure, Figure] | None:
    value, target = reading.value.parts, reading.target.parts
    if reading.verdict is None or len(value) != 1 or len(target) != 1:
        return None
    if value[0].figure.number is None or target[0].figure.number is None:
        return None
    return value[0].figure, target[0].figure


def _polarity(reading: Reading) -> Polarity:
    """Return which way is good: the target's own sign says it, else the column."""
    part = reading.target.parts[0]
    if not part.implied and part.comparator in _AT_MOST:
        return Polarity.LOW_IS_GOOD
    if not part.implied and part.comparator in _AT_LEAST:
        return Polarity.HIGH_IS_GOOD
    return reading.polarity or Polarity.NO_JUDGEMENT


def _metric(unit: Unit, polarity: Polarity) -> Metric:
    return Metric("", "", "", unit, polarity)
