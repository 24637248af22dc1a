"""Files that can and cannot be checked, several at once, and how the command ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.checking import GOOD, MAPPING, form, home
from tests.support.commands import Outcome, xlbcf
from tests.support.editing import parts_in
from tests.support.sheets import book, sheet
from tests.support.zips import zipped

BAD = {"B6": "250"}  # an error
QUERY = {"B6": "n/a"}
pytestmark = pytest.mark.usefixtures("folder")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with the small return's mapping alone, in which the commands run."""
    home(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def written(name: str, data: bytes) -> str:
    Path(name).write_bytes(data)
    return name


def as_data(outcome: Outcome) -> dict:
    assert "Traceback" not in outcome.err
    return json.loads(outcome.out)


def codes_by_file(outcome: Outcome) -> dict[str, list[str]]:
    """The codes found in each file that could be checked."""
    return {
        Path(each["file"]).name: [found["code"] for found in each["findings"]]
        for each in as_data(outcome)["files"]
    }


def refusals(outcome: Outcome) -> dict[str, list[str]]:
    """The codes for each file that could not."""
    return {
        Path(each["file"]).name: [found["code"] for found in each["findings"]]
        for each in as_data(outcome)["refused"]
    }


def encrypted() -> bytes:
    stream = "EncryptedPackage".encode("utf-16-le")
    return OLE + b"\0" * 500 + stream + b"\0" * 4000


def damaged() -> bytes:
    whole = form()
    return whole[: len(whole) // 2]


def no_sheet() -> bytes:
    return zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook"})


def signed() -> bytes:
    """The good form with a digital signature beside its parts."""
    parts = parts_in(form())
    origin = "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin"
    rels = parts["_rels/.rels"].decode()
    link = f'<Relationship Id="rId9" Type="{origin}" Target="_xmlsignatures/origin.sigs"/>'
    parts["_rels/.rels"] = rels.replace("</Relationships>", f"{link}</Relationships>").encode()
    return zipped({**parts, "_xmlsignatures/origin.sigs": b"", "_xmlsignatures/sig1.xml": b"<a/>"})


UNREADABLE = {
    "missing.xlsx": None,
    "encrypted.xlsx": encrypted(),
    "damaged.xlsx": damaged(),
    "broken.xlsx": no_sheet(),
    "empty.xlsx": b"",
    "words.xlsx": b"Not a workbook at all",
    "old.xls": OLE + b"\0" * 600,
    "figures.csv": b"place,value\nRutland,5\n",
    "notes.xlsx": book(sheet("Notes", {"A1": "A small form"})),
    "other-title.xlsx": form({"A1": "Another form"}),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_checked_is_told_and_the_rest_is_checked(name: str) -> None:
    good = written("rutland.xlsx", form(BAD))
    if UNREADABLE[name] is not None:
        written(name, UNREADABLE[name])
    outcome = xlbcf("check", name, good, "--format", "json")
    assert outcome.status == 2
    assert codes_by_file(outcome) == {"rutland.xlsx": ["VAL02"]}
    assert list(refusals(outcome)) == [name]
    (found,) = as_data(outcome)["refused"][0]["findings"]
    assert name in found["where"]
    assert found["action"]
    text = xlbcf("check", name, good)
    assert text.status == 2
    assert "VAL02" in text.out
    assert "Traceback" not in text.out + text.err


def test_a_folder_instead_of_a_file_is_told() -> None:
    Path("returns").mkdir()
    outcome = xlbcf("check", "returns", "--format", "json")
    assert outcome.status == 2
    assert refusals(outcome) == {"returns": ["FILE02"]}
    assert "it is a folder" in outcome.out
    assert "synchronised" not in outcome.out


def test_a_pattern_names_files_where_the_shell_leaves_it_alone() -> None:
    Path("now").mkdir()
    for name in ("now/b.xlsx", "now/a.xlsx", "now/~$b.xlsx", "before.xlsx"):
        written(name, form())
    outcome = xlbcf("check", "now/*.xlsx", "--previous", "before.xls?", "--format", "json")
    assert list(codes_by_file(outcome)) == ["a.xlsx", "b.xlsx"]
    assert refusals(outcome) == {}
    nothing = xlbcf("check", "now/*.xlsm", "--format", "json")
    assert refusals(nothing) == {"*.xlsm": ["FILE01"]}


def test_several_earlier_returns_may_stand_after_one_option() -> None:
    for name in ("now.xlsx", "a.xlsx", "b.xlsx"):
        written(name, form())
    outcome = xlbcf("check", "now.xlsx", "--previous", "a.xlsx", "b.xlsx", "--format", "json")
    assert list(codes_by_file(outcome)) == ["now.xlsx"]
    assert outcome.status != 2


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("notes.xlsx", "CHK01"),
        ("other-title.xlsx", "CHK01"),
        ("missing.xlsx", "FILE01"),
        ("words.xlsx", "BOOK01"),
        ("old.xls", "BOOK02"),
        ("figures.csv", "FILE06"),
    ],
)
def test_the_reason_has_its_code(name: str, code: str) -> None:
    if UNREADABLE[name] is not None:
        written(name, UNREADABLE[name])
    outcome = xlbcf("check", name, "--format", "json")
    assert refusals(outcome) == {name: [code]}
    if code == "CHK01":
        assert "the mappings are form" in outcome.out
    assert ("--dashboard" in outcome.out) == (code == "FILE06")


def test_a_return_that_is_not_the_one_stated_is_told(folder: Path) -> None:
    (folder / "mappings" / "returns" / "other.yaml").write_text(
        MAPPING.replace("return: form", "return: other").replace(
            "text: A small form}", "text: Another form}"
        )
    )
    good = written("rutland.xlsx", form())
    assert xlbcf("check", good).status == 0
    assert xlbcf("check", good, "--return", "form").status == 0
    outcome = xlbcf("check", good, "--return", "other", "--format", "json")
    assert (outcome.status, refusals(outcome)) == (2, {"rutland.xlsx": ["MAP10"]})
    outcome = xlbcf("check", good, "--return", "none", "--format", "json")
    assert (outcome.status, refusals(outcome)) == (2, {"rutland.xlsx": ["MAP06"]})


def test_a_mapping_with_a_fault_is_refused_with_its_line_and_not_as_bad_data(folder: Path) -> None:
    path = folder / "mappings" / "returns" / "form.yaml"
    wrong = MAPPING.replace("parts: [first, second]", "parts: [first, secnd]")
    path.write_text(wrong)
    line = wrong[: wrong.index("secnd")].count("\n") + 1
    outcome = xlbcf("check", written("rutland.xlsx", form(BAD)), "--format", "json")
    assert outcome.status == 2
    assert codes_by_file(outcome) == {}
    assert refusals(outcome) == {"rutland.xlsx": ["MAP04"]}
    assert f"form.yaml:{line}" in outcome.out


def test_the_fault_of_another_mapping_keeps_no_return_from_its_check(folder: Path) -> None:
    (folder / "mappings" / "returns" / "a-broken.yaml").write_text("return: [")
    outcome = xlbcf("check", written("rutland.xlsx", form(BAD)), "--format", "json")
    assert (outcome.status, codes_by_file(outcome)) == (1, {"rutland.xlsx": ["VAL02"]})


def test_a_signed_return_can_be_checked() -> None:
    data = signed()
    outcome = xlbcf("check", written("rutland.xlsx", data))
    assert outcome.status == 0, outcome.out
    assert Path("rutland.xlsx").read_bytes() == data


def test_two_files_of_one_place_are_told_and_those_of_two_places_are_not() -> None:
    written("a.xlsx", form())
    written("b.xlsx", form())
    written("c.xlsx", form({"B3": "Leicester"}))
    outcome = xlbcf("check", "a.xlsx", "b.xlsx", "c.xlsx", "--format", "json")
    assert outcome.status == 1
    (found,) = [each for each in as_data(outcome)["across"] if each["code"] == "CHK02"]
    assert Path(found["file"]).name == "b.xlsx"
    assert "Rutland" in found["message"]
    assert "a.xlsx" in found["message"]
    assert codes_by_file(outcome) == {"a.xlsx": [], "b.xlsx": [], "c.xlsx": []}


@pytest.mark.parametrize(
    ("changes", "usual", "strict"),
    [({}, 0, 0), (BAD, 1, 1), (QUERY, 0, 1)],
    ids=["nothing", "an error", "a query"],
)
def test_the_exit_status_says_what_was_found(changes: dict, usual: int, strict: int) -> None:
    good = written("rutland.xlsx", form(changes))
    assert xlbcf("check", good).status == usual
    assert xlbcf("check", good, "--strict").status == strict
    assert xlbcf("check", good, "gone.xlsx").status == 2
    # What is not shown counts all the same.
    assert xlbcf("check", good, "--severity", "error").status == usual
    assert xlbcf("check", good, "--severity", "error", "--strict").status == strict


def test_only_what_matters_enough_is_shown() -> None:
    data = form({"B6": "250", "B14": "n/a", "C21": "*"})
    good = written("rutland.xlsx", data)
    shown = {
        severity: sorted(
            codes_by_file(xlbcf("check", good, "--severity", severity, "--format", "json"))[good]
        )
        for severity in ("error", "query", "note")
    }
    assert shown == {
        "error": ["VAL02"],
        "query": ["VAL02", "VAL03", "VAL03"],
        "note": ["JUD03", "VAL02", "VAL03", "VAL03"],
    }


def test_the_answers_are_the_same_however_many_files_are_checked_side_by_side() -> None:
    places = ("Leicester", "Leicestershire", "Rutland")
    names = [
        written(f"{number}.xlsx", form({"B3": places[number % 3], "B6": number * 300}))
        for number in range(6)
    ]
    names.insert(2, written("damaged.xlsx", damaged()))
    one = xlbcf("check", *names, "--format", "json")
    two = xlbcf("check", *names, "--format", "json", "--jobs", "2")
    assert one.status == two.status == 2
    assert one.out == two.out
    assert xlbcf("check", *names).out == xlbcf("check", *names, "--jobs", "3").out
    assert [len(each) for each in codes_by_file(one).values()] == [0, 0, 0, 0, 1, 1]


def test_a_check_writes_nothing_but_its_report(folder: Path) -> None:
    good = written("rutland.xlsx", form({**BAD, "D6": "No"}))
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    xlbcf("check", good)
    xlbcf("check", good, "--format", "json")
    after = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert before == after


@pytest.mark.parametrize("cut", [0.2, 0.5, 0.8, 0.99])
def test_a_file_cut_off_anywhere_is_refused(cut: float) -> None:
    whole = form()
    outcome = xlbcf("check", written("cut.xlsx", whole[: int(len(whole) * cut)]))
    assert outcome.status == 2
    assert "Traceback" not in outcome.out + outcome.err


def test_odd_contents_never_end_in_a_traceback() -> None:
    odd: list[object] = [
        "", " ", "\u200b", "9" * 400, "1e999", "-1e999", "=1+1", "<a>&", "\ud7ff", "NaN", "inf",
        1e308, -1e308, 1e-308, True, False, "0" * 32767, "TRUE", "12:30", "#N/A", "½", "１２",
    ]  # fmt: skip
    cells = [key for key in GOOD if key[0] in "BCDEFGH" and key[1:] not in ("20", "1")]
    for value in odd:
        data = form({"B5": value, "B9": value, "B7": value} | dict.fromkeys(cells, value))
        outcome = xlbcf("check", written("odd.xlsx", data), "--format", "json")
        assert outcome.status == 1, (value, outcome.err)
        assert as_data(outcome)["refused"] == [], value


def test_a_label_that_is_gone_is_told_once_with_all_its_cells() -> None:
    outcome = xlbcf("check", written("rutland.xlsx", form({"A21": "Fall"})), "--format", "json")
    (found,) = as_data(outcome)["files"][0]["findings"]
    assert found["code"] == "MAP08"
    assert "for B21, C21, D21, E21, F21, G21: the sheet has “Fall” in A21" in found["message"]
    assert "not checked" in found["action"]


def test_two_labels_that_moved_are_told_each() -> None:
    moved = {"A6": None, "A60": "Money", "A31": "Frist"}
    outcome = xlbcf("check", written("rutland.xlsx", form(moved)), "--format", "json")
    assert sorted(codes_by_file(outcome)["rutland.xlsx"]) == ["MAP07", "MAP08"]
