"""Runs the command line: ``python -m xlbcf``."""

from xlbcf.hosts.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
