"""The check of filled returns: everything that an analyst should see before submitting."""
