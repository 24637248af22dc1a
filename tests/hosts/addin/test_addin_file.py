"""The built add-in, read by programs that had no part in building it."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import warnings
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import olefile
import pytest
import pyvbaanalysis as analysis
import xlsxwriter

from tests.support.libreoffice import converted
from xlbcf.hosts.addin.build import addin_modules, build_addin, is_addin
from xlbcf.hosts.addin.macros import FUNCTION_MACROS, macros_folder, read_module
from xlbcf.hosts.addin.project import read_parts, with_macros, write_parts
from xlbcf.hosts.addin.wrappers import functions_module
from xlbcf.hosts.functions import all_functions

_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"


@pytest.fixture(scope="module")
def addin() -> bytes:
    return build_addin()


@pytest.fixture(scope="module")
def parts(addin) -> dict[str, bytes]:
    return read_parts(addin)


@pytest.fixture(scope="module")
def workbook() -> bytes:
    """A workbook of two sheets that carries the functions."""
    plain = BytesIO()
    with xlsxwriter.Workbook(plain) as book:
        book.add_worksheet("First")
        book.add_worksheet("Second")
    modules = [read_module(name) for name in FUNCTION_MACROS]
    return with_macros(plain.getvalue(), [*modules, functions_module(all_functions())])


def sources(content: bytes) -> dict[str, str]:
    """The sources that olevba recovers, by module, without the attributes at their start."""
    with warnings.catch_warnings():
        # Its dependencies call what newer libraries call old.
        warnings.simplefilter("ignore")
        from oletools.olevba import VBA_Parser

        parser = VBA_Parser("addin.xlam", data=content)
        found = {name.rpartition(".")[0]: code for _, _, name, code in parser.extract_macros()}
        parser.close()
    return {name: without_attributes(code) for name, code in found.items()}


def unpacked(stream: bytes) -> bytes:
    """A stream of a project as olevba unpacks it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from oletools.olevba import decompress_stream

        return bytes(decompress_stream(bytearray(stream)))


def without_attributes(code: str) -> str:
    """A source without what VBA keeps at its start."""
    lines = code.replace("\r\n", "\n").split("\n")
    while lines and lines[0].startswith("Attribute VB_"):
        lines.pop(0)
    return "\n".join(lines)


def problems(content: bytes, folder: Path) -> list[str]:
    """What a validator by Office's schemas says of an Office file."""
    audit = pytest.importorskip("openxml_audit", reason="openxml-audit is not installed")
    path = folder / "addin.xlam"
    path.write_bytes(content)
    found = audit.OpenXmlValidator(audit.FileFormat.OFFICE_2019).validate(path)
    return [f"{each.part_uri}: {each.description}" for each in found.errors]


class TestSources:
    def test_olevba_recovers_every_module_exactly(self, addin):
        found = sources(addin)
        for module in addin_modules():
            assert found.pop(module.name) == without_attributes(module.text), module.name
        assert {name: code.strip() for name, code in found.items()} == {"Sheet1": ""}

    def test_the_project_is_a_compound_file_without_a_defect(self, parts):
        with olefile.OleFileIO(
            BytesIO(parts["xl/vbaProject.bin"]), raise_defects=olefile.DEFECT_INCORRECT
        ) as project:
            assert not project.parsing_issues
            assert project.exists("VBA/XlbcfFunctions")

    @pytest.mark.parametrize("made", ["addin", "workbook"])
    def test_excel_finds_no_compiled_form_and_so_compiles_the_sources(self, request, made):
        """[MS-OVBA] 1.6: an Office of the version written there would not read the sources."""
        parts = read_parts(request.getfixturevalue(made))
        with olefile.OleFileIO(BytesIO(parts["xl/vbaProject.bin"])) as project:
            assert project.openstream("VBA/_VBA_PROJECT").read().hex() == "cc61ffff000100"
            names = ["/".join(path) for path in project.listdir()]
            assert not [name for name in names if name.startswith("VBA/__SRP_")]
            directory = unpacked(project.openstream("VBA/dir").read())
        # Where each module's sources begin, after the compiled form: at once.
        offsets = re.findall(rb"\x31\x00\x04\x00\x00\x00(....)", directory, re.DOTALL)
        assert set(offsets) == {bytes(4)}

    def test_no_place_of_a_machine_and_no_name_of_a_person_is_in_it(self, addin):
        for name in (b"William", str(Path.home()).encode(), os.fsencode(Path.cwd())):
            assert name not in addin


