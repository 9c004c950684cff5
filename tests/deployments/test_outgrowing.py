"""Many machines: what compose.yaml says, and the same parts started as processes of this one."""

import re
import signal
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import yaml

from draftreel.settings import Settings
from flows.naming import run_name
from flows.silence import Silence
from tests.deployments.cluster import Cluster, cluster
from tests.deployments.service import Service, _pids, _read, until

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


def test_a_run_that_gives_no_sign_grows_silent_and_one_that_does_never():
    silence = Silence()
    looks = [silence.after([("dead", "same"), ("alive", look)]) for look in range(4)]  # type: ignore[list-item]
    assert [look["dead"] for look in looks] == [0, 1, 2, 3]
    assert [look["alive"] for look in looks] == [0, 0, 0, 0]


def test_a_run_that_was_gone_for_a_look_is_listened_to_anew():
    silence = Silence()
    silence.after([("run", "same")])  # type: ignore[list-item]
    silence.after([("run", "same")])  # type: ignore[list-item]
    silence.after([])
    assert silence.after([("run", "same")]) == {"run": 0}  # type: ignore[list-item, comparison-overlap]


@pytest.fixture(scope="module")
def machines() -> Iterator[Cluster]:
    with cluster() as made:
        yield made


@pytest.fixture
def service(machines) -> Service:
    return machines.service()


def fresh(drafts, name: str) -> str:
    return f"{drafts.url('easy')}&test={name}"


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
    url = fresh(drafts, "first")
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
