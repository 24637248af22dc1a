"""The page that reports a check: whole, well formed, and readable by everybody."""

from __future__ import annotations

import re
import time
from datetime import datetime
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.support.reports import ERROR, NOTE, QUERY, checked, item, refused, sample
from xlbcf.desk.checking.report import CheckedFile, CheckReport
from xlbcf.hosts.check_page import page
from xlbcf.hosts.check_style import ALSO_ON_BAND, DARK, LIGHT, style
from xlbcf.rules.kinds import Severity
from xlbcf.rules.looks import contrast

MADE = datetime(2025, 6, 3, 9, 5)
VOID = {"meta", "br"}
EVIL = "<script>alert('x')</script> & \"quoted\" \x1b\x00"


class Outline(HTMLParser):
    """What a browser would make of a page: its tags, each closed where it must be."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.headings: list[tuple[int, str]] = []
        self.text = ""
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        assert len({name for name, _ in attrs}) == len(attrs)
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append((int(tag[1]), ""))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data
        if self.open and re.fullmatch("h[1-6]", self.open[-1]):
            level, said = self.headings[-1]
            self.headings[-1] = (level, said + data)

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.tags if name == tag]

    def links(self) -> list[str]:
        return [each["href"] for each in self.all("a")]


def outline(report: CheckReport, lowest: Severity = Severity.NOTE, folder: str = ".") -> Outline:
    return Outline(page(report, Path(folder), MADE, lowest))


def hostile() -> CheckReport:
    """A report whose every text was typed by somebody who means ill."""
    odd = item(value=EVIL, sheet=f"It's {EVIL}", field=EVIL, place=EVIL, file=f"a#b%20/{EVIL}.xlsx")
    files = [checked(EVIL, odd, title=EVIL, file=odd.file, return_id="")]
    return CheckReport(files, [odd], [(Path(EVIL), refused()[1])])


REPORTS = {
    "sample": sample(),
    "nothing found": CheckReport([checked("Rutland")]),
    "no file": CheckReport(),
    "nothing but refused": CheckReport([], [], [refused()]),
    "hostile": hostile(),
    "two kinds as severe": CheckReport(
        [checked("Rutland", item(QUERY), item("FIG19", found="Vaule", expected="value"))]
    ),
}


@pytest.mark.parametrize("lowest", list(Severity))
@pytest.mark.parametrize("name", REPORTS)
def test_a_page_is_well_formed_and_every_link_within_it_leads_somewhere(name, lowest):
    seen = outline(REPORTS[name], lowest)
    ids = [attributes["id"] for _, attributes in seen.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    inner = {link[1:] for link in seen.links() if link.startswith("#")}
    assert inner <= set(ids)
    named = {each["aria-labelledby"] for each in seen.all("section")}
    assert named <= set(ids)
    levels = [level for level, _ in seen.headings]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_page_has_the_landmarks_and_names_that_a_screen_reader_offers():
    seen = outline(sample())
    assert seen.all("html") == [{"lang": "en-GB"}]
    assert [len(seen.all(tag)) for tag in ("header", "nav", "main", "footer", "title")] == [1] * 5
    assert seen.links()[0] == "#main"
    assert seen.all("main") == [{"id": "main"}]
    assert seen.all("nav")[0]["aria-label"]
    (scrolled,) = [each for each in seen.all("div") if each["class"] == "scroll"]
    assert scrolled == {**scrolled, "role": "region", "tabindex": "0"}
    assert scrolled["aria-label"]


def test_the_summary_table_has_a_caption_and_says_what_each_heading_is_of():
    seen = outline(sample())
    assert len(seen.all("caption")) == 1
    headings = [each["scope"] for each in seen.all("th")]
    assert headings == ["col"] * 7 + ["row"] * 5
    assert len(seen.all("td")) == 6 * 5


def test_a_table_has_no_cells_to_fill_and_no_flags_in_the_summary():
    table = CheckedFile(Path("board.csv"), "Dashboard")
    dashes = '<td class="number">–</td><td class="number">–</td><td>–</td></tr>'
    made = page(CheckReport([table]), Path(), MADE, Severity.NOTE)
    assert made.count(dashes) == 2
    assert "Not known" not in made


def test_a_place_in_the_summary_leads_to_its_findings_and_a_number_to_the_first_of_them():
    links = outline(sample()).links()
    assert {"#file-1", "#file-2", "#file-3", "#across"} <= set(links)
    assert {"#file-1-error", "#file-1-query", "#file-1-note", "#across-query"} <= set(links)
    assert "#file-2-error" not in links


def test_a_severity_is_a_word_and_a_shape_and_only_then_a_colour():
    text = page(sample(), Path(), MADE)
    for word, shape in (("Error", "■"), ("Query", "▲"), ("Note", "●")):
        mark = f'<span class="mark {word.lower()}"><span aria-hidden="true">{shape}</span> {word}'
        assert f"{mark}</span>" in text


def test_each_finding_says_where_what_and_what_to_do():
    text = outline(sample()).text
    assert "'4. Metrics'!J15 avoidable admissions, challenges" in text
    assert "“Yess” is not allowed here; allowed is one of Yes, No." in text
    assert "To do: Give a value that the cell accepts" in text
    assert "Across files" in text
    assert "Leicester, falls" in text


def test_many_cells_are_listed_sheet_by_sheet_with_their_number():
    same = [item(cell=f"H{row}", field=f"field {row}") for row in range(1, 5)]
    same += [item(sheet="Cover", cell="B7", field="place")]
    text = page(CheckReport([checked("Rutland", *same)]), Path(), MADE)
    assert text.count('<ul class="cells">') == 2
    assert '<p class="where">4. Metrics (4)</p>' in text
    assert "'!H4\">H4 field 4</a></li>" in text.replace("&#x27;", "'")
    assert '<p class="where">Cover (1)</p>' in text
    for number, lists in ((3, 0), (4, 1)):
        few = page(CheckReport([checked("Rutland", *same[:number])]), Path(), MADE)
        assert few.count('<ul class="cells">') == lists
        assert few.count("is not allowed here") == 1


def test_what_to_do_stands_with_each_finding_where_it_differs():
    items = [item("FIG19", found="Vaule", expected=each) for each in ("value", "status")]
    text = outline(CheckReport([checked("Rutland", *items)])).text
    assert "To do: Rename it if value is meant." in text
    assert "To do: Rename it if status is meant." in text


def test_each_code_leads_to_its_meaning():
    seen = outline(sample())
    terms = [each["id"] for each in seen.all("dt")]
    assert terms == ["codes-BOOK02", "codes-BOOK08", "codes-CELL03", "codes-FIG09"]
    assert {f"#{each}" for each in terms} <= set(seen.links())
    assert item(NOTE).finding.kind.meaning in seen.text


def test_a_cell_links_to_its_file_from_the_folder_of_the_page():
    report = CheckReport([checked("Rutland", item(cell="H12"))])
    assert "returns/rutland.xlsx#'4.%20Metrics'!H12" in outline(report).links()
    assert "rutland.xlsx#'4.%20Metrics'!H12" in outline(report, folder="returns").links()
    assert "../returns/rutland.xlsx" in outline(report, folder="out").links()


def test_odd_names_of_files_and_sheets_survive_in_a_link():
    odd = item(file="a:b#c%20?/é f.xlsx", sheet='It\'s "here" & #1', cell="A1")
    (link,) = [each for each in outline(CheckReport([checked("R", odd)])).links() if "!A1" in each]
    parts = urlsplit(link)
    assert (parts.scheme, parts.netloc, parts.query) == ("", "", "")
    assert unquote(parts.path) == "a:b#c%20?/é f.xlsx"
    assert unquote(parts.fragment) == "'It''s \"here\" & #1'!A1"


def test_text_from_a_return_is_never_markup():
    text = page(hostile(), Path(), MADE)
    assert "<script" not in text
    assert "&lt;script&gt;" in text
    assert not set("\x00\x1b") & set(text)
    assert EVIL.split(" \x1b")[0] in Outline(text).text
    schemes = {urlsplit(link).scheme for link in Outline(text).links()}
    assert schemes == {""}


@pytest.mark.parametrize("name", REPORTS)
def test_a_page_needs_nothing_else(name):
    text = page(REPORTS[name], Path(), MADE)
    seen = Outline(text)
    assert not {"script", "link", "img", "iframe", "object"} & {tag for tag, _ in seen.tags}
    assert not re.search(r"@import|url\(|https?:", text)
    assert not any(key.startswith("on") or key == "src" for _, each in seen.tags for key in each)


def test_what_is_hidden_is_not_on_the_page_but_counted():
    seen = outline(sample(), Severity.ERROR)
    assert "Not shown: 4 queries and 1 note, because of --severity error." in seen.text
    assert "FIG09" not in seen.text
    assert "7 errors, 4 queries and 1 note in 3 returns." in seen.text
    assert "#across" not in seen.links()
    assert "across" not in [each["id"] for each in seen.all("h2")]


def test_a_page_says_when_it_was_made():
    seen = outline(sample())
    assert seen.all("time") == [{"datetime": "2025-06-03T09:05"}]
    assert "Checked on 3 June 2025 at 09:05." in seen.text


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_all_text_stands_out_from_its_background(colours):
    pairs = dict(colours)
    band = colours["band"][1]
    pairs |= {f"{name} on a band": (colours[name][0], band) for name in ALSO_ON_BAND}
    weak = {name: contrast(*pair) for name, pair in pairs.items() if contrast(*pair) < 4.5}
    assert weak == {}
    # A focused link must be seen against what is round it too.
    assert contrast(LIGHT["focus"][0], colours["focus"][1]) >= 4.5


def test_every_colour_of_the_page_is_one_that_was_measured():
    rules = re.sub(r":root \{[^}]*\}", "", style())
    assert not re.search(r"#[0-9A-Fa-f]{3,8}\b", rules)
    used = set(re.findall(r"var\(--([a-z-]+)\)", rules))
    assert used <= {name + end for name in LIGHT for end in ("", "-on")}
    assert LIGHT.keys() == DARK.keys()
    assert {str(severity) for severity in Severity} <= LIGHT.keys()


def test_the_style_sees_to_focus_paper_narrow_and_dark_screens():
    text = style()
    assert "a:focus" in text
    for media in ("print", "(max-width: 40rem)", "screen and (prefers-color-scheme: dark)"):
        assert f"@media {media} {{" in text
    assert text.count("{") == text.count("}")
    assert "outline: none" not in text


def test_five_thousand_findings_make_a_page_quickly():
    codes = (ERROR, QUERY, NOTE)
    items = [item(codes[row % 3], cell=f"H{row}") for row in range(1, 5001)]
    begun = time.perf_counter()
    text = page(CheckReport([checked("Rutland", *items)]), Path(), MADE)
    assert time.perf_counter() - begun < 5
    assert len([link for link in Outline(text).links() if "!H" in link]) == 5000


def test_a_very_long_text_is_kept_whole():
    long = "word " * 20_000
    assert long.strip() in outline(CheckReport([checked("R", item(value=long))])).text
