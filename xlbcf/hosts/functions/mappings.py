"""The mappings and figures behind the functions: read once, and again after a refresh."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from xlbcf.hosts.functions.values import NA, CellFault
from xlbcf.hosts.functions.words import in_words

if TYPE_CHECKING:
    from xlbcf.desk.library import Library
    from xlbcf.feeds.figures import Figures
    from xlbcf.rules.assessment import Assessment
    from xlbcf.rules.bands import BandSet
    from xlbcf.rules.metrics import Metric


@cache
def library() -> Library:
    """Return the mappings of the working folder that the user's configuration names."""
    from xlbcf.desk.folder import find_home
    from xlbcf.desk.library import Library
    from xlbcf.hosts.addin.configuration import read_configuration

    return Library(find_home(read_configuration().home))


@cache
def figures() -> Figures:
    """Return the figures that the user's configuration names, else those of the working folder.

    A figure that several files of the working folder have is that of the latest return.
    """
    from xlbcf.feeds.figures import Figures, read_figures
    from xlbcf.hosts.addin.configuration import read_configuration

    known = library()
    settings = read_configuration()
    named, query = settings.figures, settings.query or None
    files = (known.home.data / f"{each}.csv" for each in reversed(known.return_ids))
    sources = [named] if named else [file for file in files if file.exists()]
    found = [
        read_figures(each, query=query, metrics=known.metrics, places=known.places)
        for each in sources
    ]
    records = {record.key: record for each in reversed(found) for record in each.records}
    return Figures(
        tuple(records.values()), tuple(fault for each in found for fault in each.findings)
    )


def bands_named(name: object) -> BandSet:
    """Return a set of bands by its id or name.

    Raises:
        CellFault: the mapping has no such set (#N/A).
    """
    from xlbcf.rules.metrics import fold_name

    bands = _bands_by_name().get(fold_name(name))
    if bands is None:
        raise CellFault(NA, f"there are no bands {name!r}")
    return bands


@cache
def usual_bands() -> BandSet:
    """Return the bands of ratings that name none."""
    from xlbcf.template.bands import load_usual_bands

    return load_usual_bands(library().path("bands.yaml"))


@cache
def scales() -> Sequence[Sequence[str]]:
    """Return the scales of words from worst to best."""
    from xlbcf.template.dashboard_words import load_dashboard_words

    return load_dashboard_words(library().path("dashboard_words.yaml")).scales


@cache
def wordings(form: object) -> Mapping[Assessment, str]:
    """Return the words of a return for each assessment it offers, our own without a return.

    Raises:
        CellFault: there is no such return (#N/A).
    """
    from xlbcf.rules.assessment import Assessment
    from xlbcf.rules.metrics import fold_name

    if form is None:
        plain = (Assessment.MET, Assessment.NOT_MET, Assessment.NO_DATA)
        return {each: in_words(each) for each in plain}
    returns = {fold_name(each): each for each in library().return_ids}
    if fold_name(form) not in returns:
        raise CellFault(NA, f"there is no return {form!r}")
    return library().mapping(returns[fold_name(form)]).assessments


def metric_named(name: object) -> Metric:
    """Return a metric by its id or name.

    Raises:
        CellFault: the mapping has no such metric (#N/A).
    """
    from xlbcf.rules.metrics import fold_name

    metric = _metrics_by_name().get(fold_name(name))
    if metric is None:
        raise CellFault(NA, f"there is no metric {name!r}")
    return metric


def forget() -> None:
    """Forget what was read, so that the next call reads mappings and figures again."""
    for kept in (library, figures, usual_bands, scales, wordings, _bands_by_name, _metrics_by_name):
        kept.cache_clear()


@cache
def _bands_by_name() -> Mapping[str, BandSet]:
    from xlbcf.rules.metrics import fold_name
    from xlbcf.template.bands import load_bands

    sets = load_bands(library().path("bands.yaml"))
    names = {fold_name(each.name): each for each in sets.values()}
    return names | {fold_name(id_): each for id_, each in sets.items()}


@cache
def _metrics_by_name() -> Mapping[str, Metric]:
    from xlbcf.rules.metrics import fold_name

    metrics = library().metrics
    names = {fold_name(each.name): each for each in metrics.values()}
    return names | {fold_name(id_): each for id_, each in metrics.items()}
