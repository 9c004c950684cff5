import asyncio

import pytest

from deployments.door import Door


async def house(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b""})


def status(path, client, *, open_to_all=False, host="127.0.0.1:8722"):
    sent = []

    async def send(message):
        sent.append(message)

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    scope = {
        "type": "http",
        "path": path,
        "client": client,
        "server": ("10.1.2.3", 8722),
        "headers": [(b"host", host.encode())],
        "method": "GET",
    }
    asyncio.run(Door(house, "10.1.2.3", open_to_all=open_to_all)(scope, receive, send))
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


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8722", "127.0.0.1.evil.example", "", "10.0.0.1", "[x"])
def test_a_foreign_name_for_this_machine_opens_only_what_is_for_everyone(host):
    assert status("/api/flow_runs/filter", ("127.0.0.1", 1), host=host) == 403
    assert status("/health", ("127.0.0.1", 1), host=host) == 200


@pytest.mark.parametrize("host", ["localhost:8722", "[::1]:8722", "127.0.0.1"])
def test_this_machines_own_names_open_all(host):
    assert status("/api/flow_runs/filter", ("127.0.0.1", 1), host=host) == 200


def test_a_service_on_another_address_is_called_by_its_own_runner():
    assert status("/api/flow_runs/filter", ("10.1.2.3", 1), host="10.1.2.3:8722") == 200
    assert status("/api/flow_runs/filter", ("10.1.2.4", 1), host="10.1.2.3:8722") == 403


def test_with_a_password_of_its_own_the_orchestrator_is_open():
    assert status("/api/flow_runs/filter", ("203.0.113.5", 1), open_to_all=True) == 200


def test_a_websocket_from_elsewhere_is_closed():
    sent = []

    async def send(message):
        sent.append(message)

    async def receive():
        return {"type": "websocket.connect"}

    scope = {"type": "websocket", "path": "/api/events/out", "client": ("203.0.113.5", 1), "headers": []}
    asyncio.run(Door(house, "127.0.0.1", open_to_all=False)(scope, receive, send))
    assert sent == [{"type": "websocket.close", "code": 1008}]
