"""The published returns, checked: every finding signed by hand from the papers, and none beside.

The papers are the year-end report of 2021-22 for three places and the 2024-25 return of
Leicestershire, as the feeds under ``workbooks/data`` hold them. Blank cells are left out: the
papers print the metrics alone, so all other sheets are unanswered.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.support.checking import items_of
from tests.support.commands import xlbcf
from tests.support.editing import parts_in, writes_of
from tests.support.fills import EOY, PLACES, YEAR_END, output
from tests.support.templates import engine, template_of
from tests.support.zips import zipped
from xlbcf.books.file_book import FileBook
from xlbcf.books.port import Allow
from xlbcf.desk.checking.check import Checked, check_return
from xlbcf.desk.library import Library
from xlbcf.feeds.figures import read_figures
from xlbcf.template.addresses import Cell, parse_cell
from xlbcf.template.return_mapping import Field, Kind, Origin, Required

LEICESTER, COUNTY, RUTLAND = "leicester", "leicestershire", "rutland"
COVER, CONDITIONS, METRICS = "2. Cover", "3. National Conditions", "4. Metrics"
INCOME, CAPACITY = "5. Income & Expenditure", "6. Capacity & Demand"
FEEDBACK = "7. Year-End Feedback"

# The form of 2021-22 asks for the plan and the assessment, and shows no actual.
NOT_SHOWN = ("", "JUD05", ("no cell for what was achieved", "(4)", "Reablement"))
# Cell, code, and words that must stand in the message. Every row of the papers was read for it.
SIGNED = {
    # 1013.3 forecast of a plan of 1,197.7; 10.2 and 4.9 against 9.2 and 4.4; 92.9 is 1.5 points
    # (1.6%) short of 94.4, "less than 2%"; 231 / 44,865 is 514.9, printed 515, of 557; 150 / 170
    # is 88.2% of 92.1%: every number and every choice is right.
    (YEAR_END, LEICESTER): [NOT_SHOWN],
    # 735.1 is 5.1% below 775, right; 574.7 is 10.7% above 519, "approx 10%".
    (YEAR_END, COUNTY): [
        NOT_SHOWN,
        # 11.2% against 10.0% and 5.4% against 4.6%: 1.2 and 0.8 points, 12% and 17% of the plan.
        ("I12", "NAR02", ("“1%”", "percentage points, not percent")),
        # 92.3% against 93.1%: 0.8 points, 0.86%.
        ("J14", "NAR02", ("“0.8%”", "percentage points, not percent", "−0.86%")),
        # 89.4% against 85.1%: 4.3 points, 5.05%.
        ("J16", "NAR02", ("“4.3%”", "percentage points, not percent", "+5.05%")),
    ],
    # 513 of 539 and 258 of 364 are below plan, 94% and 96% above 90%. Stays have no plans printed.
    (YEAR_END, RUTLAND): [
        NOT_SHOWN,
        # "On track to meet target" beside "this target may be narrowly missed at 90.1%" (90.8%).
        ("J14", "NAR06", ("narrowly missed", "on track")),
    ],
    (EOY, COUNTY): [
        # "approximately 32 people per 100,000": 199.9 less 161.8 is 38.1; no other plan gives 32.
        ("L12", "NAR01", ("“32 people per 100,000”", "not supported by the figures", "+38.1")),
        # "Target met" with 92.22% of 95.1%.
        ("I13", "JUD01", ("“Target met”", "not supported by the figures shown",
                          "2.88 pp below plan", "−3.03%")),
        # "0.9% variance": against the mean of the four plans, 93.025%.
        ("L13", "NAR07", ("“0.9%”", "mean plan", "not the plan for the period", "−0.87%")),
        # The plan, 1,756.9, is for the year, and the actual, 388.4, for the third quarter.
        ("I14", "JUD02", ("plan is for 2024-25", "actual for 2024-25 Q3")),
        # "approximate 3% improvement" from 1,756.9 to the 1,682.9 of the achievements: 4.2%.
        ("L14", "NAR01", ("“3%”", "not supported by the figures shown", "−4.21%")),
        # The form prints "not applicable" itself. 899 / 153,982 is 583.8, right.
        ("I15", "JUD03", ("“Target not met”", "not available")),
    ],
    # Nothing of theirs is published but two figures of ASCOF, which the form has no cell for.
    (EOY, LEICESTER): [],
    (EOY, RUTLAND): [],
}  # fmt: skip


@pytest.mark.parametrize("row", SIGNED, ids=[" ".join(row) for row in SIGNED])
def test_a_published_return_has_the_findings_signed_and_no_other(
    row: tuple[str, str], folder: Path, library: Library
) -> None:
    checked = check_return(library, output(folder, *row))
    items = [item for item in items_of(checked) if item.finding.code != "DONE01"]
    assert sorted((item.cell, item.finding.code) for item in items) == sorted(
        (cell, code) for cell, code, _ in SIGNED[row]
    )
    for cell, code, words in SIGNED[row]:
        (item,) = [each for each in items if (each.cell, each.finding.code) == (cell, code)]
        assert item.sheet == (METRICS if cell else "")
        assert [word for word in words if word not in item.finding.message] == []


def test_the_table_names_every_published_return() -> None:
    assert set(SIGNED) == {(name, place) for name in (YEAR_END, EOY) for place in PLACES.values()}


def test_the_blanks_of_a_published_return_are_all_beyond_its_metrics(
    folder: Path, library: Library
) -> None:
    checked = check_return(library, output(folder, EOY, COUNTY))
    blank = [item for item in items_of(checked) if item.finding.code == "DONE01"]
    # Four metrics, complete as the paper's own "Yes" beside each row says.
    assert METRICS not in {item.sheet for item in blank}
    assert checked.file.template_says is False
    assert len(blank) == checked.file.blank


def test_all_published_returns_are_checked_at_once(folder: Path) -> None:
    files = [output(folder, *row) for row in SIGNED]
    outcome = xlbcf("check", *files, "--format", "json", "--severity", "query")
    assert outcome.status == 1
    shown = json.loads(outcome.out)
    assert [each["place"] for each in shown["files"]] == [
        {LEICESTER: "Leicester", COUNTY: "Leicestershire", RUTLAND: "Rutland"}[place]
        for _, place in SIGNED
    ]
    assert not [each for each in shown["across"] if each["code"] == "CHK02"]


# A return that is answered to the end, and then wrong in one thing at a time.


def edited(data: bytes, values: Mapping[str, object]) -> bytes:
    """Return a return with some cells changed past every guard, to be calculated on opening."""
    book = FileBook.from_bytes(data, "return.xlsx")
    book.write(writes_of(values), set(Allow))
    book.calculate_on_load()
    return book.to_bytes()


def spot(place: str) -> tuple[str, Cell]:
    sheet, _, address = place.rpartition("!")
    return sheet, parse_cell(address)


def plausible(each: Field) -> object:
    """Return an answer with which nothing more is asked for."""
    if each.kind is Kind.NUMBER:
        return 100
    if each.kind is Kind.CHOICE:
        opening = each.name.partition("_")[0]
        other = {"success": "8. Pooled or aligned resources", "challenge": "Other"}
        return {"statement": "Agree", **other}.get(opening, "Yes")
    return "Some words"


def asked_always(return_id: str) -> dict[str, object]:
    """Every cell of a form, beside its metrics, that must be answered in any case."""
    fields = template_of(return_id).mapping.fields
    asked = [e for e in fields if e.origin is Origin.ANSWERS and e.required is Required.ALWAYS]
    return {f"{each.sheet}!{each.cell}": plausible(each) for each in asked}


@pytest.fixture(scope="module")
def answers() -> dict[str, object]:
    """Every cell of the 2024-25 form that a person answers, the commentary without numbers."""
    engine(template_of(EOY).bytes)
    texts = {f"{METRICS}!{column}{row}": "Some words" for column in "JKLM" for row in range(12, 16)}
    return {**asked_always(EOY), **texts, f"{METRICS}!I13": "Target not met"}


@pytest.fixture(scope="module")
def complete(folder: Path, answers: dict[str, object]) -> bytes:
    """The return of Leicestershire, complete and without a contradiction."""
    return edited(output(folder, EOY, COUNTY).read_bytes(), answers)


def found(library: Library, folder: Path, data: bytes) -> list[tuple[str, str]]:
    path = folder / "return.xlsx"
    path.write_bytes(data)
    return pairs(check_return(library, path))


def pairs(checked: Checked) -> list[tuple[str, str]]:
    """The findings' codes and cells, without the note that results were worked out."""
    named = [(each.finding.code, each.cell) for each in items_of(checked)]
    return sorted(pair for pair in named if pair[0] != "CHK03")


