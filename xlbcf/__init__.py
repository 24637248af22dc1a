"""xlbcf: fills and checks Better Care Fund returns without harming the national template."""

__version__ = "0.1.0"
