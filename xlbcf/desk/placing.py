"""What goes into a return's cells for one place: figures, commentary, answers and proposals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from xlbcf.books.values import Writable
from xlbcf.feeds.commentary import Commentary, Entry
from xlbcf.feeds.figures import Figures
from xlbcf.rules.assessment import Assessment, propose
from xlbcf.rules.figures import State, read_figure
from xlbcf.rules.findings import Finding, finding
from xlbcf.rules.metrics import Metric, Place, Unit
from xlbcf.rules.periods import Period
from xlbcf.rules.records import Record, Status
from xlbcf.rules.variance import Dated, Mode, compare
from xlbcf.template.return_mapping import Field, Kind, Origin, ReturnMapping
from xlbcf.template.words import plain

#: Which figure stands for what was achieved: the final one before one that may still change.
_ACHIEVED = (Status.ACTUAL, Status.PROVISIONAL, Status.FORECAST)
_MOST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Placed:
    """A value for a field, and where it comes from."""

    field: Field
    value: Writable
    source: str
    proposed: bool = False


@dataclass(slots=True)
class Placing:
    """What goes into one place's return.

    Args:
        place: the place.
        placed: the values, in the mapping's order.
        blanks: the fields left blank, each with the reason.
        findings: what is wrong or worth knowing.
    """

    place: Place
    placed: list[Placed] = field(default_factory=list)
    blanks: list[tuple[Field, str]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Material:
    """What a return is filled from."""

    mapping: ReturnMapping
    metrics: Mapping[str, Metric]
    figures: Figures
    commentary: Commentary


def label_of(each: Field, metrics: Mapping[str, Metric]) -> str:
    """Return what a field is called in summaries and logs."""
    metric = metrics[each.metric].name if each.metric else None
    parts = (each.name.replace("_", " "), metric, each.period)
    return ", ".join(str(part) for part in parts if part is not None)


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
                _place_assessment(material, each, placing)
            case Origin.COMMENTARY:
                entry = material.commentary.text(place.code, each.metric or "", each.name)
                _place_entry(material, each, entry, placing)
            case Origin.ANSWERS:
                _place_entry(
                    material, each, material.commentary.answer(place.code, each.name), placing
                )
    return placing


def misplaced_entries(material: Material) -> list[Finding]:
    """Return a finding for each commentary entry that the return has no field for."""
    mapping, commentary = material.mapping, material.commentary
    found = []
    if commentary.return_id and commentary.return_id != mapping.id:
        found.append(
            finding(
                "FIG10",
                "the commentary",
                key="return",
                found=f"“{commentary.return_id}”",
                expected=mapping.id,
            )
        )
    for entry in commentary:
        allowed = _allowed_keys(mapping, entry.metric)
        if entry.key not in allowed:
            about = f"the key for {entry.metric}" if entry.metric else "the answer's key"
            expected = f"one of {', '.join(allowed)}" if allowed else "nothing in this return"
            found.append(
                finding("FIG10", entry.where, key=about, found=f"“{entry.key}”", expected=expected)
            )
    return found


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
    number = record.figure.number or 0.0
    if metric.unit is Unit.PERCENT and each.stored_as == "percent":
        number = float(f"{number * 100:.12g}")
    return int(number) if float(number).is_integer() else number


def _place_assessment(material: Material, each: Field, placing: Placing) -> None:
    assert each.metric
    entry = material.commentary.text(placing.place.code, each.metric, each.name)
    if entry is None:
        _propose(material, each, placing)
        return
    meaning = material.mapping.meaning(entry.value)
    if meaning is None:
        offered = [f"{a.value} ({wording})" for a, wording in material.mapping.assessments.items()]
        placing.findings.append(_not_offered(material, each, entry, offered))
        return
    wording = material.mapping.assessments[meaning]
    placing.placed.append(Placed(each, wording, entry.where))


def _propose(material: Material, each: Field, placing: Placing) -> None:
    """Put in what the figures propose, marked as a proposal. Source: Methods, section 6."""
    assert each.metric
    if each.judge is None:
        placing.blanks.append(
            (each, "not in the commentary, and the mapping names no figures to judge by")
        )
        return
    code, judge = placing.place.code, each.judge
    plans = _dated(material, code, each.metric, judge.plan, (Status.PLAN,), judge.mode)
    actuals = _dated(material, code, each.metric, judge.actual, _ACHIEVED, judge.mode)
    metric = material.metrics[each.metric]
    offered = [assessment.value for assessment in material.mapping.assessments]
    proposal = propose(compare(plans, actuals, metric, judge.mode), offered, metric)
    if proposal.code is None:
        reason = f"not in the commentary, and not proposed, because {proposal.reason}"
        placing.blanks.append((each, reason))
        return
    where = f"{placing.place.name}, {label_of(each, material.metrics)}"
    wording = material.mapping.assessments[Assessment(proposal.code)]
    source = f"proposed by rule: {proposal.reason}"
    placing.placed.append(Placed(each, wording, source, proposed=True))
    placing.findings.append(
        finding("FILL03", where, wording=f"“{wording}”", reason=proposal.reason)
    )


def _dated(
    material: Material,
    place: str,
    metric: str,
    period: Period,
    statuses: Sequence[Status],
    mode: Mode,
) -> list[Dated]:
    """Return the figure of a period, or those of its parts where the mode puts parts together."""
    for status in statuses:
        record = material.figures.lookup(place, metric, period, status)
        if record is not None:
            return [Dated(period, record.figure)]
    if mode not in (Mode.AVERAGE, Mode.CUMULATIVE):
        return []
    for status in statuses:
        parts = [
            Dated(each.period, each.figure)
            for each in material.figures.records
            if (each.place, each.metric, each.status) == (place, metric, status)
            and each.period.within(period)
        ]
        if parts:
            return parts
    return []


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
        expected = [*each.choices.values()] or [f"a {each.kind.value}"]
        placing.findings.append(_not_offered(material, each, entry, expected))
    else:
        placing.placed.append(Placed(each, value, entry.where))


def _not_offered(material: Material, each: Field, entry: Entry, expected: Iterable[str]) -> Finding:
    shown = str(entry.value)
    short = shown if len(shown) <= _MOST_SHOWN else shown[: _MOST_SHOWN - 1] + "…"
    return finding(
        "FILL05",
        entry.where,
        field=label_of(each, material.metrics),
        found=f"“{short}”",
        expected=", ".join(expected),
    )


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
