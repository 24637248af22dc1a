"""What is known of metrics, places and returns: the mappings, read when first asked for.

What reads a mapping is imported with it: a command needs only some of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from xlbcf.desk.folder import Home
from xlbcf.rules.findings import Refused, finding

if TYPE_CHECKING:
    from xlbcf.rules.metrics import Metric, Place, Places
    from xlbcf.template.check_settings import CheckSettings
    from xlbcf.template.dashboard_mapping import DashboardMapping
    from xlbcf.template.feed_mapping import FeedMapping
    from xlbcf.template.return_mapping import Fingerprint, ReturnMapping


class Library:
    """The mappings of one working folder.

    Args:
        home: the folder.
    """

    def __init__(self, home: Home) -> None:
        self.home = home

    @cached_property
    def metrics(self) -> Mapping[str, Metric]:
        """Every metric by its id."""
        from xlbcf.template.metrics import load_metrics

        return load_metrics(self.home.mappings / "metrics.yaml")

    @cached_property
    def places(self) -> Places:
        """Every place."""
        from xlbcf.template.places import load_places

        return load_places(self.home.mappings / "places.yaml")

    def path(self, name: str) -> Path:
        """Return a file of the mappings.

        Args:
            name: its name, such as ``bands.yaml``.

        Raises:
            Refused: the working folder does not have it, as one made earlier may not (RUN03).
        """
        path = self.home.mappings / name
        if not path.exists():
            found = f"{self.home.mappings.name}/{name}"
            raise Refused(finding("RUN03", self.home.folder, found=found))
        return path

    @cached_property
    def checks(self) -> CheckSettings:
        """How sensitive a check is."""
        from xlbcf.template.check_settings import load_check_settings

        return load_check_settings(self.path("checks.yaml"), self.metrics)

    @cached_property
    def feeds(self) -> tuple[FeedMapping, ...]:
        """The published releases that are mapped."""
        from xlbcf.template.feed_mapping import load_feeds

        return load_feeds(self.home.mappings / "feeds", self.metrics)

    @cached_property
    def dashboards(self) -> tuple[DashboardMapping, ...]:
        """The dashboards that are mapped."""
        from xlbcf.template.dashboards import load_dashboards

        return load_dashboards(self.home.mappings / "dashboards")

    @cached_property
    def _read(self) -> dict[str, ReturnMapping]:
        """The returns' mappings read so far."""
        return {}

    @property
    def return_ids(self) -> list[str]:
        """The ids of the returns that have a mapping."""
        return sorted(path.stem for path in self._folder.glob("*.yaml"))

    def mapping(self, return_id: str) -> ReturnMapping:
        """Return a return's mapping.

        Raises:
            Refused: there is none (MAP06), or it has faults (MAP01 to MAP05).
        """
        if return_id not in self._read:
            from xlbcf.template.returns import find_return

            self._read[return_id] = find_return(self._folder, return_id, self.metrics)
        return self._read[return_id]

    def mapping_file(self, return_id: str) -> Path:
        """Return the file of a return's mapping."""
        return self._folder / f"{return_id}.yaml"

    def fingerprint(self, return_id: str) -> Fingerprint:
        """Return how a return's template is recognised, without reading all of its mapping.

        Raises:
            Refused: the mapping cannot be read, or its fingerprint has faults.
        """
        if return_id not in self._fingerprints:
            from xlbcf.template.returns import load_fingerprint

            self._fingerprints[return_id] = load_fingerprint(self.mapping_file(return_id))
        return self._fingerprints[return_id]

    @cached_property
    def _fingerprints(self) -> dict[str, Fingerprint]:
        """The fingerprints read so far."""
        return {}

    def others(self, return_id: str) -> list[ReturnMapping]:
        """Return the other returns' mappings, those with faults left out."""
        found = []
        for other in self.return_ids:
            if other != return_id:
                try:
                    found.append(self.mapping(other))
                except Refused:
                    continue
        return found

    def chosen_places(self, names: list[str]) -> list[Place]:
        """Return places by code, id, name or alias; all of them for ``all`` or no name.

        Raises:
            Refused: a name is no place (FIG01).
        """
        if not names or "all" in names:
            return list(self.places)
        found = {name: self.places.find(name) for name in names}
        known = ", ".join(f"{place.code} {place.name}" for place in self.places)
        missing = [
            finding("FIG01", "the command", found=f"“{name}”", expected=known)
            for name, place in found.items()
            if place is None
        ]
        if missing:
            raise Refused(missing)
        chosen = {place.code for place in found.values() if place}
        return [place for place in self.places if place.code in chosen]

    @property
    def _folder(self) -> Path:
        return self.home.mappings / "returns"
