"""The hidden sheets: the lists of the drop-downs and the plans of the boards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .boards import BOARDS, LAST_ROW, LISTS, PLANS, plan_columns
from .feedback import AGREEMENT, ENABLERS
from .pages import Form


def write_lists(
    form: Form, assessments: Sequence[str], plans: Mapping[str, Mapping[str, float]]
) -> None:
    """Add the hidden sheets, after all others, and the names that point into them.

    Args:
        form: the form.
        assessments: the wordings of the assessment drop-down.
        plans: the plan of each board, by the plan's heading.
    """
    columns: dict[str, Sequence[object]] = {
        "Boards": BOARDS, "Assessments": assessments, "Agreement": AGREEMENT, "Enablers": ENABLERS,
    }  # fmt: skip
    form.hidden_table(LISTS, columns, deep=False)
    form.hidden_table(PLANS, plan_columns(plans), deep=True)
    form.name("Plan_Boards", f"'{PLANS}'!$A$2:$A${LAST_ROW}")
    form.name("List_Agreement", f"{LISTS}!$C$2:$C${len(AGREEMENT) + 1}")
    form.name("List_Enablers", f"{LISTS}!$D$2:$D${len(ENABLERS) + 1}")
