"""The tasks a person asks for."""