#: What the form itself cannot compare: an annual plan with a quarter, and "not applicable".
NOTES = [("JUD02", "I14"), ("JUD03", "I15")]


def test_a_return_filled_by_hand_to_the_end_is_complete_and_without_errors(
    folder: Path, answers: dict[str, object], tmp_path: Path
) -> None:
    path = tmp_path / "complete.xlsx"
    path.write_bytes(output(folder, EOY, COUNTY).read_bytes())
    words = []
    for place, value in answers.items():
        sheet, _, cell = place.rpartition("!")
        words.append(f"'{sheet}'!{cell}={value}")
    outcome = xlbcf("set", path, *words)
    assert outcome.status == 0, outcome.err
    outcome = xlbcf("check", path, "--format", "json")
    (file,) = json.loads(outcome.out)["files"]
    assert outcome.status == 0
    assert (file["blank"], file["template_says"]) == (0, True)
    codes = sorted(each["code"] for each in file["findings"])
    assert codes == ["CHK03", "JUD02", "JUD03"]
    assert xlbcf("check", path, "--strict").status == 0


@pytest.mark.parametrize("place", [LEICESTER, COUNTY, RUTLAND])
def test_a_published_return_answered_to_the_end_has_the_findings_signed_and_no_other(
    place: str, folder: Path, library: Library, tmp_path: Path
) -> None:
    engine(template_of(YEAR_END).bytes)
    published = output(folder, YEAR_END, place)
    book = FileBook.open(published)
    blank = {
        cell: value
        for cell, value in asked_always(YEAR_END).items()
        if book.value(*spot(cell)) is None
    }
    path = tmp_path / "return.xlsx"
    path.write_bytes(edited(published.read_bytes(), blank))
    checked = check_return(library, path)
    assert pairs(checked) == sorted((code, cell) for cell, code, _ in SIGNED[YEAR_END, place])
    assert (checked.file.blank, checked.file.template_says) == (0, True)


