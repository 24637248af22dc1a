"""What a check can find where judgements, commentary and figures do not fit each other."""

from __future__ import annotations

from xlbcf.rules.kinds import Kind, Severity

_FILE = "bcf-2024-25-eoy-leicestershire.xlsx"

KINDS = (
    Kind(
        "JUD01",
        "Assessment not supported by the figures shown",
        Severity.QUERY,
        "{wording} is not supported by the figures shown: {reason}.",
        "Check both; the answer may rest on figures that the return does not show. Then say so in "
        "the commentary.",
        meaning="Plan and actual on the sheet say something else than the answer chosen. Whoever "
        "reads the return will ask.",
        example={
            "wording": "“Target met”",
            "reason": "actual 92.22% against plan 95.1% (2024-25 Q3), high is good: 2.88 pp below "
            "plan, −3.03%",
        },
        place=f"{_FILE}, '4. Metrics'!I13",
    ),
    Kind(
        "JUD02",
        "Plan and actual not comparable",
        Severity.NOTE,
        "as {reason}, {wording} could not be held against them.",
        "Make sure that the answer rests on figures for one and the same period.",
        meaning="A plan for a year is never compared with one quarter. The template itself may put "
        "the two side by side.",
        example={
            "reason": "the plan is for 2024-25 and the actual for 2024-25 Q3",
            "wording": "“Target met”",
        },
        place=f"{_FILE}, '4. Metrics'!I14",
    ),
    Kind(
        "JUD03",
        "Assessment without a figure shown",
        Severity.NOTE,
        "{wording} is chosen, and {reason}.",
        "Say in the commentary which figures the answer rests on.",
        meaning="The answer may well be right; the return just does not show what it rests on.",
        example={
            "wording": "“Target not met”",
            "reason": "the actual for 2024-25 Q3 is not available",
        },
        place=f"{_FILE}, '4. Metrics'!I15",
    ),
    Kind(
        "JUD04",
        "Comparator opposes the metric's polarity",
        Severity.QUERY,
        "{found}, and {metric} is a metric where {polarity}.",
        "Turn the sign, or leave it out.",
        meaning="A plan of “at least” for something that should be low, or “at most” for something "
        "that should be high, turns every judgement round.",
        example={
            "found": "“>1,756.9”",
            "metric": "Falls",
            "polarity": "low is good",
        },
        place=f"{_FILE}, '4. Metrics'!G14",
    ),
    Kind(
        "JUD05",
        "Assessments not held against figures",
        Severity.NOTE,
        "the form has no cell for what was achieved, so these assessments were not held against "
        "figures ({count}): {metrics}.",
        "Name figures with --figures (in Excel: xlbcf addin install --figures).",
        meaning="Some forms ask for an assessment and show the plan only. What is not shown "
        "cannot be checked, and silence about it would look like approval.",
        example={"count": "2", "metrics": "Reablement, Residential admissions"},
        place="bcf-2021-22-year-end-rutland.xlsx",
    ),
    Kind(
        "NAR01",
        "Number not supported by the figures shown",
        Severity.QUERY,
        "{found} is not supported by the figures shown: {reason}.",
        "Correct the text or the figure, or say where the number comes from.",
        meaning="Every number of a commentary is tried in all readings that the row's figures "
        "allow; none of them fits this one.",
        example={
            "found": "“32 people per 100,000”",
            "reason": "actual for 2024-25 Q3 199.9 against plan for 2024-25 Q3 161.8 is +38.1 "
            "(+23.55%)",
        },
        place=f"{_FILE}, '4. Metrics'!L12",
    ),
    Kind(
        "NAR02",
        "Percentage points called percent",
        Severity.QUERY,
        "{found} is supported as percentage points, not percent: {reason}.",
        "Write “percentage points”, or give the percentage.",
        meaning="Between two percentages the difference is in percentage points; in percent it is "
        "another number.",
        example={
            "found": "“0.8%”",
            "reason": "forecast stated 92.3% against plan for 2021-22 93.1% is −0.80 pp (−0.86%); "
            "read as percentage points",
        },
        place=f"{_FILE}, '4. Metrics'!K13",
    ),
    Kind(
        "NAR03",
        "Percent called percentage points",
        Severity.QUERY,
        "{found} is supported as percent, not percentage points: {reason}.",
        "Write “percent”, or give the percentage points.",
        meaning="Between two percentages the difference is in percentage points; in percent it is "
        "another number.",
        example={
            "found": "“3.03 percentage points”",
            "reason": "actual for 2024-25 Q3 92.22% against plan for 2024-25 Q3 95.1% is −2.88 pp "
            "(−3.03%); read as percent",
        },
        place=f"{_FILE}, '4. Metrics'!L13",
    ),
    Kind(
        "NAR04",
        "Number of another period",
        Severity.NOTE,
        "{found} is supported against another period: {reason}.",
        "Name the period that is meant.",
        meaning="The number is right, for another period than the one the row is about. A reader "
        "who does not know that will find it wrong.",
        example={
            "found": "“165.1”",
            "reason": "plan for 2024-25 Q1 is 165.1",
        },
        place=f"{_FILE}, '4. Metrics'!L12",
    ),
    Kind(
        "NAR05",
        "Words opposed to the figures",
        Severity.QUERY,
        "{found} is said, and the figures shown say otherwise: {reason}.",
        "Correct the words or the figures.",
        meaning="Words such as “exceeded”, “below plan” or “improvement” are held against plan and "
        "actual by the metric's polarity.",
        example={
            "found": "“exceeded”",
            "reason": "actual 84.2% against plan 90.3%",
        },
        place=f"{_FILE}, '4. Metrics'!K16",
    ),
    Kind(
        "NAR06",
        "Words opposed to the assessment",
        Severity.QUERY,
        "{found} is said, though {reason}.",
        "Correct the words or the assessment.",
        meaning="Commentary and drop-down of one row should tell the same story.",
        example={
            "found": "“missed”",
            "reason": "the assessment chosen is met",
        },
        place=f"{_FILE}, '4. Metrics'!L14",
    ),
    Kind(
        "NAR07",
        "Number against the mean of the plans",
        Severity.QUERY,
        "{found} is supported against the mean plan, not the plan for the period: {reason}.",
        "Say that the mean of the plans is meant, or give the variance from the period's own plan.",
        meaning="A variance from the average of several plans can be far smaller than that from "
        "the plan for the period shown; a reader will take it for the latter.",
        example={
            "found": "“0.9%”",
            "reason": "actual for 2024-25 Q3 92.22% against the mean plan 93.03% is −0.81 pp "
            "(−0.87%)",
        },
        place=f"{_FILE}, '4. Metrics'!L13",
    ),
)
