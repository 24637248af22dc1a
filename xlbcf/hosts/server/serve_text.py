"""The command ``serve``: the server for Excel on a Mac and on the web."""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path

from xlbcf import __version__
from xlbcf.books.replacement import stage
from xlbcf.desk.folder import find_home
from xlbcf.hosts.addin.configuration import (
    FILE_NAME,
    FOLDER_VARIABLE,
    as_file,
    configuration_folder,
    read_configuration,
)
from xlbcf.hosts.server.engine import load_functions
from xlbcf.hosts.server.manifest import is_manifest, write_manifest
from xlbcf.hosts.server.place import Place, take_place
from xlbcf.hosts.server.ribbon import tab_for
from xlbcf.hosts.sources import named_source
from xlbcf.rules.findings import Refused, finding

_LICENCE = """\
xlwings Server answers here. It is not under xlbcf's licence (MIT) but under PolyForm Noncommercial
1.0.0, or xlwings PRO for commercial use; XLWINGS_LICENSE_KEY says which one you use it under."""
_PLAIN_HTTP = """\
Excel takes add-ins over https only: give --certificate before you add the manifest. Without it
this is for trying out calls by hand."""
_NEXT = """\
Add the manifest to Excel once, and keep this running while you work:
  Mac  copy it into ~/Library/Containers/com.microsoft.Excel/Data/Documents/wef, start Excel anew,
       then Home > Add-ins > xlbcf
  web  Home > Add-ins > More Settings > Upload My Add-in
Use no other kind of xlbcf's add-in on the same computer: Excel shows #REF! where two have functions
of one name. docs/server.md says more, also about serving a team."""


def run(options: argparse.Namespace) -> int:
    """Serve until somebody stops it."""
    functions = load_functions()
    folder = _configured(options)
    place = take_place(
        options.host, options.port, options.address, options.certificate, options.key
    )
    from xlbcf.hosts.server import reports, running
    from xlbcf.hosts.server.scripts import SERVED, as_scripts

    ribbon = tab_for(SERVED)
    manifest = write_manifest(place.address, ribbon, __version__)
    path = options.manifest or folder / "xlbcf-manifest.xml"
    _keep(path, manifest)
    app = running.application(functions, as_scripts(SERVED), ribbon, manifest, place)
    reports.remove_old_reports()
    _tell(place, path, as_json=options.json)
    try:
        running.run(app, place)
    except KeyboardInterrupt:
        # The way to stop it.
        return 0
    finally:
        reports.remove_own_reports()
    return 0


def _configured(options: argparse.Namespace) -> Path:
    """Write down what functions and buttons work with, and return the server's own folder."""
    settings = read_configuration()
    if options.home:
        settings = settings._replace(home=find_home(options.home).folder.resolve())
    if options.figures:
        figures = named_source(options.figures)
        settings = settings._replace(figures=figures, query=options.query or "")
    folder = configuration_folder() / "server"
    _write(folder / FILE_NAME, as_file(settings))
    os.environ[FOLDER_VARIABLE] = str(folder)
    return folder


def _keep(path: Path, manifest: str) -> None:
    """Write the manifest, over an earlier one but over nothing else."""
    if path.exists() and not is_manifest(path):
        raise Refused(finding("SERVE08", path))
    _write(path, manifest.encode())


def _write(path: Path, content: bytes) -> None:
    stage(path, [content]).put_in_place(keep_old=False)


def _tell(place: Place, manifest: Path, *, as_json: bool) -> None:
    if as_json:
        told: object = {"address": place.address, "manifest": str(manifest), "licence": _LICENCE}
        print(json.dumps(told), flush=True)
        return
    number, port = place.listening.getsockname()[:2]
    print(
        f"{_LICENCE}\n\nServing Excel at {place.address}; listening on {number}, port {port}.\n"
        f"Manifest: {manifest}\n\n{_NEXT if place.is_encrypted else _PLAIN_HTTP}\n\n"
        "Ctrl+C stops it.",
        flush=True,
    )
