"""Which places there are, and that no name may mean two of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from xlbcf.rules.findings import Refused
from xlbcf.template.places import load_places

MAPPINGS = Path(__file__).parents[2] / "mappings"
GOOD = """\
places:
  E06000001:
    id: northtown
    name: Northtown
    aliases: [Northtown City, City of Northtown]
  E06000002:
    id: southshire
    name: Southshire
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "places.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_place_is_found_by_any_of_its_names(tmp_path: Path) -> None:
    places = load_places(written(tmp_path, GOOD))
    assert [each.name for each in places] == ["Northtown", "Southshire"]
    for name in ("E06000001", "northtown", "NORTHTOWN", "City of Northtown", " northtown  city "):
        assert places.find(name).code == "E06000001"
    assert places.find("Northtown Borough") is None


@pytest.mark.parametrize(
    ("old", "new", "code", "line", "said"),
    [
        ("E06000002", "E0600000", "MAP04", 6, "a capital letter and eight digits"),
        ("E06000002", "E06000001", "MAP05", 6, "line 2"),
        ("id: southshire", "id: South Shire", "MAP04", 7, "small letters"),
        ("    id: southshire\n", "", "MAP03", 7, "id"),
        ("id: southshire", "id: northtown", "MAP05", 7, "“northtown”"),
        ("name: Southshire", "name: northtown city", "MAP05", 8, "E06000002"),
        ("name: Southshire", "name: e06000001", "MAP05", 8, "line 3"),
        ("City of Northtown", "southshire", "MAP05", 7, "line 5"),
        ("[Northtown City, City of Northtown]", "Northtown City", "MAP04", 5, "a list"),
        ("[Northtown City, City of Northtown]", "[[a], b]", "MAP04", 5, "a text"),
        ("aliases", "alias", "MAP02", 5, "id, name, aliases"),
    ],
)
def test_a_wrong_place_is_refused_with_its_line(
    tmp_path: Path, old: str, new: str, code: str, line: int, said: str
) -> None:
    assert old in GOOD
    path = written(tmp_path, GOOD.replace(old, new, 1))
    with pytest.raises(Refused) as caught:
        load_places(path)
    assert (code, f"{path}:{line}") in [(each.code, each.where) for each in caught.value.findings]
    assert said in str(caught.value)


def test_a_place_may_repeat_its_own_name_as_an_alias(tmp_path: Path) -> None:
    text = GOOD.replace("City of Northtown", "NORTHTOWN")
    assert len(load_places(written(tmp_path, text))) == 2


def test_the_shipped_places_are_the_three_with_their_codes() -> None:
    places = load_places(MAPPINGS / "places.yaml")
    assert {each.code: each.id for each in places} == {
        "E06000016": "leicester",
        "E10000018": "leicestershire",
        "E06000017": "rutland",
    }
    assert places.find("City of Leicester").id == "leicester"
    assert places.find("Leicestershire County Council").id == "leicestershire"
