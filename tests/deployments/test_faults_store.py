"""An object store that is down, slow, cut half way, or refuses: tried again, or a clear error, and the film is kept."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from demo.draft_server import serving
from tests.deployments.faults import DRAFT, Faulty, faulty_service, write_small_draft
from tests.deployments.service import until
from tests.faulty_servers import Proxy, http_answer, proxying
from tests.s3_server import SECRET, free_port, serving_s3

pytestmark = [pytest.mark.slow, pytest.mark.checklist(37)]
BUCKET = "draftreel"
REFUSED = "<Error><Code>{code}</Code><Message>draftreel with {secret}</Message></Error>"


@dataclass
class Stored:
    """A service whose films go to a store, by way of a proxy."""

    faulty: Faulty
    proxy: Proxy
    store: "Store"

    def film(self, name: str) -> str:
        url = self.faulty.fresh(name)
        self.store.empty()
        self.faulty.service.submit(url)
        return url


@dataclass
class Store:
    """A real S3 server that can be killed and started again."""

    folder: Path
    port: int
    _running: ExitStack | None = None

    def begin(self) -> None:
        self._running = ExitStack()
        self._running.enter_context(serving_s3(self.folder, self.port))

    def end(self) -> None:
        """kill -9."""
        if self._running is not None:
            self._running.close()
            self._running = None

    def empty(self) -> None:
        for file in (self.folder / BUCKET).glob("*"):
            file.unlink()

    def films(self) -> list[str]:
        return [file.name for file in (self.folder / BUCKET).glob("*.mp4")]


@pytest.fixture(scope="module")
def running(tmp_path_factory) -> Iterator[Stored]:
    folder, port = tmp_path_factory.mktemp("stored"), free_port()
    (folder / "s3").mkdir()
    write_small_draft(folder / "drafts" / DRAFT)
    store = Store(folder / "s3", port)
    store.begin()
    with proxying(("127.0.0.1", port)) as proxy, serving(folder / "drafts") as origin:
        settings = {
            "DRAFTREEL_S3_ENDPOINT": proxy.url,
            "DRAFTREEL_S3_ACCESS_KEY": "draftreel",
            "DRAFTREEL_S3_SECRET_KEY": SECRET,
        }
        try:
            with faulty_service(folder, origin, settings) as faulty:
                faulty.reference()
                yield Stored(faulty, proxy, store)
        finally:
            store.end()


@pytest.fixture
def stored(running) -> Iterator[Stored]:
    yield running
    running.proxy.mended()
    running.store.end()
    running.store.begin()


def whole(stored: Stored, url: str) -> None:
    """The film is in the store, whole, once, and its link opens it."""
    assert stored.faulty.completed(url) == stored.faulty.film
    assert len(stored.store.films()) == 1
    stored.faulty.settled()


def test_it_is_killed_and_comes_back(stored):
    with stored.faulty.held("upload") as hold:
        url = stored.film("killed")
        hold.reached()
        stored.store.end()
        before = stored.proxy.connections
    until(lambda: stored.proxy.connections >= before + 3, 60)  # tries of one attempt
    stored.store.begin()
    whole(stored, url)


def test_it_does_not_come_back_and_the_film_is_kept(stored):
    stored.proxy.away = True
    url = stored.film("gone")
    assert stored.faulty.failed(url) == (500, "Encoding failed: the S3 service does not answer")
    stored.faulty.settled()
    assert list((stored.faulty.service.data / "joined").glob("*.mp4"))
    assert stored.store.films() == []
    stored.proxy.mended()
    stored.faulty.service.submit(url)
    whole(stored, url)
    tasks = dict(stored.faulty.service.tasks(stored.faulty.service.runs(url)[0]))
    assert {tasks[name] for name in ("audio", "render 0", "render 1", "encode")} == {"Cached"}
    assert tasks["upload"] == "Completed"


def test_it_is_slow(stored):
    stored.proxy.pause_s = 0.2
    whole(stored, stored.film("slow"))


@pytest.mark.parametrize("cuts", [1, 8])
def test_it_is_cut_half_way(stored, cuts):
    """Eight times: the client's own three tries do not do."""
    stored.proxy.cut_after, stored.proxy.cuts = 20_000, cuts
    whole(stored, stored.film(f"cut-{cuts}"))
    assert stored.proxy.cuts == 0


def test_it_is_killed_in_the_middle_of_the_upload(stored):
    stored.proxy.pause_s = 0.3
    url = stored.film("killed-in-upload")
    before = stored.proxy.connections
    until(lambda: stored.proxy.connections > before, 120)
    until(lambda: stored.faulty.service.status(url)["progress"] == 96, 60)
    stored.store.end()
    stored.proxy.pause_s = 0
    stored.store.begin()
    whole(stored, url)


def test_it_answers_503_for_a_while(stored):
    stored.proxy.answer = http_answer("503 Service Unavailable", REFUSED.format(code="SlowDown", secret="x"))
    url, before = stored.film("busy"), stored.proxy.connections
    until(lambda: stored.proxy.connections >= before + 4, 180)
    stored.proxy.mended()
    whole(stored, url)


@pytest.mark.parametrize("code", ["AccessDenied", "SignatureDoesNotMatch", "InvalidAccessKeyId"])
def test_it_refuses_the_key(stored, code):
    """At once, and what it says beside the code is not told: keys may be in it."""
    stored.proxy.answer = http_answer("403 Forbidden", REFUSED.format(code=code, secret=SECRET))
    url = stored.film(f"refused-{code}")
    number, message = stored.faulty.failed(url)
    assert number == 500
    assert message in {f"Encoding failed: the S3 service answered {code}", REFUSES}
    (run,) = stored.faulty.service.runs(url)
    tasks = dict(stored.faulty.service.tasks(run))
    assert tasks["upload"] == "Failed"
    assert SECRET not in str(stored.faulty.service.status(url))
    assert SECRET not in (stored.faulty.service.data / "log").read_text()
    stored.faulty.settled()


REFUSES = "Encoding failed: the S3 service answered AccessDenied"
"""A HEAD has no body that could say more."""


def test_there_is_no_bucket(stored):
    with stored.faulty.held("upload") as hold:
        url = stored.film("no-bucket")
        hold.reached()
        (stored.store.folder / BUCKET).rmdir()
    whole(stored, url)
