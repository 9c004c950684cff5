"""The parts of deployments/compose.yaml as processes of this machine: real Postgres, Redis, S3 and Prefect."""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

import httpx
import pytest

from draftreel.store import S3Options
from tests.deployments.service import Service, until
from tests.s3_server import SECRET, free_port, serving_s3

ROOT = Path(__file__).parents[2]
PASSWORD = "admin:hush"
START_S = 180


def postgres_programs() -> Path | None:
    """The folder of Debian's newest Postgres."""
    return max(Path("/usr/lib/postgresql").glob("*/bin"), default=None)


@dataclass
class Part:
    """A process in a session of its own, with a log."""

    name: str
    process: "subprocess.Popen[bytes]"
    log: Path

    def kill(self) -> None:
        """The process and nothing else, as when it runs out of memory."""
        self.process.kill()
        self.process.wait(10)

    def end(self) -> None:
        """It, and whatever it started."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)

    def said(self) -> str:
        return self.log.read_text(errors="replace")[-3000:]


@dataclass
class Cluster:
    """`gateway` and `prefect` are URLs; `variables` what every part that asks Prefect has in its environment."""

    folder: Path
    stack: ExitStack
    variables: dict[str, str] = field(default_factory=dict)
    servers: dict[str, str] = field(default_factory=dict)
    gateway: str = ""
    prefects: tuple[str, ...] = ()
    store: S3Options | None = None
    bucket: Path = Path()
    parts: dict[str, Part] = field(default_factory=dict)

    def start(
        self, name: str, command: Sequence[object], variables: Mapping[str, str], user: int | None = None
    ) -> Part:
        inherited = {key: value for key, value in os.environ.items() if not key.startswith(("PREFECT_", "DRAFTREEL_"))}
        log = self.folder / f"{name}.log"
        process = subprocess.Popen(
            list(map(str, command)),
            cwd=ROOT if user is None else self.folder,
            env=inherited | {"DO_NOT_TRACK": "1", "PYTHONPATH": str(ROOT), **variables},
            stdout=log.open("ab"),
            stderr=subprocess.STDOUT,
            start_new_session=True,
            user=user,
        )
        part = self.parts[name] = Part(name, process, log)
        self.stack.callback(part.end)
        return part

    def python(self, name: str, module: str, *arguments: str, **variables: str) -> Part:
        """A part that asks Prefect, with a data folder of its own."""
        (self.folder / name).mkdir(exist_ok=True)
        own = {"DRAFTREEL_DATA": str(self.folder / name), "PREFECT_HOME": str(self.folder / name / "prefect")}
        return self.start(name, [sys.executable, "-m", module, *arguments], self.variables | own | variables)

    def worker(self, name: str, **variables: str) -> Part:
        return self.python(name, "deployments.pool_worker", **variables)

    def service(self) -> Service:
        """The gateway as a test of the service calls it."""
        service = Service(self.folder / "gateway", url=self.gateway)
        (self.folder / "gateway").mkdir(exist_ok=True)
        (self.folder / "gateway" / "log").write_text("see the other logs")
        return service

    def runs(self, name: str) -> list[dict[str, object]]:
        """Prefect's runs of a name."""
        wanted = {"flow_runs": {"name": {"any_": [name]}}}
        credentials = tuple(PASSWORD.split(":"))
        answer = httpx.post(f"{self.prefects[0]}/flow_runs/filter", json=wanted, auth=credentials, timeout=30)
        return answer.raise_for_status().json()

    def said(self) -> str:
        return "\n".join(f"--- {part.name}\n{part.said()}" for part in self.parts.values())

    def wait_for(self, url: str, name: str, timeout_s: float = START_S) -> None:
        deadline = time.monotonic() + timeout_s
        while time.monotonic() < deadline:
            with suppress(httpx.HTTPError):
                if httpx.get(url, timeout=5, trust_env=False).is_success:
                    return
            assert self.parts[name].process.poll() is None, self.parts[name].said()
            time.sleep(0.3)
        pytest.fail(f"{name} did not begin\n{self.said()}")


@contextmanager
def cluster(**variables: str) -> Iterator[Cluster]:
    """Postgres, Redis, S3, two API replicas, services, keeper and gateway; the workers are the test's."""
    programs, redis = postgres_programs(), shutil.which("redis-server")
    if programs is None or redis is None:
        pytest.skip("Debian's postgresql and redis-server are not installed")
    if find_spec("prefect_redis") is None:
        pytest.skip("prefect-redis (draftreel[cluster]) is not installed")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="draftreel-cluster-")))
        folder.chmod(0o755)  # Postgres does not run as root
        made = Cluster(folder, stack)
        _databases(made, programs, redis)
        _store(made)
        _prefect(made)
        made.variables |= variables
        made.python("keeper", "deployments.keeper")
        port = free_port()
        served = ["--factory", "deployments.gateway:create", "--port", str(port), "--log-level", "warning"]
        made.python("gateway", "uvicorn", *served, PREFECT_API_URL=made.prefects[1], DRAFTREEL_STATUS_CACHE_S="0")
        made.gateway = f"http://127.0.0.1:{port}"
        yield made


