"""The page of codes: it is the catalogue's, and every link in it leads somewhere."""

from __future__ import annotations

import re
from collections import Counter
from importlib import import_module
from pkgutil import iter_modules

import pytest

from tests.support.templates import ROOT
from xlbcf.hosts.codes_page import codes_page, main
from xlbcf.rules import catalogue
from xlbcf.rules.catalogue import CATALOGUE, GROUPS

PAGE = ROOT / "docs" / "codes.md"


def test_the_page_is_the_one_made_from_the_catalogue():
    kept = PAGE.read_text(encoding="utf-8")
    assert kept == codes_page(), "run: python -m xlbcf.hosts.codes_page docs/codes.md"


def test_every_code_is_about_something_that_is_named():
    assert {kind.group for kind in CATALOGUE.values()} == set(GROUPS)


def test_no_code_means_two_things():
    names = (each.name for each in iter_modules(catalogue.__path__))
    groups = (import_module(f"{catalogue.__name__}.{name}") for name in names)
    codes = Counter(kind.code for group in groups for kind in group.KINDS)
    assert [code for code, times in codes.items() if times > 1] == []
    assert set(codes) == set(CATALOGUE)


def test_every_code_has_a_heading_that_links_can_lead_to():
    headings = re.findall(r"^### (.*)$", codes_page(), re.MULTILINE)
    assert sorted(headings) == sorted(CATALOGUE)


def test_every_link_leads_to_a_heading():
    page = codes_page()
    links = set(re.findall(r"\]\(#(.*?)\)", page))
    anchors = {heading.casefold() for heading in re.findall(r"^#+ (.*)$", page, re.MULTILINE)}
    assert links <= anchors
    assert len(links) == len(CATALOGUE) + len(GROUPS)


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_every_entry_says_what_it_is_and_shows_a_case(code):
    kind = CATALOGUE[code]
    entry = codes_page().partition(f"### {code}\n")[2].partition("\n#")[0]
    assert f"({kind.severity})" in entry
    labels = re.findall(r"^\*\*(.*):\*\*", entry, re.MULTILINE)
    assert labels == ["Says", "Means", "To do", "For example"]
    assert f"```text\n{code} {kind.severity}: {kind.place}\n" in entry
    assert "{" not in entry.partition("```")[0]


def test_signs_of_markdown_in_a_message_are_shown_as_they_are():
    entry = codes_page().partition("### FIG04\n")[2].partition("\n#")[0]
    assert r"or a mark such as n/a, \* or nothing." in entry
    assert entry.strip().splitlines()[2].startswith("**Says:** *column* is *found*: *reason*.")


def test_the_page_is_written_alike_on_every_system(tmp_path, capsys):
    path = tmp_path / "codes.md"
    assert main([str(path)]) == 0
    assert path.read_bytes() == codes_page().encode("utf-8")
    assert main([]) == 0
    assert capsys.readouterr().out == codes_page()
