"""What can be found about figures and commentary."""

from __future__ import annotations

from xlbcf.rules.kinds import Kind, Severity

KINDS = (
    Kind(
        "FIG01",
        "Unknown place",
        Severity.ERROR,
        "{found} is not a place; the places are {expected}.",
        "Correct it, or add the place to mappings/places.yaml.",
    ),
    Kind(
        "FIG02",
        "Unknown metric",
        Severity.ERROR,
        "{found} is not a metric; the metrics are {expected}.",
        "Correct it, or add the metric to mappings/metrics.yaml.",
    ),
    Kind(
        "FIG03",
        "Figure given twice",
        Severity.ERROR,
        "{what} is given here ({found}) and at {other} ({value}).",
        "Keep one of the two.",
    ),
    Kind(
        "FIG04",
        "Not a number",
        Severity.ERROR,
        "{column} is {found}: {reason}. Expected is a figure, or a mark such as n/a, * or nothing.",
        "Correct the figure.",
    ),
    Kind(
        "FIG05",
        "Figure out of range",
        Severity.ERROR,
        "{found} is outside {expected}{hint}.",
        "Correct the figure or its unit.",
    ),
    Kind(
        "FIG06",
        "Columns missing",
        Severity.ERROR,
        "columns are missing: {found}; expected are {expected}.",
        "Add them, or rename the headings.",
    ),
    Kind(
        "FIG07",
        "Unit differs from the metric's",
        Severity.ERROR,
        "the unit is {found}, and {metric} is kept in {expected}.",
        "Convert the figure, or correct the unit.",
    ),
    Kind(
        "FIG08",
        "Period not understood",
        Severity.ERROR,
        "{found} is not a period; expected is a year such as 2024-25, a quarter such as "
        "2024-25 Q3, or a month such as 2024-11.",
        "Correct it.",
    ),
    Kind(
        "FIG09",
        "Value and fraction disagree",
        Severity.QUERY,
        "{numerator} of {denominator} is {computed}, and the value given is {found}.",
        "Check which is right.",
    ),
    Kind(
        "FIG10",
        "Commentary not understood",
        Severity.ERROR,
        "{key} is {found}; expected is {expected}.",
        "Correct it.",
    ),
    Kind(
        "FIG11",
        "Query needed",
        Severity.ERROR,
        "figures from a database need a query.",
        "Give it with --query.",
    ),
    Kind(
        "FIG12",
        "Database cannot be read",
        Severity.ERROR,
        "the database answered: {reason}.",
        "Check the address and the query.",
    ),
    Kind(
        "FIG13",
        "Package needed",
        Severity.ERROR,
        "reading it needs the package {package}.",
        "Install it with: pip install {install}",
    ),
    Kind(
        "FIG14",
        "Status not known",
        Severity.ERROR,
        "the status is {found}; expected is one of {expected}.",
        "Correct it.",
    ),
    Kind(
        "FIG15",
        "Column given twice",
        Severity.ERROR,
        "the heading {column} stands over columns {first} and {second}.",
        "Keep one of the two, or rename the other.",
    ),
    Kind(
        "FIG16",
        "Row longer than the headings",
        Severity.ERROR,
        "the row has {found} fields, and there are {expected} headings.",
        "Put quotation marks around a field that has the delimiter in it, such as 1,197.7.",
    ),
    Kind(
        "FIG17",
        "Rate cannot be worked out",
        Severity.ERROR,
        "{reason}.",
        "Correct the numerator or the denominator.",
    ),
    Kind(
        "FIG18",
        "Query without a database",
        Severity.ERROR,
        "a query is given, and no database to ask.",
        "Give the database's address with --figures.",
    ),
    Kind(
        "FIG19",
        "Column not read",
        Severity.QUERY,
        "the column {found} is not known and was not read.",
        "Rename it if {expected} is meant.",
    ),
)
