"""Assessments: those given are held against the figures, those missing are proposed by rule.

Source: Methods, section 6.
"""

from __future__ import annotations

from collections.abc import Sequence

from xlbcf.desk.material import Material, Placed, Placing, label_of, not_offered
from xlbcf.feeds.commentary import Entry
from xlbcf.feeds.figures import Figures
from xlbcf.rules.assessment import Assessment, Proposal, propose, unsupported
from xlbcf.rules.findings import finding
from xlbcf.rules.metrics import Metric
from xlbcf.rules.periods import Period
from xlbcf.rules.records import Status
from xlbcf.rules.variance import Cause, Dated, Mode, NotComparable, Variance, compare
from xlbcf.template.return_mapping import Field, Judge

#: Which figure stands for what was achieved: the final one before one that may still change.
_ACHIEVED = (Status.ACTUAL, Status.PROVISIONAL, Status.FORECAST)


def place_assessment(material: Material, each: Field, placing: Placing) -> None:
    """Put in the assessment given for a metric, or else the one that the figures propose.

    Args:
        material: the mapping, figures and commentary.
        each: the assessment's field.
        placing: takes the assessment, or why it is left blank, and what was found.
    """
    assert each.metric
    entry = material.commentary.text(placing.place.code, each.metric, each.name)
    proposal = _proposal(material, each, placing.place.code)
    if entry is None:
        _place_proposed(material, each, placing, proposal)
    else:
        _place_given(material, each, placing, entry, proposal)


def _place_given(
    material: Material, each: Field, placing: Placing, entry: Entry, proposal: Proposal
) -> None:
    wordings = material.mapping.assessments
    meaning = material.mapping.meaning(entry.value)
    if meaning is None:
        offered = [f"{assessment.value} ({wording})" for assessment, wording in wordings.items()]
        placing.findings.append(not_offered(material, each, entry, offered))
        return
    wording = wordings[meaning]
    placing.placed.append(Placed(each, wording, entry.where))
    if reason := unsupported(meaning, proposal):
        where = f"{placing.place.name}, {label_of(each, material.metrics)}"
        found = finding("FILL12", where, wording=f"“{wording}”", reason=reason)
        placing.findings.append(found)


def _place_proposed(material: Material, each: Field, placing: Placing, proposal: Proposal) -> None:
    if proposal.code is None:
        reason = f"not in the commentary, and not proposed, because {proposal.reason}"
        placing.blanks.append((each, reason))
        return
    wording = material.mapping.assessments[proposal.code]
    source = f"proposed by rule: {proposal.reason}"
    placing.placed.append(Placed(each, wording, source))
    where = f"{placing.place.name}, {label_of(each, material.metrics)}"
    found = finding("FILL03", where, wording=f"“{wording}”", reason=proposal.reason)
    placing.findings.append(found)


def _proposal(material: Material, each: Field, place: str) -> Proposal:
    """Return what the figures propose for a place."""
    if each.judge is None:
        return Proposal(None, "the mapping names no figures to judge by")
    assert each.metric
    metric = material.metrics[each.metric]
    comparison = compared(material.figures, place, metric, each.judge)
    offered = [Assessment(assessment).value for assessment in material.mapping.assessments]
    return propose(comparison, offered, metric)


def compared(
    figures: Figures, place: str, metric: Metric, judge: Judge
) -> Variance | NotComparable:
    """Compare the figures that an assessment rests on.

    Args:
        figures: the figures known.
        place: the place's code.
        metric: the metric.
        judge: which plan and which actual, and how they are put beside each other.

    Returns:
        The variance, or why there is none.
    """
    plans = _dated(figures, place, metric.id, judge.plan, (Status.PLAN,), judge.mode)
    # An actual of the plan's own period is the better match, where the figures have one.
    actuals = _dated(figures, place, metric.id, judge.plan, _ACHIEVED, judge.mode) or _dated(
        figures, place, metric.id, judge.actual, _ACHIEVED, judge.mode
    )
    if not plans:
        return NotComparable(Cause.NO_FIGURE, f"the figures give no plan for {judge.plan}")
    if not actuals:
        return NotComparable(Cause.NO_FIGURE, f"the figures give no actual for {judge.actual}")
    return compare(plans, actuals, metric, judge.mode)


def _dated(
    figures: Figures,
    place: str,
    metric: str,
    period: Period,
    statuses: Sequence[Status],
    mode: Mode,
) -> list[Dated]:
    """Return the figure of a period, or those of its parts where the mode puts parts together."""
    for status in statuses:
        record = figures.lookup(place, metric, period, status)
        if record is not None:
            return [Dated(period, record.figure)]
    if mode not in (Mode.AVERAGE, Mode.CUMULATIVE):
        return []
    for status in statuses:
        parts = [
            Dated(each.period, each.figure)
            for each in figures.records
            if (each.place, each.metric, each.status) == (place, metric, status)
            and each.period.within(period)
        ]
        if parts:
            return parts
    return []
