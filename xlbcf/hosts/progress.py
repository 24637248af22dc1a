"""A bar that shows how far a long piece of work is."""

from __future__ import annotations

import sys


class Progress:
    """A bar on work that takes longer than a moment, where somebody is watching.

    Args:
        total: how many steps there are.
        unit: what one step is, such as ``place``.
    """

    def __init__(self, total: int, unit: str) -> None:
        self._bar = None
        if sys.stderr.isatty() and total > 1:
            from tqdm import tqdm

            self._bar = tqdm(total=total, unit=unit, delay=1.0, leave=False)

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()

    def step(self) -> None:
        """Go one step on."""
        if self._bar is not None:
            self._bar.update()
