"""The figures as a table to read and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from aims import BIG, FILL, FORM, HELP, OURS, SMALL, Aim, Figures
from processes import Cost

_TITLES = {
    BIG: "Three cells of the large sheet of 300,000 cells (whole process)",
    SMALL: "Three cells of a small sheet beside it (whole process)",
    FORM: "Three cells of a form of 12 sheets (called from Python)",
    FILL: "The returns of three places filled and recalculated (whole process)",
    HELP: "Help (whole process)",
}
_MIB = 1 << 20


def as_text(
    figures: Figures,
    aims: Sequence[Aim],
    facts: dict[str, str],
    titles: Mapping[str, str] = _TITLES,
) -> str:
    """Return the report as text; the titles say of each job what was done."""
    return "\n".join(_lines(figures, aims, facts, titles))


def _lines(
    figures: Figures, aims: Sequence[Aim], facts: dict[str, str], titles: Mapping[str, str]
) -> Iterator[str]:
    for name, fact in facts.items():
        yield f"{name}: {fact}"
    for job, title in titles.items():
        if job in figures:
            yield ""
            yield title
            yield f"  {'':20}{'seconds':>9}{'of them CPU':>13}{'peak MB':>9}{'to xlbcf':>10}"
            for name, cost in figures[job].items():
                yield f"  {name:20}{_row(cost, figures[job].get(OURS))}"
    yield ""
    yield f"{'Aim':48}{'found':>10}{'by CPU':>10}{'at most':>10}"
    for aim in aims:
        amounts = "".join(_amount(each, aim.unit) for each in (aim.found, aim.by_cpu, aim.most))
        yield f"{aim.text:48}{amounts}  {aim.verdict}"


def _row(cost: Cost | str, ours: Cost | str | None) -> str:
    if isinstance(cost, str):
        return f" {cost}"
    cpu = f"{cost.cpu:.3f}" if cost.cpu else ""
    peak = f"{cost.peak / _MIB:.0f}" if cost.peak else ""
    ratio = f"{cost.wall / ours.wall:.1f}" if isinstance(ours, Cost) else ""
    return f"{cost.wall:9.3f}{cpu:>13}{peak:>9}{ratio:>10}"


def _amount(number: float | None, unit: str) -> str:
    if number is None:
        text = ""
    elif unit == "share":
        text = f"1/{1 / number:.1f}"
    else:
        text = f"{number:.2f} s" if unit == "s" else f"{number:.1f}"
    return f"{text:>10}"


def as_json(figures: Figures, aims: Sequence[Aim], facts: dict[str, str]) -> str:
    """Return the report as JSON: seconds and bytes."""
    costs = {
        job: {name: c._asdict() if isinstance(c, Cost) else c for name, c in of_job.items()}
        for job, of_job in figures.items()
    }
    judged = [{**aim._asdict(), "verdict": aim.verdict} for aim in aims]
    return json.dumps({"facts": facts, "figures": costs, "aims": judged}, indent=2)
