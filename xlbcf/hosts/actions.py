"""What the buttons do, the same in every host: each takes an open workbook and says a text."""

from __future__ import annotations

from collections.abc import Mapping

from xlbcf.hosts.acting import Action, Context, Said
from xlbcf.hosts.check_actions import check_sheet, check_workbook, clear_marks, go_to_next
from xlbcf.hosts.dashboard_actions import refresh_dashboard
from xlbcf.hosts.fill_actions import fill_from_figures, preview_fill, undo_last_fill
from xlbcf.hosts.sharing_actions import publish_copy, repair_links
from xlbcf.hosts.telling_actions import show_about, show_help, show_mapping

__all__ = ["ACTIONS", "WITHOUT_BOOK", "Action", "Context", "Said"]

#: Every button by its id.
ACTIONS: Mapping[str, Action] = {
    "check_sheet": check_sheet,
    "check_workbook": check_workbook,
    "next_finding": go_to_next,
    "clear_marks": clear_marks,
    "fill_from_figures": fill_from_figures,
    "preview_fill": preview_fill,
    "undo_last_fill": undo_last_fill,
    "refresh_dashboard": refresh_dashboard,
    "publish_copy": publish_copy,
    "repair_links": repair_links,
    "show_mapping": show_mapping,
    "show_help": show_help,
    "show_about": show_about,
}
#: Those that look at no workbook.
WITHOUT_BOOK = frozenset({"show_help", "show_about"})
