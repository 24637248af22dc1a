"""Commentary as local officers write it: right sentences are left alone, wrong ones found."""

from __future__ import annotations

import pytest

from tests.support.narratives import RATE, SHARE, read, record, row
from xlbcf.rules.metrics import Metric, Polarity, Unit
from xlbcf.rules.narrative import Fit, Row, Series


def named(metric: Metric, name: str) -> Metric:
    return metric._replace(name=name)


def stays(days: int, plan: float, actual: float) -> Series:
    name = f"Length of stay, {days} days or more"
    metric = SHARE._replace(id=f"stay_{days}", name=name, polarity=Polarity.LOW_IS_GOOD)
    figures = (("plan_q3", plan), ("plan_q4", plan), ("actual_q4", actual))
    return Series(metric, tuple(record(metric, *each) for each in figures))


HOMES = named(RATE, "Residential admissions")
HOME = named(SHARE, "Discharge to normal place of residence")
READMITTED = named(SHARE, "Reablement")
COUNT = Metric("count", "Emergency admissions", "", Unit.COUNT, Polarity.LOW_IS_GOOD, decimals=0)
STAY = Metric("stay", "Average length of stay", "", Unit.DAYS, Polarity.LOW_IS_GOOD, decimals=1)
PLANNED = record(HOMES, "plan_year", 494, (798, ""))
SEEN = record(HOMES, "actual_year", 583.8, (899, 153_982))
RESIDENTIAL = Row((Series(HOMES, (PLANNED, SEEN)),), "not_met")
DISCHARGE = row(
    HOME, "not_met", plan_q1=0.927, plan_q2=0.926, plan_q3=0.951, plan_q4=0.917, actual_q3=0.9222
)
AVOIDABLE = row(
    named(RATE, "Avoidable admissions"),
    "not_met",
    plan_q1=165.1,
    plan_q2=163.5,
    plan_q3=161.8,
    plan_q4=160.2,
    actual_q3=199.9,
)
STAYS = Row((stays(14, 0.092, 0.102), stays(21, 0.044, 0.049)), "not_met")
FALLS = row(
    named(RATE, "Emergency admissions due to falls"), "on_track", plan_year=1756.9, actual_q3=388.4
)
COUNTED = row(COUNT, "met", plan_year=1200, actual_year=1134)
PARTS = record(READMITTED, "actual_year", 0.882, (150, 170))
REABLEMENT = Row((Series(READMITTED, (record(READMITTED, "plan_year", 0.921), PARTS)),), "not_met")
DAYS = row(STAY, "not_met", plan_q4=4.5, actual_q4=5.2)
BEFORE = Row(
    (
        Series(
            HOMES,
            (
                record(HOMES, "actual_before", 540),
                record(HOMES, "plan_year", 557),
                record(HOMES, "actual_year", 515, (231, 44_865)),
            ),
        ),
    ),
    "met",
)
READY = row(SHARE, plan_year=0.89)
LEVEL = row(HOMES, plan_year=867, actual_before=867)
MONTHLY = row(RATE, plan_year=2550)

_TOLD = (
    Fit.NOT_SUPPORTED,
    Fit.AS_POINTS,
    Fit.AS_PERCENT,
    Fit.ANOTHER_PERIOD,
    Fit.MEAN_PLAN,
)
WORDS = "words"


def told(text: str, about: Row) -> set[str]:
    """What an analyst is told of a sentence: the readings that do not fit, and wrong words."""
    found = read(text, about)
    words = {WORDS} if found.contradictions else set()
    return {claim.fit for claim in found.claims if claim.fit in _TOLD} | words


