"""The command ``addin``: builds the add-ins, installs and removes the one for Excel."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import TypeAlias

#: A file's name, its content, and what says whether another content is of its kind.
_Built: TypeAlias = tuple[str, bytes, Callable[[bytes], bool]]

_PROGRAMS = {"excel": "Excel", "calc": "LibreOffice Calc"}
_NEXT = {
    "excel": "To use it on this computer, if it has Windows: xlbcf addin install",
    "calc": "Add it in LibreOffice under Tools > Extensions, then start LibreOffice again.",
}


def run(options: argparse.Namespace) -> int:
    """Do the task that was asked for."""
    return _TASKS[options.task](options)


def _build(options: argparse.Namespace) -> int:
    from xlbcf.books.endings import require_ending
    from xlbcf.books.replacement import stage
    from xlbcf.hosts.report_files import make_sure_none_is_lost
    from xlbcf.rules.findings import Refused, finding

    if options.python and options.host != "calc":
        found = finding("RUN06", "the command", given="--python", with_what="without --for calc")
        raise Refused(found._replace(advice="Leave it out, or add --for calc."))
    name, content, is_ours = _calc_addin(options) if options.host == "calc" else _excel_addin()
    path = options.out or Path("out") / name
    require_ending(path, Path(name).suffix, f"an add-in for {_PROGRAMS[options.host]}")
    make_sure_none_is_lost(path, "add-in of xlbcf", is_ours)
    stage(path, [content]).put_in_place(keep_old=False)
    digest = sha256(content).hexdigest()
    if options.json:
        print(json.dumps({"done": True, "file": str(path), "sha256": digest}, indent=2))
    else:
        print(f"{path}: {len(content):,} bytes, SHA-256 {digest}\n{_NEXT[options.host]}")
    return 0


def _excel_addin() -> _Built:
    from xlbcf.hosts.addin.build import build_addin, is_addin
    from xlbcf.hosts.addin.excel import ADDIN_NAME

    return ADDIN_NAME, build_addin(), is_addin


def _calc_addin(options: argparse.Namespace) -> _Built:
    from xlbcf.hosts.calc.extension import FILE, extension, is_extension

    return FILE, extension(options.python or Path(sys.executable)), is_extension


def _install(options: argparse.Namespace) -> int:
    from xlbcf.hosts.install_text import run_install

    return run_install(options)


def _uninstall(options: argparse.Namespace) -> int:
    from xlbcf.hosts.install_text import run_uninstall

    return run_uninstall(options)


def _serve(options: argparse.Namespace) -> int:
    from xlbcf.hosts.install_text import run_serve

    return run_serve(options)


_TASKS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "build": _build,
    "install": _install,
    "uninstall": _uninstall,
    "serve": _serve,
}