class TestPackage:
    def test_another_process_in_another_language_builds_the_same_bytes(self, addin):
        code = (
            "import hashlib; from xlbcf.hosts.addin.build import build_addin;"
            "print(hashlib.sha256(build_addin()).hexdigest())"
        )
        other = {"PYTHONHASHSEED": "7", "LC_ALL": "C", "TZ": "Asia/Tokyo"}
        done = subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, **other, "PYTHONPATH": str(Path(__file__).parents[3])},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.strip() == hashlib.sha256(addin).hexdigest()

    def test_it_is_valid_by_office_s_own_schemas(self, addin, tmp_path):
        assert problems(addin, tmp_path) == []

    @pytest.mark.parametrize(
        ("right", "wrong"),
        [
            (b'size="large"', b'size="huge!"'),
            (b'keytip="C"', b'keytip="CHECK"'),
            (b"<tabs>", b"<tabs><tab2/>"),
        ],
    )
    def test_the_validator_sees_a_ribbon_that_is_not(self, addin, tmp_path, right, wrong):
        parts = read_parts(addin)
        ribbon = parts["customUI/customUI14.xml"]
        changed = {**parts, "customUI/customUI14.xml": ribbon.replace(right, wrong, 1)}
        assert problems(write_parts(changed), tmp_path)

    def test_excel_finds_the_ribbon(self, parts):
        relationships = ElementTree.fromstring(parts["_rels/.rels"])
        [target] = [
            each.get("Target")
            for each in relationships
            if str(each.get("Type")).endswith("/2007/relationships/ui/extensibility")
        ]
        assert parts[target] == (macros_folder() / "ribbon.xml").read_bytes()

    def test_its_properties_say_what_it_is(self, parts):
        properties = ElementTree.fromstring(parts["docProps/core.xml"])
        said = {each.tag.rpartition("}")[2]: str(each.text) for each in properties}
        assert properties.tag == f"{{{_CORE}}}coreProperties"
        assert said["title"].startswith("xlbcf ")
        assert "Better Care Fund" in said["description"]
        assert said["creator"] == "xlbcf"

    def test_it_is_known_again(self, addin):
        assert is_addin(addin)
        assert not is_addin(b"PK\x03\x04 something else")

    def test_libreoffice_loads_it_with_its_macros(self, addin, tmp_path):
        source = tmp_path / "xlbcf.xlam"
        source.write_bytes(addin)
        made = converted([source], "ods", tmp_path, reader="Calc MS Excel 2007 VBA XML")
        loaded = read_parts((made / "xlbcf.ods").read_bytes())
        for module in addin_modules():
            assert f"Basic/VBAProject/{module.name}.xml" in loaded
        assert b"CallCell(&quot;BCF_RAG&quot;" in loaded["Basic/VBAProject/XlbcfFunctions.xml"]


class TestMacrosInAWorkbook:
    """A workbook that carries the functions itself, such as the self-test."""

    def test_it_holds_the_functions(self, workbook):
        found = sources(workbook)
        assert "Public Function BCF_RAG(" in found["XlbcfFunctions"]
        assert "CallCell" in found["XlbcfPython"]

    def test_it_is_valid_and_macro_enabled(self, workbook, tmp_path):
        assert problems(workbook, tmp_path) == []
        assert b"macroEnabled.main+xml" in read_parts(workbook)["[Content_Types].xml"]

    def test_the_functions_need_no_other_macro(self):
        modules = [read_module(name) for name in FUNCTION_MACROS]
        inputs = [as_input(each) for each in [*modules, functions_module(all_functions())]]
        assert not any(analysis.analyze_project(inputs).values())


class TestNames:
    def test_no_name_is_undeclared_and_no_call_unknown(self):
        found = analysis.analyze_project([as_input(each) for each in addin_modules()])
        assert [(name, each.code) for name, all_ in found.items() for each in all_] == []

    @pytest.mark.parametrize(
        ("right", "wrong"),
        [("lastFault = functionName", "lastFalt = functionName"), ("InUse(", "InUsed(")],
    )
    def test_it_would_see_a_wrong_name(self, right, wrong):
        inputs = [as_input(each, right, wrong) for each in addin_modules()]
        found = analysis.analyze_project(inputs)
        assert any(each.severity.value == "error" for each in found["XlbcfPython"])


def as_input(module, right: str = "", wrong: str = ""):
    """A module as the analyser takes it, with one text in it changed."""
    kind = analysis.ModuleSymbolKind(module.kind.value)
    text = module.text.replace(right, wrong, 1) if right else module.text
    return analysis.ModuleInput(module_name=module.name, module_kind=kind, source=text)
