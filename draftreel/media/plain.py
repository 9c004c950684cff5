"""Sounds that are read as fast as anything that could be kept of them."""

import struct
from pathlib import Path

from draftreel.samples import SAMPLE_RATE

_HEAD = 4_096
_FORMS = frozenset({1, 3, 0xFFFE})  # integers, floats, and either with a longer description


def is_plain(path: Path) -> bool:
    """Whether a file is WAV of plain samples at 48 kHz."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
        at = head.index(b"fmt ", 12) + 8
        form, _channels, rate = struct.unpack_from("<HHI", head, at)
    except (OSError, ValueError, struct.error):
        return False
    return head[:4] in {b"RIFF", b"RF64", b"BW64"} and head[8:12] == b"WAVE" and form in _FORMS and rate == SAMPLE_RATE
