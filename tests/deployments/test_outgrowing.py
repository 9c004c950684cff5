"""Many machines: what compose.yaml says, and the same parts started as processes of this one."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
import yaml
from starlette.testclient import TestClient

from demo.draft_server import draft_address, serving
from deployments.gateway import gateway
from draftreel.local import render_draft
from draftreel.manifest import Output
from draftreel.settings import Settings
from flows.naming import run_name
from tests.conftest import SECOND, draft_record, segment
from tests.deployments.cluster import Cluster, cluster
from tests.deployments.service import ROOT, Service, _pids, _read, until
from tests.s3_server import free_port, serving_s3

LONG = "20261122140238aaaaaaaa"
DEPLOYMENTS = Path(__file__).parents[2] / "deployments"
COMPOSE = yaml.safe_load((DEPLOYMENTS / "compose.yaml").read_text())
SERVICES = COMPOSE["services"]
SECRETS = re.compile("PASSWORD|SECRET|AUTH_STRING|_KEYS?$|ACCESS_KEY")
FROM_OUTSIDE = re.compile(r"\$\{[A-Z0-9_]+(:\?[^}]+|:-)\}")


def variables(service: str) -> dict[str, str]:
    return SERVICES[service].get("environment", {})


@pytest.mark.parametrize("service", SERVICES)
def test_every_draftreel_variable_in_the_compose_file_is_a_setting(service):
    ours = {name for name in variables(service) if name.startswith("DRAFTREEL_")}
    assert ours <= {f"DRAFTREEL_{name.upper()}" for name in Settings.model_fields}


@pytest.mark.parametrize("service", SERVICES)
def test_every_image_has_a_version(service):
    name, _, version = SERVICES[service]["image"].partition(":")
    assert name
    assert re.search(r"\d", version), "a tag like latest is another image tomorrow"


@pytest.mark.parametrize("service", SERVICES)
def test_no_secret_is_written_in_the_compose_file(service):
    secret = {name: value for name, value in variables(service).items() if SECRETS.search(name)}
    assert [name for name, value in secret.items() if not FROM_OUTSIDE.fullmatch(value)] == []


def test_a_password_in_a_url_comes_from_outside_too():
    text = (DEPLOYMENTS / "compose.yaml").read_text()
    assert all("${" in found for found in re.findall(r"://\w+:(\S+)@", text))


def test_everything_that_asks_prefect_is_for_the_deployment_of_prefect_yaml():
    names = {each["name"] for each in yaml.safe_load((DEPLOYMENTS.parent / "prefect.yaml").read_text())["deployments"]}
    assert {variables(each)["DRAFTREEL_DEPLOYMENT"] for each in ("gateway", "keeper", "worker")} == names


def test_what_the_compose_file_waits_for_is_in_it():
    waits = {name for service in SERVICES.values() for name in service.get("depends_on", {})}
    volumes = {each.partition(":")[0] for service in SERVICES.values() for each in service.get("volumes", [])}
    assert waits <= set(SERVICES)
    assert {each for each in volumes if not each.startswith(".")} == set(COMPOSE["volumes"])
    assert all((DEPLOYMENTS / each).exists() for each in volumes if each.startswith("."))


def test_the_image_has_no_root_at_work_and_nothing_unpinned():
    lines = (DEPLOYMENTS / "Dockerfile").read_text().splitlines()
    users = [line for line in lines if line.startswith("USER")]
    assert users
    assert users[-1] != "USER root"
    assert any("--require-hashes" in line for line in lines)
    assert not any(line.startswith("RUN") and "apt-get" in line for line in lines)


@pytest.fixture(scope="module")
def machines() -> Iterator[Cluster]:
    with cluster() as made:
        yield made


@pytest.fixture
def service(machines) -> Service:
    return machines.service()


def fresh(drafts, name: str, draft: str = "kitchen-sink") -> str:
    return f"{drafts.url(draft)}&test={name}"


def ready(machines: Cluster) -> None:
    machines.wait_for(f"{machines.gateway}/health", "gateway")


def completed(machines: Cluster, service: Service, url: str) -> dict[str, object]:
    found = service.finished(url, 400)
    if found["status"] != "completed":
        pytest.fail(f"{found}\n{machines.said()}")
    return found


@pytest.mark.slow
def test_a_film_is_made_by_a_worker_that_shares_only_prefect_and_the_store(machines, service, drafts):
    worker = machines.worker("worker-1")
    ready(machines)
    url = fresh(drafts, "first", "easy")
    service.submit(url, width=360)
    found = completed(machines, service, url)
    answer = httpx.get(str(found["video_url"]))
    assert answer.status_code == 200
    assert answer.content[4:8] == b"ftyp"
    assert str(found["video_url"]).startswith(machines.store.endpoint)
    assert not (machines.folder / "gateway" / "films").exists()
    worker.end()


@pytest.mark.slow
def test_prefect_asks_for_its_password_and_the_gateway_for_none(machines, service, drafts):
    assert httpx.post(f"{machines.prefects[0]}/flow_runs/filter", json={}).status_code == 401
    assert httpx.get(f"{machines.gateway}/openapi/capcut-mate/v1/gen_video_active_count").json()["code"] == 0
    assert httpx.get(f"{machines.gateway}/api/health").status_code == 404


@pytest.mark.slow
def test_a_film_whose_worker_is_killed_is_gone_on_with_by_another(machines, service, drafts):
    worker = machines.worker("worker-2")
    ready(machines)
    url = fresh(drafts, "killed")
    service.submit(url, width=720)
    until(lambda: int(str(service.status(url).get("progress", 0))) > 20, 120)
    flow = flow_process(machines.folder / "worker-2")
    worker.kill()
    until(lambda: not Path(f"/proc/{flow}").exists(), 5)
    assert service.status(url)["status"] == "processing"
    other = machines.worker("worker-3")
    completed(machines, service, url)
    (run,) = machines.runs(run_name(url))
    assert run["run_count"] == 2
    other.end()


@pytest.mark.slow
def test_a_worker_that_is_told_to_stop_gives_its_film_back_at_once(machines, service, drafts):
    worker = machines.worker("worker-4")
    ready(machines)
    url = fresh(drafts, "stopped")
    service.submit(url, width=720)
    until(lambda: int(str(service.status(url).get("progress", 0))) > 20, 120)
    flow = flow_process(machines.folder / "worker-4")
    worker.process.send_signal(signal.SIGTERM)
    assert worker.process.wait(10) == 0
    until(lambda: not Path(f"/proc/{flow}").exists(), 5)
    (run,) = machines.runs(run_name(url))
    assert run["state_type"] == "SCHEDULED"
    assert run["state"]["message"] == "goes on after the service was stopped"
    other = machines.worker("worker-5")
    completed(machines, service, url)
    other.end()


@pytest.mark.slow
def test_a_film_that_is_being_made_on_a_worker_is_cancelled(machines, service, drafts):
    worker = machines.worker("worker-6")
    ready(machines)
    url = fresh(drafts, "cancelled")
    service.submit(url, width=720)
    until(lambda: int(str(service.status(url).get("progress", 0))) > 20, 120)
    flow = flow_process(machines.folder / "worker-6")
    service.cancel(url)
    until(lambda: not Path(f"/proc/{flow}").exists(), 5)
    found = service.finished(url, 20)
    assert (found["status"], found["error_message"]) == ("failed", "cancelled")
    worker.end()


def flow_process(data: Path) -> int:
    """The process of the run that works in a data folder."""
    mark = f"DRAFTREEL_DATA={data}\0".encode()
    return next(
        pid
        for pid in _pids()
        if mark in _read(pid, "environ") and re.search(rb"flow_engine|prefect\.engine", _read(pid, "cmdline"))
    )


@dataclass(frozen=True)
class Dask:
    """A scheduler, and what its workers are started with."""

    folder: Path
    stack: ExitStack
    address: str
    variables: dict[str, str]

    def worker(self, name: str) -> "subprocess.Popen[bytes]":
        """A machine: a data folder of its own, and the store."""
        options = [
            "--nthreads",
            "1",
            "--no-dashboard",
            "--memory-limit",
            "0",
            "--local-directory",
            self.folder / "dask",
        ]
        preload = ["--preload", "deployments.dask_worker"]
        process = self.process(name, "distributed.cli.dask_worker", self.address, *options, *preload)
        until(lambda: "Registered to:" in (self.folder / f"{name}.log").read_text(), 120, 0.2)
        return process

    def process(self, name: str, module: str, *arguments: object) -> "subprocess.Popen[bytes]":
        process = subprocess.Popen(
            [sys.executable, "-m", module, *map(str, arguments)],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT), "DRAFTREEL_DATA": str(self.folder / name), **self.variables},
            stdout=(self.folder / f"{name}.log").open("ab"),
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self.stack.callback(lost, process)
        return process

    def drawn(self, name: str) -> set[str]:
        """The chunks that a machine has."""
        return {path.stem for path in (self.folder / name / "chunks").glob("[!.]*.mp4")}


def lost(process: "subprocess.Popen[bytes]") -> None:
    """A machine without current."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(10)


