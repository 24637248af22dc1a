"""Fields that stand on the sheet many times over: in rows, and in blocks of rows.

A project's table with five rows for each of twenty projects is one field with ``rows: 5``,
``blocks: 20`` and ``every: 28`` (from one project's first row to the next). Its lines are counted
through all blocks: the first row of the second project is line 6.
"""

from __future__ import annotations

from collections.abc import Sequence

from xlbcf.template.return_mapping import Key
from xlbcf.template.schema import Row


def repeated(row: Row) -> bool:
    """Say whether a field stands on the sheet more than once."""
    return row.has("rows") or row.has("blocks")


def count_of(row: Row) -> int | None:
    """Return how many lines a repeated field has, or None where it is not repeated."""
    return row.get("rows", 1) * row.get("blocks", 1) if repeated(row) else None


def lines_of(row: Row) -> Sequence[int | None]:
    """Return the lines of a repeated field, counted from 1; for any other, None alone."""
    count = count_of(row)
    return (None,) if count is None else range(1, count + 1)


def key_of(row: Row, line: int | None) -> Key:
    """Return the key of a field, or of one line of a repeated one."""
    name = row.get("field") if line is None else f"{row.get('field')}_{line}"
    return (name, row.get("metric"), row.get("period"))


def spot_of(row: Row, line: int | None) -> tuple[int, int]:
    """Return the block of a line, counted from 0, and its row within the block, likewise."""
    block, within = divmod((line or 1) - 1, row.get("rows", 1))
    return block, within


def rows_below(row: Row, line: int | None) -> int:
    """Return how many rows a line lies below the field's first."""
    block, within = spot_of(row, line)
    return int(block * row.get("every", 0) + within)
