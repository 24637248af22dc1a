"""The build of the reconstructed templates; run it as ``python -m workbooks.build``."""

from __future__ import annotations

from .year_end_2021_22 import year_end_2021_22

FORMS = (year_end_2021_22,)