@pytest.fixture(scope="module")
def dask(tmp_path_factory) -> Iterator[Dask]:
    pytest.importorskip("prefect_dask", reason="prefect-dask (draftreel[dask]) is not installed")
    folder = tmp_path_factory.mktemp("machines")
    with ExitStack() as stack:
        store = stack.enter_context(serving_s3(tmp_path_factory.mktemp("store"))).options
        address = f"tcp://127.0.0.1:{free_port()}"
        variables = {
            "DRAFTREEL_S3_ENDPOINT": store.endpoint,
            "DRAFTREEL_S3_BUCKET": store.bucket,
            "DRAFTREEL_S3_ACCESS_KEY": store.access_key,
            "DRAFTREEL_S3_SECRET_KEY": store.secret_key,
        }
        made = Dask(folder, stack, address, variables)
        port = address.rpartition(":")[2]
        made.process(
            "scheduler", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard"
        )
        yield made


@pytest.fixture(scope="module")
def long_draft(small_draft, tmp_path_factory) -> Iterator[str]:
    """The URL of a draft of 40 s, in eight chunks: a grey film slowed down, a picture over it, words."""
    folder = tmp_path_factory.mktemp("served")
    shutil.copytree(small_draft, folder / LONG)
    record = draft_record()
    slow = segment("grey", 40, source_timerange={"start": 0, "duration": 2 * SECOND}, speed=2 / 40)
    red = segment("red", 40, clip={"scale": {"x": 0.5, "y": 0.5}}, render_index=1)
    words = segment("words", 40, render_index=14000)
    record["tracks"] = [
        {"type": "video", "segments": [slow]},
        {"type": "video", "segments": [red]},
        {"type": "text", "segments": [words]},
    ]
    (folder / LONG / "draft_content.json").write_text(json.dumps(record), encoding="utf-8")
    with serving(folder) as origin:
        yield draft_address(origin, LONG)


