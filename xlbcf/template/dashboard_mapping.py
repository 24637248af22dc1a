"""How a dashboard is found in a workbook: the mapping's plain objects.

The data sheet is found by its name and headings, the histories by their defined names. What the
dashboard shows stands in the workbook itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from xlbcf.rules.metrics import Polarity
from xlbcf.template.words import plain


class DataColumn(StrEnum):
    """What a column of the data sheet holds."""

    # Of their own, members of an enumeration are looked up by way of a call.
    __hash__ = str.__hash__

    METRIC = "metric"
    PART = "part"
    NUMBER = "number"
    NAME = "name"
    UNIT = "unit"
    DECIMALS = "decimals"
    POLARITY = "polarity"
    TARGET = "target"
    PERIOD = "period"
    LATEST = "latest"
    PREVIOUS_PERIOD = "previous_period"
    PREVIOUS = "previous"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    DEFINITION = "definition"
    COMPARABLE = "comparable"
    UPDATED = "updated"
    NOTE = "note"
    GOOD_IS = "good_is"
    PRINTED_MARK = "printed_mark"
    PRINTED_ARROW = "printed_arrow"
    PRINTED_TREND = "printed_trend"
    BANDS = "bands"
    RATING_BY_FIGURES = "rating_by_figures"
    RATING_BY_PERSON = "rating_by_person"
    RATING_SHOWN = "rating_shown"
    REASON = "reason"
    COMMENTARY = "commentary"
    START_DATE = "start_date"
    TO_DO = "to_do"


#: Columns that a dashboard may do without.
OPTIONAL = frozenset(
    {
        DataColumn.NUMBER,
        DataColumn.GOOD_IS,
        DataColumn.PRINTED_MARK,
        DataColumn.PRINTED_ARROW,
        DataColumn.PRINTED_TREND,
        DataColumn.BANDS,
        DataColumn.RATING_BY_FIGURES,
        DataColumn.RATING_BY_PERSON,
        DataColumn.RATING_SHOWN,
        DataColumn.REASON,
        DataColumn.COMMENTARY,
        DataColumn.START_DATE,
        DataColumn.TO_DO,
    }
)


class HistoryColumn(StrEnum):
    """What a column of a history holds."""

    # Of their own, members of an enumeration are looked up by way of a call.
    __hash__ = str.__hash__

    PERIOD = "period"
    FIGURE = "figure"
    TARGET = "target"
    MEAN = "mean"
    LOWER = "lower"
    UPPER = "upper"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    DEFINITION = "definition"


class NoteKind(StrEnum):
    """Why the data sheet has a note."""

    REVISED = "revised"
    DEFINITION = "definition"
    PERIOD = "period"
    NO_FIGURE = "no_figure"


class DashboardVocabulary(NamedTuple):
    """The words that stand in a dashboard's cells.

    Args:
        polarities: the word for each polarity.
        updated: the mark of a row whose latest figure changed.
        comparable: the word where latest and previous figure may be compared.
        not_comparable: the word where they may not.
        undated: how a period ends that has no date.
        new_definition: what stands in a history where a series begins anew.
        notes: how each kind of note begins.
    """

    polarities: Mapping[Polarity, str]
    updated: str
    comparable: str
    not_comparable: str
    undated: str
    new_definition: str
    notes: Mapping[NoteKind, str]

    def polarity(self, word: object) -> Polarity | None:
        """Return the polarity that a word stands for, or None."""
        found = (each for each, said in self.polarities.items() if plain(said) == plain(word))
        return next(found, None)


class DashboardMapping(NamedTuple):
    """How a dashboard is found in a workbook.

    Args:
        id: the short name.
        title: the dashboard in words.
        workbook: the file that ships with xlbcf.
        reconstruction: whether that file was rebuilt from a printed one.
        sheets: the sheets by which a workbook is known to be this dashboard.
        data_sheet: the sheet with a row for each series.
        data_columns: its headings.
        history_name: how the names of histories begin.
        limits_name: how the names of the cells of control limits begin.
        history_columns: the headings of a history.
        printed: the sheets that go on paper.
        words: what stands in its cells.
        totals: for a metric, the part that is the total of the others.
        figures: the file among the data that has its figures; empty where there is none.
    """

    id: str
    title: str
    workbook: str
    reconstruction: bool
    sheets: tuple[str, ...]
    data_sheet: str
    data_columns: Mapping[DataColumn, str]
    history_name: str
    limits_name: str
    history_columns: Mapping[HistoryColumn, str]
    printed: tuple[str, ...]
    words: DashboardVocabulary
    totals: Mapping[str, str]
    figures: str = ""

    def data_head(self, cells: Mapping[int, object]) -> dict[DataColumn, int] | None:
        """Return the columns of the data sheet if a row is its heading row.

        Args:
            cells: the row's cells by the number of their column.

        Returns:
            The number of each column that is there; None where a column that is needed is not.
        """
        at: dict[str, int] = {}
        for number, value in cells.items():
            at.setdefault(plain(value), number)
        found = {
            column: at[plain(heading)]
            for column, heading in self.data_columns.items()
            if plain(heading) in at
        }
        return found if found.keys() >= self.data_columns.keys() - OPTIONAL else None
