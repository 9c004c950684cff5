"""How like two pictures are: what quality is measured with."""

import json
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.scenes import SIZE, Field

_C1, _C2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
_FINE_SIGMA = 2.0  # what is finer than this many pixels is grain
_EYE_SIGMA = 8.0  # what an eye before a screen takes together
# tagged alike, or else ffmpeg slips a conversion in between
_ALIKE = "setparams=range=limited:colorspace=bt709:color_primaries=bt709:color_trc=bt709"
_VMAF = "libvmaf=n_threads=1:n_subsample=4:feature=name=cambi:log_fmt=json"
_IN_STEP = f"settb=AVTB,setpts=N/30/TB,{_ALIKE}"


def ssim(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> float:
    """Structural similarity of two lumas, 1 when they are the same.

    Wang, Bovik, Sheikh and Simoncelli, "Image quality assessment: from error visibility to structural similarity",
    IEEE Transactions on Image Processing 13 (2004): windows of 11 pixels, Gaussian of 1.5, the mean over all of them.
    """
    a, b = one.astype(np.float32), other.astype(np.float32)
    mean_a, mean_b = _window(a), _window(b)
    spread_a, spread_b = _window(a * a) - mean_a**2, _window(b * b) - mean_b**2
    shared = _window(a * b) - mean_a * mean_b
    top = (2 * mean_a * mean_b + _C1) * (2 * shared + _C2)
    return float(np.mean(top / ((mean_a**2 + mean_b**2 + _C1) * (spread_a + spread_b + _C2))))


def banding(meant: Field, seen: NDArray[np.uint8]) -> float:
    """How far a luma is from the gradient it stands for, in levels (root mean square), as an eye takes pixels together.

    A gradient rounded to whole levels has 0.29 (a saw of one level) where its bands are wide, and 0 when dithered well.
    """
    off = cv2.GaussianBlur(seen.astype(np.float32) - meant, (0, 0), _EYE_SIGMA)
    return float(np.sqrt(np.mean(off**2)))


def grain_left(source: NDArray[np.uint8], seen: NDArray[np.uint8]) -> float:
    """The share of a luma's finest detail that is still there, by its spread."""
    return _fine(seen) / max(_fine(source), 1e-6)


@dataclass(frozen=True, slots=True)
class Verdict:
    """VMAF 0..100 (v0.6.1), higher is better; CAMBI 0..24, lower is better: from 5 on, bands are a nuisance.

    https://github.com/Netflix/vmaf; Tandon et al., "CAMBI: Contrast-aware Multiscale Banding Index" (2021).
    """

    vmaf: float = float("nan")
    cambi: float = float("nan")


def judged(film: Path, raw: Path) -> Verdict:
    """What libvmaf says of a film against the raw pictures it was made of; one picture in four is looked at."""
    ffmpeg = _ffmpeg_with_vmaf()
    if not ffmpeg:
        return Verdict()
    with tempfile.NamedTemporaryFile(suffix=".json") as log:
        source = ["-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", f"{SIZE[0]}x{SIZE[1]}", "-r", "30", "-i", str(raw)]
        graph = [
            "-lavfi",
            f"[0:v]{_IN_STEP}[a];[1:v]{_IN_STEP}[b];[a][b]{_VMAF}:log_path={log.name}",
            "-f",
            "null",
            "-",
        ]
        command = [ffmpeg, "-loglevel", "error", "-threads", "1", "-i", str(film), *source, *graph]
        subprocess.run(command, check=True)  # noqa: S603 - the words are ours
        found = json.load(log)["pooled_metrics"]
    return Verdict(found["vmaf"]["mean"], found["cambi"]["mean"])


@cache
def _ffmpeg_with_vmaf() -> str | None:
    """The ffmpeg that comes with MoviePy, where it was built with libvmaf."""
    try:
        from imageio_ffmpeg import get_ffmpeg_exe  # noqa: PLC0415 - may be missing
    except ImportError:
        return None
    found: str = get_ffmpeg_exe()
    listed = subprocess.run([found, "-hide_banner", "-filters"], capture_output=True, text=True, check=False)  # noqa: S603
    return found if " libvmaf " in listed.stdout else None


def _window(plane: Field) -> Field:
    blurred: Field = cv2.GaussianBlur(plane, (11, 11), 1.5)
    return blurred


def _fine(luma: NDArray[np.uint8]) -> float:
    wide = luma.astype(np.float32)
    return float((wide - cv2.GaussianBlur(wide, (0, 0), _FINE_SIGMA)).std())
