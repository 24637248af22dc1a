"""Figures from a database, through SQLAlchemy."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlbcf.feeds.tables import Grid, Line
from xlbcf.rules.findings import Finding, Refused, finding

if TYPE_CHECKING:
    from sqlalchemy import URL, Engine

_WHOLE_ADDRESS = re.compile(r"[a-zA-Z][\w+.-]*://")
_SECRET_SETTING = re.compile(r"(?:pwd|password|token|secret)\s*=\s*([^;&]+)", re.IGNORECASE)


def is_address(source: object) -> bool:
    """Say whether a source is the address of a database, such as ``sqlite:///figures.db``."""
    return isinstance(source, str) and _WHOLE_ADDRESS.match(source) is not None


def read_query(address: str, query: str | None) -> Grid:
    """Ask a database one question.

    Whatever the query does is rolled back at the end. No password is ever part of a message.

    Args:
        address: a SQLAlchemy URL.
        query: the SQL, sent as it is.

    Returns:
        The answer, its column names as the first row; ``where`` is ``query row N``.

    Raises:
        Refused: there is no query (FIG11), a package is missing (FIG13), or the database or its
            file cannot be read (FIG12, FILE01).
    """
    if query is None or not query.strip():
        raise Refused(finding("FIG11", "figures"))
    try:
        import sqlalchemy
    except ModuleNotFoundError:
        raise Refused(
            finding("FIG13", "figures", package="sqlalchemy", install="xlbcf[sql]")
        ) from None
    try:
        url = sqlalchemy.make_url(address)
    except (sqlalchemy.exc.ArgumentError, ValueError):
        reason = "the address is not written as SQLAlchemy expects it"
        raise Refused(finding("FIG12", "figures", reason=reason)) from None
    _require_file(url)
    try:
        return Grid(_public_name(url), _answer(sqlalchemy.create_engine(url), query))
    except ModuleNotFoundError as fault:
        package = fault.name or "of this database"
        raise Refused(finding("FIG13", "figures", package=package, install=package)) from None
    except Exception as fault:
        # Each driver has its own exceptions, and some pass through SQLAlchemy as they are.
        raise Refused(_fault(fault, url)) from None


def _require_file(url: URL) -> None:
    """Refuse a SQLite file that is not there: SQLite would make an empty one."""
    if url.get_backend_name() != "sqlite" or url.database in (None, "", ":memory:"):
        return
    path = Path(str(url.database))
    if not str(path).startswith("file:") and not path.exists():
        raise Refused(finding("FILE01", path))


def _answer(engine: Engine, query: str) -> list[Line]:
    try:
        with engine.connect() as connection:
            plain = connection.execution_options(no_parameters=True)
            result = plain.exec_driver_sql(query)
            if not result.returns_rows:
                raise ValueError("the query gives no rows")
            lines = [Line("query headings", list(map(str, result.keys())))]
            for number, row in enumerate(result, 1):
                lines.append(Line(f"query row {number}", [_plain(cell) for cell in row]))
            return lines
    finally:
        engine.dispose()


def _plain(cell: Any) -> object:
    # A database's decimal keeps the digits it shows, which text keeps too.
    return format(cell, "f") if isinstance(cell, Decimal) else cell


def _public_name(url: URL) -> str:
    return f"{url.get_backend_name()}://{url.host or ''}/{url.database or ''}"


def _fault(fault: Exception, url: URL) -> Finding:
    from urllib.parse import quote, quote_plus

    answer = str(getattr(fault, "orig", None) or fault).strip() or type(fault).__name__
    for secret in _secrets(url):
        for form in (secret, quote(secret, safe=""), quote(secret, safe=" +"), quote_plus(secret)):
            answer = answer.replace(form, "***")
    return finding("FIG12", _public_name(url), reason=" ".join(answer.split()).rstrip("."))


def _secrets(url: URL) -> list[str]:
    """Return what a message must not repeat: the password, and secrets among the settings."""
    found = [str(url.password)] if url.password else []
    for key, setting in url.query.items():
        text = setting if isinstance(setting, str) else ";".join(setting)
        found += _SECRET_SETTING.findall(f"{key}={text}")
    return sorted({secret.strip() for secret in found}, key=len, reverse=True)
