import os
import subprocess
import sys

import pytest

from draftreel import unfinished
from draftreel.encoder.staging import staging_name
from draftreel.eviction import clear_abandoned
from draftreel.settings import Settings
from draftreel.workspace import Workspace


@pytest.fixture(scope="module")
def gone():
    """The number of a process that is no more."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_what_a_living_process_writes_is_not_abandoned(tmp_path):
    names = [unfinished.part() + "x", unfinished.run() + "x", staging_name(tmp_path / "film.mp4").name]
    assert [unfinished.is_abandoned(name) for name in names] == [False] * 3


@pytest.mark.parametrize("name", [".part-{}-abc", ".run-{}-abc", ".film.mp4.{}-140.part", ".a.b.c.{}-7.part"])
def test_what_a_dead_process_wrote_is_abandoned(gone, name):
    assert unfinished.is_abandoned(name.format(gone))


@pytest.mark.parametrize("name", [".part-abc", ".hidden", "film.mp4", "part-{}-abc", ""])
def test_what_nobody_signed_is_not(gone, name):
    assert not unfinished.is_abandoned(name.format(gone))


@pytest.mark.checklist(36)
def test_only_abandoned_work_is_removed(tmp_path, gone):
    workspace = Workspace(tmp_path)
    chunk = workspace.chunk("a" * 64)
    dead, alive = (
        chunk.with_name(f".{chunk.name}.{gone}-1.part"),
        chunk.with_name(f".{chunk.name}.{os.getpid()}-1.part"),
    )
    folder = tmp_path / f".run-{gone}-x"
    for path in (chunk, dead, alive):
        path.write_bytes(b"x")
    (folder / "deep").mkdir(parents=True)
    assert clear_abandoned(Settings(data=tmp_path)) == 2
    assert sorted(path.name for path in chunk.parent.iterdir()) == sorted([chunk.name, alive.name])
    assert not folder.exists()
