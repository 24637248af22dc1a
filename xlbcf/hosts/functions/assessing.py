"""Functions that propose an assessment, and that say whether cells are filled in."""

from __future__ import annotations

from xlbcf.hosts.functions.definition import cell_function
from xlbcf.hosts.functions.figures import figure_of
from xlbcf.hosts.functions.mappings import wordings
from xlbcf.hosts.functions.values import VALUE, CellFault, Rows
from xlbcf.hosts.functions.words import plain_metric, polarity_of


@cell_function(example='=BCF_ASSESS(F7,G7,"lower","bcf-2024-25-eoy")')
def assess(actual: object, plan: object, polarity: object, form: object = None) -> str | None:
    """The assessment that the figures propose: Met, Not met or No data, or a return's own words.

    A person decides; this is what the figures shown say.

    Args:
        actual: The actual; n/a says that there are no data.
        plan: The plan for the same period, in the same unit.
        polarity: Which way is good: "higher", "lower" or "none".
        form: The return whose words are used, such as "bcf-2024-25-eoy"; without it Met, Not met
            and No data.
    """
    from xlbcf.rules.assessment import Assessment, propose
    from xlbcf.rules.periods import Period
    from xlbcf.rules.variance import Dated, Mode, compare

    metric = plain_metric(polarity_of(polarity))
    offers = wordings(form)
    # The figures of a row are about one period; it does not matter which.
    same = Period.of_year(1)
    dated = [[Dated(same, figure_of(each))] for each in (plan, actual)]
    offered = [Assessment(each).value for each in offers]
    code = propose(compare(dated[0], dated[1], metric, Mode.ANNUAL), offered, metric).code
    return None if code is None else offers[code]


@cell_function(example="=BCF_COMPLETE(C7:K7)", whole=("cells", "needed"))
def complete(cells: Rows, needed: Rows | None = None) -> str:
    """Yes where every required cell of a range is filled in, else No, as on a return's checklist.

    A cell with nothing but spaces is not filled in; a mark such as n/a is.

    Args:
        cells: The range.
        needed: Which cells are required: one condition for all, or a range of the same size of
            TRUE or FALSE, Yes or No; blank is required. Without it all are, as in
            BCF_COMPLETE(J7:K7,H7="Target not met").
    """
    wanted = _spread(needed, cells)
    pairs = zip(_flat(cells), _flat(wanted), strict=True)
    return "Yes" if all(_filled(cell) for cell, each in pairs if _required(each)) else "No"


def _spread(needed: Rows | None, cells: Rows) -> Rows:
    """Return a condition for each of some cells."""
    needed = needed or [[None]]
    if len(needed) == len(needed[0]) == 1:
        return [[needed[0][0]] * len(cells[0]) for _ in cells]
    if (len(needed), len(needed[0])) != (len(cells), len(cells[0])):
        raise CellFault(VALUE, "the conditions are not as many as the cells")
    return needed


def _flat(rows: Rows) -> list[object]:
    return [value for row in rows for value in row]


def _filled(value: object) -> bool:
    from xlbcf.rules.figures import plain_text

    return bool(plain_text(value)) if isinstance(value, str) else value is not None


def _required(condition: object) -> bool:
    from xlbcf.rules.dashboard_signs import read_mark
    from xlbcf.rules.verdicts import Verdict

    if condition is None:
        return True
    if not isinstance(condition, str):
        return bool(condition)
    mark = read_mark(condition)
    if mark is None:
        raise CellFault(VALUE, f"{condition!r} is neither yes nor no")
    return mark is Verdict.MET
