"""A report of a check as one page that needs nothing else: no other file, no script, no network."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from html import escape
from pathlib import Path

from xlbcf import __version__
from xlbcf.desk.checking.report import CheckedFile, CheckReport, Item
from xlbcf.hosts import check_words as words
from xlbcf.hosts.check_style import mark_class, style
from xlbcf.hosts.check_words import Block, Entry
from xlbcf.hosts.report_files import MARK
from xlbcf.rules.findings import Finding
from xlbcf.rules.kinds import Kind, Severity

_ACROSS, _REFUSED, _CODES = "across", "not-checked", "codes"
_NO_FORM = '<td class="number">–</td><td class="number">–</td><td>–</td></tr>'


def page(
    report: CheckReport,
    folder: Path,
    made: datetime,
    lowest: Severity = Severity.NOTE,
    *,
    strict: bool = False,
) -> str:
    """Return a report as a page in HTML.

    Args:
        report: what was found.
        folder: the folder that the page will be in; links to the files start from it.
        made: when the check was made.
        lowest: the least severity that is shown; what is counted is everything.
        strict: whether a query counts as an error does.
    """
    title = f"Check of {words.checked(report)}"
    lines = [
        *_head(f"{title}: {words.verdict(report, strict=strict)}"),
        "<body>",
        '<a class="skip" href="#main">Skip to the findings</a>',
        *_top(title, report, made, lowest, strict),
        '<main id="main">',
        *_summary(report, lowest),
    ]
    for number, file in enumerate(report.files, 1):
        lines += _file(number, file, folder, lowest)
    lines += [
        *_across(report, folder, lowest),
        *_refused(report),
        *_codes(report, lowest),
        "</main>",
        f"<footer><p>Made by xlbcf {__version__}.</p></footer>",
        "</body>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"


def _head(title: str) -> Iterator[str]:
    yield "<!DOCTYPE html>"
    yield '<html lang="en-GB">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield f'<meta name="generator" content="{MARK}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{_text(title)}</title>"
    yield f"<style>\n{style()}</style>"
    yield "</head>"


def _top(
    title: str, report: CheckReport, made: datetime, lowest: Severity, strict: bool
) -> Iterator[str]:
    """Yield the banner with the verdict, and the way to the page's parts."""
    yield "<header>"
    yield f"<h1>{_text(title)}</h1>"
    yield f'<p class="verdict">{_text(words.verdict(report, strict=strict))}</p>'
    if left_out := words.hidden(report, lowest):
        yield f"<p>Not shown: {_text(left_out)}, because of --severity {lowest}.</p>"
    yield f'<p>Checked on <time datetime="{made:%Y-%m-%dT%H:%M}">{_day(made)}</time>.</p>'
    yield "</header>"
    yield '<nav aria-label="Parts of this page">'
    yield "<ul>"
    parts = [("summary", "Summary")]
    if words.gathered(report.across, lowest):
        parts.append((_ACROSS, "Across files"))
    if report.refused:
        parts.append((_REFUSED, "Not checked"))
    if words.kinds_used(report, lowest):
        parts.append((_CODES, "What the codes mean"))
    for name, text in parts:
        yield f'<li><a href="#{name}">{text}</a></li>'
    yield "</ul>"
    yield "</nav>"


