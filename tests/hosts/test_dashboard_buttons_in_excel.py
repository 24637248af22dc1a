"""Refresh dashboard, pressed through xlwings' real classic engine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.support.small_dashboards import points, series, small_dashboard
from tests.support.templates import ROOT
from xlbcf.hosts.addin.configuration import FILE_NAME, FOLDER_VARIABLE, Configuration, as_file


def test_a_dashboard_is_refreshed_twice_and_a_copy_kept_each_time(tmp_path: Path):
    path, figures = tmp_path / "small.xlsm", tmp_path / "figures.csv"
    path.write_bytes(small_dashboard(series("falls", 30, target="<25", history=points(40, 38))))
    figures.write_text("metric,period,value\nfalls,2024-25 Q4,31\n", encoding="utf-8")
    settings = tmp_path / "settings"
    settings.mkdir()
    (settings / FILE_NAME).write_bytes(as_file(Configuration(figures=str(figures))))
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.classic_buttons", str(path),
         "refresh_dashboard", "refresh_dashboard"],
        capture_output=True, text=True, encoding="utf-8", cwd=ROOT, timeout=120,
        env={**os.environ, FOLDER_VARIABLE: str(settings), "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    first, second = map(json.loads, done.stdout.splitlines())
    state, text, opened = first["answer"]
    assert state == "ok"
    assert "The falls: 30 → 31 (2024-25 Q4) ■ ↑" in text
    assert Path(opened).name == "Refresh of small.txt"
    assert first["excel"]["saved"] is False
    assert "0 of 1 row with another latest figure." in second["answer"][1]
    earlier, later = sorted((settings / "undo").iterdir())
    assert earlier.name.startswith("small ")
    assert earlier.read_bytes() == path.read_bytes()
    assert later.read_bytes() != path.read_bytes()
