"""What a person asks for with a workbook open: check it, go through the findings, mark cells."""
