"""This computer: the registry through the standard library's module, and other Pythons asked."""

from __future__ import annotations

import platform
import sys
from importlib.metadata import version
from pathlib import Path
from types import ModuleType

import pytest

from tests.support.windows_profile import Profile
from xlbcf import __version__
from xlbcf.hosts.addin.machine import ask_interpreter, expanded
from xlbcf.hosts.addin.windows import WindowsMachine, this_machine
from xlbcf.rules.findings import Refused


class Handle:
    """A key that is open."""

    def __init__(self, key: tuple[int, str]) -> None:
        self.key = key
        self.open = True

    def __enter__(self) -> Handle:
        return self

    def __exit__(self, *_: object) -> None:
        self.open = False


class Registry(ModuleType):
    """The standard library's ``winreg``, as far as it is used, over made-up keys."""

    HKEY_CURRENT_USER, HKEY_LOCAL_MACHINE = 1, 2
    KEY_READ, KEY_WOW64_64KEY = 0x20019, 0x100

    def __init__(self, keys: dict[tuple[int, str], dict[str, object]]) -> None:
        super().__init__("winreg")
        self.keys = keys
        self.handles: list[Handle] = []

    def OpenKey(self, hive: int, path: str, reserved: int, access: int) -> Handle:  # noqa: N802
        assert (reserved, access) == (0, self.KEY_READ | self.KEY_WOW64_64KEY)
        if (hive, path) not in self.keys:
            raise FileNotFoundError(2, "The system cannot find the file specified")
        if "Closed" in path:
            raise PermissionError(5, "Access is denied")
        self.handles.append(Handle((hive, path)))
        return self.handles[-1]

    def QueryInfoKey(self, handle: Handle) -> tuple[int, int, int]:  # noqa: N802
        return len(self._inner(handle)), len(self.keys[handle.key]), 0

    def EnumValue(self, handle: Handle, at: int) -> tuple[str, object, int]:  # noqa: N802
        name, value = list(self.keys[handle.key].items())[at]
        return name, value, 1

    def EnumKey(self, handle: Handle, at: int) -> str:  # noqa: N802
        return self._inner(handle)[at]

    def _inner(self, handle: Handle) -> list[str]:
        hive, top = handle.key
        return [
            path.rpartition("\\")[2]
            for h, path in self.keys
            if (h, path.rpartition("\\")[0]) == (hive, top)
        ]


@pytest.fixture
def registry() -> Registry:
    return Registry(
        {
            (1, r"Software\Office"): {"VBAWarnings": 3, "": "unnamed", "Path": "C:\\x"},
            (1, r"Software\Office\One"): {},
            (1, r"Software\Office\Two"): {},
            (2, r"Software\Office"): {"VBAWarnings": 4},
            (2, r"Software\Closed"): {"secret": 1},
        }
    )


@pytest.fixture
def machine(registry) -> WindowsMachine:
    return WindowsMachine(registry, {"APPDATA": "C:\\Roaming"}, Path(sys.executable))


@pytest.mark.parametrize(
    ("key", "values"),
    [
        (r"HKCU\Software\Office", {"vbawarnings": 3, "": "unnamed", "path": "C:\\x"}),
        (r"HKLM\Software\Office", {"vbawarnings": 4}),
        (r"HKCU\Software\Office\One", {}),
        (r"HKCU\Software\Nowhere", {}),
        (r"HKLM\Software\Closed", {}),
    ],
)
def test_the_values_of_a_key_are_read_by_name(machine, registry, key, values):
    assert machine.values(key) == values
    assert not any(handle.open for handle in registry.handles)


@pytest.mark.parametrize(
    ("key", "names"),
    [
        (r"HKCU\Software\Office", ["One", "Two"]),
        (r"HKLM\Software\Office", []),
        (r"HKCU\Software\Nowhere", []),
    ],
)
def test_the_keys_within_a_key_are_listed(machine, key, names):
    assert machine.subkeys(key) == names


def test_this_computer_is_taken_where_it_runs_windows(monkeypatch, registry):
    monkeypatch.setattr(platform, "system", lambda: "Windows")
    monkeypatch.setitem(sys.modules, "winreg", registry)
    found = this_machine()
    assert found.interpreter == Path(sys.executable)
    assert found.values(r"HKLM\Software\Office") == {"vbawarnings": 4}


@pytest.mark.parametrize(("name", "said"), [("Linux", "Linux"), ("Darwin", "macOS")])
def test_on_another_system_it_is_refused_with_what_else_there_is(monkeypatch, name, said):
    monkeypatch.setattr(platform, "system", lambda: name)
    with pytest.raises(Refused) as refused:
        this_machine()
    (found,) = refused.value.findings
    assert found.code == "ADDIN02"
    assert said in found.message
    assert "xlbcf serve" in found.action
    assert "LibreOffice" in found.action


def test_a_python_says_what_it_is_and_that_it_can_load_xlbcf():
    found = ask_interpreter(Path(sys.executable))
    assert found.fault == ""
    assert found.version == platform.python_version()
    assert found.bits == 64
    assert sys.prefix in found.folders
    assert (found.xlbcf, found.xlwings) == (__version__, version("xlwings"))


def test_a_python_that_lacks_xlbcf_says_so(tmp_path):
    # The interpreter beneath a virtual environment, made to look into no folder of packages.
    script = tmp_path / "python.exe"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -I -S "$@"\n')
    script.chmod(0o755)
    found = ask_interpreter(script)
    assert found.version == platform.python_version()
    assert found.fault.startswith("ModuleNotFoundError")


def test_the_program_with_a_console_answers_for_the_one_without(tmp_path):
    for name, answer in (("python.exe", '{"version": "3.12.1"}'), ("pythonw.exe", "nothing")):
        script = tmp_path / name
        script.write_text(f"#!/bin/sh\necho '{answer}'\n")
        script.chmod(0o755)
    assert ask_interpreter(tmp_path / "pythonw.exe").version == "3.12.1"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("#!/bin/sh\necho 'blocked by your administrator' >&2\nexit 1\n", "blocked by your"),
        ("#!/bin/sh\nprintf 'gesperrt f\\374r Sie' >&2\nexit 1\n", "gesperrt"),
        ("#!/bin/sh\nexit 1\n", "it says nothing"),
        ("#!/bin/sh\necho '[1, 2]'\n", "it says nothing"),
        ("#!/nowhere/at/all\n", "it does not start"),
    ],
)
def test_a_python_that_does_not_start_is_told_with_the_reason(tmp_path, text, reason):
    script = tmp_path / "python.exe"
    script.write_text(text)
    script.chmod(0o755)
    assert reason in ask_interpreter(script).fault


def test_a_missing_python_does_not_start(tmp_path):
    assert "does not start" in ask_interpreter(tmp_path / "python.exe").fault


def test_variables_in_texts_of_the_registry_are_filled_in_whatever_their_case(tmp_path):
    profile = Profile(tmp_path)
    assert expanded(profile, r"%AppData%\x") == rf"{profile.roaming}\x"
    assert expanded(profile, "%OTHER% 5%") == "%OTHER% 5%"
