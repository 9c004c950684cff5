"""A sunset over a moving sea."""

from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np

from demo.canvas import (
    Field,
    Picture,
    clouds,
    coverage,
    disc,
    drifted,
    glow,
    gradient,
    light,
    mirrored,
    ripples,
    smooth,
    tiled,
    tint,
)

SIZE = (540, 960)
HORIZON = 500
SUN = (306.0, 452.0)
WATER = SIZE[1] - HORIZON


def sea(seconds: float) -> Picture:
    """The picture at a time; waves, clouds and the boat move."""
    sky = _sky(seconds)
    water = _water(sky, seconds)
    return _boat(np.concatenate([tint(sky, _sun(), "fffbee"), water]), seconds)


def _sky(seconds: float) -> Picture:
    cover = drifted(_cover(), 300 + 7 * seconds, SIZE[0])
    lit = tint(_clear(), cover * 0.75, "5b2f63")
    return light(lit, cover * (1 - cover) * _afterglow() * 2.6, "ff8a4c")


def _water(sky: Picture, seconds: float) -> Picture:
    sea_plane = _plane()
    slope = _slope(sea_plane, seconds)
    map_x = sea_plane.columns + slope * sea_plane.sideways
    map_y = np.asarray(sea_plane.mirror - np.abs(slope) * sea_plane.upwards, np.float32)
    image = mirrored(sky, map_x, map_y)
    water = tint(image, np.clip(sea_plane.depth + 0.12 * slope, 0, 0.8), "101a45")
    return light(water, sea_plane.path * smooth(0.05, 0.85, slope), "ffc98a")


@dataclass(frozen=True, slots=True)
class _Plane:
    """What the flat sea looks like in perspective, a value a pixel: worked out once."""

    columns: Field
    x: Field
    z: Field
    calm: Field
    sideways: Field
    upwards: Field
    mirror: Field
    depth: Field
    path: Field


@cache
def _plane() -> _Plane:
    rows, columns = np.mgrid[0:WATER, 0 : SIZE[0]].astype(np.float32)
    near = rows / WATER
    z = 26.0 / (near + 0.055)
    away = np.abs(columns - SUN[0]) / (24 + 125 * near)
    return _Plane(
        columns=columns,
        x=(columns - SIZE[0] / 2) * z / 150,
        z=z,
        calm=smooth(-0.06, 0.30, near) ** 1.5,
        sideways=6 + 46 * near,
        upwards=12 + 150 * near,
        mirror=HORIZON - 2 - rows * 0.82,
        depth=0.04 + 0.60 * near**0.8,
        path=np.exp(-(away**2)) * (1.5 - 0.55 * near),
    )


def _slope(plane: _Plane, seconds: float) -> Field:
    x, z = plane.x, plane.z
    swell = np.sin(0.495 * z + 0.10 * x - 1.5 * seconds) * 0.18 + np.sin(0.21 * x - 0.68 * z + 1.1 * seconds) * 0.12
    coarse = tiled(_ripples(), x * 9 + 21 * seconds, z * 34 + 52 * seconds)
    fine = tiled(_ripples(), x * 17 - 33 * seconds + 91, z * 61 - 40 * seconds)
    return np.asarray((swell + coarse * 1.15 + fine * 0.55) * plane.calm, np.float32)


def _boat(picture: Picture, seconds: float) -> Picture:
    """The boat and its mirror image, painted into its own rectangle (the picture is ours alone)."""
    top, left, height, width = HORIZON - 80, 60, 250, 200
    waterline = (90 + 3 * seconds, 120 + 1.4 * np.sin(1.7 * seconds))
    mask = np.zeros((height, width), np.uint8)
    for outline in _OUTLINES:
        points = _turned(np.array(outline, np.float32), 2.6 * np.sin(1.3 * seconds)) + waterline
        cv2.fillPoly(mask, [np.round(points * 16).astype(np.int32)], 255, cv2.LINE_AA, 4)
    boat = coverage(mask)
    mirror = cv2.GaussianBlur(np.roll(boat[::-1], 260 - height, axis=0), (9, 15), 0)
    part = picture[top : top + height, left : left + width]
    part[:] = tint(tint(part, mirror * np.float32(0.45), "1a1236"), boat, "1d1233")
    return picture


_OUTLINES = (
    ((-30, -4), (32, -4), (22, 9), (-22, 9)),
    ((1, -84), (1, -9), (34, -11)),
    ((-3, -74), (-3, -10), (-27, -12)),
    ((-1, -88), (1, -88), (1, 0), (-1, 0)),
)


def _turned(points: Field, degrees: float) -> Field:
    angle = np.radians(degrees)
    turn = np.array(((np.cos(angle), np.sin(angle)), (-np.sin(angle), np.cos(angle))), np.float32)
    return np.asarray(points @ turn, np.float32)


@cache
def _clear() -> Picture:
    size = (SIZE[0], HORIZON)
    stops = ((0, "1b1c4b"), (0.35, "56306f"), (0.62, "b6486f"), (0.82, "f27f5a"), (0.94, "ffb765"), (1, "ffd793"))
    sky = gradient(size, stops)
    sky = light(sky, glow(size, SUN, 90, 2.2) * 0.42, "ff8340")
    sky = light(sky, glow(size, SUN, 40, 3) * 0.5, "ffe7bd")
    return np.clip(sky, 0, 1)


@cache
def _sun() -> Field:
    return disc((SIZE[0], HORIZON), SUN, 33)


@cache
def _afterglow() -> Field:
    return np.asarray(0.25 + 0.75 * glow((SIZE[0], HORIZON), SUN, 260, 2), np.float32)


@cache
def _cover() -> Field:
    noise = clouds((1080, HORIZON), (4, 7), 5, seed=5)
    height = np.linspace(0, 1, HORIZON, dtype=np.float32)[:, None]
    return smooth(0.50, 0.86, noise) * smooth(1.0, 0.55, np.broadcast_to(height, noise.shape)) * np.float32(0.9)


@cache
def _ripples() -> Field:
    return ripples((512, 512), (24, 24), seed=11)
