import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from deployments.supervisor import Child, supervise


def child(tmp_path, code: str, **given) -> Child:
    return Child("child", [sys.executable, "-c", code], {**os.environ, "OUT": str(tmp_path / "out")}, **given)


SAYS_PID = "import os, time; open(os.environ['OUT'], 'a').write(f'{os.getpid()}\\n'); time.sleep(60)"
IGNORES_TERM = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); " + SAYS_PID


def pids(tmp_path) -> list[int]:
    out = tmp_path / "out"
    return [int(line) for line in out.read_text().split()] if out.exists() else []


def until(condition, seconds=10):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return
        time.sleep(0.02)
    pytest.fail("it did not happen in time")


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.fixture
def supervised():
    """Children looked after in a thread, ended with the test."""
    stop, threads = threading.Event(), []

    def begin(*children: Child) -> threading.Event:
        thread = threading.Thread(target=supervise, args=(children, stop, lambda: None))
        threads.append(thread)
        thread.start()
        return stop

    yield begin
    stop.set()
    for thread in threads:
        thread.join(20)


def test_a_child_that_is_killed_is_started_again(tmp_path, supervised):
    supervised(child(tmp_path, SAYS_PID))
    until(lambda: len(pids(tmp_path)) == 1)
    os.kill(pids(tmp_path)[0], signal.SIGKILL)
    until(lambda: len(pids(tmp_path)) == 2)


def test_a_child_that_ends_at_once_is_started_ever_more_slowly(tmp_path):
    failing = child(tmp_path, "raise SystemExit(1)")
    pauses = []
    for _ in range(3):
        failing.due = 0
        failing.look_after()
        assert failing.process is not None
        failing.process.wait(10)
        failing.look_after()
        pauses.append(failing.pause_s)
    assert pauses == [1.0, 2.0, 4.0]
    failing.look_after()
    assert failing.process is None, "its pause is not over"


def test_they_end_in_reverse_order_when_told_to(tmp_path):
    ended = []

    class Told(Child):
        def stop(self) -> None:
            super().stop()
            ended.append(self.name)

    children = [Told(name, [sys.executable, "-c", "import time; time.sleep(60)"], os.environ) for name in "ab"]
    stop = threading.Event()
    threading.Timer(0.5, stop.set).start()
    supervise(children, stop, lambda: None)
    assert ended == ["b", "a"]
    assert [each.process.poll() is not None for each in children] == [True, True]


def test_one_that_does_not_listen_is_ended_after_its_grace(tmp_path, supervised):
    stubborn = child(tmp_path, IGNORES_TERM, grace_s=0.3)
    stop = supervised(stubborn)
    until(lambda: pids(tmp_path))
    stop.set()
    until(lambda: not is_alive(pids(tmp_path)[0]), 5)


def test_what_a_child_has_started_ends_with_it(tmp_path, supervised):
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {SAYS_PID!r}])"
    stop = supervised(child(tmp_path, code, grace_s=0))
    until(lambda: pids(tmp_path))
    stop.set()
    until(lambda: not is_alive(pids(tmp_path)[0]), 5)


def test_children_end_when_their_supervisor_is_killed(tmp_path):
    code = (
        "import os, sys, threading; from deployments.supervisor import Child, supervise; "
        f"supervise([Child('c', [sys.executable, '-c', {SAYS_PID!r}], os.environ)], threading.Event(), lambda: None)"
    )
    environment = {**os.environ, "OUT": str(tmp_path / "out"), "PYTHONPATH": str(Path.cwd())}
    supervisor = subprocess.Popen([sys.executable, "-c", code], env=environment)
    try:
        until(lambda: pids(tmp_path))
    finally:
        supervisor.kill()
        supervisor.wait(5)
    until(lambda: not is_alive(pids(tmp_path)[0]), 5)
