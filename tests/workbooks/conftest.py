"""Fixtures of the tests of templates."""

from __future__ import annotations

import pytest

from tests.support.templates import RETURNS, Template, template_of


@pytest.fixture(params=RETURNS)
def template(request) -> Template:
    """Each template of the checkout."""
    return template_of(request.param)
