"""The per-user configuration: written as VBA reads it, read back the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from xlbcf.hosts.addin.configuration import (
    Configuration,
    Connect,
    Form,
    as_file,
    configuration_file,
    configuration_folder,
    read_configuration,
)
from xlbcf.rules.findings import Refused

FULL = Configuration(
    version="1.2.3",
    interpreter=r"C:\Users\Zoë\.venv\Scripts\pythonw.exe",
    library=r"C:\Users\Zoë\.venv\xlwings64-0.37.8.dll",
    connect=Connect.RUNNING,
    home=Path("returns"),
    figures="sqlite:///figures.db?mode=ro&x=1",
    query="select * from figures where year = '2024-25'",
    commentary=r"H:\BCF\commentary.yaml",
    forms=(Form("a-form", ("1. Guide", "2. Cover ")), Form("b-form", ("Täble",))),
    addin=r"C:\Users\Zoë\XLSTART\xlbcf.xlam",
    checksum="0" * 64,
)


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "xlbcf.conf"


@pytest.mark.parametrize("configuration", [FULL, Configuration()])
def test_what_is_written_is_read_back(path, configuration):
    path.write_bytes(as_file(configuration))
    assert read_configuration(path) == configuration


def test_it_is_written_as_vba_reads_it():
    data = as_file(FULL)
    assert data[:2] == b"\xff\xfe"
    lines = data[2:].decode("utf-16-le").split("\r\n")
    assert lines[0] == "VERSION=1.2.3"
    assert "CONNECT=running" in lines
    assert lines[-3:] == ["FORM=a-form|1. Guide|2. Cover ", "FORM=b-form|Täble", ""]
    assert not any("\n" in line for line in lines)


def test_without_a_file_there_are_defaults(path):
    assert read_configuration(path) == Configuration()


def test_keys_of_a_later_version_and_empty_lines_are_passed_over(path):
    path.write_bytes("\ufeff\r\nLATER=1\r\n\r\nCONNECT=\r\nHOME=\r\n".encode("utf-16-le"))
    assert read_configuration(path) == Configuration()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"CONNECT=start\r\n", "it is not a text in UTF-16"),
        (b"", "it is not a text in UTF-16"),
        (b"\xff\xfeA", "it is not a text in UTF-16"),
        ("\ufeffnonsense".encode("utf-16-le"), "line 1 is not KEY=VALUE"),
        ("\ufeffCONNECT=maybe".encode("utf-16-le"), "CONNECT is “maybe”, neither start nor"),
    ],
)
def test_what_cannot_be_understood_is_refused(path, data, reason):
    path.write_bytes(data)
    with pytest.raises(Refused) as refusal:
        read_configuration(path)
    (found,) = refusal.value.findings
    assert (found.code, found.where) == ("ADDIN01", str(path))
    assert reason in found.message


def test_a_folder_in_its_place_is_refused(path):
    path.mkdir()
    with pytest.raises(Refused) as refusal:
        read_configuration(path)
    assert refusal.value.findings[0].code == "ADDIN01"


@pytest.mark.parametrize(
    ("variables", "folder"),
    [
        ({"APPDATA": "/roaming"}, "/roaming/xlbcf"),
        ({"APPDATA": "/roaming", "XLBCF_CONFIG_DIR": "/mine"}, "/mine"),
        ({"XDG_CONFIG_HOME": "/xdg"}, "/xdg/xlbcf"),
    ],
)
def test_the_folder_is_the_users_own_or_the_one_named(variables, folder):
    assert configuration_folder(variables) == Path(folder)
    assert configuration_file(variables) == Path(folder) / "xlbcf.conf"


def test_without_any_variable_the_folder_is_in_the_users_home():
    assert configuration_folder({}) == Path.home() / ".config" / "xlbcf"
