"""What goes into a return's cells for one place: figures, commentary, answers and proposals."""

from __future__ import annotations

from datetime import date, datetime
from difflib import get_close_matches

from xlbcf.books.values import Writable
from xlbcf.desk.judging import place_assessment
from xlbcf.desk.material import Material, Placed, Placing, not_offered
from xlbcf.feeds.commentary import Entry
from xlbcf.rules.figures import State, read_figure
from xlbcf.rules.findings import Finding, finding
from xlbcf.rules.metrics import Metric, Place, Unit
from xlbcf.rules.records import Record
from xlbcf.rules.wording import some_of
from xlbcf.template.return_mapping import Field, Kind, Origin, ReturnMapping
from xlbcf.template.words import plain

_KEYS_SHOWN = 6
_EXPECTED = {Kind.NUMBER: "a number", Kind.DATE: "a date such as 2025-06-30 or 30/06/2025"}


def place_values(material: Material, place: Place) -> Placing:
    """Work out what goes into a place's return.

    Args:
        material: the mapping, figures and commentary.
        place: the place.
    """
    placing = Placing(place)
    for each in material.mapping.fields:
        match each.origin:
            case Origin.PLACE:
                placing.placed.append(Placed(each, place.name, "place"))
            case Origin.FIGURES:
                _place_figure(material, each, placing)
            case Origin.COMMENTARY if each.name == "assessment":
                place_assessment(material, each, placing)
            case Origin.COMMENTARY:
                entry = material.commentary.text(place.code, each.metric or "", each.name)
                _place_entry(material, each, entry, placing)
            case Origin.ANSWERS:
                _place_entry(
                    material, each, material.commentary.answer(place.code, each.name), placing
                )
    return placing


def misplaced_entries(material: Material, where: object) -> list[Finding]:
    """Return a finding for each commentary entry that the return has no field for.

    Args:
        material: the mapping and commentary.
        where: the commentary's file.
    """
    mapping, commentary = material.mapping, material.commentary
    found = []
    if commentary.return_id and commentary.return_id != mapping.id:
        given = f"“{commentary.return_id}”"
        found.append(finding("FIG10", where, key="return", found=given, expected=mapping.id))
    for entry in commentary:
        allowed = _allowed_keys(mapping, entry.metric)
        if entry.key not in allowed:
            about = f"the key for {entry.metric}" if entry.metric else "the answer's key"
            facts = {"found": f"“{entry.key}”", "expected": _expected_key(entry.key, allowed)}
            found.append(finding("FIG10", entry.where, key=about, **facts))
    return found


def _expected_key(given: str, allowed: list[str]) -> str:
    """Return what a key could be: the most alike first."""
    if not allowed:
        return "nothing in this return"
    alike = get_close_matches(given, allowed, n=_KEYS_SHOWN)
    others = [name for name in allowed if name not in alike]
    return f"one of {some_of([*alike, *others], _KEYS_SHOWN)}"


def _allowed_keys(mapping: ReturnMapping, metric: str | None) -> list[str]:
    origin = Origin.COMMENTARY if metric else Origin.ANSWERS
    names = (each.name for each in mapping.coming_from(origin) if each.metric == metric)
    return list(dict.fromkeys(names))


def _place_figure(material: Material, each: Field, placing: Placing) -> None:
    assert each.metric
    assert each.period
    assert each.status
    record = material.figures.lookup(placing.place.code, each.metric, each.period, each.status)
    if record is None:
        placing.blanks.append((each, "not in the figures"))
    elif record.figure.state is not State.NUMBER:
        given = f" as “{record.figure.text}”" if record.figure.text else ""
        placing.blanks.append((each, f"the figure is given{given}: {record.figure.words}"))
    else:
        value = _in_cell(record, each, material.metrics[each.metric])
        placing.placed.append(Placed(each, value, record.source or record.where))


def _in_cell(record: Record, each: Field, metric: Metric) -> float:
    """Return a figure's number as the cell keeps it; percentages may be kept as 92.7."""
    number = record.figure.number
    assert number is not None
    if metric.unit is Unit.PERCENT and each.stored_as == "percent":
        number = float(f"{number * 100:.12g}")
    return int(number) if float(number).is_integer() else number


def _place_entry(material: Material, each: Field, entry: Entry | None, placing: Placing) -> None:
    if entry is None:
        given = "commentary" if each.origin is Origin.COMMENTARY else "answers"
        placing.blanks.append((each, f"not in the {given}"))
        return
    value: Writable
    match each.kind:
        case Kind.NUMBER:
            value = _as_number(entry.value)
        case Kind.DATE:
            value = _as_date(entry.value)
        case Kind.CHOICE:
            value = _as_choice(each, entry.value)
        case Kind.TEXT:
            value = _as_text(entry.value)
    if value is None:
        expected = [*each.choices.values()] or [_EXPECTED[each.kind]]
        placing.findings.append(not_offered(material, each, entry, expected))
    else:
        placing.placed.append(Placed(each, value, entry.where))


def _as_number(value: object) -> float | None:
    figure = read_figure(value, Unit.CURRENCY)
    number = figure.number
    return int(number) if number is not None and number.is_integer() else number


def _as_date(value: object) -> date | None:
    if isinstance(value, date):
        return value
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(str(value).strip(), form).date()
        except ValueError:
            continue
    return None


def _as_choice(each: Field, value: object) -> str | None:
    said = {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
    for meaning, wording in each.choices.items():
        if plain(said) in (plain(meaning), plain(wording)):
            return wording
    return None if each.choices else str(value)


def _as_text(value: object) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return str(value)
