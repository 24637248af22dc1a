"""The build of the reconstructed templates; run it as ``python -m workbooks.build``."""

from __future__ import annotations

from .end_of_year_2024_25 import end_of_year_2024_25
from .year_end_2021_22 import year_end_2021_22

FORMS = (year_end_2021_22, end_of_year_2024_25)
