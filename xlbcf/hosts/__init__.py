"""Thin entrances: the command line, later functions in cells and buttons."""
