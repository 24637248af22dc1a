"""The rule sets of control charts: named choices, printed with every chart."""

from __future__ import annotations

from typing import NamedTuple

#: A group of fewer points has limits that still move with every new point.
FEWEST_POINTS = 13
#: A baseline is fixed on this many points or more.
FEWEST_FIXED = 12
#: The points of a shift or a trend, unless a rule set is asked for fewer.
USUAL_LENGTH = 7


class RuleSet(NamedTuple):
    """A named choice of rules.

    Args:
        name: the name.
        shift: the points of a shift.
        trend: the points of a trend.
        screens: whether outlying moving ranges may be screened out.
        on_limit_decides: whether a target on a limit is passed or failed, not hit or miss.

    Source: Methods, section 7.
    """

    name: str
    shift: int = USUAL_LENGTH
    trend: int = USUAL_LENGTH
    screens: bool = True
    on_limit_decides: bool = False

    @property
    def title(self) -> str:
        """The name, with the lengths where they are not the usual ones."""
        usual = self.shift == self.trend == USUAL_LENGTH
        return self.name if usual else f"{self.name} (shift {self.shift}, trend {self.trend})"


MDC = RuleSet("mdc")
MDC_EXCEL = RuleSet("mdc_excel", screens=False, on_limit_decides=True)
RULE_SETS = {rules.name: rules for rules in (MDC, MDC_EXCEL)}


def too_few(points: int) -> bool:
    """Say whether a group of so many points is too short for limits that stay where they are.

    Args:
        points: how many points it has, missing ones included.

    Source: Methods, section 7.
    """
    return points < FEWEST_POINTS