C, N, M, I, Q, F = COVER, CONDITIONS, METRICS, INCOME, CAPACITY, FEEDBACK  # noqa: E741
# What is changed, what is found more than before, and what is found no longer.
FAULTS: list[tuple[dict[str, object], list[tuple[str, str]], list[tuple[str, str]]]] = [
    # Blank
    ({f"{C}!C9": None}, [("DONE01", "C9")], []),
    ({f"{C}!C8": None}, [("DONE01", "C8")], [("JUD02", "I14")]),
    ({f"{M}!I12": None}, [("DONE01", "I12")], []),
    ({f"{M}!J12": None}, [("DONE01", "J12")], []),
    ({f"{M}!L12": None}, [("DONE01", "L12")], []),
    ({f"{M}!M15": None}, [("DONE01", "M15")], []),
    ({f"{I}!C36": None}, [("DONE01", "C36")], []),
    ({f"{F}!D20": None}, [("DONE01", "D20")], []),
    # Nothing but spaces: the form's own flag takes them for an answer.
    ({f"{C}!C10": "   "}, [("DONE01", "C10"), ("DONE03", "D10")], []),
    ({f"{C}!C10": "TBC"}, [("DONE02", "C10"), ("DONE03", "D10")], []),
    ({f"{I}!C11": "TBC"}, [("DONE02", "C11"), ("DONE03", "G11")], []),
    # An answer that asks for another
    ({f"{C}!C13": "No"}, [("DONE06", "C13"), ("DONE01", "C14")], []),
    ({f"{C}!C13": "No", f"{C}!C14": 45800}, [("DONE06", "C13")], []),
    ({f"{C}!C13": "No", f"{C}!C14": "30.06.2025"}, [("DONE06", "C13"), ("VAL07", "C14")], []),
    ({f"{N}!C11": "No"}, [("DONE01", "D11")], []),
    ({f"{N}!C11": "No", f"{N}!D11": "Some words"}, [], []),
    ({f"{M}!I14": "Data not available to assess progress"}, [], []),
    # Drop-downs
    ({f"{C}!C8": "Leicestre"}, [("VAL12", "C8")], [("JUD02", "I14")]),
    ({f"{N}!C11": "Yes "}, [("VAL09", "C11")], []),
    ({f"{N}!C12": "Y"}, [("VAL10", "C12")], []),
    ({f"{M}!I13": "Target not met "}, [("VAL09", "I13")], []),
    ({f"{M}!I12": "On track to meet target"}, [("VAL10", "I12")], []),
    ({f"{F}!C12": "Agreed"}, [("VAL10", "C12")], []),
    ({f"{F}!C18": "Other "}, [("VAL09", "C18")], []),
    # Numbers
    ({f"{M}!H12": "199.9 "}, [("VAL02", "H12")], []),
    ({f"{I}!C11": "£1,000"}, [("VAL02", "C11")], []),
    ({f"{Q}!C12": "n/a"}, [("VAL03", "C12")], []),
    ({f"{M}!H12": "c. 200"}, [("VAL04", "H12")], []),
    ({f"{I}!D14": True}, [("VAL04", "D14")], []),
    ({f"{M}!H13": 92.22}, [("VAL05", "H13")], []),
    ({f"{M}!H13": 9222}, [("VAL06", "H13")], []),
    ({f"{M}!H12": -199.9}, [("VAL06", "H12")], []),
    ({f"{I}!C11": -5}, [("VAL10", "C11")], []),
    ({f"{Q}!D12": 12.5}, [("VAL10", "D12")], []),
    ({f"{M}!H14": "not applicable"}, [("VAL03", "H14"), ("JUD03", "I14")], [("JUD02", "I14")]),
    # Formulas typed over
    ({f"{M}!D12": 170}, [("CHK05", "")], []),
    ({f"{C}!D9": "Yes"}, [("CHK05", "")], []),
    ({f"{C}!D9": "Yes", f"{C}!C9": None},
     [("CHK05", ""), ("DONE01", "C9"), ("DONE03", "D9")], []),
    # Judgement: 199.9 against 161.8 with low is good; 92.22% against 95.1% with high is good
    ({f"{M}!I12": "Target met"}, [("JUD01", "I12")], []),
    ({f"{M}!I13": "Target met"}, [("JUD01", "I13")], []),
    ({f"{M}!I12": "Data not available to assess progress"}, [("JUD01", "I12")], []),
    ({f"{M}!H12": 161.8}, [("JUD01", "I12")], []),
    # Narrative
    ({f"{M}!L12": "We missed it by 38.1 per 100,000."}, [], []),
    ({f"{M}!L12": "We missed it by 32 per 100,000."}, [("NAR01", "L12")], []),
    ({f"{M}!K13": "We were 2.88% below plan."}, [("NAR02", "K13")], []),
    ({f"{M}!K13": "We were 2.88 percentage points below plan."}, [], []),
    ({f"{M}!L13": "We were 3.03 percentage points below plan."}, [("NAR03", "L13")], []),
    ({f"{M}!L12": "A variance of 34.8 from plan."}, [("NAR04", "L12")], []),
    ({f"{M}!K12": "The target was met."}, [("NAR05", "K12")], []),
    ({f"{M}!K15": "The target was met."}, [("NAR06", "K15")], []),
    ({f"{M}!L13": "There is a 0.9% variance from plan."}, [("NAR07", "L13")], []),
    # The form
    ({f"{M}!B12": "Avoidable admission"}, [("MAP08", "")], []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "more", "less"), FAULTS, ids=[json.dumps(fault[0]) for fault in FAULTS]
)
def test_one_fault_is_found_where_it_is_and_nothing_else(
    changes: dict, more: list, less: list, complete: bytes, library: Library, tmp_path: Path
) -> None:
    before = found(library, tmp_path, complete)
    assert before == NOTES
    after = found(library, tmp_path, edited(complete, changes))
    assert after == sorted([*(each for each in before if each not in less), *more])


