"""What several acceptance tests begin with: the mappings, and returns filled from them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.fills import EOY, YEAR_END, fill
from xlbcf.desk.folder import find_home
from xlbcf.desk.library import Library


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both returns filled for all three places."""
    out = tmp_path_factory.mktemp("out")
    for name in (YEAR_END, EOY):
        fill(name, out)
    return out


@pytest.fixture(scope="module")
def library() -> Library:
    """The mappings of this project."""
    return Library(find_home())
