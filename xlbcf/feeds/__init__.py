"""Figures and commentary from outside, in one tidy shape."""

from xlbcf.feeds.commentary import Commentary, Entry, read_commentary
from xlbcf.feeds.figures import Figures, read_figures

__all__ = ["Commentary", "Entry", "Figures", "read_commentary", "read_figures"]
