"""Dashboards refreshed: their series read, figures planned into them, the plan carried out."""
