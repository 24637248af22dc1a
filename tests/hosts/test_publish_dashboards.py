"""The publish command on dashboards: the copy, its pages, what is told, and the exit status."""

from __future__ import annotations

import shutil
import sys

import pytest

from tests.support.commands import refused, xlbcf
from tests.support.editing import parts_in
from tests.support.fills import EOY
from tests.support.small_dashboards import points, series, small_dashboard
from tests.support.templates import ROOT, template_of
from xlbcf.books.file_book import FileBook
from xlbcf.books.pdf_pages import page_sizes
from xlbcf.books.port import Write
from xlbcf.template.addresses import parse_cell

COPY = "small (values only)"
OTHER_KEYS = {"previous_period": "2021-22"}


def small(latest: float = 6) -> bytes:
    past = points(1234.0, 12.0)
    return small_dashboard(series("deaths", latest, previous=12.0, history=past, **OTHER_KEYS))


@pytest.fixture
def workbook(tmp_path):
    path = tmp_path / "small.xlsm"
    path.write_bytes(small())
    return path


@pytest.fixture
def no_office(monkeypatch, tmp_path):
    monkeypatch.setenv("XLBCF_LIBREOFFICE", str(tmp_path / "gone"))


def value(path, place):
    sheet, _, address = place.rpartition("!")
    return FileBook.open(path).value(sheet, parse_cell(address))


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """A dashboard published with its pages; LibreOffice is started once."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    folder = tmp_path_factory.mktemp("printed")
    (folder / "small.xlsm").write_bytes(small())
    outcome = xlbcf("publish", folder / "small.xlsm", "--suppress", "--json")
    return folder, outcome


def test_its_pdf_is_one_page_of_a3_and_no_suppressed_number_is_on_it(printed):
    folder, outcome = printed
    (size,) = page_sizes((folder / f"{COPY}.pdf").read_bytes())
    assert size.is_a3
    assert outcome.plain["dashboard"]["pages"][0] == str(folder / f"{COPY}.pdf")
    assert outcome.codes == []


def test_its_pdf_has_the_title_and_is_tagged(printed):
    content = (printed[0] / f"{COPY}.pdf").read_bytes()
    title = "Better Care Together Outcomes Framework, 2024-25 Q3"
    assert b"/Title<FEFF" + title.encode("utf-16-be").hex().upper().encode() in content
    assert b"/MarkInfo" in content


def test_its_picture_is_large_enough_to_read(printed):
    pytest.importorskip("pypdfium2", reason="pypdfium2 is not installed")
    picture = (printed[0] / f"{COPY}.png").read_bytes()
    assert int.from_bytes(picture[20:24]) == 3508
    assert int.from_bytes(picture[16:20]) > 2400


def test_the_words_on_its_page_are_those_of_the_copy(printed):
    pdfium = pytest.importorskip("pypdfium2", reason="pypdfium2 is not installed")
    with pdfium.PdfDocument(printed[0] / f"{COPY}.pdf") as document:
        words = document[0].get_textpage().get_text_range()
    assert "Small framework" in words
    assert "Of deaths" in words
    assert "*" in words
    assert "1234" not in words
    assert "* not shown: 1 to 7, or what would give such a number away." in words


@pytest.mark.usefixtures("no_office")
def test_without_libreoffice_the_copy_is_written_all_the_same(workbook):
    outcome = xlbcf("publish", workbook, "--json")
    assert (outcome.status, outcome.codes) == (0, ["PUB06"])
    assert outcome.plain["dashboard"]["pages"] == []
    assert (workbook.parent / f"{COPY}.xlsx").exists()


def test_pictures_can_be_left_out(workbook):
    outcome = xlbcf("publish", workbook, "--no-pictures", "--json")
    assert (outcome.status, outcome.codes) == (0, [])
    assert sorted(path.name for path in workbook.parent.iterdir()) == [
        f"{COPY}.xlsx", "small.xlsm"
    ]  # fmt: skip


def test_without_the_switch_nothing_is_suppressed(workbook):
    outcome = xlbcf("publish", workbook, "--no-pictures", "--json")
    copy = workbook.parent / f"{COPY}.xlsx"
    assert value(copy, "LLR_Summary!D6") == 6
    assert outcome.plain["dashboard"]["suppressed"] is False
    subject = parts_in(copy.read_bytes())["docProps/core.xml"]
    assert b">Dashboard, values only</dc:subject>" in subject


def test_with_the_switch_small_numbers_are_hidden_and_counted(workbook):
    outcome = xlbcf("publish", workbook, "--no-pictures", "--suppress")
    assert outcome.status == 0
    copy = workbook.parent / f"{COPY}.xlsx"
    assert value(copy, "LLR_Summary!D6") == "*"
    assert outcome.out.splitlines()[-1] == (
        "Small numbers: 1 number is hidden (*), 3 rounded to the nearest 5."
    )


def test_what_a_person_must_look_at_ends_with_status_1(tmp_path):
    path = tmp_path / "small.xlsm"
    path.write_bytes(small_dashboard(series("shares", 0.5, unit="percent", decimals=1)))
    outcome = xlbcf("publish", path, "--no-pictures", "--suppress")
    assert outcome.status == 1
    assert "PUB11 query: small.xlsm" in outcome.out
    assert (tmp_path / f"{COPY}.xlsx").exists()
    assert xlbcf("publish", path, "--no-pictures").status == 0


def test_the_results_are_worked_out_although_the_workbook_was_never_calculated(workbook):
    book = FileBook.open(workbook)
    cell = parse_cell("D6")
    book.store_results({"LLR_Summary": {cell: 5}})
    book.calculate_on_load()
    workbook.write_bytes(book.to_bytes())
    assert xlbcf("publish", workbook, "--no-pictures").status == 0
    assert value(workbook.parent / f"{COPY}.xlsx", "LLR_Summary!D6") == 6


def test_the_same_workbook_gives_the_same_copy(workbook):
    copy = workbook.parent / f"{COPY}.xlsx"
    assert xlbcf("publish", workbook, "--no-pictures", "--suppress").status == 0
    first = copy.read_bytes()
    assert xlbcf("publish", workbook, "--no-pictures", "--suppress").status == 0
    assert copy.read_bytes() == first


def test_the_workbook_itself_stays_as_it_is(workbook):
    before = workbook.read_bytes()
    assert xlbcf("publish", workbook, "--no-pictures", "--suppress").status == 0
    assert workbook.read_bytes() == before


def test_small_numbers_cannot_be_taken_out_of_any_other_workbook(tmp_path):
    path = tmp_path / "return.xlsx"
    path.write_bytes(template_of(EOY).bytes)
    assert refused("publish", path, "--suppress")["code"] == "PUB05"
    assert [each.name for each in tmp_path.iterdir()] == ["return.xlsx"]


def test_a_suppressed_dashboard_names_nobody_and_runs_nothing(workbook):
    assert xlbcf("publish", workbook, "--no-pictures", "--suppress").status == 0
    parts = parts_in((workbook.parent / f"{COPY}.xlsx").read_bytes())
    assert not [name for name in parts if "vba" in name.lower() or "external" in name.lower()]
    assert not [name for name, part in parts.items() if b"<f>" in part]
    assert b"creator" not in parts["docProps/core.xml"]


@pytest.fixture
def stand_in(monkeypatch, tmp_path):
    """A stand-in for LibreOffice that makes the PDF files it is told to."""
    if sys.platform == "win32":
        pytest.skip("the stand-in is a shell script")
    script, pdf = tmp_path / "office" / "soffice", tmp_path / "office" / "made.pdf"
    script.parent.mkdir()
    head = '#!/bin/sh\nwhile [ "$1" != --outdir ]; do shift; done\n'
    script.write_text(f'{head}cp "{pdf}" "$2/page.pdf"\n')
    script.chmod(0o755)
    monkeypatch.setenv("XLBCF_LIBREOFFICE", str(script))
    return pdf


def pages(*sizes: tuple[float, float]) -> bytes:
    box = b"".join(b"<</Type/Page /MediaBox[0 0 %.2f %.2f]>>" % size for size in sizes)
    words = "xlbcf-publish".encode("utf-16-be").hex().upper().encode()
    return b"%PDF-1.6\n" + box + b"/Keywords<FEFF" + words + b">"


A3, A4 = (841.89, 1190.55), (595.28, 841.89)


@pytest.mark.parametrize("sizes", [(A4, A4), (A3, A3)])
def test_more_pages_than_sheets_are_told_and_no_pictures_drawn(workbook, stand_in, sizes):
    stand_in.write_bytes(pages(*sizes))
    outcome = xlbcf("publish", workbook, "--json")
    assert (outcome.status, outcome.codes) == (1, ["PUB09"])
    assert "expected is 1 page of A3 for LLR_Summary" in outcome.plain["findings"][0]["message"]
    assert outcome.plain["dashboard"]["pages"] == [str(workbook.parent / f"{COPY}.pdf")]


def test_pages_of_an_earlier_copy_are_taken_away(workbook, stand_in, no_office):
    del no_office
    own = (f"{COPY}.pdf", f"{COPY}.png", f"{COPY} page 2.png")
    for name in own:
        (workbook.parent / name).write_bytes(pages(A3))
    (workbook.parent / f"{COPY} page 3.png").write_bytes(b"of somebody else")
    assert xlbcf("publish", workbook).status == 0
    left = {path.name for path in workbook.parent.iterdir()}
    assert left == {"small.xlsm", f"{COPY}.xlsx", f"{COPY} page 3.png", "office"}
    assert not stand_in.exists()


def test_a_pdf_of_somebody_else_is_never_written_over(workbook, stand_in):
    stand_in.write_bytes(pages(A3))
    other = workbook.parent / f"{COPY}.pdf"
    other.write_bytes(b"%PDF-1.7 of somebody else")
    outcome = xlbcf("publish", workbook, "--json")
    assert (outcome.status, outcome.codes) == (1, ["PUB04"])
    assert other.read_bytes() == b"%PDF-1.7 of somebody else"
    assert (workbook.parent / f"{COPY}.xlsx").exists()


@pytest.mark.parametrize("name", ["outcomes-framework", "integration-executive"])
def test_the_dashboards_that_ship_can_be_published(name, tmp_path):
    path = ROOT / "workbooks" / "dashboards" / f"{name}.xlsm"
    outcome = xlbcf("publish", path, "--out", tmp_path, "--no-pictures", "--json")
    assert outcome.plain["dashboard"]["id"] == name
    assert outcome.plain["removed"] == ["macros"]
    copy = FileBook.open(tmp_path / f"{name} (values only).xlsx")
    assert not copy.has_formulas()
    assert "#NAME?" not in [
        value for sheet in copy.sheets() for value in copy.values(sheet).values()
    ]


def test_a_dashboard_is_published_by_its_id_from_its_working_folder(tmp_path, monkeypatch):
    home = tmp_path / "home"
    assert xlbcf("init", home).status == 0
    monkeypatch.chdir(home)
    assert xlbcf("publish", "outcomes-framework", "--no-pictures").status == 0
    copy = home / "workbooks" / "dashboards" / "outcomes-framework (values only).xlsx"
    assert copy.exists()
    assert refused("publish", "outcome-framework", "--no-pictures")["code"] == "FILE01"


def test_nothing_is_put_beside_the_dashboard_that_came_with_the_program(tmp_path, monkeypatch):
    assert xlbcf("init", tmp_path / "came").status == 0
    monkeypatch.setattr("xlbcf.desk.folder._own_copies", lambda: tmp_path / "came")
    monkeypatch.chdir(tmp_path)
    assert refused("publish", "outcomes-framework", "--no-pictures")["code"] == "REFR25"
    told = xlbcf("publish", "outcomes-framework", "--no-pictures", "--out", "copies")
    assert told.status == 0
    assert (tmp_path / "copies" / "outcomes-framework (values only).xlsx").exists()


def test_a_rating_that_overrides_the_figures_without_a_reason_is_told(tmp_path):
    name = "integration-executive.xlsm"
    book = FileBook.open(ROOT / "workbooks" / "dashboards" / name)
    values = book.values("Data")
    at = {value: cell for cell, value in values.items() if cell.row < 10}
    (row,) = [
        cell.row
        for cell, value in values.items()
        if cell.column == at["Metric"].column and value == "residential_admissions"
    ]
    reason = at["Reason"]._replace(row=row)
    assert values[reason]
    book.write([Write("Data", reason, None)])
    (tmp_path / name).write_bytes(book.to_bytes())
    outcome = xlbcf("publish", tmp_path / name, "--no-pictures", "--json")
    assert (outcome.status, outcome.codes) == (1, ["REFR31"])
