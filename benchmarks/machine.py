"""What the figures were measured on."""

import os
import platform
import re
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Self

import av
import numpy as np


@dataclass(frozen=True, slots=True)
class Machine:
    """Cores, processor, memory in bytes, and the programs that matter."""

    cores: int
    processor: str
    memory: int
    python: str
    pyav: str
    x264: str

    @classmethod
    def here(cls) -> Self:
        """This one."""
        pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
        return cls(os.cpu_count() or 1, _processor(), pages, platform.python_version(), av.__version__, _x264())

    def __str__(self) -> str:
        return (
            f"{self.cores} cores of {self.processor}, {self.memory / 2**30:.0f} GiB of memory, "
            f"Python {self.python}, PyAV {self.pyav}, x264 {self.x264}"
        )


def _processor() -> str:
    found = re.search(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.MULTILINE)
    return found[1] if found else platform.machine()


def _x264() -> str:
    """The version that x264 writes into every film, unless it is told not to."""
    codec = av.CodecContext.create("libx264", "w")
    codec.width, codec.height, codec.pix_fmt, codec.time_base = 64, 64, "yuv420p", Fraction(1, 25)
    frame = av.VideoFrame.from_ndarray(np.zeros((96, 64), np.uint8), "yuv420p")
    data = b"".join(bytes(packet) for packet in [*codec.encode(frame), *codec.encode(None)])
    found = re.search(rb"x264 - core (\d+(?: r\d+)?)", data)
    return found[1].decode() if found else "unknown"
