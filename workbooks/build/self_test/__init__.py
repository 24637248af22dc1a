"""The self-test workbook: the functions in Excel's cells, beside what they must give."""
