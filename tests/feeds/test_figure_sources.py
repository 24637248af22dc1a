"""Where figures come from: delimited text, workbooks, databases, and what can be wrong there."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import zipfile
from datetime import date

import openpyxl
import pytest

from xlbcf.feeds.workbooks import _survey
from xlbcf.rules.figures import State

HEADINGS = ["place_code", "metric", "period", "value", "status"]
ROW = ["Rutland", "home", "2024-25", 0.9, "plan"]
CSV = "place_code,metric,period,value,status\nRutland,home,2024-25,0.9,plan\n"


def codes(figures):
    return [finding.code for finding in figures.findings]


@pytest.fixture
def read_text(tmp_path, read):
    """Read a delimited file of these bytes or this text."""

    def reader(content, name="figures.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read(path)

    return reader


@pytest.fixture
def read_book(tmp_path, read):
    """Read a workbook with these sheets of rows."""

    def reader(**sheets):
        book = openpyxl.Workbook()
        book.remove(book.active)
        for name, rows in sheets.items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
        book.create_chartsheet("Chart", 0)
        path = tmp_path / "figures.xlsx"
        book.save(path)
        return read(path)

    return reader


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_found(read_text, delimiter):
    figures = read_text(CSV.replace(",", delimiter))
    assert (figures.findings, len(figures.records)) == ((), 1)


def test_semicolons_win_over_the_commas_inside_fields(read_text):
    figures = read_text(
        "place;metric;period;value;status;source, in full, as printed\n"
        "Rutland;people;2024-25;1,197.7;plan;a, b, c\n"
    )
    assert figures.records[0].figure.number == 1197.7


def test_excels_separator_line_and_titles_above_the_headings_are_passed_over(read_text):
    figures = read_text("sep=,\nFigures of the year\n\n" + CSV)
    assert (figures.findings, figures.records[0].where[-2:]) == ((), ":5")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_the_usual_encodings_are_read(read_text, encoding):
    text = CSV.replace("status\n", "status,source\n").replace("plan\n", "plan,Café – page 3\n")
    figures = read_text(text.encode(encoding))
    assert (figures.findings, figures.records[0].source) == ((), "Café – page 3")


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_any_line_ending_is_read(read_text, ending):
    assert len(read_text(CSV.replace("\n", ending)).records) == 1


def test_headings_may_differ_in_case_and_spacing_and_others_are_ignored(read_text):
    figures = read_text(
        "Notes, Place Code ,METRIC,Period,Value,place,Status\n"
        "late,E06000017,home,2024-25,0.9,Leicester,plan\n"
    )
    assert figures.findings == ()
    assert figures.records[0].place == "E06000017"


def test_missing_columns_are_named_with_their_row(read_text):
    figures = read_text("place,metric,value\nRutland,home,0.9\n")
    assert codes(figures) == ["FIG06"]
    assert "columns are missing: period, status" in figures.findings[0].message
    assert figures.findings[0].where.endswith("figures.csv:1")


@pytest.mark.parametrize("content", ["", "\n\n", "nothing of the kind\n"])
def test_a_file_without_headings_lacks_all_columns(read_text, content):
    figures = read_text(content)
    assert codes(figures) == ["FIG06"]
    message = "columns are missing: place_code, metric, period, value, status"
    assert message in figures.findings[0].message
    assert figures.findings[0].where.endswith("figures.csv")


def test_a_heading_that_stands_twice_is_refused(read_text):
    figures = read_text(CSV.replace("value,", "value,Value,"))
    assert codes(figures) == ["FIG15"]
    assert "value stands over columns 4 and 5" in figures.findings[0].message


def test_a_comma_inside_a_number_never_moves_the_fields_behind_it(read_text):
    figures = read_text(
        "place,metric,period,status,value\n"
        "Rutland,people,2024-25,plan,1,197\n"
        'Rutland,people,2024-25,plan,"1,197"\n'
    )
    assert codes(figures) == ["FIG16"]
    assert figures.findings[0].where.endswith(":2")
    assert [record.figure.number for record in figures.records] == [1197]


def test_a_quotation_mark_left_open_is_refused_with_its_line(read_text):
    figures = read_text(
        CSV + 'Rutland,home,2023-24,0.8,plan,"open\nRutland,home,2022-23,0.7,plan\n'
    )
    assert codes(figures) == ["FILE02"]
    assert figures.findings[0].where.endswith("figures.csv:3")


def test_a_row_over_several_lines_is_named_by_its_first(read_text):
    figures = read_text(
        CSV + 'Rutland,home,2023-24,"lots\nof",plan\nLester,home,2022-23,0.7,plan\n'
    )
    lines = [(each.code, each.where.rpartition(":")[2]) for each in figures.findings]
    assert lines == [("FIG04", "3"), ("FIG01", "5")]


@pytest.mark.parametrize("content", [b"PK\x03\x04\x00\x00", b"a\x81\x8d\x8f\x90\x9d"])
def test_a_file_that_is_not_text_is_refused(read_text, content):
    assert codes(read_text(content)) == ["FILE02"]


def test_a_missing_file_is_refused(tmp_path, read):
    assert codes(read(tmp_path / "none.csv")) == ["FILE01"]
    assert codes(read(str(tmp_path / "none.xlsx"))) == ["FILE01"]


def test_a_folder_is_refused(tmp_path, read):
    assert codes(read(tmp_path)) == ["FILE02"]


def test_a_name_too_long_for_a_file_is_refused(read):
    assert codes(read("x" * 5000 + ".csv")) == ["FILE02"]


@pytest.mark.parametrize(
    ("name", "found"), [("figures.pdf", ".pdf"), ("figures.xls", ".xls"), ("figures", "no suffix")]
)
def test_a_kind_of_file_not_known_is_refused(read_text, name, found):
    figures = read_text(b"", name)
    assert codes(figures) == ["FILE06"]
    assert f"found {found}, expected one of .csv" in figures.findings[0].message


def test_the_first_sheet_with_the_headings_is_read(read_book, tmp_path):
    figures = read_book(
        Cover=[["A title"]],
        Empty=[],
        Figures=[["Figures"], [], HEADINGS, ROW, [], [*ROW[:2], "2023-24", *ROW[3:]]],
        Later=[HEADINGS, ["Nowhere", "home", "2024-25", 1, "plan"]],
    )
    assert figures.findings == ()
    wheres = [record.where for record in figures.records]
    path = tmp_path / "figures.xlsx"
    assert wheres == [f"{path}, sheet Figures, row 4", f"{path}, sheet Figures, row 6"]


def test_a_sheet_that_starts_below_and_right_of_its_corner_keeps_its_row_numbers(read_book):
    figures = read_book(Figures=[[], [], [None, *HEADINGS], [None, "x", *ROW[1:]]])
    assert figures.findings[0].where.endswith("row 4")


def test_a_month_that_excel_made_a_date_is_still_a_month(read_book):
    figures = read_book(Figures=[HEADINGS, ["Rutland", "home", date(2024, 11, 1), 0.9, "plan"]])
    assert figures.findings == ()
    assert str(figures.records[0].period) == "2024-11"


@pytest.mark.parametrize("day", [date(2024, 11, 2), date(2011, 12, 1)])
def test_a_date_that_may_be_no_month_is_refused(read_book, day):
    """December 2011 is what Excel makes of the year 2011-12."""
    figures = read_book(Figures=[HEADINGS, ["Rutland", "home", day, 0.9, "plan"]])
    assert codes(figures) == ["FIG08"]


def test_a_notes_column_beside_the_table_is_ignored(read_book):
    figures = read_book(Figures=[HEADINGS, [*ROW, None, "a remark"]])
    assert (figures.findings, len(figures.records)) == ((), 1)


def test_an_error_in_a_cell_is_a_fault_and_not_a_blank(read_book):
    figures = read_book(Figures=[HEADINGS, ["Rutland", "home", "2024-25", "#DIV/0!", "plan"]])
    assert codes(figures) == ["FIG04"]
    assert "value is “#DIV/0!”" in figures.findings[0].message


def test_a_formula_that_was_never_calculated_is_a_fault_and_not_a_blank(read_book):
    figures = read_book(Figures=[HEADINGS, ["Rutland", "home", "2024-25", "=9/10", "plan"]])
    assert codes(figures) == ["FIG04"]
    assert "a formula that was never calculated" in figures.findings[0].message


@pytest.mark.parametrize(
    ("kind", "stored", "faults"),
    [("", "<v></v>", 1), (' t="str"', "<v></v>", 0), (' t="str"', "", 1)],
)
def test_an_empty_result_is_a_text_or_was_never_calculated(kind, stored, faults):
    """Some programs write an empty result where there is none; a formula may also give no text."""
    sheet = f'<c r="D2"{kind}><f>9/10</f>{stored}</c>'.encode()
    assert len(_survey(sheet, "figures.xlsx", "Figures")) == faults


def test_true_is_not_a_number(read_book):
    assert codes(read_book(Figures=[HEADINGS, [*ROW[:3], True, "plan"]])) == ["FIG04"]


def test_a_stray_cell_at_the_end_of_a_sheet_does_not_exhaust_the_memory(tmp_path, read):
    book = openpyxl.Workbook()
    book.active["A1"], book.active["XFD1048576"] = 1, 1
    book.save(tmp_path / "figures.xlsx")
    figures = read(tmp_path / "figures.xlsx")
    assert codes(figures) == ["BOOK04"]
    assert "1,048,576 rows of 16,384 columns" in figures.findings[0].message


def test_a_cell_beyond_the_last_of_excel_is_refused(tmp_path, read_book, read):
    read_book(Figures=[HEADINGS, ROW])
    path = tmp_path / "beyond.xlsx"
    with zipfile.ZipFile(tmp_path / "figures.xlsx") as sound, zipfile.ZipFile(path, "w") as other:
        for name in sound.namelist():
            other.writestr(name, sound.read(name).replace(b'r="E2"', b'r="ZZZ2"'))
    figures = read(path)
    assert codes(figures) == ["BOOK01"]
    assert "'ZZZ2' is not a cell address" in figures.findings[0].message


@pytest.mark.parametrize("suffix", [".xlsx", ".xlsm", ".ods"])
@pytest.mark.parametrize("content", [b"", b"not a workbook", b"PK\x05\x06" + bytes(18)])
def test_a_file_that_is_no_workbook_is_refused(read_text, suffix, content):
    assert codes(read_text(content, f"figures{suffix}")) == ["BOOK01"]


def test_a_workbook_cut_short_or_damaged_is_refused(read_book, read_text, tmp_path):
    read_book(Figures=[HEADINGS, ROW])
    sound = (tmp_path / "figures.xlsx").read_bytes()
    cut = read_text(sound[: len(sound) // 2], "cut.xlsx")
    with zipfile.ZipFile(tmp_path / "figures.xlsx") as book:
        sheet = book.getinfo("xl/worksheets/sheet1.xml")
    at = sheet.header_offset + 80
    damaged = read_text(sound[:at] + b"\xff" * 20 + sound[at + 20 :], "damaged.xlsx")
    assert (codes(cut), codes(damaged)) == (["BOOK01"], ["BOOK01"])


MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
)


def ods(rows):
    """Return the content of an OpenDocument sheet."""
    cells = ""
    for row in rows:
        cells += "<table:table-row>"
        for cell in row:
            kind = "float" if isinstance(cell, float) else "string"
            value = f' office:value="{cell}"' if kind == "float" else ""
            cells += (
                f'<table:table-cell office:value-type="{kind}"{value}>'
                f"<text:p>{cell}</text:p></table:table-cell>"
            )
        cells += "</table:table-row>"
    name = "urn:oasis:names:tc:opendocument:xmlns"
    return (
        f'<office:document-content xmlns:office="{name}:office:1.0" xmlns:text="{name}:text:1.0" '
        f'xmlns:table="{name}:table:1.0" office:version="1.2"><office:body><office:spreadsheet>'
        f'<table:table table:name="Figures">{cells}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )


def test_an_opendocument_sheet_is_read(tmp_path, read):
    path = tmp_path / "figures.ods"
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr("META-INF/manifest.xml", MANIFEST)
        book.writestr("content.xml", ods([HEADINGS, ROW]))
    figures = read(path)
    assert figures.findings == ()
    assert figures.records[0].figure.number == 0.9
    assert figures.records[0].where == f"{path}, sheet Figures, row 2"


def test_what_libreoffice_saves_is_read(read_book, read, tmp_path):
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice is not installed")
    read_book(Figures=[HEADINGS, ROW, ["Rutland", "home", date(2024, 11, 1), "n/a", "actual"]])
    subprocess.run(
        [
            *("soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'lo').as_uri()}"),
            *("--convert-to", "ods", "--outdir", str(tmp_path), str(tmp_path / "figures.xlsx")),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    figures = read(tmp_path / "figures.ods")
    assert figures.findings == ()
    assert [str(record.period) for record in figures.records] == ["2024-25", "2024-11"]
    assert [record.figure.state for record in figures.records] == [
        State.NUMBER,
        State.NOT_AVAILABLE,
    ]


@pytest.fixture
def database(tmp_path):
    """A SQLite database with one table of figures."""
    pytest.importorskip("sqlalchemy", reason="SQLAlchemy is not installed")
    path = tmp_path / "figures.db"
    connection = sqlite3.connect(path)
    connection.execute("create table figures (place, metric, period, value, status)")
    connection.execute("insert into figures values ('Rutland', 'home', '2024-25', 0.9, 'plan')")
    connection.execute("insert into figures values ('Rutland', 'home', '2023-24', NULL, 'plan')")
    connection.commit()
    connection.close()
    return f"sqlite:///{path}"


def test_a_query_is_read_row_by_row(database, read):
    figures = read(database, query="select * from figures")
    assert figures.findings == ()
    assert [record.where for record in figures.records] == ["query row 1", "query row 2"]
    assert [record.figure.number for record in figures.records] == [0.9, None]


def test_a_fault_in_a_query_row_is_named_by_its_row(database, read):
    figures = read(database, query="select *, 'x' as unit from figures where value is not null")
    assert [(f.code, f.where) for f in figures.findings] == [("FIG07", "query row 1")]


def test_a_colon_or_a_percent_sign_in_a_query_is_plain_text(database, read):
    query = "select * from figures where ' :x' = ' :x' and metric like 'ho%'"
    assert len(read(database, query=query).records) == 2


def test_a_query_without_the_columns_is_refused(database, read):
    figures = read(database, query="select place, value from figures")
    assert codes(figures) == ["FIG06"]
    assert figures.findings[0].where == "query headings"


@pytest.mark.parametrize("query", [None, "", "  "])
def test_a_database_needs_a_query(database, read, query):
    assert codes(read(database, query=query)) == ["FIG11"]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("select * from nowhere", "no such table: nowhere"),
        ("delete from figures", "the query gives no rows"),
        ("nonsense", "syntax error"),
    ],
)
def test_a_query_that_gives_no_rows_is_refused_and_changes_nothing(database, read, query, words):
    figures = read(database, query=query)
    assert codes(figures) == ["FIG12"]
    assert words in figures.findings[0].message
    assert len(read(database, query="select * from figures").records) == 2


def test_a_missing_sqlite_file_is_refused_and_not_made(tmp_path, read):
    pytest.importorskip("sqlalchemy", reason="SQLAlchemy is not installed")
    path = tmp_path / "none.db"
    assert codes(read(f"sqlite:///{path}", query="select 1")) == ["FILE01"]
    assert not path.exists()


@pytest.mark.parametrize("address", ["nosuch://server/figures", "postgresql://server:port/x"])
def test_an_address_that_is_no_database_is_refused(read, address):
    pytest.importorskip("sqlalchemy", reason="SQLAlchemy is not installed")
    assert codes(read(address, query="select 1")) == ["FIG12"]


def test_a_missing_driver_is_named(read, monkeypatch):
    pytest.importorskip("sqlalchemy", reason="SQLAlchemy is not installed")
    monkeypatch.setitem(sys.modules, "pyodbc", None)
    figures = read("mssql+pyodbc://me:hunter2@server/figures", query="select 1")
    assert codes(figures) == ["FIG13"]
    assert "pip install pyodbc" in figures.findings[0].action


def test_missing_sqlalchemy_is_named(read, monkeypatch):
    monkeypatch.setitem(sys.modules, "sqlalchemy", None)
    figures = read("sqlite:///figures.db", query="select 1")
    assert codes(figures) == ["FIG13"]
    assert "pip install xlbcf[sql]" in figures.findings[0].action


@pytest.mark.parametrize(
    "address",
    [
        "sqlite://me:hunter2@server/figures",
        "nosuch://me:hunter2@server/figures",
        "sqlite://me:hunter2@server:port/figures",
    ],
)
def test_a_password_is_never_shown(read, address):
    pytest.importorskip("sqlalchemy", reason="SQLAlchemy is not installed")
    figures = read(address, query="select * from hunter2")
    assert figures.findings
    assert "hunter2" not in " ".join(map(str, figures.findings))


@pytest.mark.parametrize(
    "address",
    [
        "mssql+pyodbc://me:p%40ss%2Fw%20d@server/figures",
        "mssql+pyodbc:///?odbc_connect=DRIVER%3Dx%3BUID%3Dme%3BPWD%3Dp%40ss%2Fw%20d",
        "postgresql://server/figures?user=me&password=p%40ss%2Fw%20d",
    ],
)
def test_a_password_in_a_databases_own_message_is_hidden(read, monkeypatch, address):
    sqlalchemy = pytest.importorskip("sqlalchemy", reason="SQLAlchemy is not installed")

    def refuse(url):
        told = f"{url.password} {dict(url.query)} {url.render_as_string(hide_password=False)}"
        raise RuntimeError(f"login of me failed: {told}")

    monkeypatch.setattr(sqlalchemy, "create_engine", refuse)
    finding = read(address, query="select 1").findings[0]
    assert "login of me failed" in finding.message
    assert not any(form in str(finding) for form in ("p@ss", "p%40ss", "w d", "w+d", "w%20d"))


def test_a_misspelt_heading_is_a_query_and_any_other_is_left_alone(read_text):
    figures = read_text(
        "place_code,metric,period,numeratr,remarks,value,status\n"
        "E06000017,home,2024-25,150,seen,0.8,actual\n"
    )
    assert codes(figures) == ["FIG19"]
    assert "“numeratr”" in figures.findings[0].message
    assert "numerator is meant" in figures.findings[0].action
    assert len(figures.records) == 1
