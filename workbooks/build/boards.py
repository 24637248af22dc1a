"""The boards of the drop-down, and the plans that published papers print for three of them."""

from __future__ import annotations

from collections.abc import Mapping

LISTS = "Lists"
PLANS = "Plan data"
BOARDS = (
    "Birmingham", "Cambridgeshire", "Coventry", "Derby", "Derbyshire", "Leicester",
    "Leicestershire", "Lincolnshire", "Norfolk", "North Northamptonshire", "Nottingham",
    "Nottinghamshire", "Peterborough", "Rutland", "Staffordshire", "Warwickshire",
    "West Northamptonshire",
)  # fmt: skip
LAST_ROW = len(BOARDS) + 1
BOARD_LIST = f"{LISTS}!$A$2:$A${LAST_ROW}"

# Source: year-end report to the Executive Management Team, 26 May 2022, appendices A to C.
# Rutland's appendix leaves its four length of stay plans out.
PLANS_2021_22: dict[str, dict[str, float]] = {
    "Avoidable admissions": {"Leicester": 1197.7, "Leicestershire": 775.0, "Rutland": 539.0},
    "14 days or more (Q3)": {"Leicester": 0.092, "Leicestershire": 0.1},
    "14 days or more (Q4)": {"Leicester": 0.092, "Leicestershire": 0.1},
    "21 days or more (Q3)": {"Leicester": 0.044, "Leicestershire": 0.046},
    "21 days or more (Q4)": {"Leicester": 0.044, "Leicestershire": 0.046},
    "Discharge": {"Leicester": 0.944, "Leicestershire": 0.931, "Rutland": 0.908},
    "Residential admissions": {"Leicester": 557, "Leicestershire": 519, "Rutland": 364},
    "Reablement": {"Leicester": 0.921, "Leicestershire": 0.851, "Rutland": 0.9},
}

# Source: 2024-25 end of year return of Leicestershire, "4. Metrics", as published.
PLANS_2024_25: dict[str, dict[str, float]] = {
    "Avoidable admissions Q1": {"Leicestershire": 165.1},
    "Avoidable admissions Q2": {"Leicestershire": 163.5},
    "Avoidable admissions Q3": {"Leicestershire": 161.8},
    "Avoidable admissions Q4": {"Leicestershire": 160.2},
    "Discharge Q1": {"Leicestershire": 0.927},
    "Discharge Q2": {"Leicestershire": 0.926},
    "Discharge Q3": {"Leicestershire": 0.951},
    "Discharge Q4": {"Leicestershire": 0.917},
    "Falls Q4": {"Leicestershire": 1756.9},
    "Residential admissions Q4": {"Leicestershire": 494},
}


def plan_columns(plans: Mapping[str, Mapping[str, float]]) -> dict[str, list[object]]:
    """Return the hidden table of plans: the boards, then a column for each plan.

    Args:
        plans: the plan of each board, by the plan's heading; a board without one is left blank.
    """
    columns: dict[str, list[object]] = {"Health and Wellbeing Board": list(BOARDS)}
    for heading, values in plans.items():
        columns[heading] = [values.get(board) for board in BOARDS]
    return columns


def plan_formula(plans: Mapping[str, Mapping[str, float]], heading: str) -> str:
    """Return the formula that shows the chosen board's plan, and nothing where there is none.

    Args:
        plans: the plans of the form.
        heading: which of them.
    """
    letter = chr(ord("B") + list(plans).index(heading))
    column = f"'{PLANS}'!${letter}$2:${letter}${LAST_ROW}"
    found = f"INDEX({column},MATCH(HWB_Selected,Plan_Boards,0))"
    return f'=IFERROR(IF({found}="","",{found}),"")'
