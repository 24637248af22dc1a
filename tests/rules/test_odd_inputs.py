"""No input, however odd, raises out of a public rule, except what its description says."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import xlbcf.rules
from tests.support.odd import Odd

Rule = Callable[..., object]
#: The words and the reference of findings: a fault there is the program's, and must be heard.
NO_RULES = ("catalogue", "explanations", "findings", "kinds")
#: Steps of a rule, handed only what it has cleaned; the rule itself is tried with everything.
STEPS_OF = {
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


def test_every_rule_of_the_methods_is_tried():
    for name in ("variance.compare", "rag.rate_figures", "figures.written", *STEPS_OF.values()):
        assert name in RULES
    assert len(RULES) > 80
