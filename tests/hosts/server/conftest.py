"""One server for all tests of it, because starting one takes seconds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.serving import Served, serving


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server that runs on this computer."""
    with serving(tmp_path_factory.mktemp("settings")) as served:
        yield served
