"""What the add-in's macros read is what installing writes: names, keys, places."""

from __future__ import annotations

import re

import pytest

from tests.support.windows_profile import XLWINGS, Profile, healthy_profile
from xlbcf.hosts.addin.build import addin_modules, build_addin
from xlbcf.hosts.addin.configuration import FILE_NAME, FOLDER_VARIABLE, Connect
from xlbcf.hosts.addin.install import Wish, install
from xlbcf.hosts.addin.pythons import library_name


@pytest.fixture(scope="module")
def vba() -> str:
    return "\n".join(module.text for module in addin_modules())


@pytest.fixture(scope="module")
def profile(tmp_path_factory) -> Profile:
    made = healthy_profile(tmp_path_factory.mktemp("profile"))
    install(made, Wish(), build_addin)
    return made


def test_the_add_in_as_built_is_installed_and_a_second_time_changes_nothing(profile):
    assert profile.addin.read_bytes() == build_addin()
    assert install(profile, Wish(), build_addin).changed == ()


def test_every_setting_that_the_macros_read_is_written(profile, vba):
    text = profile.configuration.read_bytes().decode("utf-16")
    written = {line.partition("=")[0] for line in text.splitlines()}
    read = set(re.findall(r'Setting\("(\w+)"\)', vba))
    assert {"INTERPRETER", "LIBRARY", "CONNECT"} <= read <= written


def test_the_macros_look_where_the_configuration_is(vba):
    assert f'FolderVariable As String = "{FOLDER_VARIABLE}"' in vba
    assert f'"\\{FILE_NAME}"' in vba
    assert f'"{Connect.RUNNING}"' in vba


@pytest.mark.parametrize("bits", [32, 64])
def test_the_macros_call_the_library_that_installing_looks_for(vba, bits):
    assert f'"{library_name(bits, XLWINGS)}"' in vba
