"""Working formulas out: a small language, with Excel's rules for blanks, kinds, errors and texts.

A formula is split into its shape and its references (:mod:`~xlbcf.books.formulas.shapes`), for
rows of a table differ in nothing else; each shape is read into a tree once
(:mod:`~xlbcf.books.formulas.parsing`) and worked out for the references of every cell that has it
(:mod:`~xlbcf.books.formulas.tree`). What is outside the language raises :class:`Outside`.
"""

from __future__ import annotations


class Outside(Exception):
    """A formula is outside the language, or Excel's answer depends on more than the workbook.

    The text says why, to stand after "because".
    """
