"""Who may use what of the one port: films and gen_video everyone, the orchestrator this machine only."""

import asyncio
import ipaddress
from urllib.parse import urlsplit

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

PUBLIC = ("/openapi/", "/films/", "/health")


class Door:
    """Prefect's API can run and change anything and its UI shows everything: without a password they stay at home.

    `name` is the host that the service listens on, by which its own runner calls.
    """

    def __init__(self, app: ASGIApp, name: str, *, open_to_all: bool) -> None:
        self._app, self._name, self._open = app, name, open_to_all

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in {"http", "websocket"} and not (self._open or self._may_pass(scope)):
            await _refuse(scope, receive, send)
            return
        try:
            await self._app(scope, receive, send)
        except asyncio.CancelledError:
            if scope["type"] != "websocket":
                raise  # a socket that is open when we stop is closed; that is no news

    def _may_pass(self, scope: Scope) -> bool:
        """From this machine, and under a name of it: a page in its browser may lead another name here, a proxy too."""
        if str(scope["path"]).startswith(PUBLIC):
            return True
        host = _asked_for(scope)
        return _is_from_here(scope) and (host in {"localhost", self._name} or _is_loopback(host))


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "http":
        await PlainTextResponse("Only from this machine", status_code=403)(scope, receive, send)
    else:
        await receive()
        await send({"type": "websocket.close", "code": 1008})


def _is_from_here(scope: Scope) -> bool:
    client, server = scope.get("client"), scope.get("server")
    return client is not None and (_is_loopback(client[0]) or (server is not None and client[0] == server[0]))


def _asked_for(scope: Scope) -> str:
    host = next((str(value, "latin-1") for name, value in scope["headers"] if name == b"host"), "")
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
