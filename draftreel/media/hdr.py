"""HDR films (PQ and HLG, BT.2020) brought to BT.709: linear light, one curve for highlights, gamma.

PQ is Rec. ITU-R BT.2100-2 table 4, HLG its table 5; the primaries follow BT.2087-0. A film's white is
203 cd/m2 (BT.2408-4). Up to half of it light is kept as it is; above, the extended Reinhard curve takes
over with the same slope and brings 1000 cd/m2 to 1, by the brightest of the three colours so that hues hold.
"""

from functools import cache

import cv2
import numpy as np
from av.video.frame import VideoFrame
from av.video.reformatter import ColorRange, Colorspace, ColorTrc
from numpy.typing import NDArray

from draftreel.image import Image, from_rgb
from draftreel.media.matrices import Encoding

_WHITE, _PEAK, _KNEE = 203.0, 1000.0, 0.5
_TO_709 = np.array([[1.6605, -0.5876, -0.0728], [-0.1246, 1.1329, -0.0083], [-0.0182, -0.1006, 1.1187]], np.float32)


def is_hdr(frame: VideoFrame) -> bool:
    """Whether the frame's numbers follow PQ or HLG."""
    return frame.color_trc in {ColorTrc.SMPTE2084, ColorTrc.ARIB_STD_B67}


def tone_mapped(frame: VideoFrame, encoding: Encoding, size: tuple[int, int]) -> Image:
    """The frame at `size` in BT.709, resampled before the slow part."""
    out = frame.reformat(
        format="rgb48le",
        src_colorspace=Colorspace.BT2020,
        src_color_range=ColorRange.JPEG if encoding.full else ColorRange.MPEG,
        dst_color_range=ColorRange.JPEG,
    )
    codes = np.asarray(cv2.resize(out.to_ndarray(), size, interpolation=cv2.INTER_AREA), np.uint16)
    light = cv2.transform(_linear(frame.color_trc == ColorTrc.SMPTE2084)[codes >> 4], _TO_709)
    light = np.maximum(light, 0)
    brightest = np.maximum(light.max(axis=2, keepdims=True), 1e-6)
    light *= displayed(brightest) / brightest
    return from_rgb(_gamma()[(np.minimum(light, 1) * 4095 + 0.5).astype(np.int32)])


def displayed(light: NDArray[np.float32]) -> NDArray[np.float32]:
    """Light for a display whose white is 1, from light in which a film's white is 1."""
    above = np.maximum(light - _KNEE, 0) / (1 - _KNEE)
    peak = (_PEAK / _WHITE - _KNEE) / (1 - _KNEE)
    bent = above * (1 + above / (peak * peak)) / (1 + above)
    return np.asarray(np.minimum(light, _KNEE) + (1 - _KNEE) * bent, np.float32)


@cache
def _linear(pq: bool) -> NDArray[np.float32]:
    """Light (1 is white) for each of 4096 codes."""
    code = np.linspace(0, 1, 4096)
    return (_pq(code) if pq else _hlg(code)).astype(np.float32)


def _pq(code: NDArray[np.float64]) -> NDArray[np.float64]:
    root = code ** (1 / 78.84375)
    light: NDArray[np.float64] = (np.maximum(root - 0.8359375, 0) / (18.8515625 - 18.6875 * root)) ** (
        1 / 0.1593017578125
    )
    return light * (10_000 / _WHITE)


def _hlg(code: NDArray[np.float64]) -> NDArray[np.float64]:
    scene = np.where(code <= 0.5, code**2 / 3, (np.exp((code - 0.55991073) / 0.17883277) + 0.28466892) / 12)
    return scene**1.2 * (_PEAK / _WHITE)


@cache
def _gamma() -> NDArray[np.uint8]:
    return np.round(255 * np.linspace(0, 1, 4096) ** (1 / 2.4)).astype(np.uint8)