def _summary(report: CheckReport, lowest: Severity) -> Iterator[str]:
    """Yield the table with a row for each file, each linked to what was found in it."""
    yield '<section aria-labelledby="summary">'
    yield '<h2 id="summary">Summary</h2>'
    yield "<p>A place leads to its findings, a number to the first of them that is as severe. "
    yield "A link to a cell opens the file in Excel; some browsers save it first and lose the "
    yield "way to the cell, whose address is in the link’s text.</p>"
    yield '<div class="scroll" role="region" aria-label="Summary table" tabindex="0">'
    yield "<table>"
    yield "<caption>What was found in each file</caption>"
    yield '<thead><tr><th scope="col">Place and file</th>'
    for severity in Severity:
        yield f'<th scope="col" class="number">{_mark(severity, many=True)}</th>'
    yield '<th scope="col" class="number">Required cells</th>'
    yield '<th scope="col" class="number">Blank</th><th scope="col">Its own flags</th></tr></thead>'
    yield "<tbody>"
    for number, file in enumerate(report.files, 1):
        yield from _row(f"file-{number}", file, lowest)
    if report.across:
        yield f'<tr><th scope="row">{_link_to(_ACROSS, "Across files", report.across, lowest)}</th>'
        yield from _numbers(_ACROSS, report.across, lowest)
        yield _NO_FORM
    yield "</tbody>"
    yield '<tfoot><tr><th scope="row">All</th>'
    for severity in Severity:
        yield f'<td class="number">{report.count(severity):,}</td>'
    if any(map(words.is_form, report.files)):
        yield f'<td class="number">{sum(each.required for each in report.files):,}</td>'
        yield f'<td class="number">{sum(each.blank for each in report.files):,}</td>'
        yield "<td>–</td></tr></tfoot>"
    else:
        yield f"{_NO_FORM}</tfoot>"
    yield "</table>"
    yield "</div>"
    yield "</section>"


def _row(name: str, file: CheckedFile, lowest: Severity) -> Iterator[str]:
    yield f'<tr><th scope="row"><a href="#{name}">{_text(file.name)}</a>'
    if file.place:
        yield f"<br><span>{_text(file.file.name)}</span>"
    yield "</th>"
    yield from _numbers(name, file.items, lowest)
    if not words.is_form(file):
        yield _NO_FORM
        return
    yield f'<td class="number">{file.required:,}</td><td class="number">{file.blank:,}</td>'
    yield f"<td>{words.own_flags(file).capitalize()}</td></tr>"


def _numbers(name: str, items: Sequence[Item], lowest: Severity) -> Iterator[str]:
    shown = {block.kind.severity for block in words.gathered(items, lowest)}
    for severity, number in words.counts(items).items():
        told = f"{number:,}"
        if severity in shown:
            told = f'<a href="#{name}-{severity}">{told}</a>'
        yield f'<td class="number">{told}</td>'


def _link_to(name: str, text: str, items: Sequence[Item], lowest: Severity) -> str:
    return f'<a href="#{name}">{text}</a>' if words.gathered(items, lowest) else text


def _file(number: int, file: CheckedFile, folder: Path, lowest: Severity) -> Iterator[str]:
    """Yield the section of one file."""
    name = f"file-{number}"
    yield f'<section aria-labelledby="{name}">'
    yield f'<h2 id="{name}">{_text(words.heading(file))}</h2>'
    yield f"<p>{_file_link(file.file, folder)}</p>"
    if complete := words.completeness(file):
        yield f"<p>{_text(complete)}</p>"
    found = words.counts_in_words(file.items)
    yield f"<p>{_text(found[:1].upper() + found[1:])}.</p>"
    yield from _blocks(name, file.items, folder, lowest)
    yield '<p class="back"><a href="#summary">Back to the summary</a></p>'
    yield "</section>"


def _across(report: CheckReport, folder: Path, lowest: Severity) -> Iterator[str]:
    if not words.gathered(report.across, lowest):
        return
    yield f'<section aria-labelledby="{_ACROSS}">'
    yield f'<h2 id="{_ACROSS}">Across files</h2>'
    yield "<p>What was found by laying files beside each other.</p>"
    yield from _blocks(_ACROSS, report.across, folder, lowest, with_place=True)
    yield '<p class="back"><a href="#summary">Back to the summary</a></p>'
    yield "</section>"


def _blocks(
    name: str, items: Sequence[Item], folder: Path, lowest: Severity, *, with_place: bool = False
) -> Iterator[str]:
    """Yield what was found, kind by kind; the first of each severity can be linked to."""
    seen: set[Severity] = set()
    for block in words.gathered(items, lowest):
        severity = block.kind.severity
        anchor = "" if severity in seen else f' id="{name}-{severity}"'
        seen.add(severity)
        yield f"<h3{anchor}>{_mark(severity)} {_code_link(block.kind)} {_text(block.title)}</h3>"
        yield from _entries(block, folder, with_place)


