"""What is sent: guarded as what is fetched, delivered or not, and never followed elsewhere."""

import pytest

from draftreel.intake import FetchPolicy
from draftreel.intake.network import NotDelivered, send
from tests.receiver import receiving

OPEN = FetchPolicy(allow_hosts=("127.0.0.1",), connect_s=2, read_s=2)


@pytest.mark.parametrize("status", [200, 201, 202, 204])
def test_what_is_taken_is_delivered_as_it_was(status):
    with receiving() as receiver:
        receiver.answers.append(status)
        send(receiver.url, b'{"a": 1}', {"x-signature": "sha256=ab"}, OPEN)
        (call,) = receiver.calls
    assert (call.body, call.headers["x-signature"]) == (b'{"a": 1}', "sha256=ab")


@pytest.mark.parametrize(
    ("status", "transient"), [(301, False), (302, False), (307, False), (400, False), (404, False), (410, False),
                              (408, True), (429, True), (500, True), (503, True)],
)  # fmt: skip
def test_what_is_not_taken_may_be_later_or_not_and_nothing_is_sent_elsewhere(status, transient):
    with receiving() as receiver:
        receiver.answers.append(status)
        with pytest.raises(NotDelivered) as raised:
            send(receiver.url, b"x", {}, OPEN)
        assert len(receiver.calls) == 1
    assert (str(raised.value), raised.value.transient) == (f"Callback failed: HTTP {status}", transient)


@pytest.mark.checklist(6, 7)
def test_an_address_that_may_not_be_fetched_is_not_called_either():
    with receiving() as receiver:
        with pytest.raises(NotDelivered, match="host not allowed"):
            send(receiver.url, b"x", {}, FetchPolicy())
        rebound = receiver.url.replace("127.0.0.1", "public.example.com")
        with pytest.raises(NotDelivered, match="host not allowed"):
            send(rebound, b"x", {}, FetchPolicy(), lambda *_: ("127.0.0.1",))
        assert receiver.calls == []


def test_nobody_there_may_be_there_later():
    with pytest.raises(NotDelivered) as raised:
        send("http://127.0.0.1:9/", b"x", {}, OPEN)
    assert raised.value.transient
