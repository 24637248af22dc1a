"""What the figures were measured on."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path


def describe() -> str:
    """Return the machine in one line: processor, cores, system, Python."""
    system = f"{platform.system()} {platform.release()}"
    return f"{_processor()}, {os.cpu_count()} cores, {system}, Python {platform.python_version()}"


def _processor() -> str:
    listed = Path("/proc/cpuinfo")
    if listed.exists():
        for line in listed.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def load() -> float:
    """Return how many processes wanted to run at once, over the last minute."""
    return os.getloadavg()[0]


def installed(name: str) -> str | None:
    """Return a distribution's version, or nothing if it is not installed."""
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def compile_modules(package: str) -> None:
    """Compile a package's modules beforehand, as installing does with those of others."""
    found = find_spec(package)
    folders = found.submodule_search_locations if found else None
    subprocess.run([sys.executable, "-m", "compileall", "-q", *(folders or ())], check=True)
