from collections.abc import Iterator

import httpx
import pytest
from starlette.testclient import TestClient

from deployments import api
from deployments.orchestrator import Orchestrator
from draftreel.settings import Settings
from tests.deployments.orchestrator import Prefect
from tests.deployments.service import Service
from tests.draft_server import DRAFTS, DraftServer, serving_recorded_drafts


@pytest.fixture(scope="session")
def drafts(tmp_path_factory) -> Iterator[DraftServer]:
    if not DRAFTS.exists():
        pytest.skip("the recorded drafts are not beside this checkout")
    with serving_recorded_drafts(tmp_path_factory.mktemp("drafts")) as server:
        yield server


@pytest.fixture(scope="module")
def service(tmp_path_factory) -> Iterator[Service]:
    running = Service(tmp_path_factory.mktemp("data"))
    try:
        running.start()
        yield running
    finally:
        running.stop()


@pytest.fixture
def prefect() -> Prefect:
    return Prefect()


@pytest.fixture
def endpoint(prefect, tmp_path):
    """The endpoint, with settings of the test's own, over an orchestrator made of a list."""

    def with_settings(**given: object) -> TestClient:
        values = {"data": tmp_path, "allow_hosts": "127.0.0.1", "disk_reserve_bytes": 0, "status_cache_s": 0} | given
        settings = Settings(_env_file=None, **values)
        client = httpx.AsyncClient(transport=httpx.MockTransport(prefect.answer), base_url="http://prefect")
        return TestClient(api.create(settings, Orchestrator(client)), raise_server_exceptions=False)

    return with_settings


@pytest.fixture
def client(endpoint):
    return endpoint()
