"""How the house is put on a socket. One setting for all: tests, demo, production."""

import uvicorn

from ringdesk.kernel.settings import Settings
from ringdesk.wiring import House

DRAIN_S = 10


def server_for(house: House, settings: Settings) -> uvicorn.Server:
    """uvicorn, which was cheaper per socket delivery than Granian and level on REST (ADR 20)."""
    config = uvicorn.Config(
        house.app,
        host=settings.host,
        port=settings.port,
        loop="uvloop",
        http="httptools",
        ws="websockets-sansio",
        ws_per_message_deflate=False,
        ws_max_size=1024 * 1024,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,  # the gate decides whom to trust
        timeout_graceful_shutdown=DRAIN_S,
        timeout_keep_alive=65,
    )
    return uvicorn.Server(config)
