"""Where things are in a workbook: the mapping, its only reader, anchors and fingerprints."""
