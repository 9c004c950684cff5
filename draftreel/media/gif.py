"""How many frames a GIF has, without making Pillow count them to the end."""

from pathlib import Path
from typing import BinaryIO

_IMAGE, _EXTENSION = 0x2C, 0x21


def count_frames(path: Path, most: int) -> int:
    """Frames up to one more than `most`, as far as the file goes (GIF89a, appendix B)."""
    with path.open("rb") as file:
        head = file.read(13)
        file.seek(_table(head[10]) if len(head) == 13 else 0, 1)
        count = 0
        while count <= most and (sign := file.read(1)):
            if sign[0] == _IMAGE:
                count += 1
                place = file.read(9)
                file.seek(_table(place[8]) + 1 if len(place) == 9 else 0, 1)
                _skip(file)
            elif sign[0] == _EXTENSION:
                file.seek(1, 1)
                _skip(file)
            else:
                break
        return count


def _table(flags: int) -> int:
    """Bytes of the colour table that the flags announce."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _skip(file: BinaryIO) -> None:
    """Past a row of blocks, each after its length, to the empty one."""
    while length := file.read(1):
        if not length[0]:
            return
        file.seek(length[0], 1)
