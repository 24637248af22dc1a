"""Commentary: what is said of each metric and place, and what is wrong with a file of it."""

from __future__ import annotations

from datetime import date

import pytest

from xlbcf.feeds.commentary import read_commentary

SOUND = """\
return: bcf-2024-25-eoy
source: A paper, page 3
places:
  Leicester City:
    metrics:
      home:
        assessment: not_met
        challenges: >-
          Demand rises,
          and so on.

          A new paragraph.
        mitigation:
    answers:
      completed_by: A. Person
      staff: 12
      spend: 1197.7
      agreed: true
      sent: 2025-06-06
      conditions_met: Yes
      phone: "0116 000"
  E06000017:
"""


@pytest.fixture
def read_text(tmp_path, metrics, places):
    """Read commentary given as text."""

    def reader(text):
        path = tmp_path / "said.yaml"
        path.write_text(text, encoding="utf-8")
        return read_commentary(path, places, metrics)

    return reader


def test_commentary_is_found_by_place_metric_and_role(read_text, tmp_path):
    said = read_text(SOUND)
    assert said.findings == ()
    assert (said.return_id, said.source) == ("bcf-2024-25-eoy", "A paper, page 3")
    assessment = said.text("E06000016", "home", "assessment")
    assert (assessment.value, assessment.where) == ("not_met", f"{tmp_path / 'said.yaml'}:7")
    assert said.text("E06000016", "home", "challenges").value == (
        "Demand rises, and so on.\nA new paragraph."
    )


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("completed_by", "A. Person"),
        ("staff", 12),
        ("spend", 1197.7),
        ("agreed", True),
        ("sent", date(2025, 6, 6)),
        ("conditions_met", "Yes"),
        ("phone", "0116 000"),
    ],
)
def test_an_answer_keeps_its_kind(read_text, key, value):
    answer = read_text(SOUND).answer("E06000016", key)
    assert answer.value == value
    assert type(answer.value) is type(value)


def test_what_is_not_said_is_not_there(read_text):
    said = read_text(SOUND)
    assert said.text("E06000016", "home", "mitigation") is None
    assert said.text("E06000016", "falls", "challenges") is None
    assert said.text("E06000017", "home", "challenges") is None
    assert said.answer("E06000016", "assessment") is None


def test_everything_said_can_be_listed(read_text):
    listed = [(entry.place, entry.metric, entry.key) for entry in read_text(SOUND)]
    assert listed[:3] == [
        ("E06000016", "home", "assessment"),
        ("E06000016", "home", "challenges"),
        ("E06000016", None, "completed_by"),
    ]
    assert len(listed) == 9


@pytest.mark.parametrize(
    ("old", "new", "code", "line", "words"),
    [
        ("Leicester City:", "Lester:", "FIG01", 4, "“Lester” is not a place"),
        ("home:", "homes:", "FIG02", 6, "“homes” is not a metric"),
        ("source:", "sauce:", "MAP02", 2, "found the key sauce"),
        ("metrics:", "metric:", "MAP02", 5, "found the key metric; allowed are metrics, answers"),
        (
            "E06000017:",
            "leicester: {}",
            "MAP05",
            22,
            "the place Leicester stands here and on line 4",
        ),
        ("staff: 12", "staff: [1, 2]", "FIG10", 16, "staff is a list of 2; expected is a text"),
        ("E06000017:", "E06000017: late", "FIG10", 22, "expected is a table"),
        ("A paper, page 3", "[1]", "FIG10", 2, "source is a list of 1; expected is a text"),
        ("staff: 12", "spend: 12", "MAP05", 17, "spend"),
    ],
)
def test_a_fault_is_named_with_its_line(read_text, tmp_path, old, new, code, line, words):
    findings = read_text(SOUND.replace(old, new, 1)).findings
    assert [(each.code, each.where) for each in findings] == [
        (code, f"{tmp_path / 'said.yaml'}:{line}")
    ]
    assert words in findings[0].message


def test_all_faults_are_found_at_once_and_the_rest_is_kept(read_text):
    said = read_text(SOUND.replace("home:", "homes:").replace("E06000017", "Nowhere"))
    assert [each.code for each in said.findings] == ["FIG02", "FIG01"]
    assert said.answer("E06000016", "staff").value == 12


def test_a_file_without_places_says_so(read_text):
    assert [each.code for each in read_text("return: x\n").findings] == ["MAP03"]


def test_text_that_is_not_yaml_is_refused_with_its_line(read_text):
    findings = read_text(SOUND + "  - [\n").findings
    assert [each.code for each in findings] == ["MAP01"]


def test_a_missing_file_is_refused(tmp_path, places, metrics):
    findings = read_commentary(tmp_path / "none.yaml", places, metrics).findings
    assert [each.code for each in findings] == ["FILE01"]
