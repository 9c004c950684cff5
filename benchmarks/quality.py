"""Quality for the bits: what x264's settings give for their bytes and seconds, on pictures of different natures.

`python -m benchmarks.quality` prints, for each setting, the bytes and CPU as ratios to the standard quality's, SSIM,
VMAF (where an ffmpeg with libvmaf is at hand), how much of the grain is left and how far gradients are off.
"""

import json
import resource
import statistics
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import av
import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.scenes import FPS, SIZE, Field, Shown
from draftreel.encoder import VideoEncoder, VideoSettings

STANDARD = VideoSettings(*SIZE, FPS, threads=1)
EVERY = 6  # one picture in so many is compared

_C1, _C2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
_FINE_SIGMA = 2.0  # what is finer than this many pixels is grain
_EYE_SIGMA = 8.0  # what an eye before a screen takes together


@dataclass(frozen=True, slots=True)
class Score:
    """Bytes and CPU milliseconds a frame; SSIM 0..1; VMAF 0..100; grain left, 1 = all; gradient's error in levels."""

    bytes: float
    cpu_ms: float
    ssim: float
    vmaf: float
    grain: float
    banding: float


def measured(scene: Sequence[Shown], video: VideoSettings, ffmpeg: str | None, raw: Path) -> Score:
    """Encode pictures and compare what is decoded with them; `raw` holds the same pictures for VMAF."""
    with tempfile.TemporaryDirectory(prefix="draftreel-quality-") as name:
        path = Path(name) / "film.mp4"
        cpu = cpu_of(lambda: _encode(scene, video, path))
        pairs = [pair for n, pair in enumerate(zip(scene, lumas(path), strict=True)) if n % EVERY == EVERY // 2]
        return Score(
            bytes=path.stat().st_size / len(scene),
            cpu_ms=1000 * cpu / len(scene),
            ssim=statistics.fmean(ssim(shown.image.planes[0], seen) for shown, seen in pairs),
            vmaf=vmaf(path, raw, ffmpeg, Path(name)) if ffmpeg else float("nan"),
            grain=statistics.fmean(grain_left(shown.image.planes[0], seen) for shown, seen in pairs),
            banding=statistics.fmean(banding(shown.meant, seen) for shown, seen in pairs if shown.meant is not None)
            if pairs[0][0].meant is not None
            else float("nan"),
        )


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


def vmaf(film: Path, raw: Path, ffmpeg: str, folder: Path) -> float:
    """Netflix's VMAF (v0.6.1) of a film against the raw pictures it was made of; one picture in four is looked at."""
    shape = f"{SIZE[0]}x{SIZE[1]}"
    log = folder / "vmaf.json"
    # tagged alike: or else a conversion slips in between
    in_step = "settb=AVTB,setpts=N/30/TB,setparams=range=limited:colorspace=bt709:color_primaries=bt709:color_trc=bt709"
    graph = f"[0:v]{in_step}[a];[1:v]{in_step}[b];[a][b]libvmaf=n_threads=1:n_subsample=4:log_fmt=json:log_path={log}"
    source = ["-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", shape, "-r", "30", "-i", str(raw)]
    command = [ffmpeg, "-loglevel", "error", "-threads", "1", "-i", str(film), *source, "-lavfi", graph]
    subprocess.run([*command, "-f", "null", "-"], check=True)  # noqa: S603 - the words are ours
    return float(json.loads(log.read_text())["pooled_metrics"]["vmaf"]["mean"])


def lumas(path: Path) -> Iterator[NDArray[np.uint8]]:
    """A film's lumas as they are decoded."""
    with av.open(str(path)) as film:
        for frame in film.decode(video=0):
            yield frame.to_ndarray()[: frame.height]


def cpu_of(work: Callable[[], None]) -> float:
    """Seconds of this process's cores that the work takes."""
    before = _cpu_seconds()
    work()
    return _cpu_seconds() - before


def ffmpeg_with_vmaf() -> str | None:
    """The ffmpeg that comes with MoviePy, where it was built with libvmaf."""
    try:
        from imageio_ffmpeg import get_ffmpeg_exe  # noqa: PLC0415 - may be missing
    except ImportError:
        return None
    found: str = get_ffmpeg_exe()
    listed = subprocess.run([found, "-hide_banner", "-filters"], capture_output=True, text=True, check=False)  # noqa: S603
    return found if " libvmaf " in listed.stdout else None


def write_raw(scene: Sequence[Shown], path: Path) -> None:
    """The pictures' planes one after the other."""
    with path.open("wb") as file:
        for shown in scene:
            for plane in shown.image.planes:
                file.write(np.ascontiguousarray(plane).tobytes())


def _encode(scene: Sequence[Shown], video: VideoSettings, path: Path) -> None:
    with VideoEncoder(path, video) as encoder:
        for shown in scene:
            encoder.write(shown.image)


def _window(plane: Field) -> Field:
    blurred: Field = cv2.GaussianBlur(plane, (11, 11), 1.5)
    return blurred


def _fine(luma: NDArray[np.uint8]) -> float:
    wide = luma.astype(np.float32)
    return float((wide - cv2.GaussianBlur(wide, (0, 0), _FINE_SIGMA)).std())


def _cpu_seconds() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime
