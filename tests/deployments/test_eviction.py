"""A service whose data folder is emptied makes whatever it needs again."""

import os
import time
from collections.abc import Iterator

import httpx
import pytest

from draftreel.workspace import REMADE
from tests.deployments.service import Service, until

pytestmark = pytest.mark.slow
LONG_AGO = time.time() - 40 * 86_400


@pytest.fixture
def small_service(tmp_path) -> Iterator[Service]:
    running = Service(tmp_path, {"DRAFTREEL_CACHE_BYTES": "0"})
    try:
        yield running
    finally:
        running.stop()


def kept(service: Service) -> list[str]:
    return sorted(
        str(file.relative_to(service.data)) for folder in REMADE for file in (service.data / folder).glob("*")
    )


def age(service: Service, *folders: str) -> None:
    for folder in folders:
        for file in (service.data / folder).glob("*"):
            os.utime(file, (LONG_AGO, LONG_AGO))


def film_of(service: Service, url: str) -> bytes:
    service.submit(url, width=360)
    found = service.finished(url)
    assert found["status"] == "completed", found
    return httpx.get(str(found["video_url"]), timeout=30).raise_for_status().content


@pytest.mark.checklist(36)
def test_a_film_is_made_again_from_nothing_though_prefect_remembers_its_stages(small_service, drafts):
    small_service.start()
    url = drafts.url("kitchen-sink")
    first = film_of(small_service, f"{url}&test=evicted-1")
    made = kept(small_service)
    assert {name.partition("/")[0] for name in made} >= {"drafts", "media", "chunks", "joined", "plans"}
    small_service.stop()
    assert kept(small_service) == made  # what was used just now stays, though nothing may

    age(small_service, "films", *REMADE)
    small_service.start()
    assert until(lambda: not kept(small_service), 30)
    assert not list((small_service.data / "films").glob("*.mp4"))
    assert list((small_service.data / "prefect" / "storage").iterdir())
    assert film_of(small_service, f"{url}&test=evicted-2") == first
