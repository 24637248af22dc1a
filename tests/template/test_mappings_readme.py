"""The examples of the mappings' README load as they stand."""

from __future__ import annotations

import re
from pathlib import Path

from xlbcf.template.bands import load_bands
from xlbcf.template.check_settings import load_check_settings
from xlbcf.template.feed_mapping import load_feed
from xlbcf.template.metrics import load_metrics
from xlbcf.template.places import load_places
from xlbcf.template.returns import load_return

README = Path(__file__).parents[2] / "mappings" / "README.md"


def test_the_examples_of_the_readme_load(tmp_path: Path) -> None:
    examples = re.findall(r"```yaml\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    names = (
        *("metrics.yaml", "places.yaml", "bcf-2024-25-eoy.yaml", "projects.yaml", "bands.yaml"),
        *("checks.yaml", "ascof-2024-25.yaml"),
    )
    for name, example in zip(names, examples, strict=True):
        (tmp_path / name).write_text(example, encoding="utf-8")
    metrics = load_metrics(tmp_path / names[0])
    assert len(load_places(tmp_path / names[1])) == 1
    assert len(load_return(tmp_path / names[2], metrics).fields) == 2
    projects = load_return(tmp_path / names[3], metrics)
    assert [str(each.cell) for each in projects.fields if each.name.startswith("spend_")] == [
        "B16", "B17", "B26", "B27", "B36", "B37", "B46", "B47",
    ]  # fmt: skip
    assert (len(projects.flags), len(projects.checks)) == (3, 9)
    assert list(load_bands(tmp_path / names[4])) == ["savings"]
    assert load_check_settings(tmp_path / names[5], metrics).apart("reablement").points == 5
    assert load_feed(tmp_path / names[6], metrics).tables[0].unlike
