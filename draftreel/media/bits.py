"""Bits of an H.264 unit, as its header is written (Rec. ITU-T H.264, 7.2, 7.4.1 and 9.1)."""

import re


class Bits:
    """Reads a unit from after its first byte; what is past the end raises ValueError."""

    def __init__(self, unit: bytes) -> None:
        self._data = _unescaped(unit[1:])
        self._at = 0

    @property
    def read(self) -> str:
        """All that was read, as ones and zeros."""
        whole = "".join(f"{byte:08b}" for byte in self._data)
        return whole[: self._at]

    def number(self, count: int) -> int:
        """`count` bits as a number: u(n)."""
        end = self._at + count
        if end > 8 * len(self._data):
            raise ValueError("a unit ends too early")
        whole = int.from_bytes(self._data[self._at // 8 : (end + 7) // 8])
        self._at = end
        return whole >> (-end % 8) & ((1 << count) - 1)

    def flag(self) -> bool:
        return self.number(1) == 1

    def natural(self) -> int:
        """An Exp-Golomb number from 0 on: ue(v)."""
        zeros = 0
        while not self.flag():
            zeros += 1
        return (1 << zeros) - 1 + self.number(zeros)

    def signed(self) -> int:
        """An Exp-Golomb number of either sign: se(v)."""
        code = self.natural()
        return (code + 1) // 2 if code % 2 else -(code // 2)


def natural(number: int) -> str:
    """A number from 0 on as ue(v), in ones and zeros."""
    digits = f"{number + 1:b}"
    return "0" * (len(digits) - 1) + digits


def unit_of(head: int, bits: str) -> bytes:
    """A unit from its first byte and the ones and zeros after it."""
    ended = bits + "1"
    ended += "0" * (-len(ended) % 8)
    data = int(ended, 2).to_bytes(len(ended) // 8)
    return bytes([head]) + re.sub(rb"\0\0(?=[\0-\x03])", b"\0\0\x03", data)


def _unescaped(data: bytes) -> bytes:
    """Without the bytes that keep a start code from appearing inside a unit."""
    parts = data.split(b"\0\0\x03")
    return b"\0\0".join(parts)
