"""Functions that judge an actual beside its plan."""

from __future__ import annotations

from xlbcf.hosts.functions.definition import cell_function
from xlbcf.hosts.functions.figures import number_of


@cell_function(example="=BCF_VARIANCE(F7,G7)")
def variance(actual: object, plan: object) -> float:
    """The actual less the plan.

    Args:
        actual: the actual: a number, or a figure as people type it.
        plan: the plan for the same period.
    """
    return number_of(actual) - number_of(plan)
