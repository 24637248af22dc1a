"""An open workbook given cells, values and formulas: the order, and what a refusal comes to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from xlbcf.books.insertion import Insertion
from xlbcf.books.open_book import Block
from xlbcf.desk.open.growing import Growth, grow
from xlbcf.desk.open.kept_copy import KEPT, keep_copy
from xlbcf.rules.findings import Refused, finding
from xlbcf.template.addresses import Area, Cell, parse_area, parse_cell

COPY = Path("kept.xlsm")
GROWTH = Growth(
    (
        Insertion("One", parse_area("A4:I4")),
        Insertion("One", parse_area("K9:S9")),
        Insertion("One", parse_area("A9:I10")),
        Insertion("Two", parse_area("A4:I4")),
    ),
    {("One", parse_cell("A4")): "2018-19", ("One", parse_cell("B4")): 0.5, ("Two", Cell(4, 1)): 1},
    {"Two": {parse_cell("D4"): "$D$2", parse_cell("D5"): "$D$2"}},
)
STEPS = [
    "Two!A4:I4", "One!K9:S9", "One!A9:I10", "One!A4:I4", "One!A4:B4", "Two!A4", "Two!D4", "Two!D5",
]  # fmt: skip


class Host:
    """Notes what it is told, and refuses the step that it is to refuse."""

    name = "dashboard.xlsm"
    address = ""

    def __init__(self, refused: str = "") -> None:
        self.done: list[str] = []
        self.refused = refused
        self.calculated: list[bool] = []
        self.later = False

    def _note(self, step: str) -> None:
        assert self.later
        if step == self.refused:
            raise Refused(finding("OPEN02", self.name, cells=step, reason="busy"))
        self.done.append(step)

    def insert(self, sheet: str, area: Area) -> None:
        self._note(f"{sheet}!{area}")

    def write(self, blocks: Sequence[Block]) -> None:
        for block in blocks:
            self._note(f"{block.sheet}!{block.area}")

    def write_formulas(self, sheet: str, formulas: Mapping[Cell, str]) -> None:
        for cell in formulas:
            self._note(f"{sheet}!{cell}")

    @contextmanager
    def calculating_later(self) -> Iterator[None]:
        self.later = True
        yield
        self.later = False

    def recalculate(self) -> None:
        self.calculated.append(self.later)


def test_cells_are_inserted_from_the_bottom_up_then_filled_then_everything_is_calculated():
    host = Host()
    grow(host, GROWTH, COPY)
    assert host.done == STEPS
    assert host.calculated == [True]


def test_a_first_step_that_is_refused_changes_nothing_and_says_only_that():
    host = Host(refused=STEPS[0])
    with pytest.raises(Refused) as caught:
        grow(host, GROWTH, COPY)
    assert [each.code for each in caught.value.findings] == ["OPEN02"]
    assert (host.done, host.calculated) == ([], [])


@pytest.mark.parametrize("at", range(1, len(STEPS)))
def test_a_later_step_that_is_refused_says_how_far_it_went_and_where_the_copy_is(at):
    host = Host(refused=STEPS[at])
    with pytest.raises(Refused) as caught:
        grow(host, GROWTH, COPY)
    halfway, reason = caught.value.findings
    assert (halfway.code, reason.code) == ("OPEN29", "OPEN02")
    assert f"{at} of {len(STEPS)} steps" in halfway.message
    assert "kept.xlsm" in halfway.action
    assert host.done == STEPS[:at]


def test_the_latest_copies_are_kept_of_each_workbook_under_its_name(tmp_path):
    host, other = Host(), Host()
    other.address = "C:\\bcf\\dashboard.xlsm"
    folder = tmp_path / "undo"
    moments = [datetime(2026, 11, 22, 9, minute) for minute in range(KEPT + 2)]
    paths = [keep_copy(folder, host, bytes([at]), moment) for at, moment in enumerate(moments)]
    apart = keep_copy(folder, other, b"other")
    assert [path.exists() for path in paths] == [False] * 2 + [True] * KEPT
    assert [path.read_bytes() for path in paths[2:]] == [bytes([at]) for at in range(2, KEPT + 2)]
    assert apart.read_bytes() == b"other"
    assert all(path.suffix == ".xlsm" and path.name.startswith("dashboard ") for path in paths)
    assert "before 2026-11-22 09.06" in paths[-1].name
