"""The checks of the add-in before it is built: its VBA, its ribbon and what holds them together.

They find by reading what Excel would only show when a person opens the add-in.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from xlbcf.hosts.addin.macros import RIBBON_FILE, Module
from xlbcf.hosts.addin.ribbon import PREFIX, Control, Ribbon, read_ribbon
from xlbcf.hosts.addin.vba_text import RESERVED, Procedure, faults_of, procedures_of
from xlbcf.hosts.functions.definition import LONGEST_HELP, CellFunction
from xlbcf.rules.findings import Finding, finding

#: What the Sub behind each attribute of the ribbon takes ([MS-CUSTOMUI]; Office's documentation
#: lists the signatures for VBA).
_PRESSED = ("control As IRibbonControl",)
_ASKED = ("control As IRibbonControl", "ByRef returnedVal")
_IMAGES = ("image", "imageMso", "getImage")


def lint(
    modules: Sequence[Module],
    ribbon_xml: str,
    functions: Mapping[str, CellFunction],
    actions: Collection[str],
) -> list[Finding]:
    """Check the parts of the add-in.

    Args:
        modules: the modules of VBA.
        ribbon_xml: the ribbon.
        functions: the functions for cells by name.
        actions: the ids of what buttons can do in Python.

    Returns:
        What was found (ADDIN62 to ADDIN66); nothing where the add-in can be built.

    Raises:
        Refused: the ribbon cannot be read (ADDIN61).
    """
    ribbon = read_ribbon(ribbon_xml)
    procedures = {each.name: each for module in modules for each in procedures_of(module.text)}
    return [
        *_vba(modules),
        *_functions(functions, procedures, "\n".join(module.text for module in modules)),
        *_look(ribbon),
        *_wiring(ribbon, procedures),
        *_actions(ribbon, actions),
    ]


def _vba(modules: Sequence[Module]) -> Iterator[Finding]:
    for module in modules:
        for line, found in faults_of(module.text):
            yield finding("ADDIN62", f"{module.name}, line {line}", found=found)


def _functions(
    functions: Mapping[str, CellFunction], procedures: Mapping[str, Procedure], text: str
) -> Iterator[Finding]:
    """Yield what is wrong with the wrappers and the words of the function wizard."""
    for name, function in functions.items():
        procedure = procedures.get(name)
        if procedure is None or len(procedure.parameters) != len(function.arguments):
            yield finding("ADDIN63", name, found="it has no wrapper with the same arguments")
        described = f'Describe "{name}"' in text and f"Attribute {name}.VB_Description" in text
        if not described:
            yield finding("ADDIN63", name, found="the function wizard is told nothing of it")
        if not 0 < len(function.summary) <= LONGEST_HELP:
            yield finding("ADDIN63", name, found=_length("its summary", function.summary))
        for argument in function.arguments:
            if not 0 < len(argument.help) <= LONGEST_HELP:
                found = _length(f"the help of {argument.name}", argument.help)
                yield finding("ADDIN63", name, found=found)
            if argument.name.lower() in RESERVED:
                found = f"VBA keeps the name {argument.name} for itself"
                yield finding("ADDIN63", name, found=found)


def _length(what: str, text: str) -> str:
    return f"{what} has {len(text)} characters, not 1 to {LONGEST_HELP}"


def _look(ribbon: Ribbon) -> Iterator[Finding]:
    """Yield what Office would refuse or show badly, and its schema does not tell."""
    ids: set[str] = set()
    key_tips: set[tuple[bool, str, str]] = set()
    for control in ribbon.controls:
        for found in _look_of(control):
            yield _of(control, found)
        if control.id in ids:
            yield _of(control, "another control has the same id")
        ids.add(control.id)
        # A key tip must be alone among the tabs, in its tab, or in its menu.
        key_tip = (control.kind == "tab", control.menu, control.attributes.get("keytip", ""))
        if key_tip[-1] and key_tip in key_tips:
            yield _of(control, f"another control has the key tip {key_tip[-1]}")
        key_tips.add(key_tip)


def _look_of(control: Control) -> Iterator[str]:
    has = control.attributes
    if not control.id.startswith(PREFIX):
        yield f"its id does not begin with {PREFIX}"
    if not has.get("label"):
        yield "it has no label"
    if control.kind in ("button", "menu"):
        if sum(name in has for name in _IMAGES) != 1:
            yield f"it has not exactly one of {', '.join(_IMAGES)}"
        if not (has.get("screentip") and has.get("supertip")):
            yield "it lacks a screentip or a supertip"
    if control.kind != "group":
        key_tip = has.get("keytip", "")
        if not (1 <= len(key_tip) <= 3 and key_tip.isalnum() and key_tip.isupper()):
            yield "its key tip is not 1 to 3 capital letters"
    if control.kind == "button" and not has.get("onAction"):
        yield "it does nothing: it has no onAction"


def _wiring(ribbon: Ribbon, procedures: Mapping[str, Procedure]) -> Iterator[Finding]:
    """Yield what a click would not find in VBA."""
    yield from _callback(procedures, "onLoad", ribbon.on_load, ("ribbon As IRibbonUI",))
    for control in ribbon.controls:
        for attribute, sub in control.callbacks.items():
            expected = _PRESSED if attribute == "onAction" else _ASKED
            yield from _callback(procedures, f"{control.id}, {attribute}", sub, expected)
    for button in ribbon.buttons:
        pressed = procedures.get(button.attributes.get("onAction", ""))
        if pressed and pressed.body != (f'Press "{button.action}"',):
            found = f'{pressed.name} does not do Press "{button.action}" and nothing else'
            yield _of(button, found, "ADDIN65")


def _actions(ribbon: Ribbon, actions: Collection[str]) -> Iterator[Finding]:
    """Yield what a click would not find in Python, and what no click reaches there."""
    for button in ribbon.buttons:
        if button.action not in actions:
            yield _of(button, f"no action {button.action} in Python", "ADDIN66")
    for action in sorted(set(actions) - {button.action for button in ribbon.buttons}):
        yield finding("ADDIN66", RIBBON_FILE, found=f"no button for the action {action}")


def _callback(
    procedures: Mapping[str, Procedure], where: str, sub: str, expected: tuple[str, ...]
) -> Iterator[Finding]:
    procedure = procedures.get(sub)
    if procedure is None or not procedure.public:
        found = f"there is no public Sub {sub}"
        yield finding("ADDIN65", f"{RIBBON_FILE}, {where}", found=found)
    elif _types(procedure.parameters) != _types(expected):
        found = f"{sub} takes ({', '.join(procedure.parameters)}), not ({', '.join(expected)})"
        yield finding("ADDIN65", f"{RIBBON_FILE}, {where}", found=found)


def _types(parameters: Sequence[str]) -> list[str]:
    """Return parameters without their names, which are of no matter."""
    return [" ".join(word for word in each.split() if word[:1].isupper()) for each in parameters]


def _of(control: Control, found: str, code: str = "ADDIN64") -> Finding:
    where = control.id or control.attributes.get("label", control.kind)
    return finding(code, f"{RIBBON_FILE}, {where}", found=found)
