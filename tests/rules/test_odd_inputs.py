"""No input, however odd, raises out of a public rule, except what its description says."""

from __future__ import annotations

import contextlib
import importlib
import inspect
import math
import pkgutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import xlbcf.rules
from tests.support.odd import NUMBERS, TEXTS, THINGS, Odd
from tests.support.series import charted
from xlbcf.rules.bands import Rag
from xlbcf.rules.looks import read_rag, read_verdict
from xlbcf.rules.metrics import Place, Places, Polarity
from xlbcf.rules.periods import Period
from xlbcf.rules.spc import Settings
from xlbcf.rules.verdicts import Verdict

ANYTHING = (*THINGS, *TEXTS, *NUMBERS)
Rule = Callable[..., object]
#: The words and the reference of findings: a fault there is the program's, and must be heard.
NO_RULES = ("catalogue", "explanations", "findings", "kinds")
#: Steps of a rule, handed only what it has cleaned; the rule itself is tried with everything.
STEPS_OF = {
    "dashboard_parts.by_part": "dashboard_row.check_row",
    "gamma": "intervals.rate",
    "intervals.count_limits": "intervals.rate",
    "intervals.scaled": "intervals.rate",
    "narrative_asides.spaced": "narrative.read_narrative",
    "spc_limits.average": "spc.control_chart",
    "spc_limits.moving_ranges": "spc.control_chart",
    "spc_limits.screen": "spc.control_chart",
    "spc_signals": "spc.control_chart",
}


def public_rules() -> Iterator[tuple[str, Rule]]:
    """Every public function of every module of rules, columns left out, by module and name."""
    for module in pkgutil.walk_packages(xlbcf.rules.__path__, "xlbcf.rules."):
        short = module.name.removeprefix("xlbcf.rules.")
        if short.split(".")[0] in NO_RULES or short.endswith("_columns"):
            continue
        for name, rule in vars(importlib.import_module(module.name)).items():
            own = inspect.isfunction(rule) and rule.__module__ == module.name
            step = short in STEPS_OF or f"{short}.{name}" in STEPS_OF
            if own and not name.startswith("_") and not step:
                yield f"{short}.{name}", rule


RULES = dict(public_rules())


@pytest.mark.parametrize("name", RULES)
def test_no_input_however_odd_raises_out_of_a_rule(name: str):
    rule = RULES[name]
    told = ValueError if "Raises:" in (inspect.getdoc(rule) or "") else ()

    @settings(max_examples=25, deadline=None)
    @given(st.integers(0, 2**32))
    def check(seed: int) -> None:
        given_it = Odd(seed).arguments(rule)
        try:
            result = rule(*given_it.args, **given_it.kwargs)
            if inspect.isgenerator(result):
                list(result)
        except told:
            pass

    check()


@given(st.lists(st.sampled_from(ANYTHING), max_size=20), st.integers(0, 2**32))
def test_a_chart_is_drawn_of_any_values(values: list[Any], seed: int):
    odd = Odd(seed)
    bounds = odd.make(tuple[float, float])
    chosen = Settings(odd.make(Polarity), odd.make(float), fixed=odd.make(int), bounds=bounds)
    chart = charted(values, chosen, starts=range(0, len(values), 13))
    assert len(chart.points) == len(values)
    assert all(point.value is None or math.isfinite(point.value) for point in chart.points)


@pytest.mark.parametrize("number", range(len(ANYTHING)))
def test_anything_is_a_period_or_refused(number: int):
    with contextlib.suppress(ValueError):
        assert isinstance(Period.parse(ANYTHING[number]), Period)


@pytest.mark.parametrize("number", range(len(ANYTHING)))
def test_anything_is_looked_up_among_places_and_marks(number: int):
    thing = ANYTHING[number]
    places = Places([Place("E06000017", "rutland", "Rutland", ("5",))])
    assert places.find(thing) in (None, *places)
    assert read_rag(thing) in (None, *Rag)
    assert read_verdict(thing) in (None, *Verdict)


def test_every_rule_of_the_methods_is_tried():
    for name in ("variance.compare", "rag.rate_figures", "figures.written", *STEPS_OF.values()):
        assert name in RULES
    assert len(RULES) > 80
