"""Subjects in a narrative: whether a sentence speaks of the row's metric or of something else."""

from __future__ import annotations

import re
from collections.abc import Collection

from xlbcf.rules.narrative_asides import spaced

_VERB = spaced(
    r"\b(?:is|are|was|were|be|been|has|have|had|came|comes|stood|stands|stayed|remains?|remained"
    r"|ran|reached|ended|finished)\b"
)
_BOUNDARY = spaced(
    r"[.;:,()\n–-]\s|\b(?:and|but|although|though|while|whereas|because|as|so|that|which|if)\b"
)
#: What follows the head of a subject: ``uptake of the falls car``.
_AFTER_HEAD = spaced(r"\s(?:of|for|in|on|at|per|to|from|with|by|across|during|against|who|not)\b")
#: What stands between a subject and its verb, as in ``our rate, at 583.8, is``.
_ASIDE = spaced(r"\s*(?:of|for|in|on|at|per|to|from|with|by|against|who|which|although|despite)\b")
_BRACKETS = re.compile(r"\([^()]*\)")
_WORD = re.compile(r"[^\W\d_][\w'-]*|Q[1-4]\b", re.IGNORECASE)
#: Subjects that may be the row's own metric whatever it is called.
_OWN = frozenset(
    (
        *("rate", "rates", "performance", "figure", "figures", "outturn", "actual", "actuals"),
        *("result", "results", "position", "plan", "plans", "target", "targets", "ambition"),
        *("ambitions", "trajectory", "goal", "goals", "metric", "metrics", "indicator"),
        *("indicators", "measure", "measures", "this", "it", "we", "they", "these", "those"),
        *("ours", "average", "mean", "length", "count", "value", "outcome", "outcomes", "month"),
        *("both", "all", "there", "number", "numbers", "total", "percentage", "proportion"),
        *("share", "achievement", "achievements", "level", "levels", "data", "variance", "gap"),
        *("shortfall", "q1", "q2", "q3", "q4", "quarter", "year", "admission", "admissions"),
        *("admittances", "hospitalisation", "hospitalisations", "discharges", "placements"),
        *("people", "patients", "individuals", "persons", "residents", "adults", "stay", "stays"),
        *("delays", "falls", "county", "city", "authority", "council", "place", "system", "area"),
    )
)
#: What may stand between a subject and its verb: ``targets have been``, ``rate is likely to be``.
_BETWEEN = spaced(
    r"(?:\s*\b(?:is|are|was|were|be|been|has|have|had|will|would|may|might|can|could|should|to|not"
    r"|also|now|still|currently|likely|projected|expected|forecast|due|set|\w+ly))+\s*$"
)
_OWN_SINCE = spaced(r"\b(?:we|it|this|performance|rate|outturn|metric)\b")
_WINDOW = 200
_MARK = re.compile(r"[^\W_][\w'-]*")


def is_of_another(words: str, at: int, names: Collection[str]) -> bool:
    """Say whether what stands at a place of a sentence is said of something else than the metric.

    The subject of the verb before that place decides, by its head: of ``uptake of the falls car``
    that is uptake. Where no verb stands before it, it is taken as said of the metric.

    Args:
        words: the sentence.
        at: the place in it, such as where a number begins.
        names: the words, in lower case, by which the row's metric is known.

    Source: Methods, section 10.
    """
    since = max(0, at - _WINDOW)
    verbs = list(_VERB.finditer(words, since, at))
    if not verbs or _OWN_SINCE.search(words, verbs[-1].end(), at):
        return False
    before = _BETWEEN.sub("", _BRACKETS.sub("", words[since : verbs[-1].start()]))
    for boundary in reversed(list(_BOUNDARY.finditer(before))):
        subject = before[boundary.end() :]
        if _MARK.search(subject) and not _ASIDE.match(subject):
            before = subject
            break
    head = _WORD.findall(_AFTER_HEAD.split(before.strip(" ,"), maxsplit=1)[0])[-1:]
    return bool(head) and head[0].lower() not in _OWN and head[0].lower() not in names
