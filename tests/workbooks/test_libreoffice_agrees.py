"""LibreOffice works out the value that is stored for every formula of the templates."""

from __future__ import annotations

import pytest

from tests.support.libreoffice import formula_values, recalculated
from tests.support.templates import RETURNS, filled, template_of


@pytest.fixture(scope="module")
def forms() -> dict[str, bytes]:
    """Each template blank, and with every answer."""
    templates = {name: template_of(name) for name in RETURNS}
    blank = {name: each.bytes for name, each in templates.items()}
    return blank | {f"{name}-full": filled(t, t.inputs) for name, t in templates.items()}


@pytest.fixture(scope="module")
def theirs(forms, tmp_path_factory) -> dict[str, bytes]:
    return recalculated(forms, tmp_path_factory.mktemp("libreoffice"))


def test_libreoffice_agrees_on_the_blank_form(template, theirs):
    stored = formula_values(template.bytes, template.bytes)
    assert formula_values(template.bytes, theirs[template.mapping.id]) == stored
    assert "Incomplete Template" in stored.values()


def test_libreoffice_agrees_on_the_full_form(template, forms, theirs):
    name = f"{template.mapping.id}-full"
    values = formula_values(template.bytes, theirs[name])
    assert values == formula_values(template.bytes, forms[name])
    assert "Complete Template" in values.values()
    assert "No" not in values.values()