@pytest.mark.parametrize(
    ("about", "text"),
    [
        (RESIDENTIAL, "We ended the year at 583.8 per 100,000, some 18% above the planned 494."),
        (
            RESIDENTIAL,
            (
                "The outturn of 583.8 per 100,000 (899 admissions, population 153,982) means "
                "that the ambition has not been achieved."
            ),
        ),
        (
            RESIDENTIAL,
            (
                "Performance was 89.8 per 100,000 over target, reflecting 101 more admissions"
                " than the 798 planned."
            ),
        ),
        (
            RESIDENTIAL,
            (
                "Target not met. Some 899 people aged 65+ were admitted to residential or "
                "nursing care in 2024-25."
            ),
        ),
        (
            DISCHARGE,
            (
                "Q3 performance stands at 92.2% against a target of 95.1%, a shortfall of 2.9"
                " percentage points."
            ),
        ),
        (DISCHARGE, "The Q3 plan of 95.1% was missed by 2.88 pp (3.0%)."),
        (
            DISCHARGE,
            (
                "At 92.22%, Q3 remains below the ambition, although the average across "
                "England was 91.4%."
            ),
        ),
        (DISCHARGE, "Plans for Q1 and Q2 were 92.7% and 92.6% respectively."),
        (DISCHARGE, "We were around 3% short of our plan in quarter 3."),
        (
            AVOIDABLE,
            ("Q3 saw 199.9 admissions per 100,000, roughly 38 above the planned rate of 161.8."),
        ),
        (AVOIDABLE, "The rate is 23.5% higher than the Q3 plan."),
        (
            AVOIDABLE,
            (
                "The Q3 target was missed by just over 38 per 100,000 population. UCR 2-hour "
                "response was at 87% against the 70% national standard."
            ),
        ),
        (
            AVOIDABLE,
            (
                "Winter pressures meant 1,412 patients were supported by virtual wards, 12% "
                "more than in 2023-24."
            ),
        ),
        (STAYS, ("For 14+ days the actual is 10.2% against 9.2%, for 21+ days 4.9% against 4.4%.")),
        (
            STAYS,
            (
                "The 14 day target was missed by 1 percentage point and the 21 day target by "
                "0.5 percentage points."
            ),
        ),
        (STAYS, "Both measures were missed by around 11%."),
        (STAYS, "Neither target has been met: 10.2% of inpatients stayed 14 days or more."),
        (
            FALLS,
            (
                "The annual plan for falls is 1,756.9; the Q3 figure of 388.4 covers three "
                "months only."
            ),
        ),
        (FALLS, "We expect to end the year at around 1,680 per 100,000, 4% better than plan."),
        (COUNTED, "There were 1,134 admissions this year, 66 fewer than planned."),
        (COUNTED, "Admissions came in 5.5% under plan."),
        (COUNTED, "We beat the target of 1,200 by 66 admissions."),
        (
            REABLEMENT,
            (
                "88.2% of people (150 of 170) were still at home 91 days later against the "
                "92.1% ambition."
            ),
        ),
        (REABLEMENT, "This is 3.9 percentage points below target, equivalent to 7 people."),
        (REABLEMENT, "Of the 170 people discharged, 150 were at home after 91 days."),
        (DAYS, "Average length of stay was 5.2 days in Q4, 0.7 days longer than planned."),
        (DAYS, "The Q4 target of 4.5 days was missed by about 16%."),
        (BEFORE, "The rate fell from 540 last year to 515, an improvement of 4.6%."),
        (BEFORE, "We outperformed the target of 557 by 42 per 100,000 (7.5%)."),
        (BEFORE, "At 515 per 100,000 (numerator 231, denominator 44,865) we are on track."),
        (DISCHARGE, "Our two-hour urgent community response was 87% against a target of 70%."),
        (DISCHARGE, "Reablement uptake was 62% against a plan of 65% due to staffing."),
        (AVOIDABLE, "Uptake of the falls car was lower than planned in December."),
        (DISCHARGE, "Virtual ward occupancy was 78% against an ambition of 80%."),
        (RESIDENTIAL, "Home care hours were 5% below plan because of sickness."),
        (COUNTED, "Referrals were 12% higher than planned."),
        (BEFORE, "Our aim was to get back to the 23/24 level (540)."),
        (
            RESIDENTIAL,
            (
                "Divided by four quarters that is about 124 per quarter or on average 41 "
                "admissions per month."
            ),
        ),
        (
            READY,
            (
                "Current data shows performance at approx. 85%. The target of 89% is in line "
                "with the Criteria to reside target for 25-26 across acute care partners. "
                "Achievement of this will be graduated from the current levels to reach 89% "
                "by Mar 26."
            ),
        ),
        (
            LEVEL,
            (
                "Target of 23-24 as this was the last full year of data. Our target is to get"
                " back to the 23/24 level (867). Divide by four quarters is 216/217 per "
                "quarter or on average 72 admissions per month. The current figures for "
                "admissions per month is approx. 75 based on full year 24-25 projections."
            ),
        ),
        (
            MONTHLY,
            (
                "This represents a reduction of 2% on 24-25 admissions and a reduction of a "
                "further 0.8% on 23-24 rates. This equates to a reduction of approx. 70 "
                "admittances per month. Our frailty SDEC which began in Jan 2025 has "
                "initially seen a 76% admission avoidance rate - this will contribute to 31 "
                "of the 70 required avoidable admissions for Leics (based on 71% of demand). "
                "This has reduced by 6% in 24-25 and the aim is to reduce this again by a "
                "further 6% which equates to 9 emergency admissions per month. This will "
                "equate to approx. 14 more people supported for step-up virtual care in "
                "Leics."
            ),
        ),
        (AVOIDABLE, "For Q1, Q2 and Q3 the plans were 165.1, 163.5 and 161.8."),
        (AVOIDABLE, "In Q3 we were 23.5% (38.1 per 100,000) over plan."),
        (STAYS, "14+ days: 10.2% (plan 9.2%); 21+ days: 4.9% (plan 4.4%)."),
        (RESIDENTIAL, "Of 899 admissions, 412 were from hospital and 487 from the community."),
        (
            RESIDENTIAL,
            (
                "We missed the target of 494 by 18.2%, largely because the population "
                "estimate fell from 161,540 to 153,982."
            ),
        ),
        (DAYS, "The target of 4.5 days was not met; stays rose to 5.2 days."),
        (BEFORE, "The rate fell by 4.6% compared with last year, when it was 540."),
        (DISCHARGE, "Q3's 92.2% compares with 91.4% nationally and 90.8% regionally."),
        (COUNTED, "We finished 66 admissions below the plan of 1,200, a 5.5% improvement."),
        (
            RESIDENTIAL,
            (
                "Whilst we did not meet our ambition, the number of admissions (899) includes"
                " 64 people whose care was funded elsewhere."
            ),
        ),
        (RESIDENTIAL, "Admissions increased to 899 against a planned 798, a 12.7% increase."),
        (
            DISCHARGE,
            (
                "Although below plan, performance improved by 0.4 percentage points between "
                "Q1 and Q3."
            ),
        ),
        (DISCHARGE, "Pathway 0 discharges made up 81% of the total and Pathway 1 11%."),
        (DISCHARGE, "The 95% national ambition for DRD was not part of this metric."),
        (AVOIDABLE, "UTC attendances rose 8% and 111 calls rose 12% over the quarter."),
        (AVOIDABLE, "This equates to roughly 240 additional admissions above plan."),
        (STAYS, "21+ day stays have reduced from 6.1% in April to 4.9%."),
        (
            FALLS,
            ("Falls activity to December totals 1,190.2 against a nine-month plan of 1,317.7."),
        ),
        (COUNTED, "Of the 1,134, 312 were from care homes (27.5%)."),
        (REABLEMENT, "Two of the 170 moved out of area and 18 had died."),
        (DAYS, "We expect to be below 5 days by March."),
        (BEFORE, "Our 2025-26 target of 500 builds on this."),
        (
            RESIDENTIAL,
            (
                "The England average is 566.0 and the regional average 541.2; we are above "
                "both at 583.8."
            ),
        ),
        (
            AVOIDABLE,
            (
                "With 199.9 per 100,000 we are 23.5% adrift of the Q3 plan of 161.8, and the "
                "position has worsened."
            ),
        ),
        (COUNTED, "We beat our plan by 66 admissions."),
        (BEFORE, "The target has been beaten."),
        (DISCHARGE, "The Q3 target was missed by 3 percentage points."),
    ],
)
def test_a_sentence_that_is_right_is_left_alone(about: Row, text: str) -> None:
    assert told(text, about) == set()


