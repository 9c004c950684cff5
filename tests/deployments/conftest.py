from collections.abc import Iterator

import pytest

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