def _databases(made: Cluster, programs: Path, redis: str) -> None:
    data, ports = made.folder / "postgres", (free_port(), free_port())
    data.mkdir()
    user = pwd.getpwnam("postgres").pw_uid if os.getuid() == 0 else None
    if user is not None:
        os.chown(data, user, -1)
    initialise = [programs / "initdb", "-D", data, "-U", "prefect", "-A", "trust", "--no-sync"]
    made.start("initdb", initialise, {}, user).process.wait(60)
    options = ["-c", "listen_addresses=127.0.0.1", "-c", "fsync=off"]
    made.start("postgres", [programs / "postgres", "-D", data, "-p", ports[0], "-k", data, *options], {}, user)
    made.start("redis", [redis, "--port", ports[1], "--bind", "127.0.0.1", "--save", "", "--dir", made.folder], {})
    create = [programs / "createdb", "-h", "127.0.0.1", "-p", str(ports[0]), "-U", "prefect", "prefect"]
    until(lambda: subprocess.run(create, check=False, capture_output=True).returncode == 0, 60, 0.3)
    made.servers = {
        "PREFECT_SERVER_DATABASE_CONNECTION_URL": f"postgresql+asyncpg://prefect@127.0.0.1:{ports[0]}/prefect",
        "PREFECT_SERVER_EVENTS_MESSAGING_BROKER": "prefect_redis.messaging",
        "PREFECT_SERVER_EVENTS_MESSAGING_CACHE": "prefect_redis.messaging",
        "PREFECT_SERVER_EVENTS_CAUSAL_ORDERING": "prefect_redis.ordering",
        "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": "prefect_redis.lease_storage",
        "PREFECT_REDIS_MESSAGING_HOST": "127.0.0.1",
        "PREFECT_REDIS_MESSAGING_PORT": str(ports[1]),
        "PREFECT_REDIS_MESSAGING_DB": "0",
        "PREFECT_SERVER_DOCKET_URL": f"redis://127.0.0.1:{ports[1]}/1",
        "PREFECT_SERVER_API_AUTH_STRING": PASSWORD,
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_DATABASE_MIGRATE_ON_START": "false",
        "PREFECT_SERVER_REGISTER_BLOCKS_ON_START": "false",  # replicas that begin at once would both do it
    }


def _store(made: Cluster) -> None:
    (made.folder / "s3").mkdir()
    server = made.stack.enter_context(serving_s3(made.folder / "s3"))
    made.store, made.bucket = server.options, server.folder / server.options.bucket


def _prefect(made: Cluster) -> None:
    prefect = [sys.executable, "-m", "prefect"]
    migrated = made.start("migrate", [*prefect, "server", "database", "upgrade", "-y"], _server(made, "migrate"))
    assert migrated.process.wait(START_S) == 0, migrated.said()
    ports = [free_port(), free_port()]
    for index, port in enumerate(ports):
        begin = [*prefect, "server", "start", "--host", "127.0.0.1", "--port", port, "--no-services"]
        made.start(f"prefect-{index}", begin, _server(made, f"prefect-{index}"))
    made.start("services", [*prefect, "server", "services", "start"], _server(made, "services"))
    made.prefects = tuple(f"http://127.0.0.1:{port}/api" for port in ports)
    for index, url in enumerate(made.prefects):
        made.wait_for(f"{url}/health", f"prefect-{index}")
    made.variables |= {
        "PREFECT_API_URL": made.prefects[0],
        "PREFECT_API_AUTH_STRING": PASSWORD,
        "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "WARNING",
        "DRAFTREEL_HOME": str(ROOT),
        "DRAFTREEL_DEPLOYMENT": "pool",
        "DRAFTREEL_ALLOW_HOSTS": "127.0.0.1",
        "DRAFTREEL_DISK_RESERVE_BYTES": "0",
        "DRAFTREEL_RUNS": "1",
        "DRAFTREEL_S3_ENDPOINT": made.store.endpoint,
        "DRAFTREEL_S3_BUCKET": made.store.bucket,
        "DRAFTREEL_S3_ACCESS_KEY": made.store.access_key,
        "DRAFTREEL_S3_SECRET_KEY": SECRET,
    }
    pool = ["work-pool", "create", "render", "--type", "process", "--overwrite"]
    for name, said in (("pool", pool), ("deploy", ["--no-prompt", "deploy", "--all"])):
        part = made.python(name, "prefect", *said)
        assert part.process.wait(START_S) == 0, part.said()


def _server(made: Cluster, name: str) -> dict[str, str]:
    return made.servers | {"PREFECT_HOME": str(made.folder / name)}
