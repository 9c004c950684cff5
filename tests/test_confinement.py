"""Real processes that confine themselves and then try."""

import json
import os
import resource
import signal
import socket
import subprocess
import sys

import pytest

BOUNDS = "Bounds(memory_bytes=600_000_000, file_bytes=1_000_000, cpu_s=1, files=20)"
BEGIN = "import json; from draftreel import confinement; from draftreel.confinement import Bounds\n"


def confined(code: str, wall: str = f"confine({BOUNDS})", *given: object) -> "subprocess.CompletedProcess[str]":
    code = f"{BEGIN}import sys\nput_up = confinement.{wall}\n{code}"
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, given)], capture_output=True, text=True, timeout=60, check=False
    )


def said(done):
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_memory_is_had_up_to_the_bound_and_not_beyond():
    code = """
held = bytearray(400_000_000)
try:
    more = bytearray(400_000_000)
except MemoryError:
    print(json.dumps(len(held)))
"""
    assert said(confined(code)) == 400_000_000


def test_threads_share_one_bound_of_memory():
    code = """
import threading
errors = []
def take():
    try:
        held.append(bytearray(90_000_000))
    except MemoryError:
        errors.append(1)
held = []
threads = [threading.Thread(target=take) for _ in range(10)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(json.dumps(len(errors)))
"""
    assert said(confined(code)) >= 4  # of 900 MB no more than 600 are had


def test_a_file_ends_at_the_bound(tmp_path):
    code = """
import errno
try:
    with open(sys.argv[1], "wb") as file:
        file.write(bytes(3_000_000))
except OSError as exc:
    print(json.dumps(exc.errno == errno.EFBIG))
"""
    path = tmp_path / "long"
    assert said(confined(code, f"confine({BOUNDS})", path)) is True
    assert path.stat().st_size == 1_000_000


def test_who_never_stops_computing_is_ended():
    assert confined("while True: pass").returncode in {-signal.SIGXCPU, -signal.SIGKILL}


def test_no_core_is_left_and_few_files_are_open():
    code = """
import resource
print(json.dumps([resource.getrlimit(what) for what in (resource.RLIMIT_CORE, resource.RLIMIT_NOFILE)]))
"""
    assert said(confined(code)) == [[0, 0], [20, 20]]
    assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] > 20, "it is the child's bound, not ours"


def test_bounds_cannot_be_raised_from_inside():
    code = """
import resource
try:
    resource.setrlimit(resource.RLIMIT_DATA, (10**12, 10**12))
    print(json.dumps("raised"))
except (OSError, ValueError):
    print(json.dumps("held"))
"""
    privileged = said(confined(code, "_no_sockets()")) == "raised"
    walls = said(confined("print(json.dumps(put_up))"))
    if privileged and "namespace" not in walls:
        pytest.skip("a privileged process raises its bounds where it cannot have names of its own")
    assert said(confined(code)) == "held"


CONNECT = """
import socket
try:
    socket.create_connection(("127.0.0.1", int(sys.argv[1])), 5).close()
    reached = True
except OSError:
    reached = False
print(json.dumps([put_up, reached]))
"""


@pytest.fixture
def port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.mark.checklist(26)
@pytest.mark.parametrize("wall", [f"confine({BOUNDS})", "_own_network()", "_no_sockets()"])
def test_not_even_this_machine_is_reached(port, wall):
    assert said(confined(CONNECT, "Bounds(1, 1, 1).files", port))[1], "without a wall it is"
    put_up, reached = said(confined(CONNECT, wall, port))
    if not put_up:
        pytest.skip("the kernel does not allow it here")
    assert not reached


def test_the_filter_refuses_the_sockets_of_the_machines_own_services(tmp_path):
    code = """
import socket
try:
    socket.socket(socket.AF_UNIX).connect(sys.argv[1])
    reached = True
except PermissionError:
    reached = False
print(json.dumps([put_up, reached]))
"""
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "service"))
        server.listen()
        put_up, reached = said(confined(code, "_no_sockets()", tmp_path / "service"))
    if not put_up:
        pytest.skip("the kernel does not allow it here")
    assert not reached


def test_threads_files_and_pipes_work_behind_the_walls(tmp_path):
    code = """
import os, threading
from pathlib import Path
Path(sys.argv[1]).write_text("words")
seen = []
thread = threading.Thread(target=lambda: seen.append(Path(sys.argv[1]).read_text()))
thread.start(); thread.join()
print(json.dumps([seen, os.getuid()]))
"""
    path = tmp_path / "a"
    assert said(confined(code, f"confine({BOUNDS})", path)) == [["words"], os.getuid()]
    assert path.stat().st_uid == os.getuid()
