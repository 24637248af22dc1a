"""Python that waits for Excel, started by a person, where Excel may not start it itself."""

from __future__ import annotations

import logging
from collections.abc import Callable

from xlbcf.hosts.addin.configuration import Connect, configuration_file, read_configuration
from xlbcf.rules.findings import Finding, Refused, finding


def ready_to_serve() -> tuple[Callable[[], None], tuple[Finding, ...]]:
    """Load all that Excel will ask for.

    xlwings' server answers under a class of a fixed name, which an add-in with ``CONNECT=running``
    asks Windows for.

    Returns:
        What waits for Excel until its window is closed; and what is worth knowing.

    Raises:
        Refused: what Python needs to be called by Excel is missing (ADDIN24).
    """
    try:
        from xlwings.com_server import serve

        import xlbcf.hosts.udfs  # noqa: F401 - so that the first cell does not wait for it
    except ImportError as fault:
        raise Refused(finding("ADDIN24", "Python", reason=fault)) from fault
    # Otherwise the server prints a line of its own.
    logging.getLogger("xlwings.com_server").addHandler(logging.NullHandler())
    file = configuration_file()
    if read_configuration(file).connect is Connect.RUNNING:
        return serve, ()
    return serve, (finding("ADDIN25", file),)
