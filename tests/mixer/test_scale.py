"""An hour of five hundred sounds: what it holds in memory, and that nothing of it stays open."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from draftreel.media import SoundReader
from tests.media.conftest import write_sound
from tests.mixer.hour import CLIPS, LENGTH_S, film, write_sources


@pytest.fixture(scope="module")
def sources(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sources")
    write_sources(folder)
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("kept", [False, True], ids=["nothing kept", "kept"])
def test_an_hour_of_five_hundred_sounds_takes_less_than_400_mb(sources, tmp_path, kept):
    """Of a process of its own, at its peak, with all that it imports."""
    timeline, _library = film(sources)
    assert len(timeline.sounds) == CLIPS
    command = [sys.executable, "-m", "tests.mixer.hour", str(sources), *([str(tmp_path)] if kept else [])]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    seconds, memory, files = map(int, done.stdout.split())
    assert seconds == LENGTH_S
    assert memory < 400_000_000
    assert files < 30


@pytest.mark.parametrize(("name", "codec"), [("a.mp3", "libmp3lame"), ("a.m4a", "aac")])
def test_readers_that_were_closed_hold_nothing(tmp_path, name, codec):
    """Two hundred of them: the first few may leave something behind, the others must not."""
    path = write_sound(tmp_path / name, np.full((96_000, 2), 0.1, np.float32), codec)
    read(path, 20)
    memory, files = held(), open_files()
    read(path, 200)
    assert open_files() <= files
    assert held() < memory + 20_000_000


def read(path, times):
    for _ in range(times):
        with SoundReader(path) as reader:
            assert reader.read(48_000, 100).any()


def held():
    """Bytes of memory that this process holds now."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


def open_files():
    return len(list(Path("/proc/self/fd").iterdir()))
