"""What can be found about a printed dashboard table."""

from __future__ import annotations

from xlbcf.rules.kinds import Kind, Severity

KINDS = (
    Kind(
        "DASH01",
        "Mark contradicts the figures",
        Severity.ERROR,
        "the mark {mark} says {claimed}, and {reason}.",
        "Correct the mark, the figure or the target.",
        meaning="Readers of a dashboard look at the mark and not at the figures. Where a cell "
        "holds several figures, the worst of them decides.",
        example={
            "mark": "●",
            "claimed": "met",
            "reason": "73% does not meet > 80% (LPT)",
        },
        place="framework.csv:14, column F, On target?",
    ),
    Kind(
        "DASH02",
        "Mark rests on digits not shown",
        Severity.QUERY,
        "the mark {mark} says {claimed}, and {reason} as shown; only digits that are not shown "
        "could bear the mark out.",
        "Look at the unrounded figure; show one more digit if the mark is right.",
        meaning="A figure that equals its target after rounding may lie on either side of it. "
        "The mark may be right, but nobody can see it from the page.",
        example={"mark": "●", "claimed": "met", "reason": "66.6 does not meet > 66.6"},
        place="framework.csv:60, column F, On target?",
    ),
    Kind(
        "DASH03",
        "Good is opposes the target",
        Severity.ERROR,
        "Good is {good} ({polarity}), and the target {target} asks for {asked}{fits}.",
        "Correct whichever of the two is wrong.",
        meaning="The sign of the target and the arrow of Good is both say which way is better. "
        "Where they differ, improvement and worsening are shown the wrong way round.",
        example={
            "good": "↑",
            "polarity": "high is good",
            "target": "< 44,295",
            "asked": "less",
            "fits": "; the mark ● fits the target",
        },
        place="framework.csv:17, column H, Good is...",
    ),
    Kind(
        "DASH04",
        "Mark and Good is cannot both be right",
        Severity.ERROR,
        "the target {target} has no sign, and Good is {good} makes it {implied}: {reason}, "
        "and the mark {mark} says {claimed}.",
        "Correct the mark or Good is, and put a sign before the target.",
        meaning="Without a sign the direction of a target is taken from Good is. The mark fits "
        "only if the other direction is good, so one of the two is wrong.",
        example={
            "target": "95%",
            "good": "↓",
            "implied": "at most",
            "reason": "80.6% meets it",
            "mark": "■",
            "claimed": "not met",
        },
        place="framework.csv:38, column F, On target?",
    ),
    Kind(
        "DASH05",
        "Figure on a dashboard not readable",
        Severity.ERROR,
        "the {column} is {found}: {reason}.",
        "Correct it, or put n/a where there is none.",
        meaning="What cannot be read as a figure can be neither judged nor compared.",
        example={"column": "value", "found": "“about 5”", "reason": "it is not a number"},
        place="framework.csv:9, column D, Latest data",
    ),
    Kind(
        "DASH06",
        "Value and target do not go together",
        Severity.QUERY,
        "the value {value} cannot be held against the target {target}: {reason}.",
        "Write both in the same unit, for the same parts.",
        meaning="A count beside a percentage, or one trust's figure beside another's target, "
        "gives no verdict, so nothing bears the mark out.",
        example={
            "value": "8,973",
            "target": "95%",
            "reason": "the value is a plain number and the target a percentage",
        },
        place="framework.csv:34, column E, Target",
    ),
    Kind(
        "DASH07",
        "Mark without a target",
        Severity.QUERY,
        "the mark is {mark}, and the target is {target}.",
        "Give the target, or leave the mark blank.",
        meaning="A mark says that a target is met or not. Without a target shown nobody can see "
        "what it rests on.",
        example={"mark": "■", "target": "blank"},
        place="framework.csv:35, column F, On target?",
    ),
    Kind(
        "DASH08",
        "Judged without a figure",
        Severity.ERROR,
        "the {column} is {found}, and the value is {value}: no data is not judged.",
        "Give the value, or leave the {column} blank.",
        meaning="A missing figure is neither good nor bad news. A colour or a mark beside it "
        "tells readers something that nobody knows.",
        example={"column": "mark", "found": "■", "value": "not available"},
        place="framework.csv:12, column F, On target?",
    ),
    Kind(
        "DASH09",
        "Mark missing",
        Severity.QUERY,
        "there is no mark, and {reason}.",
        "Put in the mark.",
        meaning="Value and target are both there, so readers will wonder why it is not judged.",
        example={"reason": "48.9% does not meet >= 50%"},
        place="framework.csv:48, column F, On target?",
    ),
    Kind(
        "DASH10",
        "Targets without a sign",
        Severity.NOTE,
        "no sign such as <= or >= stands in {count} of the targets: {rows}. {taken}.",
        "Put a sign before each, so that every reader takes it the same way.",
        meaning="Whether 95% is a floor or a ceiling is then known only from Good is, and a "
        "wrong arrow there turns every verdict round.",
        example={
            "count": "2",
            "rows": "7, 17",
            "taken": "By Good is taken as at least: 7. By Good is taken as at most: 17",
        },
        place="framework.csv:19, column E, Target",
    ),
    Kind(
        "DASH11",
        "Figures do not fit their label",
        Severity.QUERY,
        "under {label} {reason}.",
        "Hold the labels against the source: one may have slid to another row.",
        meaning="In stacked rows a label that slides by one row puts every figure below it "
        "under the wrong name, while each row alone still looks right.",
        example={
            "label": "“Residential admissions, ASCOF 2A(2)”",
            "reason": "3 figures are announced (Leicester, Leicestershire, Rutland), and 2 stand",
        },
        place="framework.csv:24, column C, Description",
    ),
    Kind(
        "DASH12",
        "Sign not understood",
        Severity.QUERY,
        "{found} is not understood as {column}; expected is {expected}. It stands in {rows}.",
        "Use one of these signs; the rows were checked without it.",
        meaning="What is not understood is not checked, so a contradiction there stays unseen.",
        example={
            "found": "“ok”",
            "column": "a mark",
            "expected": "● or ■, or Y or N",
            "rows": "3, 5, 7",
        },
        place="framework.csv:10, column F, On target?",
    ),
    Kind(
        "DASH13",
        "Arrow contradicts the figures",
        Severity.ERROR,
        "the arrow {arrow} says {claimed}, and the figure went from {previous} to {value}.",
        "Correct the arrow, or the figure that is wrong.",
        meaning="The arrow shows how the number moved, not whether that is good. An arrow drawn "
        "by judgement instead misleads whoever reads it as movement.",
        example={"arrow": "↑", "claimed": "up", "previous": "19.4", "value": "18.9"},
        place="framework.csv:20, column G, Direction of travel",
    ),
    Kind(
        "DASH14",
        "Arrow not supported by the figures shown",
        Severity.QUERY,
        "the arrow {arrow} says {claimed}, and the figures shown are {previous} and {value}.",
        "Check the unrounded figures, and what change still counts as level.",
        meaning="Figures that look the same may differ, and a small change may count as none; "
        "neither can be seen from the page.",
        example={"arrow": "↔", "claimed": "level", "previous": "79.7%", "value": "79.8%"},
        place="framework.csv:22, column G, Direction of travel",
    ),
    Kind(
        "DASH15",
        "Judgement contradicts the arrow",
        Severity.ERROR,
        "the judgement is {claimed}, and {arrow} with Good is {good} is {expected}.",
        "Correct the judgement, the arrow or Good is.",
        meaning="Movement and Good is together say whether a figure is improving; the word must "
        "say the same.",
        example={"claimed": "improving", "arrow": "↑", "good": "↓", "expected": "worsening"},
        place="dashboard.xlsx, Summary!I12",
    ),
    Kind(
        "DASH16",
        "Rating not supported by the figures",
        Severity.QUERY,
        "the rating is {found}, and by the bands of {bands} {reason}.",
        "Correct the rating, or say in the commentary what else it rests on.",
        meaning="A rating is only comparable from one metric to the next if it follows the bands "
        "agreed for all.",
        example={
            "found": "amber",
            "bands": "Impact on metrics",
            "reason": "actual 357.7 against plan 267.06, low is good: adverse by 33.94% of plan, "
            "red (above 10)",
        },
        place="dashboard.csv:6, column E, Data RAG",
    ),
    Kind(
        "DASH17",
        "Required commentary missing",
        Severity.ERROR,
        "the rating is {found}, and {missing}.",
        "Write the commentary.",
        meaning="The guidelines ask for exception commentary where something is off plan, so "
        "that whoever reads the dashboard learns why and what is done about it.",
        example={"found": "red", "missing": "exception commentary must be given for red"},
        place="dashboard.csv:6, column G, Commentary",
    ),
    Kind(
        "DASH18",
        "Tolerance hardly tells good from bad",
        Severity.NOTE,
        "wide bands rate {count} of the percentages: {rows}. In the first, {reason}.",
        "Rate percentages by bands in percentage points.",
        meaning="Ten percent of a high percentage is many percentage points, so a rating stays "
        "amber until long after the figure is poor.",
        example={
            "count": "1",
            "rows": "2",
            "reason": "a tolerance of 10% of plan is 9.39 percentage points beside a plan of "
            "93.86%",
        },
        place="dashboard.csv:4, column E, Data RAG",
    ),
    Kind(
        "DASH19",
        "Bands not known",
        Severity.ERROR,
        "{found} is not a set of bands; expected is one of {expected}.",
        "Correct it, or add the bands to mappings/bands.yaml.",
        meaning="Without its bands a rating cannot be held against the figures.",
        example={"found": "“impacts”", "expected": "savings, milestones, finance, impact"},
        place="dashboard.csv:6, column F, Bands",
    ),
    Kind(
        "DASH20",
        "No dashboard table found",
        Severity.ERROR,
        "{found}. Expected in one row are headings for {expected}.",
        "Name the headings so, or add yours to mappings/dashboard_words.yaml.",
        meaning="The table is found by its headings, wherever it stands. Without them no column "
        "can be told from another.",
        example={
            "found": "the row with the most headings has Latest data, On target?, and lacks target",
            "expected": "value (such as Latest data), target (such as Target), and one of mark "
            "(such as On target?), rating (such as Data RAG), good is (such as Good is…)",
        },
        place="dashboard.xlsx, sheet Summary, row 5",
    ),
    Kind(
        "DASH21",
        "Checks left out",
        Severity.NOTE,
        "the table has no column for {missing}, so {left_out}.",
        "Add the column to have that checked too.",
        meaning="What was not looked at must not be taken for right.",
        example={
            "missing": "Good is",
            "left_out": "a target without a sign cannot be judged",
        },
        place="dashboard.csv:1",
    ),
    Kind(
        "DASH22",
        "Row beside its columns",
        Severity.QUERY,
        "the cells of this row stand one column to the {side} of their headings; {handled}.",
        "Move them under their headings.",
        meaning="A row that slid sideways, as when a page is copied from a PDF, puts the target "
        "under the value and the mark under the arrow.",
        example={"side": "left", "handled": "it was checked as if they stood beneath them"},
        place="framework.csv:14",
    ),
    Kind(
        "DASH23",
        "Arrow without a previous figure",
        Severity.NOTE,
        "the arrow is {arrow}, and the previous figure is {previous}.",
        "Give the previous figure, or leave the arrow blank.",
        meaning="Without a figure to compare with there is no movement, not even a level one.",
        example={"arrow": "↔", "previous": "blank"},
        place="dashboard.xlsx, Summary!G8",
    ),
    Kind(
        "DASH24",
        "No such sheet with a dashboard",
        Severity.ERROR,
        "there is no sheet {found}; the sheets are {expected}.",
        "Name one of these sheets.",
        meaning="A sheet was asked for that the file does not have, so nothing was checked.",
        example={"found": "Summry", "expected": "Cover, Summary"},
        place="dashboard.xlsx",
    ),
    Kind(
        "DASH25",
        "Ratings not held against bands",
        Severity.NOTE,
        "{count} of the ratings could not be held against the figures, because no bands are "
        "named; bands are {expected}.",
        "Name them with --bands, or in a column of the table.",
        meaning="How far off target is amber or red is a choice. Without it only the commentary "
        "that every choice asks for can be checked.",
        example={"count": "7", "expected": "savings, milestones, finance, impact"},
        place="dashboard.csv:2, column F, Data RAG",
    ),
)
