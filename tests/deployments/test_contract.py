"""The OpenAPI document says all that the endpoints do, and what they do is what it says."""

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from deployments import api
from deployments.orchestrator import Orchestrator
from draftreel.settings import Settings
from tests.deployments.orchestrator import URL, Prefect

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
REPORT = (
    '{"draft": "d", "width": 720, "height": 1280, "fps": "30", "frames": 1, "duration_us": 1, "film_bytes": 1, '
    '"counts": {}, "diagnostics": []}'
)


def app(tmp_path_factory, **given):
    """The endpoint over an orchestrator in which one film of every state was asked for."""
    prefect = Prefect(artifacts={"film": "[The film](http://h/a.mp4)", "progress": 12.5, "facts": REPORT})
    for kind in ("SCHEDULED", "RUNNING", "CRASHED", "CANCELLED", "FAILED", "COMPLETED"):
        prefect.add(kind, "Encoding failed: x", name=f"gv-{kind}", labels={"draftreel.metadata": '{"a":1}'})
    client = httpx.AsyncClient(transport=httpx.MockTransport(prefect.answer), base_url="http://prefect")
    values = {"data": tmp_path_factory.mktemp("data"), "allow_hosts": "127.0.0.1", "disk_reserve_bytes": 0} | given
    return api.create(Settings(_env_file=None, **values), Orchestrator(client))


@pytest.fixture(scope="session")
def documented(tmp_path_factory):
    return schemathesis.openapi.from_asgi("/openapi.json", app(tmp_path_factory))


@pytest.fixture(scope="session")
def compatible(tmp_path_factory):
    return schemathesis.openapi.from_asgi("/openapi.json", app(tmp_path_factory, compat=True))


NOTHING_WRONG = ("/capcut-mate/v1/gen_video_active_count", GenerationMode.NEGATIVE)
"""A call without anything in it cannot be a bad one."""
ENDPOINTS = {
    "/capcut-mate/v1/gen_video": "post",
    "/capcut-mate/v1/gen_video_status": "post",
    "/capcut-mate/v1/gen_video_active_count": "get",
    "/draftreel/v1/cancel": "post",
    "/draftreel/v1/list": "get",
    "/draftreel/v1/report": "get",
}
CALLS = [(path, mode) for path in ENDPOINTS for mode in GenerationMode if (path, mode) != NOTHING_WRONG]
BOUNDED = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


def answered_as_described(schema, path: str, mode: GenerationMode) -> None:
    """Calls made from the document, good or bad, are answered as it says, and never with a 5xx."""

    @given(case=schema[path][ENDPOINTS[path]].as_strategy(generation_mode=mode))
    @BOUNDED
    def law(case):
        case.call_and_validate(checks=CHECKS)

    law()


@pytest.mark.parametrize(("path", "mode"), CALLS)
@pytest.mark.checklist(2, 5)
def test_whatever_is_sent_the_answer_is_as_documented(documented, path, mode):
    answered_as_described(documented, path, mode)


@pytest.mark.parametrize(("path", "mode"), CALLS)
def test_in_the_compatible_envelope_too(compatible, path, mode):
    answered_as_described(compatible, path, mode)


@pytest.fixture(scope="session")
def document(documented):
    return documented.raw_schema


def test_every_endpoint_is_described(document):
    ours = {path: set(operations) for path, operations in document["paths"].items() if path in ENDPOINTS}
    assert ours == {path: {method} for path, method in ENDPOINTS.items()}


def test_every_field_of_a_submit_is_described(document):
    fields = document["components"]["schemas"]["SubmitRequest"]["properties"]
    assert set(fields) >= {"draft_url", "draft_id", "apiKey", "width", "height", "fps", "quality"}
    assert set(fields) >= {"callback_url", "metadata", "priority"}


@pytest.mark.parametrize(
    ("verb", "codes"),
    [("gen_video", {200, 400, 401, 413, 429, 500, 503}), ("gen_video_status", {200, 400, 401, 404, 413, 429, 500})],
)
def test_every_code_is_described(document, verb, codes):
    answers = document["paths"][f"/capcut-mate/v1/{verb}"]["post"]["responses"]
    assert {int(code) for code in answers} == codes


def test_the_compatible_envelope_is_described_as_200_only(compatible):
    for operations in compatible.raw_schema["paths"].values():
        for operation in operations.values():
            assert set(operation["responses"]) == {"200"}


def test_a_good_submit_in_both(documented, compatible):
    for schema in (documented, compatible):
        case = schema["/capcut-mate/v1/gen_video"]["POST"].Case(body={"draft_url": URL}, media_type="application/json")
        assert case.call_and_validate(checks=CHECKS).json()["code"] == 0
