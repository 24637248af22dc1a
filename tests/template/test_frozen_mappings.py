"""Mappings of past years are frozen: returns already sent are read with them."""

from __future__ import annotations

import hashlib

import pytest

from tests.support.templates import ROOT
from xlbcf.template.metrics import load_metrics
from xlbcf.template.returns import load_return

METRICS = load_metrics(ROOT / "mappings" / "metrics.yaml")
#: For each frozen return, the checksum of where its fields and flags are and what they hold.
FROZEN = {
    "bcf-2021-22-year-end": "b839c87a51b178e4699483813e36b03c7598937ab4e0218654d3ac19a9f6a0fa",
    "bcf-2024-25-eoy": "30b13ef297b1dc44585a9c62dda51ce0cc05a15b73b6acf7538babece6b9608b",
    "mhclg-pathfinders-round-1": "1aa48e552d4bd90af5d3374e33589c553a4d2d5f4cd4305af31d37105941f59f",
    "mhclg-towns-fund-round-7": "20a575c8d8a10852bff28116ffd9cd154e6d2270e17e5eb75356a69cf6d13729",
}


def places_of(return_id: str) -> str:
    mapping = load_return(ROOT / "mappings" / "returns" / f"{return_id}.yaml", METRICS)
    fields = [f"{f.title}|{f.sheet}|{f.cell}|{f.origin}|{f.kind}" for f in mapping.fields]
    flags = [f"{f.about}|{f.sheet}|{f.cell}|{f.complete}" for f in mapping.flags]
    return "\n".join(sorted(fields + flags))


@pytest.mark.parametrize("return_id", FROZEN)
def test_a_past_years_mapping_stays_as_it_was(return_id):
    digest = hashlib.sha256(places_of(return_id).encode()).hexdigest()
    assert digest == FROZEN[return_id], "a new form needs a mapping of its own"
