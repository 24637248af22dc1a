"""Workbooks as files: read, edited without loss, recalculated, compared."""
