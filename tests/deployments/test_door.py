import asyncio

import pytest

from deployments.door import Door


async def house(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b""})


def status(path, client, *, open_to_all=False):
    sent = []

    async def send(message):
        sent.append(message)

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    scope = {"type": "http", "path": path, "client": client, "headers": [], "method": "GET"}
    asyncio.run(Door(house, open_to_all=open_to_all)(scope, receive, send))
    return sent[0]["status"]


@pytest.mark.parametrize("path", ["/openapi/capcut-mate/v1/gen_video", "/films/a.mp4", "/health"])
def test_films_and_gen_video_are_for_everyone(path):
    assert status(path, ("203.0.113.5", 1)) == 200


@pytest.mark.parametrize("path", ["/", "/api/flow_runs/filter", "/runs", "/api/admin/database/clear"])
def test_the_orchestrator_is_for_this_machine_only(path):
    assert status(path, ("203.0.113.5", 1)) == 403
    assert status(path, ("10.0.0.9", 1)) == 403
    assert status(path, None) == 403
    assert status(path, ("127.0.0.1", 1)) == 200
    assert status(path, ("::1", 1)) == 200


def test_with_a_password_of_its_own_the_orchestrator_is_open():
    assert status("/api/flow_runs/filter", ("203.0.113.5", 1), open_to_all=True) == 200


def test_a_websocket_from_elsewhere_is_closed():
    sent = []

    async def send(message):
        sent.append(message)

    async def receive():
        return {"type": "websocket.connect"}

    scope = {"type": "websocket", "path": "/api/events/out", "client": ("203.0.113.5", 1), "headers": []}
    asyncio.run(Door(house, open_to_all=False)(scope, receive, send))
    assert sent == [{"type": "websocket.close", "code": 1008}]
