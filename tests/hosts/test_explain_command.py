"""``xlbcf explain``: a code in words, a group or all as a list, and a code that there is not."""

from __future__ import annotations

import pytest

from tests.support.commands import refused, xlbcf
from xlbcf.hosts.messages import in_lines
from xlbcf.rules.catalogue import CATALOGUE, GROUPS
from xlbcf.rules.explanations import example_of, explanation, in_words


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_every_code_is_explained(code):
    kind = CATALOGUE[code]
    outcome = xlbcf("explain", code)
    assert (outcome.status, outcome.err) == (0, "")
    lines = outcome.out.splitlines()
    assert lines[0] == f"{code} {kind.severity}: {kind.title}"
    headings = [line for line in lines if not line.startswith(" ")][1:]
    assert headings == ["What it means", "Example", "What to do"]
    assert in_lines(example_of(kind), "  ") in outcome.out
    words = " ".join(outcome.out.split())
    assert f"What it means {kind.meaning} Example" in words
    assert words.endswith(f"What to do {explanation(kind).action}")


@pytest.mark.parametrize("word", ["CELL03", "cell03", "Cell03", " cell03 "])
def test_a_code_may_be_typed_in_any_case(word):
    assert xlbcf("explain", word).out == xlbcf("explain", "CELL03").out


def test_several_codes_are_explained_in_the_order_given():
    outcome = xlbcf("explain", "MAP07", "fig04", "map07")
    firsts = [line.split()[0] for line in outcome.out.splitlines() if " error: " in line]
    assert firsts == ["MAP07", "MAP07", "FIG04", "FIG04"]


def test_without_a_code_all_are_listed_by_group():
    outcome = xlbcf("explain")
    assert outcome.status == 0
    heads = [line for line in outcome.out.splitlines() if not line.startswith(" ")]
    assert heads == [f"{group}: {about}" for group, about in GROUPS.items()]
    listed = [line.split()[0] for line in outcome.out.splitlines() if line.startswith(" ")]
    assert sorted(listed) == sorted(CATALOGUE)
    assert "  CELL01  error  Locked cell\n" in outcome.out


def test_a_group_is_listed_by_its_letters():
    outcome = xlbcf("explain", "map")
    first, *others = outcome.out.splitlines()
    assert first == "MAP: a mapping"
    codes = [line.split()[0] for line in others]
    assert codes == sorted(code for code in CATALOGUE if code.startswith("MAP"))


def test_a_code_beside_its_group_is_explained_and_the_others_are_listed():
    outcome = xlbcf("explain", "run", "RUN04")
    explained, _, listed = outcome.out.partition("\n\n")
    assert explained.startswith("RUN04 error: Fault in xlbcf\n")
    assert "  RUN02 " in listed
    assert "RUN04" not in listed


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("CELL99", "CELL01 to CELL12"),
        ("cell3", "CELL01 to CELL12"),
        ("CEL03", "CELL03, "),
        ("banana", ", ".join(GROUPS)),
        ("", ", ".join(GROUPS)),
        ("03", ", ".join(GROUPS)),
    ],
)
def test_an_unknown_code_is_refused_with_what_is_near(word, near):
    found = refused("explain", word, ending="Nothing was explained")
    assert (found["code"], found["where"]) == ("RUN05", "the command")
    assert f"“{word}” is neither" in found["message"]
    assert f"near it are {near}" in found["message"]


def test_one_unknown_code_among_known_ones_is_refused():
    outcome = xlbcf("explain", "CELL01", "XYZ01", "XYZ02", "--json")
    assert outcome.status == 2
    assert outcome.codes == ["RUN05", "RUN05"]


def test_as_data_an_explanation_has_the_same_words():
    (plain,) = xlbcf("explain", "FIG05", "--json").plain["codes"]
    kind = CATALOGUE["FIG05"]
    example = plain.pop("example")
    assert plain == {
        "code": "FIG05",
        "title": kind.title,
        "severity": "error",
        "group": "FIG",
        "meaning": kind.meaning,
        "message": "<found> is outside <expected> [<hint>].",
        "action": kind.action,
    }
    assert (example["code"], example["where"]) == ("FIG05", kind.place)
    assert example["message"] == example_of(kind).message


@pytest.mark.parametrize("words", [(), ("cell",), ("CELL01",)])
def test_as_data_a_list_has_the_same_shape_as_one_code(words):
    codes = xlbcf("explain", *words, "--json").plain["codes"]
    assert codes
    assert all(each["meaning"] and each["example"]["message"] for each in codes)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("nothing varies.", "nothing varies."),
        ("{found} is not {expected}.", "<found> is not <expected>."),
        ("it is locked{detail}.", "it is locked [<detail>]."),
        ("{found}{hint}.", "<found> [<hint>]."),
        ("it says ({reason}).", "it says (<reason>)."),
        ("{first_day} comes first.", "<first day> comes first."),
        ("", ""),
    ],
)
def test_a_message_for_every_case_names_its_facts(text, words):
    assert in_words(text, "<{}>".format) == words