@pytest.mark.parametrize(
    ("about", "text", "expected"),
    [
        (RESIDENTIAL, "The outturn was 538.8 per 100,000.", Fit.NOT_SUPPORTED),
        (
            RESIDENTIAL,
            "583.8 per 100,000 (Numerator = 989. Denominator = 153,982)",
            Fit.NOT_SUPPORTED,
        ),
        (RESIDENTIAL, "The target was missed by 18.2 percentage points.", Fit.AS_PERCENT),
        (RESIDENTIAL, "We met our ambition this year.", WORDS),
        (RESIDENTIAL, "The rate was 18% below plan.", WORDS),
        (DISCHARGE, "The Q3 plan was missed by 2.9%.", Fit.AS_POINTS),
        (DISCHARGE, "Performance was 3.0 percentage points below the target.", Fit.AS_PERCENT),
        (DISCHARGE, "We are 0.9% below plan.", Fit.MEAN_PLAN),
        (DISCHARGE, "Q3 performance of 92.22% exceeded the plan.", WORDS),
        (DISCHARGE, "The Q3 ambition was 92.6%.", Fit.ANOTHER_PERIOD),
        (DISCHARGE, "Performance in Q3 was 92.7%.", Fit.NOT_SUPPORTED),
        (AVOIDABLE, "We were 28.1 per 100,000 above plan in Q3.", Fit.NOT_SUPPORTED),
        (AVOIDABLE, "We were 34.8 above plan.", Fit.ANOTHER_PERIOD),
        (AVOIDABLE, "The rate is 37 above plan.", Fit.MEAN_PLAN),
        (AVOIDABLE, "Avoidable admissions were lower than planned in Q3.", WORDS),
        (AVOIDABLE, "The target for Q3 has been achieved.", WORDS),
        (AVOIDABLE, "The rate of 199.9 is 19% above the Q3 plan.", Fit.NOT_SUPPORTED),
        (STAYS, "For 21+ days the actual is 5.4%.", Fit.NOT_SUPPORTED),
        (STAYS, "Both targets were missed by 1%.", Fit.AS_POINTS),
        (STAYS, "The target for 14+ days was missed by 10.9 percentage points.", Fit.AS_PERCENT),
        (FALLS, "Q3 performance of 388.4 is 78% below plan.", Fit.ANOTHER_PERIOD),
        (FALLS, "The annual plan was 1,765.9.", Fit.NOT_SUPPORTED),
        (COUNTED, "Admissions were 66 above plan.", WORDS),
        (COUNTED, "The final figure was 1,143 admissions.", Fit.NOT_SUPPORTED),
        (COUNTED, "The number of admissions was 6.5% under plan.", Fit.NOT_SUPPORTED),
        (
            REABLEMENT,
            "Achievement = 82.8% (Numerator = 150, Denominator = 170).",
            Fit.NOT_SUPPORTED,
        ),
        (REABLEMENT, "Performance improved to 88.2%, ahead of the ambition of 92.1%.", WORDS),
        (DAYS, "Average stay was 2.5 days in Q4 against a plan of 4.5 days.", Fit.NOT_SUPPORTED),
        (BEFORE, "The rate increased by 4.6% compared with last year.", Fit.NOT_SUPPORTED),
        (BEFORE, "We missed the target of 557 by 42 per 100,000.", WORDS),
        (RESIDENTIAL, "Final rate: 593.8 per 100,000.", Fit.NOT_SUPPORTED),
        (RESIDENTIAL, "Year-end rate was 583.8, 15% above the target of 494.", Fit.NOT_SUPPORTED),
        (RESIDENTIAL, "Admissions per 100,000 came in below the planned level of 494.", WORDS),
        (RESIDENTIAL, "We achieved a rate better than target.", WORDS),
        (
            DISCHARGE,
            "Performance was 1.9 percentage points short of the Q3 target.",
            Fit.NOT_SUPPORTED,
        ),
        (DISCHARGE, "At 92.22% we are ahead of our Q3 plan.", WORDS),
        (DISCHARGE, "The target for Q4 was 95.1%.", Fit.ANOTHER_PERIOD),
        (AVOIDABLE, "The rate in Q3 was 189.9 against a plan of 161.8.", Fit.NOT_SUPPORTED),
        (AVOIDABLE, "Q3 came in 23.5% below plan.", WORDS),
        (AVOIDABLE, "The plan was exceeded by 38.1 percentage points.", Fit.NOT_SUPPORTED),
        (STAYS, "For 14+ days performance was 10.2% against a target of 4.4%.", Fit.NOT_SUPPORTED),
        (STAYS, "Length of stay of 21+ days was better than plan at 4.9%.", WORDS),
        (COUNTED, "A total of 1,134 admissions, 66 more than planned.", WORDS),
        (COUNTED, "Outturn of 1,314 admissions against 1,200.", Fit.NOT_SUPPORTED),
        (REABLEMENT, "Numerator 150, denominator 160, giving 88.2%.", Fit.NOT_SUPPORTED),
        (DAYS, "Stays averaged 5.2 days, 0.7 days shorter than planned.", WORDS),
        (BEFORE, "The rate worsened by 4.6% on last year.", Fit.NOT_SUPPORTED),
        (BEFORE, "At 515 we have not met our ambition.", WORDS),
        (RESIDENTIAL, "Numerator 899, denominator 153,928: 583.8.", Fit.NOT_SUPPORTED),
        (DISCHARGE, "The Q3 target was missed by 4 percentage points.", Fit.NOT_SUPPORTED),
        (DISCHARGE, "Q3 was 92.2%, 2.9% under the plan.", Fit.AS_POINTS),
        (AVOIDABLE, "Q3 outturn was 119.9 per 100,000.", Fit.NOT_SUPPORTED),
        (AVOIDABLE, "In Q3 we outperformed the target.", WORDS),
        (STAYS, "Both targets were met in Q4.", WORDS),
        (COUNTED, "We achieved 1,134 admissions, 5% over the plan.", Fit.NOT_SUPPORTED),
        (DAYS, "We have beaten our plan for length of stay.", WORDS),
        (BEFORE, "This is a 4.6% deterioration on last year.", Fit.NOT_SUPPORTED),
        (
            RESIDENTIAL,
            "Compared with the 494 planned, the final rate was 538.8.",
            Fit.NOT_SUPPORTED,
        ),
        (
            AVOIDABLE,
            "The avoidable admissions rate of 199.9 is 19.1% over target.",
            Fit.NOT_SUPPORTED,
        ),
    ],
)
def test_a_sentence_that_is_wrong_is_found_with_its_reading(
    about: Row, text: str, expected: str
) -> None:
    assert told(text, about) == {expected}
