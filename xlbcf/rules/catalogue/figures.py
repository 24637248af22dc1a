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
        meaning="Each figure belongs to one Health and Wellbeing Board. One with a place that "
        "nobody knows would reach no return.",
        example={
            "found": "“Leicestershire & Rutland”",
            "expected": "E06000016 Leicester, E10000018 Leicestershire, E06000017 Rutland",
        },
        place="figures-2024-25.csv:7",
    ),
    Kind(
        "FIG02",
        "Unknown metric",
        Severity.ERROR,
        "{found} is not a metric; the metrics are {expected}.",
        "Correct it, or add the metric to mappings/metrics.yaml.",
        meaning="The definition of a metric says where its figures go, in which unit they are "
        "and which way is good. Without one, a figure can neither be placed nor judged.",
        example={
            "found": "“falls_65_plus”",
            "expected": "avoidable_admissions, length_of_stay, length_of_stay_14_days, "
            "length_of_stay_21_days, discharge_to_usual_residence, falls_admissions, "
            "residential_admissions, reablement",
        },
        place="figures-2024-25.csv:3",
    ),
    Kind(
        "FIG03",
        "Figure given twice",
        Severity.ERROR,
        "{what} is given here ({found}) and at {other} ({value}).",
        "Keep one of the two.",
        meaning="Place, metric, period and status name one figure. When they come twice, a "
        "later extract has often been added below an earlier one.",
        example={
            "what": "E10000018, avoidable_admissions, 2024-25 Q3, actual",
            "found": "“200.1”",
            "other": "figures-2024-25.csv:6",
            "value": "“199.9”",
        },
        place="figures-2024-25.csv:12",
    ),
    Kind(
        "FIG04",
        "Not a number",
        Severity.ERROR,
        "{column} is {found}: {reason}. Expected is a figure, or a mark such as n/a, * or nothing.",
        "Correct the figure.",
        meaning="Text in place of a figure is taken neither for nought nor for missing, because "
        "both would change a return in silence.",
        example={"column": "value", "found": "“c. 200”", "reason": "it is not a number"},
        place="figures-2024-25.csv:6",
    ),
    Kind(
        "FIG05",
        "Figure out of range",
        Severity.ERROR,
        "{found} is outside {expected}{hint}.",
        "Correct the figure or its unit.",
        meaning="The metric's definition states the lowest and highest value possible. A figure "
        "beyond them is nearly always in the wrong unit or mistyped.",
        example={
            "found": "“92.7”",
            "expected": "0 to 1",
            "hint": "; is it a percentage? the mapping keeps 0.927 for 92.7%",
        },
        place="figures-2024-25.csv:11",
    ),
    Kind(
        "FIG06",
        "Columns missing",
        Severity.ERROR,
        "columns are missing: {found}; expected are {expected}.",
        "Add them, or rename the headings.",
        meaning="Without these columns nobody can say what a figure is about. Their order is "
        "free, and a title may stand above the headings.",
        example={
            "found": "period, status",
            "expected": "place_code, metric, period, value, status, and if wanted numerator, "
            "denominator, unit, source",
        },
        place="figures-2024-25.csv:1",
    ),
    Kind(
        "FIG07",
        "Unit differs from the metric's",
        Severity.ERROR,
        "the unit is {found}, and {metric} is kept in {expected}.",
        "Convert the figure, or correct the unit.",
        meaning="The same number means different things as a count, a rate and a percentage, "
        "and no reader of the return could see that it is of the wrong kind.",
        example={"found": "“percent”", "metric": "avoidable_admissions", "expected": "rate"},
        place="figures-2024-25.csv:6",
    ),
    Kind(
        "FIG08",
        "Period not understood",
        Severity.ERROR,
        "{found} is not a period; expected is a year such as 2024-25, a quarter such as "
        "2024-25 Q3, or a month such as 2024-11.",
        "Correct it.",
        meaning="The period decides into which cell a figure goes and with which plan it is "
        "compared. A year must never be taken for a quarter.",
        example={"found": "“last winter”"},
        place="figures-2024-25.csv:3",
    ),
    Kind(
        "FIG09",
        "Value and fraction disagree",
        Severity.QUERY,
        "{numerator} of {denominator} is {computed}, and the value given is {found}.",
        "Check which is right.",
        meaning="A figure and the two it is worked out from must agree to the digits given. If "
        "they do not, one of the three is mistyped or comes from another extract.",
        example={"numerator": "231", "denominator": "44,865", "computed": "514.88", "found": "516"},
        place="figures-2024-25.csv:14",
    ),
    Kind(
        "FIG10",
        "Commentary not understood",
        Severity.ERROR,
        "{key} is {found}; expected is {expected}.",
        "Correct it.",
        meaning="Commentary under a name that the return does not have would be lost, and the "
        "cell that it was written for would stay blank.",
        example={
            "key": "the key for falls_admissions",
            "found": "“mitigations”",
            "expected": "one of assessment, challenges, achievements, variance, mitigation",
        },
        place="commentary-2024-25.yaml:6",
    ),
    Kind(
        "FIG11",
        "Query needed",
        Severity.ERROR,
        "figures from a database need a query.",
        "Give it with --query.",
        meaning="A database has many tables, and only its users know which holds the figures. "
        "The query is sent as it stands.",
        example={},
        place="figures",
    ),
    Kind(
        "FIG12",
        "Database cannot be read",
        Severity.ERROR,
        "the database answered: {reason}.",
        "Check the address and the query.",
        meaning="The reason is in the database's own words: it could not be reached, did not "
        "understand the query, or gave no rows. A password in its address is not repeated.",
        example={"reason": "no such table: bcf_figures"},
        place="sqlite:///figures.db",
    ),
    Kind(
        "FIG13",
        "Package needed",
        Severity.ERROR,
        "reading it needs the package {package}.",
        "Install it with: pip install {install}",
        meaning="Packages that only some users need, such as the driver of one kind of "
        "database, are not installed with xlbcf.",
        example={"package": "pyodbc", "install": "pyodbc"},
        place="figures",
    ),
    Kind(
        "FIG14",
        "Status not known",
        Severity.ERROR,
        "the status is {found}; expected is one of {expected}.",
        "Correct it.",
        meaning="The status says whether a figure was aimed at or reached. One taken for the "
        "other could make a missed plan look met.",
        example={"found": "“target”", "expected": "plan, actual, forecast, provisional"},
        place="figures-2024-25.csv:6",
    ),
    Kind(
        "FIG15",
        "Column given twice",
        Severity.ERROR,
        "the heading {column} stands over columns {first} and {second}.",
        "Keep one of the two, or rename the other.",
        meaning="The two columns may be of different years or versions, and nothing says which "
        "is meant.",
        example={"column": "value", "first": "4", "second": "5"},
        place="figures-2024-25.csv:1",
    ),
    Kind(
        "FIG16",
        "Row longer than the headings",
        Severity.ERROR,
        "the row has {found} fields, and there are {expected} headings.",
        "Put quotation marks around a field that has the delimiter in it, such as 1,197.7.",
        meaning="A comma inside a figure splits it in two, and everything after it moves one "
        "column on.",
        example={"found": "6", "expected": "5"},
        place="figures-2024-25.csv:2",
    ),
    Kind(
        "FIG17",
        "Rate cannot be worked out",
        Severity.ERROR,
        "{reason}.",
        "Correct the numerator or the denominator.",
        meaning="The row is left out, and the others are worked out all the same. A denominator "
        "of nought is usually an area without people or a value not yet known.",
        example={"reason": "the denominator 0 is not above 0"},
        place="row 3",
    ),
    Kind(
        "FIG18",
        "Query without a database",
        Severity.ERROR,
        "a query is given, and no database to ask.",
        "Give the database's address with --figures.",
        meaning="The figures that come with xlbcf are in a file, which cannot be queried.",
        example={},
        place="the command",
    ),
    Kind(
        "FIG19",
        "Column not read",
        Severity.QUERY,
        "the column {found} is not known and was not read.",
        "Rename it if {expected} is meant.",
        meaning="A heading with one wrong letter takes its whole column out of the figures, and "
        "with it every check that needs it.",
        example={"found": "“numeratr”", "expected": "numerator"},
        place="figures-2024-25.csv:1",
    ),
)
