"""The tasks ``addin install``, ``uninstall`` and ``serve``, as text and as plain data."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator

from xlbcf.desk.folder import Home, own_home
from xlbcf.hosts.addin.configuration import Connect
from xlbcf.hosts.addin.install import Installed, Removed, Wish, install, uninstall
from xlbcf.hosts.addin.windows import this_machine
from xlbcf.hosts.messages import as_plain, in_lines
from xlbcf.hosts.sources import commentary_in_words, figures_in_words


def run_install(options: argparse.Namespace) -> int:
    """Install the add-in and tell where it is."""
    machine = this_machine()
    from xlbcf.hosts.addin.build import build_addin

    connect = Connect(options.connect) if options.connect else None
    wish = Wish(options.home, options.figures, options.query, options.commentary, connect)
    done = install(machine, wish, build_addin, dry_run=options.dry_run)
    if options.json:
        print(json.dumps(plain_installation(done, options.dry_run), indent=2))
    else:
        print(*installation_lines(done, options.dry_run), sep="\n")
    return 0


def run_uninstall(options: argparse.Namespace) -> int:
    """Remove the add-in and tell what is left."""
    done = uninstall(this_machine())
    if options.json:
        print(json.dumps(plain_removal(done), indent=2))
    else:
        print(*removal_lines(done), sep="\n")
    return 0


def run_serve(options: argparse.Namespace) -> int:
    """Wait for Excel until the window is closed."""
    this_machine()
    from xlbcf.hosts.addin.serving import ready_to_serve

    serve, findings = ready_to_serve()
    if options.json:
        found = [as_plain(each) for each in findings]
        print(json.dumps({"done": True, "serving": True, "findings": found}, indent=2), flush=True)
    else:
        lines = [in_lines(each) for each in findings]
        text = "Python is ready for Excel. Leave this window open; close it when you are done."
        print(*lines, text, sep="\n", flush=True)
    serve()
    return 0


def installation_lines(done: Installed, dry_run: bool) -> Iterator[str]:
    """Yield the lines that tell of an installation."""
    noted = done.configuration
    if not done.changed:
        yield f"xlbcf {noted.version} is installed already; nothing was changed."
    elif dry_run:
        yield f"xlbcf {noted.version} would be installed for you:"
    else:
        yield f"xlbcf {noted.version} is installed for you:"
    yield f"  add-in         {done.addin}"
    yield f"                 SHA-256 {noted.checksum}"
    yield f"  configuration  {done.file}"
    yield f"  Python         {noted.interpreter}"
    yield f"  library        {noted.library}"
    home = Home(noted.home) if noted.home else own_home()
    yield f"  mappings       {home.mappings}"
    yield f"  figures        {figures_in_words(noted, home)}"
    yield f"  commentary     {commentary_in_words(noted, home)}"
    if done.backup:
        yield f"  earlier add-in {done.backup}"
    yield from map(in_lines, done.findings)
    if noted.connect is Connect.RUNNING:
        yield "Run “xlbcf addin serve” each time before you use xlbcf in Excel."
    if done.changed and not dry_run:
        yield "Start Excel again: the tab xlbcf stands after Data. If it does not: xlbcf doctor"


def plain_installation(done: Installed, dry_run: bool) -> dict[str, object]:
    """Return an installation as a JSON-able object."""
    noted = done.configuration
    return {
        "done": not dry_run,
        "version": noted.version,
        "addin": str(done.addin),
        "sha256": noted.checksum,
        "configuration": str(done.file),
        "interpreter": noted.interpreter,
        "library": noted.library,
        "connect": str(noted.connect),
        "home": str(noted.home) if noted.home else None,
        "figures": noted.figures or None,
        "query": noted.query or None,
        "commentary": noted.commentary or None,
        "changed": [str(path) for path in done.changed],
        "backup": str(done.backup) if done.backup else None,
        "findings": [as_plain(found) for found in done.findings],
    }


def removal_lines(done: Removed) -> Iterator[str]:
    """Yield the lines that tell of a removal."""
    if not done.gone:
        yield "xlbcf is not installed for you; nothing was removed."
    for path in done.gone:
        yield f"Removed: {path}"
    yield from map(in_lines, done.findings)
    if done.left:
        yield f"Left for you, because installing did not write it alone: {done.left}"


def plain_removal(done: Removed) -> dict[str, object]:
    """Return a removal as a JSON-able object."""
    return {
        "done": True,
        "removed": [str(path) for path in done.gone],
        "left": str(done.left) if done.left else None,
        "findings": [as_plain(found) for found in done.findings],
    }