def _entries(block: Block, folder: Path, with_place: bool) -> Iterator[str]:
    """Yield what was found of one kind; what to do comes once where it is the same for all."""
    for entry in block.entries:
        yield '<div class="found">'
        yield from _entry(entry, folder, with_place)
        if not block.action and entry.action:
            yield f"<p><strong>To do:</strong> {_text(entry.action)}</p>"
        yield "</div>"
    if block.action:
        yield f"<p><strong>To do:</strong> {_text(block.action)}</p>"


def _entry(entry: Entry, folder: Path, with_place: bool) -> Iterator[str]:
    """Yield where something is and what was found; many cells come sheet by sheet."""
    if len(entry.items) <= words.FEW:
        wheres = [_where(each, folder, with_place) for each in entry.items]
        yield from (f'<p class="where">{each}</p>' for each in wheres)
        yield f"<p>{_text(entry.message)}</p>"
        return
    yield f'<p class="what">{_text(entry.message)}</p>'
    for sheet, items in words.by_sheet(entry.items):
        if sheet:
            yield f'<p class="where">{_text(sheet)}</p>'
        yield '<ul class="cells">'
        yield from (f"<li>{_in_list(each, folder, with_place)}</li>" for each in items)
        yield "</ul>"


def _where(item: Item, folder: Path, with_place: bool) -> str:
    """Return where an item is: its cell as a link, and what stands there."""
    about = _text(words.label(item, with_place=with_place))
    return f"{_cell_link(item, folder, words.address(item) or str(item.file))} {about}".strip()


def _in_list(item: Item, folder: Path, with_place: bool) -> str:
    """Return where an item is, below its sheet's name; the whole of it is the link."""
    told = f"{item.cell} {words.label(item, with_place=with_place)}".strip()
    return _cell_link(item, folder, told or str(item.file))


def _cell_link(item: Item, folder: Path, text: str) -> str:
    link = words.web_link(item.file, folder, words.location(item))
    return f'<a href="{_text(link)}">{_text(text)}</a>'


def _refused(report: CheckReport) -> Iterator[str]:
    if not report.refused:
        return
    yield f'<section aria-labelledby="{_REFUSED}">'
    yield f'<h2 id="{_REFUSED}">Not checked</h2>'
    for path, findings in report.refused:
        yield f"<h3>{_text(str(path))}</h3>"
        yield from (_reason(each, path) for each in findings)
    yield "</section>"


def _reason(found: Finding, path: Path) -> str:
    where = f'<p class="where">{_text(found.where)}</p>' if found.where != str(path) else ""
    message = _text(words.sentence(found.kind, found.message))
    return (
        f'<div class="found"><p>{_mark(found.severity)} {_code_link(found.kind)} '
        f"{_text(found.kind.title)}</p>{where}<p>{message}</p>"
        f"<p><strong>To do:</strong> {_text(found.action)}</p></div>"
    )


def _codes(report: CheckReport, lowest: Severity) -> Iterator[str]:
    kinds = words.kinds_used(report, lowest)
    if not kinds:
        return
    yield f'<section aria-labelledby="{_CODES}">'
    yield f'<h2 id="{_CODES}">What the codes mean</h2>'
    yield "<dl>"
    for kind in kinds:
        yield f'<dt id="{_CODES}-{kind.code}">{kind.code} {_text(kind.title)}</dt>'
        yield f"<dd>{_text(kind.meaning)}</dd>"
    yield "</dl>"
    yield "</section>"


def _code_link(kind: Kind) -> str:
    return f'<a href="#{_CODES}-{kind.code}">{kind.code}</a>'


def _file_link(file: Path, folder: Path) -> str:
    return f'<a href="{_text(words.web_link(file, folder))}">{_text(str(file))}</a>'


def _mark(severity: Severity, *, many: bool = False) -> str:
    """Return a severity as a mark: shape, word and colour."""
    word = words.PLURALS[severity] if many else str(severity)
    shape = f'<span aria-hidden="true">{words.SHAPES[severity]}</span>'
    return f'<span class="{mark_class(severity)}">{shape} {word.capitalize()}</span>'


def _day(made: datetime) -> str:
    return f"{made.day} {made:%B %Y at %H:%M}"


def _text(text: str) -> str:
    return escape(words.clean(text))
