"""The server itself: xlwings Server with our functions, buttons and page, behind our doors."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

from xlbcf import __version__
from xlbcf.hosts.server.doors import App, behind_doors, with_excel_on_the_web
from xlbcf.hosts.server.place import Place
from xlbcf.hosts.server.ribbon import Tab

_PROJECT = Path(__file__).resolve().parent / "project"
#: How xlwings Server is set up. Others of its settings may be given as it documents them.
_SETTINGS = {
    "XLWINGS_PROJECT_DIR": str(_PROJECT),
    "XLWINGS_PROJECT_NAME": "xlbcf",
    "XLWINGS_ENVIRONMENT": "prod",
    "XLWINGS_FUNCTIONS_NAMESPACE": "",
    # Parts that nothing here uses.
    "XLWINGS_ENABLE_SOCKETIO": "false",
    "XLWINGS_ENABLE_HOTRELOAD": "false",
    "XLWINGS_ENABLE_HTMX": "false",
    "XLWINGS_ENABLE_ALPINEJS_CSP": "false",
    # Ours is narrower: with_excel_on_the_web.
    "XLWINGS_CORS_ALLOW_ORIGINS": "[]",
}
#: For this computer only: a browser told otherwise wants https of all that runs here, for a year.
_PLAIN_TOO = '{"Strict-Transport-Security": "max-age=0"}'


def application(
    functions: ModuleType, scripts: ModuleType, ribbon: Tab, manifest: str, place: Place
) -> App:
    """Return the server's application; :func:`load_functions` has run before.

    Args:
        functions: the module of functions.
        scripts: the module of what the buttons run.
        ribbon: what the task pane shows.
        manifest: what the server gives under ``/manifest``.
        place: where it is reached.
    """
    os.environ.update(_SETTINGS)
    os.environ.setdefault("XLWINGS_LOG_LEVEL", "WARNING")
    if urlsplit(place.address).hostname == "localhost":
        os.environ.setdefault("XLWINGS_CUSTOM_HEADERS", _PLAIN_TOO)
    # By these names xlwings Server looks for what it serves.
    sys.modules["custom_functions"] = functions
    sys.modules["custom_scripts"] = scripts
    from xlwings_server.main import app, main_app
    from xlwings_server.templates import templates

    templates.env.globals.update(ribbon=ribbon, version=__version__, manifest=manifest)
    _serve_files(app)
    return behind_doors(with_excel_on_the_web(main_app), place.own)


def _serve_files(app: Any) -> None:
    from fastapi import HTTPException
    from fastapi.responses import FileResponse

    from xlbcf.hosts.server.offers import OFFERED, ROUTE

    async def give(token: str, name: str) -> Any:
        path = OFFERED.get(token)
        if path is None or path.name != name or not path.is_file():
            raise HTTPException(404, "The file is no longer offered; press the button again.")
        shown = "inline" if path.suffix == ".html" else "attachment"
        return FileResponse(path, filename=name, content_disposition_type=shown)

    app.add_api_route(ROUTE, give, response_model=None)


def run(app: App, place: Place) -> None:
    """Serve until somebody stops it."""
    import uvicorn

    # What manages services stops them in another way than people do.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    config = uvicorn.Config(
        app,
        log_level="warning",
        lifespan="on",
        ws="none",
        # A proxy's word on who calls is not needed, and could be anybody's.
        proxy_headers=False,
        server_header=False,
        ssl_certfile=place.certificate,
        ssl_keyfile=place.key,
    )
    uvicorn.Server(config).run(sockets=[place.listening])
