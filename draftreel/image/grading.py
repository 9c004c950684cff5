"""What filters do to colours, as data, and doing it to planes.

A grade gives every luma Y another by a table, and turns and scales every chroma sample c = (U - 128,
V - 128) into gain(Y) * M c + tint(Y), where Y is the luma about the sample before the grade. It is
reckoned on straight colours; a picture with alpha is freed of it first.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from draftreel.image.colour import yuv
from draftreel.image.compiled import PLANES_IN, PLANES_OUT, ROW, SHARES, compiled, piece
from draftreel.image.image import Image, Plane
from draftreel.image.masking import faded, freed, on_chroma
from draftreel.image.room import room

Curve = Callable[[float], float]
"""From light to light, both 0..1: black is 0, white is 1."""
Table = tuple[float, ...]
"""256 values, one for each Y of 0..255."""
Turn = tuple[tuple[float, float], tuple[float, float]]
"""What the chroma (U - 128, V - 128) is multiplied by, row by row."""
Light = tuple[float, float, float]
"""Red, green and blue, each 0..1, sRGB."""

_Bytes = NDArray[np.uint8]
_Row = NDArray[np.float32]

_STAY: Turn = ((1.0, 0.0), (0.0, 1.0))
_ONES: Table = (1.0,) * 256
_ZEROS: Table = (0.0,) * 256
_SAME: Table = tuple(float(level) for level in range(256))


@dataclass(frozen=True, slots=True)
class Grade:
    """A change of colours; what is left at its default costs nothing. Grades compare by what they do."""

    luma: Table = _SAME
    turn: Turn = _STAY
    gain: Table = _ONES
    tint_u: Table = _ZEROS
    tint_v: Table = _ZEROS

    @classmethod
    def identity(cls) -> "Grade":
        """The grade that changes nothing."""
        return cls()

    @classmethod
    def curved(cls, curve: Curve, *, colours: bool = False) -> "Grade":
        """Luma by a curve of light; values beyond black and white are held to them.

        With `colours` the chroma grows by the curve's slope, as it does where red, green and blue each go
        through the curve.
        """
        luma = tuple(16 + 219 * min(max(light, 0.0), 1.0) for light in _sampled(curve))
        if all(abs(luma[level] - level) < 1e-6 for level in range(16, 236)):
            return cls()
        return cls(luma, gain=_slopes(luma) if colours else _ONES)

    @classmethod
    def saturated(cls, factor: float) -> "Grade":
        """Chroma times a factor: 0 is grey, 1 as it was."""
        return cls(turn=((float(factor), 0.0), (0.0, float(factor))))

    @classmethod
    def saturated_by(cls, factor: Curve) -> "Grade":
        """Chroma times a factor that depends on light, 0..1."""
        return cls(gain=_sampled(factor))

    @classmethod
    def turned(cls, degrees: float) -> "Grade":
        """All hues turned, from blue towards red."""
        if degrees % 360 == 0:
            return cls()
        cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
        return cls(turn=((cosine, -sine), (sine, cosine)))

    @classmethod
    def tinted(cls, shadows: Light, highlights: Light) -> "Grade":
        """The hues of two colours added, the first to what is dark, the second to what is light; greys add nothing."""
        (_, dark_u, dark_v), (_, light_u, light_v) = yuv(*shadows), yuv(*highlights)
        return cls(
            tint_u=_sampled(lambda light: (1 - light) * (dark_u - 128) + light * (light_u - 128)),
            tint_v=_sampled(lambda light: (1 - light) * (dark_v - 128) + light * (light_v - 128)),
        )

    def then(self, following: "Grade") -> "Grade":
        """Both grades in one, this one first; exact but for the rounding between them."""
        if not self.neutral and not following.neutral:
            return _joined(self, following)
        return following if self.neutral else self

    def at(self, strength: float) -> "Grade":
        """The way from nothing (0) to this grade (1) and beyond."""
        if strength == 1:
            return self
        (a, b), (c, d) = self.turn
        return Grade(
            _between(_SAME, self.luma, strength),
            ((1 + strength * (a - 1), strength * b), (strength * c, 1 + strength * (d - 1))),
            _between(_ONES, self.gain, strength),
            _between(_ZEROS, self.tint_u, strength),
            _between(_ZEROS, self.tint_v, strength),
        )

    @property
    def neutral(self) -> bool:
        return self == _IDENTITY

    @property
    def lit(self) -> bool:
        """Whether the chroma changes by the light about it."""
        return (self.gain, self.tint_u, self.tint_v) != (_ONES, _ZEROS, _ZEROS)


_IDENTITY = Grade()


def graded(image: Image, grade: Grade) -> Image:
    """The picture with its colours graded, YUV or YUVA as it was; planes that do not change are the same objects."""
    if grade.neutral:
        return image
    y, u, v, *alpha = image.planes
    plain = freed(y, alpha[0], 16) if alpha else y
    if grade.turn != _STAY or grade.lit:
        u, v = _chroma_graded((plain, u, v, *(on_chroma(plane) for plane in alpha)), grade)
    if grade.luma != _SAME:
        y = np.asarray(cv2.LUT(plain, _levels(grade.luma)), np.uint8)
        y = faded(y, alpha[0], 16) if alpha else y
    return Image((y, u, v, *alpha), image.layout)


def _chroma_graded(planes: tuple[Plane, ...], grade: Grade) -> tuple[Plane, Plane]:
    """The chroma of y, u, v and, where the picture has one, the alpha as chroma sees it; y without its alpha."""
    y, *chroma = planes[:3]
    chroma = [freed(plane, planes[3], 128) if len(planes) > 3 else plane for plane in chroma]
    outs = np.empty(chroma[0].shape, np.uint8), np.empty(chroma[0].shape, np.uint8)
    turn = np.array(grade.turn, np.float32)
    if grade.lit:
        gain, tint = room(np.float32, (chroma[0].shape[1],), (chroma[0].shape[1],))
        _light_chroma((*chroma, on_chroma(y)), turn, _shares(grade), gain, tint, outs)
    else:
        _turn_chroma(tuple(chroma), turn, outs)
    if len(planes) > 3:
        return faded(outs[0], planes[3], 128), faded(outs[1], planes[3], 128)
    return outs


@lru_cache(64)
def _levels(luma: Table) -> NDArray[np.uint8]:
    return np.floor(np.clip(luma, 0, 255) + 0.5).astype(np.uint8)


@lru_cache(64)
def _shares(grade: Grade) -> NDArray[np.float32]:
    return np.array((grade.gain, grade.tint_u, grade.tint_v), np.float32)


def _light(level: int) -> float:
    return (min(max(level, 16), 235) - 16) / 219


def _sampled(curve: Curve) -> Table:
    return tuple(float(curve(_light(level))) for level in range(256))


def _slopes(luma: Table) -> Table:
    ends = ((max(level - 1, 16), min(level + 1, 235)) for level in (min(max(level, 16), 235) for level in range(256)))
    return tuple((luma[above] - luma[below]) / (above - below) for below, above in ends)


def _between(start: Table, end: Table, share: float) -> Table:
    return tuple(one + share * (other - one) for one, other in zip(start, end, strict=True))


def _joined(first: Grade, second: Grade) -> Grade:
    seen = _levels(first.luma).tolist()  # the luma that the second grade sees
    (a, b), (c, d) = second.turn
    gain = tuple(second.gain[level] for level in seen)
    tints = zip(first.tint_u, first.tint_v, gain, seen, strict=True)
    moved = [
        (more * (a * u + b * v) + second.tint_u[level], more * (c * u + d * v) + second.tint_v[level])
        for u, v, more, level in tints
    ]
    return Grade(
        tuple(second.luma[level] for level in seen),
        _product(second.turn, first.turn),
        tuple(one * other for one, other in zip(first.gain, gain, strict=True)),
        tuple(u for u, _ in moved),
        tuple(v for _, v in moved),
    )


def _product(first: Turn, second: Turn) -> Turn:
    (a, b), (c, d) = first
    (p, q), (r, s) = second
    return (a * p + b * r, a * q + b * s), (c * p + d * r, c * q + d * s)


@compiled(PLANES_IN.format(2), SHARES, PLANES_OUT.format(2))
def _turn_chroma(chroma: tuple[Plane, ...], turn: NDArray[np.float32], outs: tuple[Plane, ...]) -> None:
    grey, half, top = np.float32(128), np.float32(128.5), np.float32(255)
    for part in range(2):
        by_u, by_v, out = turn[part, 0], turn[part, 1], outs[part]
        for row in range(out.shape[0]):
            u, v, line = chroma[0][row], chroma[1][row], out[row]
            for column in range(line.size):
                value = half + by_u * (np.float32(u[column]) - grey) + by_v * (np.float32(v[column]) - grey)
                line[column] = np.uint8(np.int32(min(max(value, np.float32(0)), top)))


@compiled(PLANES_IN.format(3), SHARES, SHARES, ROW, ROW, PLANES_OUT.format(2))
def _light_chroma(
    planes: tuple[Plane, ...],
    turn: NDArray[np.float32],
    shares: NDArray[np.float32],
    gain: _Row,
    tint: _Row,
    outs: tuple[Plane, ...],
) -> None:
    for row in range(outs[0].shape[0]):
        u, v, light = planes[0][row], planes[1][row], planes[2][row]
        _look_up(light, shares[0], gain)
        for part in range(2):
            _look_up(light, shares[part + 1], tint)
            _mix_row((u, v), (turn[part, 0], turn[part, 1]), gain, tint, outs[part][row])


@piece
def _look_up(light: _Bytes, table: _Row, out: _Row) -> None:
    for column in range(out.size):
        out[column] = table[light[column]]


@piece
def _mix_row(
    chroma: tuple[_Bytes, _Bytes], shares: tuple[np.float32, np.float32], gain: _Row, tint: _Row, out: _Bytes
) -> None:
    grey, half, top = np.float32(128), np.float32(128.5), np.float32(255)
    u, v = chroma
    for column in range(out.size):
        value = shares[0] * (np.float32(u[column]) - grey) + shares[1] * (np.float32(v[column]) - grey)
        value = half + gain[column] * value + tint[column]
        out[column] = np.uint8(np.int32(min(max(value, np.float32(0)), top)))
