"""Everything on one machine with one command: Prefect and its UI, the endpoint, the runner.

`python -m deployments.serve` (or `draftreel serve`), settings from DRAFTREEL_* variables.
"""

import fcntl
import logging
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import httpx

from deployments.admission import is_open_to_strangers
from deployments.environment import STOPPED, environment, local_url
from deployments.supervisor import Child, supervise
from draftreel.errors import DraftreelError, RequestError
from draftreel.settings import Settings, read_settings
from draftreel.store import load_secret

_log = logging.getLogger(__name__)


def serve(settings: Settings) -> None:
    """Run the service until SIGTERM or SIGINT. Raises RequestError when it cannot begin."""
    settings = _settled(settings)
    if is_open_to_strangers(settings):
        _log.warning("anyone who reaches %s can have films made: set DRAFTREEL_API_KEYS", settings.base_url)
    with _alone(settings):
        load_secret(settings.data / "secret")
        stop = threading.Event()
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, lambda *_: stop.set())
        supervise(children(settings), stop, _announcement(settings))
        (settings.data / STOPPED).touch()


def children(settings: Settings) -> tuple[Child, Child]:
    """The server and the runner.

    The runner is ended first, and without a grace: its films go on when we are back, and asked to end, Prefect 3.8's
    runner leaves them as it does when it is killed, only later.
    """
    variables = environment(settings)
    python = [sys.executable, "-m"]
    application = [*python, "uvicorn", "--factory", "deployments.server:create", "--host", settings.host]
    quiet = ["--log-level", "warning", "--no-access-log", "--timeout-graceful-shutdown", "1"]
    return (
        Child("server", [*application, "--port", str(settings.port), *quiet], variables, grace_s=5),
        Child("runner", [*python, "deployments.runner"], variables, grace_s=0),
    )


def _settled(settings: Settings) -> Settings:
    """With a data folder that exists, by its whole path, and a port that is free."""
    data = settings.data.expanduser().resolve()
    try:
        data.mkdir(parents=True, exist_ok=True)
    except OSError as exc:
        raise RequestError(f"the data folder cannot be made: {exc.strerror}") from exc
    return settings.model_copy(update={"data": data, "port": _free_port(settings)})


def _free_port(settings: Settings) -> int:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as exc:
            raise RequestError(f"cannot listen on {settings.host}:{settings.port}: {exc.strerror}") from exc
        return int(probe.getsockname()[1])


@contextmanager
def _alone(settings: Settings) -> Iterator[None]:
    """One service a data folder: a second one would take up runs that the first is working on."""
    with (settings.data / "serve.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as exc:
            raise RequestError("a service is running on this data folder already") from exc
        yield


def _announcement(settings: Settings) -> Callable[[], None]:
    """Says once that the service can be called."""
    said = threading.Event()

    def look() -> None:
        if not said.is_set() and _answers(settings):
            said.set()
            print(f"draftreel serves at {settings.base_url} (Prefect's UI is there too)", flush=True)  # noqa: T201

    return look


def _answers(settings: Settings) -> bool:
    try:
        return httpx.get(f"{local_url(settings)}/health", timeout=2, trust_env=False).is_success
    except httpx.HTTPError:
        return False


def main() -> int:
    """The command; one line and an exit code when it cannot begin."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    try:
        serve(read_settings())
    except DraftreelError as exc:
        print(f"draftreel: {exc.detail}", file=sys.stderr)  # noqa: T201
        return exc.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
