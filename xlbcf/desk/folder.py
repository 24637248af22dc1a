"""The working folder: where mappings, templates and figures are, and one of a person's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from xlbcf.books.replacement import stage
from xlbcf.rules.findings import Refused, finding
from xlbcf.rules.wording import some_of

_PACKAGE = Path(__file__).resolve().parent.parent
#: By any of these a working folder is known; without one of them it is incomplete.
_NEEDED = ("mappings/places.yaml", "mappings/returns", "mappings/metrics.yaml")
_COPIED = (
    "mappings",
    "workbooks/templates",
    "workbooks/dashboards",
    "workbooks/data",
    "workbooks/README.md",
)
_README = """\
# Better Care Fund returns

This folder was made by `xlbcf init`. Everything in it is yours to change.

| folder | holds |
|---|---|
| `mappings/` | what a metric is, which places there are, and where each figure goes in a template |
| `workbooks/templates/` | the blank templates; they are copied, never written to |
| `workbooks/dashboards/` | dashboards, which are refreshed in place; the earlier version is kept |
| `workbooks/data/` | figures and commentary, one file of each for every return and dashboard |
| `out/` | the filled returns, once there are any |

Run the commands from this folder:

    xlbcf fill bcf-2024-25-eoy
    xlbcf fill bcf-2024-25-eoy --place Rutland --dry-run
    xlbcf undo out/FILE.xlsx
    xlbcf refresh outcomes-framework --figures FIGURES.csv --dry-run
    xlbcf publish outcomes-framework

To work with your own figures, copy a file of `workbooks/data/`, change it, and name it with
`--figures` and `--commentary`.
"""


class Home(NamedTuple):
    """A folder that holds what a fill needs.

    Args:
        folder: the folder itself.
    """

    folder: Path

    @property
    def is_here(self) -> bool:
        """Whether it is the current folder; otherwise it is what came with the program."""
        return self.folder.resolve() == Path.cwd().resolve()

    @property
    def mappings(self) -> Path:
        """The folder of mappings."""
        return self.folder / "mappings"

    @property
    def templates(self) -> Path:
        """The folder of blank templates."""
        return self.folder / "workbooks" / "templates"

    @property
    def dashboards(self) -> Path:
        """The folder of dashboards."""
        return self.folder / "workbooks" / "dashboards"

    @property
    def data(self) -> Path:
        """The folder of figures and commentary."""
        return self.folder / "workbooks" / "data"


def find_home(start: Path | None = None) -> Home:
    """Find the folder of mappings, templates and figures to work with.

    Args:
        start: the folder to use; without it the current folder if it is a working folder, else
            the checkout that the program runs from, else the copies that came with the program.

    Returns:
        The folder.

    Raises:
        Refused: the folder named, or every one there could be, lacks something (RUN03).
    """
    folder = start or (Path.cwd() if _marked(Path.cwd()) else _own_copies())
    _require(folder)
    return Home(folder)


def own_home() -> Home:
    """Return the folder that comes with the program, and is nobody's own."""
    return Home(_own_copies())


def make_folder(target: Path, force: bool = False) -> list[Path]:
    """Give a person a working folder of their own: mappings, templates, figures and a short guide.

    Args:
        target: the folder; it is made if there is none.
        force: whether it may have files in it already; they are kept, and what is missing added.

    Returns:
        The files that were written.

    Raises:
        Refused: the folder is not empty (RUN02) or cannot be written (FILE03), or the program's
            own copies are incomplete (RUN03).
    """
    _refuse_filled(target, force)
    source = _own_copies()
    _require(source)
    written = []
    for name, content in list(_contents(source)):
        path = target / name
        if not path.exists():
            _write_new(path, content)
            written.append(path)
    return written


def _own_copies() -> Path:
    """Return the checkout that the program runs from, or the copies that were installed with it."""
    return _PACKAGE.parent if _marked(_PACKAGE.parent) else _PACKAGE / "shipped"


def _marked(folder: Path) -> bool:
    return any((folder / name).exists() for name in _NEEDED)


def _require(folder: Path) -> None:
    missing = [name for name in _NEEDED if not (folder / name).exists()]
    if missing:
        raise Refused([finding("RUN03", folder, found=name) for name in missing])


def _refuse_filled(target: Path, force: bool) -> None:
    try:
        found = sorted(path.name for path in target.iterdir())
    except FileNotFoundError:
        return
    except OSError as fault:
        raise Refused(finding("FILE03", target, reason=fault.strerror or fault)) from fault
    if found and not force:
        raise Refused(finding("RUN02", target, found=some_of(found, 3)))


def _contents(source: Path) -> Iterator[tuple[str, bytes]]:
    """Yield each file of a working folder: its name and its content."""
    yield "README.md", _README.encode()
    for part in _COPIED:
        top = source / part
        files = [top] if top.is_file() else sorted(top.rglob("*"))
        for file in files:
            if file.is_file() and not _passing(file.relative_to(source)):
                yield file.relative_to(source).as_posix(), file.read_bytes()


def _passing(path: Path) -> bool:
    """Say whether a file is one that a program or a system leaves behind."""
    return any(part.startswith((".", "~$")) or part == "__pycache__" for part in path.parts)


def _write_new(path: Path, content: bytes) -> None:
    staged = stage(path, [content])
    try:
        staged.new.replace(path)
    except OSError as fault:
        staged.discard()
        raise Refused(finding("FILE03", path, reason=fault.strerror or fault)) from fault
