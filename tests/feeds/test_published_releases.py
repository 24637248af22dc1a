"""Published figures: a release by its mapping, and any file in the tidy shape."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl
import pytest

from tests.support.templates import ROOT
from xlbcf.feeds.published import Published, read_published
from xlbcf.rules.figures import State
from xlbcf.rules.findings import Refused
from xlbcf.rules.periods import Period
from xlbcf.rules.records import Status
from xlbcf.template.feed_mapping import FeedMapping, FeedTable, load_feeds
from xlbcf.template.metrics import load_metrics
from xlbcf.template.places import load_places

SHARED = ROOT.parent / "shared"
YEAR = Period.parse("2024-25")
FEED = FeedMapping(
    "release",
    "A release",
    "The release",
    (
        FeedTable("One", "falls", YEAR, Status.ACTUAL, "Area", "Rate", "People", "Population"),
        FeedTable(
            *("Two", "home", YEAR, Status.ACTUAL, "Area", "Share"),
            stored_as="percent",
            unlike="another definition",
        ),
    ),
)
TITLE = ["Table 1: falls"]
HEADINGS = ["Name", "AREA ", "People", "Population", "Rate"]
ONE = [
    TITLE,
    [],
    HEADINGS,
    ["England", "E92000001", 65060, 10981090, 592.5],
    ["Shires", "[z]", 27000, 4661025, 579.3],
    ["Leicester City", "E06000016", 278, 46623, 596.3],
    ["Rutland", "E06000017", "[c]", "[c]", 493.2],
]
TWO = [["Area", "Share"], ["E06000016", 59.57], ["E06000017", "[c]"]]


def in_excel(path: Path, **sheets: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def in_opendocument(path: Path, **sheets: list[list[object]]) -> Path:
    names = "urn:oasis:names:tc:opendocument:xmlns"
    tables = ""
    for name, rows in sheets.items():
        cells = "".join(f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>"
                        for row in rows)  # fmt: skip
        tables += f'<table:table table:name="{name}">{cells}</table:table>'
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr(
            "META-INF/manifest.xml", f'<manifest:manifest xmlns:manifest="{names}:manifest:1.0"/>'
        )
        book.writestr(
            "content.xml",
            f'<office:document-content xmlns:office="{names}:office:1.0" '
            f'xmlns:text="{names}:text:1.0" xmlns:table="{names}:table:1.0" '
            f'office:version="1.2"><office:body><office:spreadsheet>{tables}'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return path


def _cell(value: object) -> str:
    kind = "string" if isinstance(value, str) else "float"
    held = "" if kind == "string" else f' office:value="{value}"'
    return (
        f'<table:table-cell office:value-type="{kind}"{held}>'
        f"<text:p>{escape(str(value))}</text:p></table:table-cell>"
    )


@pytest.fixture
def published(metrics, places):
    """Read published figures with the metrics and places of these tests, and one release."""
    return lambda *paths: read_published(paths, feeds=(FEED,), metrics=metrics, places=places)


def falls(found: Published, place: str) -> list[float | None]:
    record = found.figures.lookup(place, "falls", YEAR, Status.ACTUAL)
    assert record is not None
    return [each.number for each in (record.figure, record.numerator, record.denominator)]


@pytest.mark.parametrize(("make", "suffix"), [(in_excel, "xlsx"), (in_opendocument, "ods")])
def test_a_release_is_read_by_headings_and_codes(tmp_path, published, make, suffix):
    path = make(tmp_path / f"release.{suffix}", Notes=[["Notes"]], One=ONE, Two=TWO)
    found = published(path)
    assert falls(found, "E06000016") == [596.3, 278, 46623]
    assert falls(found, "E06000017") == [493.2, None, None]
    assert len(found.figures.records) == 2
    record = found.figures.records[0]
    assert record.source == "The release, One"
    assert record.where == f"{path}, sheet One, row 6"


def test_a_table_of_another_definition_is_kept_apart_with_the_reason(tmp_path, published):
    found = published(in_excel(tmp_path / "release.xlsx", One=ONE, Two=TWO))
    leicester, rutland = found.unlike
    assert (leicester.record.figure.number, leicester.reason) == (0.5957, "another definition")
    assert rutland.record.figure.state is State.SUPPRESSED


def test_columns_may_be_moved(tmp_path, published):
    turned = [row[::-1] for row in ONE]
    found = published(in_excel(tmp_path / "release.xlsx", One=turned, Two=TWO))
    assert falls(found, "E06000016") == [596.3, 278, 46623]


def test_missing_headings_are_told_with_their_sheet(tmp_path, published):
    path = in_excel(tmp_path / "release.xlsx", One=[["Area", "Rate"], *ONE[3:]], Two=[["x"]])
    with pytest.raises(Refused) as caught:
        published(path)
    (found,) = caught.value.findings
    assert (found.code, found.where) == ("FIG06", f"{path}, sheet One")
    assert "columns are missing: People, Population" in found.message


def test_wrong_values_and_a_place_twice_are_refused_with_their_rows(tmp_path, published):
    rows = [*ONE, ["Leicester", "E06000016", 1, 2, 3], ["Rutland", "E06000017", 1, 2, "many"]]
    path = in_excel(tmp_path / "release.xlsx", One=rows, Two=TWO)
    with pytest.raises(Refused) as caught:
        published(path)
    told = [(each.code, each.where.rpartition(" ")[2]) for each in caught.value.findings]
    assert ("FIG03", "8") in told
    assert ("FIG04", "9") in told


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_any_other_file_is_read_in_the_tidy_shape(tmp_path, published, suffix):
    rows = [["place", "metric", "period", "value", "status"]]
    rows += [["Rutland", "falls", "2024-25", 493.2, "actual"]]
    path = tmp_path / f"tidy.{suffix}"
    if suffix == "csv":
        path.write_text("\n".join(",".join(map(str, row)) for row in rows), encoding="utf-8")
    else:
        in_excel(path, Figures=rows)
    assert falls(published(path), "E06000017") == [493.2, None, None]


def test_the_first_of_two_files_with_the_same_figure_has_it(tmp_path, published):
    changed = [*ONE[:5], ["Leicester", "E06000016", 279, 46623, 598.4]]
    first = in_excel(tmp_path / "first.xlsx", One=changed, Two=TWO)
    second = in_excel(tmp_path / "second.xlsx", One=ONE, Two=TWO)
    found = published(first, second)
    assert falls(found, "E06000016")[0] == 598.4
    assert falls(found, "E06000017")[0] == 493.2


def test_the_faults_of_all_files_are_told_together(tmp_path, published):
    (tmp_path / "broken.ods").write_bytes(b"nothing of the kind")
    with pytest.raises(Refused) as caught:
        published(tmp_path / "none.csv", tmp_path / "broken.ods", tmp_path / "none.ods")
    assert [each.code for each in caught.value.findings] == ["FILE01", "BOOK01", "FILE01"]


def test_nothing_published_is_nothing_known(published):
    nothing = published()
    assert (nothing.figures.records, nothing.figures.findings, nothing.unlike) == ((), (), ())


def test_the_national_release_is_read_by_its_mapping():
    path = SHARED / "data" / "ascof-2024-25.ods"
    if not path.is_file():
        pytest.skip("the national release is not here (../shared/data)")
    metrics = load_metrics(ROOT / "mappings" / "metrics.yaml")
    places = load_places(ROOT / "mappings" / "places.yaml")
    feeds = load_feeds(ROOT / "mappings" / "feeds", metrics)
    found = read_published([path], feeds=feeds, metrics=metrics, places=places)
    admissions = {
        record.place: [
            each.number for each in (record.figure, record.numerator, record.denominator)
        ]
        for record in found.figures.records
    }
    assert admissions == {
        "E10000018": [526.9, 829, 157349],
        "E06000016": [596.3, 278, 46623],
        "E06000017": [493.2, 54, 10949],
    }
    at_home = {each.record.place: each.record.figure.number for each in found.unlike}
    assert at_home == {"E10000018": 0.587, "E06000016": 0.5957, "E06000017": None}
