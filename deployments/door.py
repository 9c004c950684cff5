"""Who may use what of the one port: films and gen_video everyone, the orchestrator this machine only."""

import asyncio
import ipaddress

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

PUBLIC = ("/openapi/", "/films/", "/health")


class Door:
    """Prefect's API can run and change anything and its UI shows everything: without a password they stay at home.

    It also tells Prefect's own client to come back soon after a 503: unasked it waits two seconds.
    """

    def __init__(self, app: ASGIApp, *, open_to_all: bool) -> None:
        self._app, self._open = app, open_to_all

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in {"http", "websocket"} and not (self._open or _may_pass(scope)):
            if scope["type"] == "http":
                await PlainTextResponse("Only from this machine", status_code=403)(scope, receive, send)
            else:
                await receive()
                await send({"type": "websocket.close", "code": 1008})
            return
        try:
            await self._app(scope, receive, send)
        except asyncio.CancelledError:
            if scope["type"] != "websocket":
                raise  # a socket that is open when we stop is closed; that is no news


def _may_pass(scope: Scope) -> bool:
    client = scope.get("client")
    return str(scope["path"]).startswith(PUBLIC) or (client is not None and _is_loopback(client[0]))


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
