"""The looks of the page that reports a check: its colours, and its style on screen and paper."""

from __future__ import annotations

from xlbcf.rules.kinds import Severity

#: Each colour by its use: the text on its background, for light and for dark screens.
LIGHT: dict[str, tuple[str, str]] = {
    "text": ("#212B32", "#FFFFFF"),
    "quiet": ("#425563", "#FFFFFF"),
    "link": ("#005EB8", "#FFFFFF"),
    "head": ("#FFFFFF", "#003087"),
    "band": ("#212B32", "#F0F4F5"),
    "focus": ("#212B32", "#FFEB3B"),
    "error": ("#FFFFFF", "#B3201A"),
    "query": ("#000000", "#FFB81C"),
    "note": ("#FFFFFF", "#425563"),
}
DARK: dict[str, tuple[str, str]] = {
    "text": ("#F0F4F5", "#15191C"),
    "quiet": ("#C8D0D4", "#15191C"),
    "link": ("#8EC5FF", "#15191C"),
    "head": ("#FFFFFF", "#003087"),
    "band": ("#F0F4F5", "#242B30"),
    "focus": ("#212B32", "#FFEB3B"),
    "error": ("#000000", "#FF8A80"),
    "query": ("#000000", "#FFB81C"),
    "note": ("#000000", "#B7C4CC"),
}
#: Text on a background that is not its own: the links and quiet words inside a band.
ALSO_ON_BAND = ("link", "quiet")

_RULES = """
* { box-sizing: border-box; }
html { color-scheme: light dark; -webkit-text-size-adjust: 100%; }
body { margin: 0; font: 1.0625rem/1.5 Arial, "Liberation Sans", Helvetica, sans-serif;
  color: var(--text); background: var(--text-on); overflow-wrap: anywhere; }
a { color: var(--link); text-underline-offset: 0.15em; }
a:focus, [tabindex]:focus { color: var(--focus); background: var(--focus-on);
  outline: 3px solid var(--focus); outline-offset: 0; }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: 1rem; padding: 0.5rem 1rem; }
header, nav, main, footer { padding: 0 max(1rem, calc((100% - 62rem) / 2)); }
header { color: var(--head); background: var(--head-on); padding-top: 1.25rem;
  padding-bottom: 1.25rem; }
h1 { font-size: 1.75rem; line-height: 1.25; margin: 0 0 0.5rem; }
h2 { font-size: 1.4rem; line-height: 1.3; margin: 2.5rem 0 0.5rem; padding-top: 0.75rem;
  border-top: 4px solid var(--link); }
h3 { font-size: 1.1rem; line-height: 1.4; margin: 1.75rem 0 0.5rem; }
p { margin: 0 0 0.5rem; }
header p { margin: 0; }
.verdict { font-size: 1.2rem; font-weight: bold; margin-bottom: 0.5rem; }
nav ul { list-style: none; margin: 1rem 0 0; padding: 0; display: flex; flex-wrap: wrap;
  gap: 0.25rem 1.5rem; }
.quiet { color: var(--quiet); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; overflow-wrap: normal; }
caption { text-align: left; padding: 0.5rem 0; color: var(--quiet); }
th, td { text-align: left; vertical-align: top; padding: 0.5rem 0.75rem 0.5rem 0;
  border-bottom: 1px solid var(--quiet); }
th.number, td.number { text-align: right; padding-right: 1.25rem; }
td.number { white-space: nowrap; }
tbody th { min-width: 9rem; }
tbody th span, tbody td span { font-weight: normal; }
tfoot th, tfoot td { font-weight: bold; border-bottom-width: 3px; }
.mark { display: inline-block; padding: 0 0.5em; border: 1px solid currentcolor;
  border-radius: 3px; white-space: nowrap; font-weight: bold; }
.error { color: var(--error); background: var(--error-on); }
.query { color: var(--query); background: var(--query-on); }
.note { color: var(--note); background: var(--note-on); }
.found { background: var(--band-on); color: var(--band); border-left: 6px solid var(--quiet);
  padding: 0.75rem 1rem; margin: 0 0 0.5rem; }
.found p:last-child, .found ul:last-child, .found .where { margin-bottom: 0; }
.cells { margin: 0 0 0.5rem; padding-left: 1.25rem; columns: 20rem; column-gap: 2rem; }
.cells li { break-inside: avoid; }
.where { font-weight: bold; }
dt { font-weight: bold; margin-top: 1rem; }
dt:target, h2:target, h3:target { outline: 3px solid var(--link); outline-offset: 4px; }
dd { margin: 0; }
footer { margin-top: 3rem; padding-top: 1rem; padding-bottom: 2rem; color: var(--quiet); }
@media (max-width: 40rem) {
  h1 { font-size: 1.4rem; }
  h2 { font-size: 1.2rem; }
  th, td, th.number, td.number { padding-right: 0.5rem; }
  tbody th { min-width: 7.75rem; overflow-wrap: anywhere; }
  thead .mark { padding: 0 0.25em; font-size: 0.875rem; }
}
@media print {
  @page { size: A4; margin: 15mm; }
  body { font-size: 10pt; }
  header { color: var(--text); background: none; border-bottom: 2pt solid; }
  header, nav, main, footer { padding-left: 0; padding-right: 0; }
  nav, .skip, .back { display: none; }
  .scroll { overflow: visible; }
  .cells { columns: 2; }
  th, td { padding: 3pt 4pt 3pt 0; }
  h2, h3, .what, caption, thead { break-after: avoid; }
  li, tr, dt { break-inside: avoid; }
  dt { break-after: avoid; }
  .mark, .found { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  a { color: inherit; }
}
"""


def style() -> str:
    """Return the page's style sheet."""
    dark = f"@media screen and (prefers-color-scheme: dark) {{\n{_variables(DARK)}}}\n"
    return f"{_variables(LIGHT)}{dark}{_RULES}"


def mark_class(severity: Severity) -> str:
    """Return the class of a severity's mark."""
    return f"mark {severity}"


def _variables(colours: dict[str, tuple[str, str]]) -> str:
    lines = "".join(
        f"  --{name}: {ink}; --{name}-on: {ground};\n" for name, (ink, ground) in colours.items()
    )
    return f":root {{\n{lines}}}\n"
