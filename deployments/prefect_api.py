"""Prefect's HTTP API, asked until it answers: its short locks never reach a caller."""

import asyncio
import base64
import os
import time

import httpx

from deployments.environment import AUTH
from draftreel.errors import BusyError

CLIENT_AUTH = "PREFECT_API_AUTH_STRING"
"""The same password, as those who only call know it."""
PATIENCE_S = 10.0


class PrefectApi:
    """One client, in the same process or over a socket."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client

    async def ask(self, method: str, path: str, body: object = None) -> httpx.Response:
        """A good answer. Raises BusyError.

        Prefect says 503 when SQLite is locked for a moment, which is not yet busy: ask again, soon.
        """
        deadline, pause = time.monotonic() + PATIENCE_S, 0.03
        while True:
            answer = await self._asked(method, path, body)
            if answer is not None and answer.status_code != httpx.codes.SERVICE_UNAVAILABLE:
                return _good(answer)
            if time.monotonic() > deadline:
                raise BusyError("the orchestrator does not answer")
            await asyncio.sleep(pause)
            pause = min(1.0, pause * 1.5)

    async def ask_once(self, path: str, timeout_s: float) -> httpx.Response | None:
        """A good answer, or None, soon."""
        try:
            answer = await self._client.get(path, timeout=timeout_s)
        except httpx.HTTPError:
            return None
        return answer if answer.is_success else None

    async def _asked(self, method: str, path: str, body: object) -> httpx.Response | None:
        try:
            return await self._client.request(method, path, json=body, timeout=PATIENCE_S)
        except httpx.TransportError:
            return None


def authorization() -> dict[str, str]:
    """The headers that Prefect's API wants where the operator has set a password for it."""
    password = os.environ.get(AUTH) or os.environ.get(CLIENT_AUTH, "")
    return {"Authorization": f"Basic {base64.b64encode(password.encode()).decode()}"} if password else {}


def _good(answer: httpx.Response) -> httpx.Response:
    if not answer.is_success:
        raise BusyError(f"the orchestrator answered {answer.status_code}")
    return answer
