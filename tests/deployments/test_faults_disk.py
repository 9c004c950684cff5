"""A disk that fills up in each of the stages that write: an error that says so, and nothing half written is left."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from demo.draft_server import serving
from tests.deployments.faults import DRAFT, Faulty, faulty_service, kill, write_small_draft
from tests.deployments.service import until

pytestmark = [pytest.mark.slow, pytest.mark.checklist(33)]
STAGES = {
    "download": ("media", 503, "Service busy: the disk: No space left on device"),
    "audio": ("sounds", 500, "Audio processing failed: The file could not be written: No space left on device"),
    "render 0": ("chunks", 500, "Encoding failed: The video file could not be opened: No space left on device"),
    "encode": ("joined", 500, "Encoding failed: The file could not be written: No space left on device"),
    "upload": ("films", 500, "Encoding failed: the film folder: No space left on device"),
}
"""The folder that a stage writes to, and what becomes of a film when it is full."""
ROOM = "4m"


@dataclass(frozen=True)
class Disk:
    """A small disk of its own below a folder."""

    place: Path

    def fill(self) -> None:
        """To the last byte."""
        with (self.place / "ballast").open("wb", buffering=0) as ballast, suppress(OSError):
            while True:
                ballast.write(bytes(4096))
        assert shutil.disk_usage(self.place).free == 0

    def empty(self) -> None:
        (self.place / "ballast").unlink(missing_ok=True)


@contextmanager
def mounted(place: Path, room: str) -> Iterator[Disk]:
    place.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={room}", "draftreel-test", str(place)], check=False)
    if done.returncode:
        pytest.skip("no disk may be mounted here")
    try:
        yield Disk(place)
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


@pytest.fixture(scope="module")
def origin(tmp_path_factory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("drafts")
    write_small_draft(folder / DRAFT)
    with serving(folder) as address:
        yield address


@pytest.fixture(scope="module")
def mounts(tmp_path_factory) -> Iterator[dict[str, Disk]]:
    data = tmp_path_factory.mktemp("disks") / "data"
    disks: dict[str, Disk] = {}
    with _all(data, [folder for folder, _, _ in STAGES.values()], disks):
        yield disks


@contextmanager
def _all(data: Path, names: list[str], disks: dict[str, Disk]) -> Iterator[None]:
    if not names:
        yield
        return
    with mounted(data / names[0], ROOM) as disk:
        disks[names[0]] = disk
        with _all(data, names[1:], disks):
            yield


@pytest.fixture(scope="module")
def running(mounts, origin) -> Iterator[Faulty]:
    with faulty_service(mounts["films"].place.parents[1], origin) as faulty:
        faulty.reference()
        yield faulty


@pytest.fixture
def faulty(running, mounts) -> Iterator[Faulty]:
    yield running
    for disk in mounts.values():
        disk.empty()


def submitted(faulty: Faulty, name: str) -> str:
    url = faulty.fresh(name.replace(" ", "-"))
    faulty.service.submit(url)
    return url


@pytest.mark.parametrize("stage", STAGES)
def test_the_disk_is_full(faulty, mounts, stage):
    folder, code, message = STAGES[stage]
    with faulty.held(stage) as hold:
        url = submitted(faulty, stage)
        hold.reached()
        mounts[folder].fill()
    assert faulty.failed(url) == (code, message)
    faulty.settled()
    assert [file.name for file in mounts[folder].place.iterdir()] == ["ballast"], "nothing half written"
    mounts[folder].empty()
    faulty.service.submit(url)
    assert faulty.completed(url) == faulty.film
    faulty.settled()


@pytest.mark.parametrize("stage", STAGES)
def test_there_is_room_again_at_the_next_try(faulty, mounts, stage):
    disk = mounts[STAGES[stage][0]]
    with faulty.held(stage) as hold:
        url = submitted(faulty, f"{stage}-again")
        hold.reached()
        disk.fill()
        hold.let(3 if stage == "download" else 1)  # its three materials come at the same time
        hold.reached(4 if stage == "download" else 2)
        disk.empty()
    assert faulty.completed(url) == faulty.film
    (run,) = faulty.service.runs(url)
    assert run["run_count"] == 1
    faulty.settled()


@pytest.mark.checklist(36)
@pytest.mark.parametrize("left", [0.0, 0.5])
def test_what_prefect_wrote_down_of_the_stages_was_cut(faulty, left):
    """As a full disk leaves it, or a process that is killed: it writes its records in place."""
    url = submitted(faulty, f"records-{left}")
    assert faulty.completed(url) == faulty.film
    for record in (faulty.service.data / "prefect" / "storage").iterdir():
        os.truncate(record, round(record.stat().st_size * left))
    faulty.service.submit(url)
    assert faulty.completed(url) == faulty.film
    faulty.settled()


@pytest.fixture(scope="module")
def whole(tmp_path_factory, origin) -> Iterator[tuple[Disk, Faulty]]:
    """A disk with everything on it: Prefect's own records are lost too when it is full."""
    with mounted(tmp_path_factory.mktemp("whole") / "disk", "96m") as disk, faulty_service(disk.place, origin) as made:
        made.reference()
        yield disk, made


def made_afterwards(faulty: Faulty, url: str) -> None:
    faulty.settled()
    faulty.service.submit(url)
    assert faulty.completed(url) == faulty.film
    faulty.settled()


def test_the_whole_disk_is_full_for_a_while(whole):
    disk, faulty = whole
    with faulty.held("render 1") as hold:
        url = submitted(faulty, "whole")
        hold.reached()
        disk.fill()
    until(lambda: _ended(faulty, url), 90, 0.5)
    disk.empty()
    found = faulty.service.finished(url, 240)
    message = str(found["error_message"])
    assert found["status"] == "completed" or message.startswith(("Encoding failed", "Service busy")), message
    made_afterwards(faulty, url)


@pytest.mark.checklist(36)
def test_a_run_is_killed_while_nobody_can_write_that_down(whole):
    disk, faulty = whole
    with faulty.held("render 1") as hold:
        url = submitted(faulty, "killed")
        run = hold.reached()
        disk.fill()
        kill(run)
        time.sleep(5)
        disk.empty()
    assert faulty.completed(url) == faulty.film
    made_afterwards(faulty, url)


def _ended(faulty: Faulty, url: str) -> bool:
    try:
        return faulty.service.status(url).get("status") in {"failed", "completed"} or not faulty.service.flow_process()
    except httpx.HTTPError:
        return not faulty.service.flow_process()
