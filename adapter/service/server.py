"""The server set-up of ours: uvicorn, with the limits that it has no settings for."""

from collections.abc import Callable

import uvicorn
from starlette.types import ASGIApp

from adapter.service.body import MAX_BYTES
from adapter.service.call_socket import BoundedWebSocket
from adapter.service.connections import BoundedHttp

KEEP_ALIVE = 75
"""Seconds for which a connection may wait for its next request: nothing comes of a call while its caller thinks."""


def server_config(
    app: ASGIApp | Callable[[], ASGIApp] | str,
    *,
    factory: bool = False,
    workers: int = 1,
    stop_within: int | None = None,
    http: type[BoundedHttp] = BoundedHttp,
    ws: type[BoundedWebSocket] = BoundedWebSocket,
) -> uvicorn.Config:
    """How the service is served. `stop_within`: seconds that requests under way have when it stops.

    Log lines go where the process's own go.
    """
    return uvicorn.Config(
        app,
        factory=factory,
        workers=workers,
        http=http,
        ws=ws,
        ws_max_size=MAX_BYTES,
        log_config=None,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE,
        timeout_graceful_shutdown=stop_within,
    )
