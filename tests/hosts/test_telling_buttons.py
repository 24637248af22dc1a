"""The buttons that tell of the mapping, the functions and xlbcf itself."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.checking import form, home
from xlbcf import __version__
from xlbcf.books.open_memory_book import OpenMemoryBook
from xlbcf.desk.folder import own_home
from xlbcf.desk.library import Library
from xlbcf.hosts.acting import Context
from xlbcf.hosts.actions import ACTIONS, WITHOUT_BOOK
from xlbcf.hosts.addin.configuration import Configuration
from xlbcf.hosts.functions import all_functions


@pytest.fixture
def context(tmp_path: Path) -> Context:
    return Context(Library(home(tmp_path / "home")), folder=tmp_path / "reports")


def opened(changes=None, **more) -> OpenMemoryBook:
    return OpenMemoryBook(form(changes), "rutland.xlsx", **more)


@pytest.mark.parametrize("values_only", [False, True])
def test_the_mapping_of_a_return_is_named_and_opened(values_only, context):
    said = ACTIONS["show_mapping"](opened(values_only=values_only), context)
    assert not said.problem
    assert "This is A small form (form)." in said.text
    assert "cells on 1 sheet can be filled and checked." in said.text
    assert said.open_path == context.library.home.mappings / "returns" / "form.yaml"


def test_a_changed_form_is_told_what_differs_from_the_nearest_and_its_mapping_is_opened(context):
    said = ACTIONS["show_mapping"](opened({"A1": "A bigger form"}), context)
    assert said.problem
    assert "It is most like form, but Form!A1 has “A bigger form”" in said.text
    assert "CHK01" in said.text
    assert said.open_path == context.library.home.mappings / "returns" / "form.yaml"


def test_help_is_one_page_with_every_button_and_every_function(context):
    said = ACTIONS["show_help"](opened(), context)
    page = said.open_path.read_text(encoding="utf-8")
    assert said.open_path.parent == context.folder
    for name in all_functions():
        assert f'<section id="{name}">' in page
    shown = re.findall(r"<tr><td>([^<]+)</td><td>([^<]+)</td><td>([^<]{20,})</td></tr>", page)
    assert len(shown) == len(ACTIONS)
    assert ("Check", "Check sheet") in [each[:2] for each in shown]
    assert ("xlbcf", "This workbook &gt; Repair links") in [each[:2] for each in shown]
    assert set(re.findall(r'href="#(\w+)"', page)) <= set(re.findall(r'id="(\w+)"', page))
    assert not re.search(r"<script|<link|https?://", page)


def test_help_is_made_anew_each_time(context):
    first = ACTIONS["show_help"](opened(), context).open_path
    first.write_text("old", encoding="utf-8")
    again = ACTIONS["show_help"](opened(), context).open_path
    assert again == first
    assert "xlbcf in Excel" in again.read_text(encoding="utf-8")
    assert [path.name for path in context.folder.iterdir()] == [first.name]


def test_about_names_version_python_mappings_and_licences(context):
    text = ACTIONS["show_about"](opened(), context).text
    for words in (__version__, "MIT", "Python 3", str(context.library.home.mappings), "BSD",
                  "PolyForm Noncommercial", "Excel on this computer"):  # fmt: skip
        assert words in text


def test_about_does_not_show_the_password_of_a_database(context):
    given = Configuration(figures="postgresql://reader:secret@host/bcf", commentary="own.yaml")
    text = ACTIONS["show_about"](opened(), Context(context.library, given, context.folder)).text
    assert "secret" not in text
    assert "Figures: a database" in text
    assert "Commentary: own.yaml" in text


def test_about_tells_that_figures_of_ones_own_go_without_the_commentary_of_others(context):
    folder, shipped = context.library.home.data, "those that come with xlbcf"
    mine = str(context.library.mapping_file("form"))
    own = Context(context.library, Configuration(figures=mine), context.folder)
    for given, figures, commentary in (
        (context, f"those in {folder}", f"those in {folder}"),
        (own, mine, "none"),
        (Context(Library(own_home()), folder=context.folder), shipped, shipped),
    ):
        text = ACTIONS["show_about"](opened(), given).text
        assert f"Figures: {figures}\nCommentary: {commentary}\n" in text


@pytest.mark.parametrize("name", sorted(WITHOUT_BOOK))
def test_these_buttons_work_where_no_workbook_is_open(name, context):
    assert not ACTIONS[name](None, context).problem  # type: ignore[arg-type]
