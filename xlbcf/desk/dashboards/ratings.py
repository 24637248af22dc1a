"""The ratings of a dashboard: those that people gave against the figures, and what they lack."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from xlbcf.desk.dashboards.series import DashboardData, Series, SeriesKey
from xlbcf.rules.bands import BandSet
from xlbcf.rules.dashboard_signs import read_rating
from xlbcf.rules.findings import Finding, finding
from xlbcf.rules.overriding import StatedRating, ratings_of, unmet_demands
from xlbcf.template.dashboard_mapping import DataColumn


def check_ratings(
    data: DashboardData, bands: Mapping[str, BandSet], renewed: Collection[SeriesKey] = ()
) -> list[Finding]:
    """Check the ratings on a data sheet whose results are up to date.

    Args:
        data: the series of the dashboard; rows that name no bands have no rating.
        bands: the sets of bands by id.
        renewed: the series that have just been given another latest figure.

    Returns:
        What is wrong or missing: a rating that overrides the figures without a reason (REFR31) or
        with one for an older figure (REFR35), commentary or a start date that the guidelines ask
        for (REFR32), a rating or bands that are not known (REFR33, REFR34).
    """
    found: list[Finding] = []
    for series in data.series:
        found += _check(data, series, bands, series.key in renewed)
    return found


def _check(
    data: DashboardData, series: Series, bands: Mapping[str, BandSet], renewed: bool
) -> Iterator[Finding]:
    named = series.text(DataColumn.BANDS)
    if not named:
        return
    if named not in bands:
        where = _where(data, series, DataColumn.BANDS)
        yield finding("REFR34", where, found=f"“{named}”", expected=", ".join(bands))
        return
    typed = series.text(DataColumn.RATING_BY_PERSON)
    where = _where(data, series, DataColumn.RATING_BY_PERSON)
    known = ratings_of(bands[named])
    person = read_rating(typed)
    if typed and person not in known:
        facts = {"bands": bands[named].name, "expected": ", ".join(each.words for each in known)}
        yield finding("REFR33", where, found=f"“{typed}”", **facts)
        return
    stated = StatedRating(
        by_figures=read_rating(series.text(DataColumn.RATING_BY_FIGURES)),
        by_person=person,
        reason=series.text(DataColumn.REASON),
        commentary=series.text(DataColumn.COMMENTARY),
        start_date=series.text(DataColumn.START_DATE),
    )
    yield from _lacking(stated, bands[named], where, renewed)


def _lacking(stated: StatedRating, bands: BandSet, where: str, renewed: bool) -> Iterator[Finding]:
    person, figures = stated.by_person, stated.by_figures
    if stated.overridden and person is not None and figures is not None:
        words = {"person": person.words, "figures": figures.words}
        if stated.unexplained:
            yield finding("REFR31", where, **words)
        elif renewed:
            yield finding("REFR35", where, **words)
    if stated.rag is not None and (missing := unmet_demands(stated, bands)):
        yield finding("REFR32", where, found=stated.rag.words, missing=" and ".join(missing))


def _where(data: DashboardData, series: Series, column: DataColumn) -> str:
    # A workbook may lack columns of ratings, and then the row itself is the place.
    return data.where(series, column if column in data.columns else None)