def test_old_results_say_complete_and_are_contradicted(
    complete: bytes, library: Library, tmp_path: Path
) -> None:
    book = engine(complete)
    book.recalculate(mode="full")
    fresh = _without_orders_to_calculate(book.to_bytes())
    assert found(library, tmp_path, fresh) == NOTES
    stale = FileBook.from_bytes(fresh, "return.xlsx")
    stale.write(writes_of({f"{C}!C9": None}), set(Allow))
    # The flag beside the cell alone: those of the sheet and of the whole return only repeat it.
    assert found(library, tmp_path, stale.to_bytes()) == [
        ("DONE01", "C9"),
        ("DONE03", "D9"),
        *NOTES,
    ]


def test_old_results_that_say_incomplete_are_one_query_and_not_one_for_each_flag(
    folder: Path, answers: dict[str, object], library: Library, tmp_path: Path
) -> None:
    filled = _without_orders_to_calculate(output(folder, EOY, COUNTY).read_bytes())
    stale = FileBook.from_bytes(filled, "return.xlsx")
    stale.write(writes_of(answers), set(Allow))
    assert found(library, tmp_path, stale.to_bytes()) == sorted([("DONE07", ""), *NOTES])


def test_lost_drop_downs_are_told_for_the_whole_return(
    complete: bytes, library: Library, tmp_path: Path
) -> None:
    parts = parts_in(complete)
    gone = {
        name: re.sub(rb"<dataValidations.*?</dataValidations>", b"", content, flags=re.DOTALL)
        for name, content in parts.items()
        if name.startswith("xl/worksheets/sheet")
    }
    after = found(library, tmp_path, zipped({**parts, **gone}))
    assert after == [("CHK04", ""), *NOTES]


def _without_orders_to_calculate(data: bytes) -> bytes:
    parts = parts_in(data)
    book = parts["xl/workbook.xml"]
    return zipped({**parts, "xl/workbook.xml": re.sub(rb'\s*fullCalcOnLoad="[^"]*"', b"", book)})


def test_with_the_figures_at_hand_every_assessment_is_held_against_them(
    folder: Path, library: Library
) -> None:
    path = output(folder, YEAR_END, RUTLAND)
    figures = library.home.data / f"{YEAR_END}.csv"
    read = read_figures(figures, metrics=library.metrics, places=library.places)
    codes = [each.finding.code for each in items_of(check_return(library, path, figures=read))]
    # 90.1% against 90.8% is not on track; nothing is left that could not be judged.
    assert "JUD01" in codes
    assert "JUD05" not in codes
