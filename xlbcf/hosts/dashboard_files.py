"""Which file a dashboard is that was named by its path or by its id."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from xlbcf.desk.folder import Home
from xlbcf.rules.findings import Refused, finding
from xlbcf.template.dashboard_mapping import DashboardMapping


def dashboard_file(
    named: Path, home: Home, dashboards: Iterable[DashboardMapping], *, writes: bool
) -> Path | None:
    """Return the file of a dashboard.

    Args:
        named: what was typed: a path, or the id of a dashboard.
        home: the folder in which a dashboard is looked for by its id.
        dashboards: the dashboards that are known.
        writes: whether the file is changed, or another one written beside it.

    Returns:
        The file; None where there is neither such a file nor such a dashboard.

    Raises:
        Refused: the file would be the copy that came with the program, and it would be changed
            (REFR25).
    """
    if named.exists():
        return named
    for each in dashboards:
        path = home.dashboards / each.workbook
        if each.id == str(named) and path.exists():
            if writes and not home.is_here:
                raise Refused(finding("REFR25", "the command", found=f"“{named}”"))
            return path
    return None
