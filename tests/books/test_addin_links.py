"""Links to other copies of the add-in are turned; formulas and other links stay."""

from __future__ import annotations

import re

import pytest

from tests.support.editing import parts_in
from tests.support.laden import OFFICE, RELS, zipped_again
from tests.support.sheets import book, formula, sheet
from xlbcf.books.addin_links import mended_links
from xlbcf.books.excel_book import ExcelBook
from xlbcf.books.file_book import FileBook
from xlbcf.rules.findings import Refused

ADDIN = "xlbcf.xlam"
STARTUP = "http://schemas.microsoft.com/office/2006/relationships/xlExternalLinkPath/xlStartup"
HOLDER = "xl/externalLinks/_rels/externalLink{}.xml.rels"
FORMULAS = {
    "B2": formula('[1]!BCF_RAG(F7,G7,"lower")', "Red"),
    "B3": formula("[2]Plans!A1", 5),
    "B4": formula("IF([1]!BCF_RATE(1,2)>1,[1]!BCF_RATE(3,4),0)", 0),
    "B5": formula("1+1", 2),
}


def linked(*targets: str, kind: str = f"{OFFICE}/externalLinkPath") -> bytes:
    """Return a workbook with links to some files."""
    parts = parts_in(book(sheet("Form", FORMULAS)))
    references, links = "", ""
    for number, target in enumerate(targets, 1):
        references += f'<externalReference r:id="rIdL{number}"/>'
        links += (
            f'<Relationship Id="rIdL{number}" Type="{OFFICE}/externalLink" '
            f'Target="externalLinks/externalLink{number}.xml"/>'
        )
        parts[f"xl/externalLinks/externalLink{number}.xml"] = (
            f'<externalLink xmlns:r="{OFFICE}"><externalBook r:id="rId1"/></externalLink>'.encode()
        )
        parts[HOLDER.format(number)] = (
            f'<Relationships xmlns="{RELS}"><Relationship Id="rId1" Type="{kind}" '
            f'Target="{target}" TargetMode="External"/></Relationships>'
        ).encode()
    main = parts["xl/workbook.xml"].decode()
    main = main.replace(
        "</sheets>", f"</sheets><externalReferences>{references}</externalReferences>"
    )
    if "xmlns:r=" not in main:
        main = main.replace("<workbook ", f'<workbook xmlns:r="{OFFICE}" ', 1)
    parts["xl/workbook.xml"] = main.encode()
    holder = parts["xl/_rels/workbook.xml.rels"].decode()
    holder = holder.replace("</Relationships>", f"{links}</Relationships>")
    parts["xl/_rels/workbook.xml.rels"] = holder.encode()
    return zipped_again(parts)


CASES = [
    ("a folder of downloads", "file:///C:\\Users\\sam\\Downloads\\xlbcf.xlam"),
    ("another spelling", "file:///C:/Users/sam/XLBCF.XLAM"),
    ("a server", "file:///\\\\server\\share\\tools\\xlbcf.xlam"),
    ("a web address", "https://example.org/sites/bcf/xlbcf.xlam"),
    ("a folder with a space", "file:///C:\\My%20tools\\xlbcf.xlam"),
]


@pytest.mark.parametrize("target", [c[1] for c in CASES], ids=[c[0] for c in CASES])
def test_a_link_to_another_copy_is_turned_to_the_start_up_folder(target):
    data = linked(target, "file:///C:\\plans.xlsx")
    mended = mended_links(FileBook.from_bytes(data, "book.xlsx"), ADDIN)
    assert (mended.links, mended.formulas) == (1, 2)
    before, after = parts_in(data), parts_in(mended.content)
    assert [name for name in after if after[name] != before[name]] == [HOLDER.format(1)]
    link = after[HOLDER.format(1)].decode()
    assert f'Type="{STARTUP}" Target="{ADDIN}" TargetMode="External"' in link


@pytest.mark.parametrize(
    "target", ["file:///C:\\plans.xlsx", "file:///C:\\not-xlbcf.xlam", "a.xlam"]
)
def test_links_to_anything_else_stay(target):
    data = linked(target)
    mended = mended_links(FileBook.from_bytes(data, "book.xlsx"), ADDIN)
    assert (mended.content, mended.links, mended.formulas) == (data, 0, 0)


def test_a_link_that_leads_to_the_start_up_folder_stays():
    data = linked(ADDIN, kind=STARTUP)
    assert mended_links(FileBook.from_bytes(data, "book.xlsx"), ADDIN).content == data


def test_what_was_turned_once_stays():
    data = linked("file:///C:\\Users\\sam\\xlbcf.xlam")
    once = mended_links(FileBook.from_bytes(data, "book.xlsx"), ADDIN)
    assert mended_links(FileBook.from_bytes(once.content, "book.xlsx"), ADDIN).links == 0


def test_a_workbook_without_links_stays():
    data = book(sheet("Form", {"B2": formula("1+1", 2)}))
    assert mended_links(FileBook.from_bytes(data, "book.xlsx"), ADDIN).content == data


class Excel:
    """As much of Excel's Workbook and Application as turning links needs."""

    Name = "book.xlsx"

    def __init__(
        self, sources: tuple[str, ...] | None, loaded: str | None, refuse: str = ""
    ) -> None:
        self.sources, self.loaded, self.refuse = sources, loaded, refuse
        self.turned: list[tuple[str, str, int]] = []
        self.Application = self

    @property
    def FullName(self) -> str:  # noqa: N802
        assert self.loaded
        return self.loaded

    def Workbooks(self, name: str) -> Excel:  # noqa: N802
        if self.loaded is None:
            raise RuntimeError(f"Subscript out of range: {name}")
        return self

    def LinkSources(self, kind: int) -> tuple[str, ...] | None:  # noqa: N802
        assert kind == 1
        return self.sources

    def ChangeLink(self, old: str, new: str, kind: int) -> None:  # noqa: N802
        if old == self.refuse:
            raise RuntimeError("The sheet is protected.")
        self.turned.append((old, new, kind))


OWN = r"C:\Users\sam\AppData\Roaming\Microsoft\Excel\XLSTART\xlbcf.xlam"
ELSEWHERE = (r"C:\Users\ann\xlbcf.xlam", "https://example.org/tools/XLBCF.xlam")


def test_excel_turns_the_links_itself():
    excel = Excel((*ELSEWHERE, r"C:\plans.xlsx", OWN), OWN)
    assert ExcelBook(excel).repair_links(ADDIN) == 2
    assert excel.turned == [(each, OWN, 1) for each in ELSEWHERE]


def test_excel_without_links_turns_none():
    assert ExcelBook(Excel(None, OWN)).repair_links(ADDIN) == 0


def test_without_the_add_in_loaded_nothing_is_turned():
    excel = Excel(ELSEWHERE, None)
    with pytest.raises(Refused) as refused:
        ExcelBook(excel).repair_links(ADDIN)
    assert [each.code for each in refused.value.findings] == ["OPEN26"]
    assert excel.turned == []


def test_a_link_that_excel_would_not_turn_is_named():
    with pytest.raises(Refused) as refused:
        ExcelBook(Excel(ELSEWHERE, OWN, refuse=ELSEWHERE[1])).repair_links(ADDIN)
    (found,) = refused.value.findings
    assert found.code == "OPEN27"
    assert ELSEWHERE[1] in found.message
    assert not re.search(r"protected\.\)", found.message)
