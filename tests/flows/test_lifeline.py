"""A run's process and its runner, as real processes."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CHILD = (
    "import time; from flows.lifeline import end_with_the_runner; "
    "end_with_the_runner(); print('alive', flush=True); time.sleep(60)"
)


def environment(**given: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), **given}


@pytest.mark.slow
def test_a_run_whose_runner_is_gone_already_does_not_begin():
    child = subprocess.run(
        [sys.executable, "-c", CHILD],
        env=environment(DRAFTREEL_RUNNER_PID="1"),
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (child.returncode, child.stdout) == (1, b"")


@pytest.mark.slow
def test_a_run_ends_when_its_runner_is_killed():
    runner = (
        "import os, subprocess, sys, time; os.environ['DRAFTREEL_RUNNER_PID'] = str(os.getpid()); "
        f"child = subprocess.Popen([sys.executable, '-c', {CHILD!r}]); print(child.pid, flush=True); time.sleep(60)"
    )
    process = subprocess.Popen([sys.executable, "-c", runner], env=environment(), stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    child = int(process.stdout.readline())
    assert process.stdout.readline() == "alive\n"
    process.kill()
    process.wait(5)
    deadline = time.monotonic() + 5
    while is_running(child):
        if time.monotonic() > deadline:
            os.kill(child, signal.SIGKILL)
            pytest.fail("the run outlived its runner")
        time.sleep(0.02)


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
