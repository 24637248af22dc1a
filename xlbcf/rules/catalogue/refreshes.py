"""What can be found when a dashboard is refreshed."""

from __future__ import annotations

from xlbcf.rules.kinds import Kind, Severity

KINDS = (
    Kind(
        "REFR01",
        "No known dashboard",
        Severity.ERROR,
        "this workbook is no dashboard that is known: {reason}.",
        "Name a dashboard workbook, or put its sheets and headings into mappings/dashboards/.",
        meaning="A dashboard is known by its sheets and by the headings of its data sheet. A "
        "workbook without them has nothing that could be refreshed.",
        example={"reason": "for outcomes-framework it lacks the sheet “Data”"},
        place="report.xlsx",
    ),
    Kind(
        "REFR02",
        "Row of the data sheet not readable",
        Severity.ERROR,
        "{reason}. The row was left as it is.",
        "Correct the row on the data sheet and run again.",
        meaning="Unit, polarity and decimals say how a figure is read and judged. A row where "
        "they are not understood is not touched; the others are refreshed.",
        example={"reason": "the unit is “per cent”, and should be one of count, rate, percent"},
        place="Data!A7, tobacco_screening",
    ),
    Kind(
        "REFR03",
        "History not found",
        Severity.ERROR,
        "{reason}. The row was left as it is.",
        "Mend the name under Formulas, Name Manager, or take the sheet from the shipped dashboard.",
        meaning="The table of a series' earlier figures is found by a defined name. Without it "
        "the old figure could not be kept, so the new one is not put in.",
        example={"reason": "there is no name history_tobacco_screening_lpt"},
        place="Data!A7, 2a Tobacco screening, LPT",
    ),
    Kind(
        "REFR04",
        "Row of figures about no metric",
        Severity.ERROR,
        "the row names no metric, so it was left out.",
        "Give the metric's id, or take the row out.",
        meaning="A figure goes to the row of the dashboard with its metric and part. Without a "
        "metric nobody can say where it belongs.",
        example={},
        place="figures.csv:14",
    ),
    Kind(
        "REFR05",
        "Figure cannot be taken",
        Severity.ERROR,
        "the {column} at {source} is {found}: {reason}. The row keeps its old values.",
        "Correct it in the figures and run again.",
        meaning="A row of the dashboard is refreshed with all that the figures have for it, or "
        "with nothing, so that old and new never stand mixed. The other rows are refreshed.",
        example={
            "column": "value",
            "source": "figures.csv:14",
            "found": "“about 5”",
            "reason": "it is not a number",
        },
        place="Data!A7, 2a Tobacco screening, LPT",
    ),
    Kind(
        "REFR06",
        "Figure given twice",
        Severity.ERROR,
        "{what} is given at {first} and again at {second}. The row keeps its old values.",
        "Take one of the two out and run again.",
        meaning="Which of two figures of one period is right cannot be told from the figures "
        "alone, not even where they are equal: one of them may belong to another row.",
        example={
            "what": "2018-19 Q2, actual",
            "first": "figures.csv:14",
            "second": "figures.csv:20",
        },
        place="Data!A7, 2a Tobacco screening, LPT",
    ),
    Kind(
        "REFR07",
        "Figure older than the one shown",
        Severity.ERROR,
        "the row shows {shown}, and the newest figure, at {source}, is for {found}. The row keeps "
        "its old values.",
        "Take newer figures, or run again with --force to go back to this period.",
        meaning="Putting an old figure over a newer one is nearly always a mix-up of files. With "
        "--force it is done, and the history is cut back to the figures before that period.",
        example={"shown": "2018-19 Q3", "found": "2018-19 Q1", "source": "figures.csv:14"},
        place="Data!A7, 2a Tobacco screening, LPT",
    ),
    Kind(
        "REFR08",
        "Periods without a date",
        Severity.ERROR,
        "{found}, at {source}, and {other} have no date, so nobody can say which is newer. The "
        "row keeps its old values.",
        "Give the period, such as 2018-19 Q3, or run again with --force if it is the newer one.",
        meaning="Figures are put in order by their periods. One without a date is older than any "
        "that has one, but two of them have no order.",
        example={"found": "v3 (undated)", "other": "v2.0 (undated)", "source": "figures.csv:14"},
        place="Data!A7, 2a Tobacco screening, LPT",
    ),
    Kind(
        "REFR09",
        "Older figures passed over",
        Severity.NOTE,
        "figures of the past are {what} the history: {periods}. The history was left as it is.",
        "Correct the history on the metric's sheet by hand if the figures given are right.",
        meaning="A refresh goes forward from the figure shown. What a board has seen already is "
        "not rewritten behind its back.",
        example={"what": "other than in", "periods": "2017-18 Q4, 2018-19 Q1"},
        place="Data!A7, 2a Tobacco screening, LPT",
    ),
    Kind(
        "REFR10",
        "History cut back",
        Severity.QUERY,
        "as --force asked, the row went back to {found}; these periods were taken out: {lost}.",
        "Run xlbcf undo on the file if that was not meant.",
        meaning="With an older figure as the latest, later ones cannot stay in the history. The "
        "change log keeps what they were.",
        example={"found": "2018-19 Q1", "lost": "2018-19 Q2, 2018-19 Q3"},
        place="Data!A7, 2a Tobacco screening, LPT",
    ),
    Kind(
        "REFR11",
        "Figures that the dashboard lacks",
        Severity.NOTE,
        "the dashboard has no row for {count} of what the figures are about: {names}.",
        "Correct metric or part where one of them should be shown; the data sheet has the ids.",
        meaning="A figure finds its row by the ids of metric and part. A misspelt id looks like a "
        "metric that the dashboard does not have.",
        example={
            "count": "2",
            "names": "tobaco_screening (LPT) at figures.csv:5, perhaps tobacco_screening; falls at "
            "figures.csv:14",
        },
        place="outcomes-framework.xlsm",
    ),
    Kind(
        "REFR12",
        "Rows without figures",
        Severity.NOTE,
        "the figures have nothing for some rows ({count}): {names}.",
        "Add them to the figures if there are any.",
        meaning="These rows keep what they show. Figures may come at different times of the year, "
        "so that is no fault.",
        example={"count": "2", "names": "1a Healthy life expectancy, female; 34 Estates workbook"},
        place="outcomes-framework.xlsm",
    ),
    Kind(
        "REFR13",
        "Cells not worked out",
        Severity.QUERY,
        "{count} formulas keep their old results: {cells}.",
        "Open the workbook in Excel and save it, so that Excel works them out.",
        meaning="A refresh works out the formulas that dashboards are made of. One of another "
        "kind, and all that read it, may now show what held for the figures before.",
        example={"count": "1", "cells": "Summary!D4, because OFFSET is not known here"},
        place="outcomes-framework.xlsm",
    ),
    Kind(
        "REFR14",
        "#NAME? in a result",
        Severity.ERROR,
        "the stored results of {cells} are #NAME?, and could not be worked out here.",
        "Open the workbook in Excel with its macros on, let it calculate, save it and run again.",
        meaning="A reader without the functions would see #NAME? instead of a figure, so such a "
        "file is not written.",
        example={"cells": "LLR_Summary!F7, LLR_Summary!F8"},
        place="outcomes-framework.xlsm",
    ),
    Kind(
        "REFR15",
        "Formula where a figure goes",
        Severity.ERROR,
        "{cell}, {heading}, holds a formula, which is not replaced. The row keeps its old values.",
        "Put a plain value there, or take the formula out, and run again.",
        meaning="Somebody has linked the cell to another place. Its formula would be lost, so a "
        "person must decide.",
        example={"cell": "Data!J7", "heading": "Latest"},
        place="Data!A7, 2a Tobacco screening, LPT",
    ),
    Kind(
        "REFR16",
        "Period not understood",
        Severity.ERROR,
        "{found} is no period; expected is a year such as 2018-19, a quarter such as 2018-19 Q3 "
        "or a month such as 2018-11.",
        "Correct it and run again.",
        meaning="Figures up to this period are taken, so it must be known when it ends.",
        example={"found": "“Q3”"},
        place="the command, --period",
    ),
    Kind(
        "REFR17",
        "No such dashboard",
        Severity.ERROR,
        "there is no file {found}, and no dashboard of that name; known are {expected}.",
        "Name a workbook, or one of these.",
        meaning="A dashboard is named by its file, or by its id for the one in the working folder.",
        example={"found": "outcomes", "expected": "integration-executive, outcomes-framework"},
        place="the command",
    ),
    Kind(
        "REFR18",
        "No figures named",
        Severity.ERROR,
        "it is not known where the figures of {found} are.",
        "Name them with --figures FILE.",
        meaning="For a dashboard that has figures in the working folder these are taken. For "
        "another one they must be named.",
        example={"found": "integration-executive"},
        place="the command",
    ),
    Kind(
        "REFR19",
        "Share above 100%",
        Severity.QUERY,
        "the figure for {period} at {source} is {found}, which is {percent}.",
        "Write 92.7% or 0.927 if a share of 92.7 in a hundred is meant.",
        meaning="A number without a sign is taken as a fraction, as workbooks keep percentages. "
        "It is never guessed from its size what was meant.",
        example={
            "period": "2018-19 Q3",
            "source": "figures.csv:14",
            "found": "“92.7”",
            "percent": "9,270%",
        },
        place="Data!A7, 2a Tobacco screening, LPT",
    ),
    Kind(
        "REFR20",
        "Mark is not the printed one",
        Severity.QUERY,
        "printed is {printed}, and the figure {value} beside the target {target} gives {computed} "
        "where {way}.",
        "Hold figure, target and polarity against the source.",
        meaning="The mark of a dashboard follows from figure, target and polarity. Where the "
        "printed page says otherwise, one of them differs from what its makers had in mind.",
        example={
            "printed": "●",
            "value": "66.6",
            "target": "> 66.6",
            "computed": "■",
            "way": "high is good",
        },
        place="Data!T7, 33 Working relationships",
    ),
    Kind(
        "REFR21",
        "Other kinds of period passed over",
        Severity.NOTE,
        "{count} figures are for periods of another kind than the latest: {periods}. They were "
        "passed over.",
        "Nothing is to be done if the row is meant to show the other kind.",
        meaning="A year, a quarter and a month cannot be compared, and mixed in one history they "
        "would make its chart meaningless. The row goes on with the figures that end last.",
        example={"count": "1", "periods": "2018-19 Q3"},
        place="Data!A7, 2a Tobacco screening, LPT",
    ),
    Kind(
        "REFR22",
        "Target of another kind of period",
        Severity.QUERY,
        "the target {target} stood beside a figure for {before}, and the latest is for {found}.",
        "Give the target for the new period, or see that the old one holds for it.",
        meaning="A year's target beside a quarter's figure gives a mark that means nothing. A "
        "target such as > 90% may hold for any period, so it was kept.",
        example={"target": "< 9,197", "before": "2017-18", "found": "2018-19 Q1"},
        place="Data!A7, 2a Tobacco screening, LPT",
    ),
    Kind(
        "REFR23",
        "No figures for the dashboard",
        Severity.ERROR,
        "none of the figures is for a row of this dashboard: {reason}.",
        "Name other figures with --figures, or correct metric and part in these; the data sheet "
        "has the ids.",
        meaning="Figures of which none fits are nearly always those of something else. A refresh "
        "with them would do nothing but take the ticks of the last one away.",
        example={"reason": "they are about falls (E10000018) at figures.csv:2"},
        place="outcomes-framework.xlsm",
    ),
    Kind(
        "REFR24",
        "Another kind of file",
        Severity.ERROR,
        "the dashboard is a {found} file, and so is what comes of it.",
        "Name a file that ends in {found} after --out.",
        meaning="Excel does not open a workbook whose name says another kind than it is.",
        example={"found": ".xlsm"},
        place="next.xlsx",
    ),
    Kind(
        "REFR25",
        "No working folder",
        Severity.ERROR,
        "{found} is an id, and here it would be the workbook that came with the program.",
        "Make a working folder with xlbcf init DIR and run the command there, or name the "
        "workbook's file.",
        meaning="The dashboards that come with the program stay as they are: an update of it would "
        "take away what was put into them. By its id a dashboard of the working folder is meant.",
        example={"found": "“outcomes-framework”"},
        place="the command",
    ),
    Kind(
        "REFR26",
        "Figure and target not on one scale",
        Severity.ERROR,
        "{found} cannot be held against the target {target}. The row keeps its old values.",
        "Correct the figure or the target and run again. Which words are on one scale stands in "
        "mappings/dashboard_words.yaml.",
        meaning="A rating in words is judged by where figure and target stand on a scale, such as "
        "Red, Amber, Green. A word that is not on it would show as an error on the page.",
        example={"found": "“Gren”", "target": "“Green”"},
        place="Data!A63, 34 Rating of the LLR Estates Workbook",
    ),
)
