"""The checks before the add-in is built: each fault is found, and the add-in has none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from xlbcf.hosts.actions import ACTIONS
from xlbcf.hosts.addin.build import addin_modules, build_addin
from xlbcf.hosts.addin.lint import lint
from xlbcf.hosts.addin.macros import ADDIN_MACROS, RIBBON_FILE, macros_folder, read_ribbon_file
from xlbcf.hosts.addin.ribbon import NAMESPACE, read_ribbon
from xlbcf.hosts.addin.vba_text import RESERVED, faults_of, procedures_of
from xlbcf.hosts.functions import all_functions
from xlbcf.hosts.functions.definition import Argument, CellFunction
from xlbcf.rules.findings import Refused

MODULES = addin_modules()
RIBBON = read_ribbon_file()
CHECK = "ribbon.xml, XlbcfButtonCheckSheet"


def found(module: str = "", right: str = "", wrong: str = "", ribbon: str = RIBBON) -> list[str]:
    """What is found once a text of a module was changed: codes, places and words."""
    modules = [
        replace(each, text=changed(each.text, right, wrong)) if each.name == module else each
        for each in MODULES
    ]
    told = lint(modules, ribbon, all_functions(), ACTIONS)
    return [f"{each.code} {each.where}: {each.facts['found']}" for each in told]


def found_in_ribbon(right: str, wrong: str) -> list[str]:
    """What is found once a text of the ribbon was changed."""
    return found(ribbon=changed(RIBBON, right, wrong))


def changed(text: str, right: str, wrong: str) -> str:
    """A text with one part of it changed."""
    assert right in text
    return text.replace(right, wrong, 1)


def test_buttons_subs_actions_functions_and_help_all_fit_each_other():
    assert found() == []


class TestVba:
    @pytest.mark.parametrize(
        ("text", "line", "words"),
        [
            ("If a Then\n    b\n", 2, "If is never closed"),
            ("For i = 1 To 2\nEnd If\n", 3, "“End If” closes nothing that is open"),
            ("Sub A()\nIf a Then b\nEnd Function\n", 4, "“End Function” closes nothing"),
            ("With a\n", 2, "With is never closed"),
            ("Do\nWend\n", 3, "“Wend” closes nothing"),
            ("#If Win64 Then\n", 2, "#If is never closed"),
            ("x = 1 + _\n" * 25 + "1\n", 26, "more than 24 line continuations"),
            (f"x = {'1' * 1020}\n", 2, "1024 characters, more than 1023"),
            ('x = "↑"\n', 2, "“↑” is not in VBA's code page cp1252"),
        ],
    )
    def test_a_fault_is_found_with_its_line(self, text, line, words):
        told = list(faults_of(f"Option Explicit\n{text}"))
        assert any(at == line and words in what for at, what in told), told

    def test_option_explicit_is_asked_for(self):
        assert list(faults_of("Sub A()\nEnd Sub\n")) == [(1, "Option Explicit is missing")]

    @pytest.mark.parametrize(
        "text",
        [
            "Sub A()\n    If a Then b Else c\nEnd Sub\n",
            'Sub A()\n    x = "If a Then" \' For each\nEnd Sub\n',
            "Public Function A( _\n    ByVal b As Variant) As Variant\nEnd Function\n",
            "#If Win64 Then\n#Else\n#End If\n",
            "Private Enum A\n    one\nEnd Enum\n",
            "Sub A()\n    Select Case b\n        Case 1\n    End Select\nEnd Sub\n",
            "Sub A()\n    Do While b\n    Loop\n    While c\n    Wend\nEnd Sub\n",
            "Sub A()\n    Exit Sub\nEnd Sub\n",
            "x = 1 + _\n" * 24 + "1\n",
            "' £ and é are in the code page\n",
        ],
    )
    def test_what_vba_takes_is_no_fault(self, text):
        assert list(faults_of(f"Option Explicit\n{text}")) == []

    def test_a_fault_in_a_module_is_told_with_the_module(self):
        told = found("XlbcfRibbon", "    Next book\n", "")
        assert any(line.startswith("ADDIN62 XlbcfRibbon, line ") for line in told)

    def test_procedures_are_read_with_what_they_take_and_do(self):
        text = (
            "Option Explicit\nPrivate Sub A(b As Long, _\n    ByRef c)\n    ' words\n    D  ' why\n"
            'End Sub\nFunction E() As Variant\nAttribute E.VB_Description = "x"\nEnd Function\n'
        )
        [first, second] = procedures_of(text)
        assert (first.name, first.public) == ("A", False)
        assert (first.parameters, first.body) == (("b As Long", "ByRef c"), ("D",))
        assert (second.name, second.public, second.body) == ("E", True, ())


class TestFunctions:
    def told(self, **details: object) -> list[str]:
        """What is found about a function of one argument, with some of it changed."""
        argument = Argument("plan", "The plan.", optional=False, whole=False)
        whole = {"summary": "The sum.", "arguments": (argument,)} | details
        made = CellFunction("BCF_SUM", details="", example="", work=float, **whole)
        module = replace(MODULES[0], text=self.wrapper)
        told = lint([module], f"<customUI xmlns='{NAMESPACE}'/>", {"BCF_SUM": made}, ())
        return [each.facts["found"] for each in told if each.code == "ADDIN63"]

    wrapper = (
        "Option Explicit\nPublic Function BCF_SUM(ByVal plan As Variant) As Variant\n"
        'Attribute BCF_SUM.VB_Description = "x"\nEnd Function\n'
        '\' Describe "BCF_SUM"\n'
    )

    def test_a_whole_one_has_no_fault(self):
        assert self.told() == []

    @pytest.mark.parametrize("length", [0, 256])
    def test_a_summary_that_the_wizard_cannot_show_is_found(self, length):
        assert self.told(summary="x" * length) == [
            f"its summary has {length} characters, not 1 to 255"
        ]

    @pytest.mark.parametrize("length", [0, 256])
    def test_so_is_the_help_of_an_argument(self, length):
        long = Argument("plan", "x" * length, optional=False, whole=False)
        assert self.told(arguments=(long,)) == [
            f"the help of plan has {length} characters, not 1 to 255"
        ]

    @pytest.mark.parametrize("name", ["date", "Type", "string"])
    def test_so_is_a_name_that_vba_keeps_for_itself(self, name):
        kept = Argument(name, "Help.", optional=False, whole=False)
        assert self.told(arguments=(kept,)) == [f"VBA keeps the name {name} for itself"]
        assert name.lower() in RESERVED

    def test_so_is_a_function_without_its_wrapper_or_description(self):
        told = found("XlbcfFunctions", "Public Function BCF_RAG(", "Public Function BCF_RED(")
        assert "ADDIN63 BCF_RAG: it has no wrapper with the same arguments" in told
        told = found("XlbcfFunctions", 'Describe "BCF_RAG"', 'Describe "BCF_RED"')
        assert told == ["ADDIN63 BCF_RAG: the function wizard is told nothing of it"]


class TestRibbon:
    @pytest.mark.parametrize(
        ("right", "wrong", "expected"),
        [
            (
                'imageMso="ErrorChecking"',
                'imageMso="ErrorChecking" image="a"',
                "it has not exactly one of image, imageMso, getImage",
            ),
            ('imageMso="ErrorChecking"', "", "it has not exactly one of image, imageMso, getImage"),
            ('keytip="C"', 'keytip="CHEK"', "its key tip is not 1 to 3 capital letters"),
            ('keytip="C"', "", "its key tip is not 1 to 3 capital letters"),
            ('screentip="Check this sheet"', "", "it lacks a screentip or a supertip"),
            ('label="Check sheet"', "", "it has no label"),
            ('onAction="XlbcfCheckSheet"', "", "it does nothing: it has no onAction"),
        ],
    )
    def test_what_office_would_show_badly_is_found(self, right, wrong, expected):
        assert f"ADDIN64 {CHECK}: {expected}" in found_in_ribbon(right, wrong)

    def test_so_is_a_key_tip_that_stands_twice_in_a_tab(self):
        told = found_in_ribbon('keytip="W"', 'keytip="C"')
        assert told == [
            "ADDIN64 ribbon.xml, XlbcfButtonCheckWorkbook: another control has the key tip C"
        ]

    def test_a_key_tip_may_stand_again_in_a_menu(self):
        assert {each.attributes["keytip"] for each in read_ribbon(RIBBON).buttons if each.menu} & {
            each.attributes["keytip"] for each in read_ribbon(RIBBON).buttons if not each.menu
        } == {"M"}

    def test_so_are_an_id_that_stands_twice_and_one_without_the_prefix(self):
        twice = found_in_ribbon('id="XlbcfButtonCheckWorkbook"', 'id="XlbcfButtonCheckSheet"')
        assert f"ADDIN64 {CHECK}: another control has the same id" in twice
        without = found_in_ribbon('id="XlbcfButtonCheckSheet"', 'id="CheckSheet"')
        assert "ADDIN64 ribbon.xml, CheckSheet: its id does not begin with Xlbcf" in without

    @pytest.mark.parametrize(
        ("text", "reason"),
        [
            ("<customUI>", "no element found"),
            ("<other/>", "it begins with other, not with customUI"),
            ("<customUI xmlns='http://schemas.microsoft.com/office/2006/01/customui'/>", "2006"),
        ],
    )
    def test_what_is_no_ribbon_is_refused(self, text, reason):
        with pytest.raises(Refused) as refused:
            read_ribbon(text)
        [told] = refused.value.findings
        assert told.code == "ADDIN61"
        assert reason in told.message


class TestWiring:
    def test_a_button_whose_sub_is_missing_is_found(self):
        told = found("XlbcfRibbon", "Sub XlbcfCheckSheet(", "Sub XlbcfChekSheet(")
        assert told == [f"ADDIN65 {CHECK}, onAction: there is no public Sub XlbcfCheckSheet"]

    def test_so_is_one_whose_sub_is_private(self):
        told = found("XlbcfRibbon", "Public Sub XlbcfCheckSheet(", "Private Sub XlbcfCheckSheet(")
        assert told == [f"ADDIN65 {CHECK}, onAction: there is no public Sub XlbcfCheckSheet"]

    def test_so_is_one_whose_sub_takes_something_else(self):
        sub = "XlbcfCheckSheet(control As IRibbonControl)"
        told = found("XlbcfRibbon", sub, "XlbcfCheckSheet()")
        assert told == [
            f"ADDIN65 {CHECK}, onAction: XlbcfCheckSheet takes (), not (control As IRibbonControl)"
        ]

    def test_so_is_a_question_whose_answer_does_not_come_back(self):
        told = found("XlbcfRibbon", "ByRef returnedVal", "ByVal returnedVal")
        assert told
        assert all("getEnabled: XlbcfWhenOpen takes" in line for line in told)

    def test_so_is_a_ribbon_that_nobody_takes_when_it_is_loaded(self):
        told = found("XlbcfRibbon", "XlbcfOnLoad(loaded As IRibbonUI)", "XlbcfOnLoad()")
        assert [line.split(":")[0] for line in told] == ["ADDIN65 ribbon.xml, onLoad"]

    @pytest.mark.parametrize("body", ['Press "check_shet"', 'Press "check_sheet"\n    Beep'])
    def test_so_is_a_sub_that_does_something_else(self, body):
        told = found("XlbcfRibbon", 'Press "check_sheet"', body)
        assert told == [
            f'ADDIN65 {CHECK}: XlbcfCheckSheet does not do Press "check_sheet" and nothing else'
        ]

    def test_so_are_a_button_without_its_action_and_an_action_without_its_button(self):
        actions = {*(each.action for each in read_ribbon(RIBBON).buttons), "sing"} - {"check_sheet"}
        told = lint(MODULES, RIBBON, all_functions(), actions)
        assert [(each.code, each.where, each.facts["found"]) for each in told] == [
            ("ADDIN66", CHECK, "no action check_sheet in Python"),
            ("ADDIN66", RIBBON_FILE, "no button for the action sing"),
        ]


class TestBuild:
    @pytest.fixture
    def folder(self, tmp_path):
        """A copy of the macros."""
        for name in (*ADDIN_MACROS, RIBBON_FILE):
            (tmp_path / name).write_bytes((macros_folder() / name).read_bytes())
        return tmp_path

    def test_nothing_is_built_with_a_fault(self, folder):
        (folder / "ThisWorkbook.cls").write_text("Option Explicit\nSub A()\n")
        with pytest.raises(Refused) as refused:
            build_addin(folder)
        assert [(each.code, each.where) for each in refused.value.findings] == [
            ("ADDIN62", "ThisWorkbook, line 2")
        ]

    @pytest.mark.parametrize("name", [*ADDIN_MACROS, RIBBON_FILE])
    def test_a_macro_that_is_missing_is_named(self, folder, name):
        (folder / name).unlink()
        with pytest.raises(Refused) as refused:
            build_addin(folder)
        [told] = refused.value.findings
        assert (told.code, told.where) == ("ADDIN60", str(folder / name))
        assert "No such file" in told.message