@pytest.fixture
def spread(dask, tmp_path) -> Iterator[Service]:
    """The service of the machine whose films are drawn elsewhere."""
    service = Service(tmp_path, {**dask.variables, "DRAFTREEL_DASK": dask.address})
    try:
        service.start()
        yield service
    finally:
        service.stop()


def made_here(url: str, folder: Path, **wanted: int) -> bytes:
    """The film of a draft, by this machine alone."""
    film = folder / "film.mp4"
    settings = Settings(data=folder / "alone", allow_hosts="127.0.0.1", _env_file=None)
    render_draft(url, film, Output(**wanted), settings)
    return film.read_bytes()


@pytest.mark.slow
def test_two_machines_that_share_only_the_store_draw_one_film(dask, spread, long_draft, tmp_path):
    first, second = dask.worker("first"), dask.worker("second")
    spread.submit(long_draft, width=320)
    found = spread.finished(long_draft, 500)
    assert found["status"] == "completed", found
    film = httpx.get(str(found["video_url"])).content
    chunks = {path.stem for path in (spread.data / "chunks").iterdir()}
    assert len(chunks) >= 4
    assert dask.drawn("first")
    assert dask.drawn("second")
    assert dask.drawn("first") | dask.drawn("second") == chunks
    assert not dask.drawn("first") & dask.drawn("second"), "no chunk is drawn twice"
    assert film == made_here(long_draft, tmp_path, width=320)
    lost(first)
    lost(second)


@pytest.mark.slow
def test_what_is_in_the_store_is_drawn_by_nobody(dask, spread, long_draft):
    """No machine is there to draw: the chunks are those of the test before, and the service has none of them."""
    url = f"{long_draft}&again=1"
    spread.submit(url, width=320)
    assert spread.finished(url, 400)["status"] == "completed"


@pytest.mark.slow
def test_the_chunks_of_a_machine_that_is_lost_are_drawn_by_another(dask, spread, long_draft, tmp_path):
    unlucky, lucky = dask.worker("unlucky"), dask.worker("lucky")
    url = f"{long_draft}&test=lost"
    spread.submit(url, width=640)
    until(lambda: any((dask.folder / "unlucky" / "chunks").glob(".*")), 120, 0.01)
    children = [
        pid for pid in _pids() if f"DRAFTREEL_DATA={dask.folder / 'unlucky'}\0".encode() in _read(pid, "environ")
    ]
    lost(unlucky)
    assert until(lambda: not any(Path(f"/proc/{pid}/exe").exists() for pid in children), 5), "no orphans"
    found = spread.finished(url, 400)
    assert found["status"] == "completed", found
    assert httpx.get(str(found["video_url"])).content == made_here(url, tmp_path, width=640)
    lost(lucky)


@pytest.mark.slow
def test_a_film_that_is_cancelled_is_not_drawn_on_elsewhere(dask, spread, long_draft):
    machine = dask.worker("idle")
    url = f"{long_draft}&test=cancelled"
    spread.submit(url, width=1280)
    until(lambda: any((dask.folder / "idle" / "chunks").glob(".*")), 120, 0.01)
    spread.cancel(url)
    assert until(lambda: not any((dask.folder / "idle" / "chunks").glob(".*")), 10)
    assert spread.finished(url, 20)["error_message"] == "cancelled"
    lost(machine)


def test_a_gateway_whose_prefect_is_away_says_that_it_is_starting(tmp_path):
    settings = Settings(_env_file=None, data=tmp_path)
    with TestClient(gateway(settings, f"http://127.0.0.1:{free_port()}/api")) as client:
        answer = client.get("/health")
    assert (answer.status_code, answer.json()) == (503, {"status": "starting"})


@pytest.mark.parametrize(("endpoint", "answer"), [("", 403), ("http://127.0.0.1:9", 404)])
def test_a_gateway_serves_films_where_they_are_in_a_folder_only(tmp_path, endpoint, answer):
    settings = Settings(_env_file=None, data=tmp_path, s3_endpoint=endpoint)
    with TestClient(gateway(settings, "http://127.0.0.1:9/api")) as client:
        assert client.get("/films/a.mp4").status_code == answer
