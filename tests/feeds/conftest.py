"""A few metrics and places, so that these tests need no mapping."""

from __future__ import annotations

import pytest

from xlbcf.rules.metrics import Metric, Place, Places, Polarity, Unit

HIGH, LOW = Polarity.HIGH_IS_GOOD, Polarity.LOW_IS_GOOD


@pytest.fixture
def metrics() -> dict[str, Metric]:
    known = [
        Metric("falls", "Falls", "", Unit.RATE, LOW, per=100_000, limits=(0, None)),
        Metric("home", "At home", "", Unit.PERCENT, HIGH, stored_as="fraction", limits=(0, 1)),
        Metric("share", "Share", "", Unit.PERCENT, HIGH, stored_as="percent", limits=(0, 100)),
        Metric("delay", "Discharge delay", "", Unit.DAYS, LOW, limits=(None, 365)),
        Metric("people", "People", "", Unit.COUNT, Polarity.NO_JUDGEMENT),
    ]
    return {metric.id: metric for metric in known}


@pytest.fixture
def places() -> Places:
    return Places(
        [
            Place("E06000016", "leicester", "Leicester", ("Leicester City",)),
            Place("E06000017", "rutland", "Rutland"),
        ]
    )


@pytest.fixture
def read(metrics, places):
    """Read figures with the metrics and places of these tests."""
    from xlbcf.feeds.figures import read_figures

    return lambda source, **options: read_figures(source, metrics=metrics, places=places, **options)
