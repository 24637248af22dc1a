"""Figures and commentary from outside, in one tidy shape."""
