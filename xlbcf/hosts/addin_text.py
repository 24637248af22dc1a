"""The command ``addin``: builds the add-in for Excel, installs and removes it."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path


def run(options: argparse.Namespace) -> int:
    """Do the task that was asked for."""
    return _TASKS[options.task](options)


def _build(options: argparse.Namespace) -> int:
    from xlbcf.books.replacement import stage
    from xlbcf.hosts.addin.build import build_addin, is_addin
    from xlbcf.hosts.addin.excel import ADDIN_NAME
    from xlbcf.hosts.report_files import make_sure_none_is_lost

    content = build_addin()
    path = options.out or Path("out") / ADDIN_NAME
    make_sure_none_is_lost(path, "add-in of xlbcf", is_addin)
    stage(path, [content]).put_in_place(keep_old=False)
    digest = sha256(content).hexdigest()
    if options.json:
        print(json.dumps({"done": True, "file": str(path), "sha256": digest}, indent=2))
    else:
        print(f"{path}: {len(content):,} bytes, SHA-256 {digest}")
    return 0


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
