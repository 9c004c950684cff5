"""Quality for the bits: what x264's settings give for their bytes and seconds, on pictures of different natures.

`python -m benchmarks.quality` prints what the named qualities give; with `--presets` also what x264's presets cost as
ratios to the standard's: CPU at the same bytes, bytes at the same VMAF and SSIM. Takes minutes. One thread a side.
"""

import argparse
import math
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from benchmarks.likeness import Verdict, banding, grain_left, judged, ssim
from benchmarks.scenes import FPS, SCENES, SIZE, Shown
from draftreel.choices import Quality
from draftreel.encoder import VideoEncoder
from draftreel.formats import RECIPES, Recipe, VideoSettings

PRESETS = ("ultrafast", "superfast", "veryfast", "faster", "fast", "medium")
CRFS = (19, 22, 25)
EVERY = 6  # one picture in so many is compared


@dataclass(frozen=True, slots=True)
class Score:
    """Kilobytes and CPU milliseconds a frame; SSIM 0..1; grain left, 1 = all; the error of gradients, in levels.

    What cannot be measured is not a number.
    """

    kilobytes: float
    cpu_ms: float
    ssim: float
    verdict: Verdict
    grain: float
    banding: float


def main() -> None:
    """Measure scene by scene, as their pictures are large, and print."""
    wanted = _arguments()
    console = Console()
    console.print(_qualities(wanted.frames, wanted.seed))
    if wanted.presets:
        console.print(_presets(wanted.frames, wanted.seed))


def scores(name: str, videos: Sequence[VideoSettings], frames: int, seed: int) -> list[Score]:
    """What each of the settings makes of a scene."""
    scene = tuple(SCENES[name](seed, frames))
    with tempfile.TemporaryDirectory(prefix="draftreel-quality-") as folder:
        raw = Path(folder) / "pictures.yuv"
        _write_raw(scene, raw)
        return [_scored(scene, video, raw) for video in videos]


def settings(recipe: Recipe) -> VideoSettings:
    """A recipe at the scenes' size, encoded in one thread."""
    return VideoSettings(*SIZE, FPS, recipe.crf, recipe.preset, 1, recipe.tuning)


def at_equal(curve: Sequence[tuple[float, float]], place: float) -> float:
    """What a curve of (place, value) has at a place, between its points in a straight line; nan beyond its ends."""
    for (one, low), (other, high) in pairwise(sorted(curve)):
        if one <= place <= other:
            return low + (high - low) * (place - one) / max(other - one, 1e-9)
    return float("nan")


def _qualities(frames: int, seed: int) -> Table:
    table = _table("", "", "Mbit/s", "CPU ms", "SSIM", "VMAF", "grain", "gradient", "CAMBI")
    for name in SCENES:
        found = scores(name, [settings(recipe) for recipe in RECIPES.values()], frames, seed)
        for quality, score in zip(RECIPES, found, strict=True):
            table.add_row(name, quality, *_cells(score))
    return table


def _cells(score: Score) -> tuple[str, ...]:
    rate = score.kilobytes * 8 * float(FPS) / 1000
    judged_by_eye = f"{score.grain:.2f}", f"{score.banding:.3f}", f"{score.verdict.cambi:.1f}"
    return f"{rate:.2f}", f"{score.cpu_ms:.0f}", f"{score.ssim:.4f}", f"{score.verdict.vmaf:.1f}", *judged_by_eye


def _presets(frames: int, seed: int) -> Table:
    table = _table("", "", "CPU at equal bytes", "bytes at equal VMAF", "bytes at equal SSIM")
    own = RECIPES[Quality.STANDARD]
    cases = {preset: [settings(replace(own, preset=preset, crf=crf)) for crf in CRFS] for preset in PRESETS}
    for name in SCENES:
        found = _grouped(cases, scores(name, [video for videos in cases.values() for video in videos], frames, seed))
        for preset, curve in found.items():
            ratios = (_ratio(curve, found[own.preset], *kind) for kind in _KINDS)
            table.add_row(name, preset, *(f"{ratio:.2f}" for ratio in ratios))
    return table


Reading = Callable[[Score], float]
_KINDS: tuple[tuple[Reading, Reading], ...] = (
    (lambda score: score.kilobytes, lambda score: score.cpu_ms),
    (lambda score: score.verdict.vmaf, lambda score: score.kilobytes),
    (lambda score: score.ssim, lambda score: score.kilobytes),
)


def _ratio(curve: Sequence[Score], yardstick: Sequence[Score], place: Reading, value: Reading) -> float:
    """The middle one of the ratios of a preset's values to those the yardstick has at the same places."""
    beside = [(place(score), value(score)) for score in yardstick]
    ratios = [value(score) / at_equal(beside, place(score)) for score in curve]
    return statistics.median([ratio for ratio in ratios if not math.isnan(ratio)] or [float("nan")])


def _grouped(cases: Mapping[str, Sequence[object]], found: Sequence[Score]) -> dict[str, list[Score]]:
    rest = iter(found)
    return {name: [next(rest) for _ in videos] for name, videos in cases.items()}


def _scored(scene: Sequence[Shown], video: VideoSettings, raw: Path) -> Score:
    path = raw.with_name("film.mp4")
    begun = time.process_time()
    _encode(scene, video, path)
    cpu = time.process_time() - begun
    pairs = [pair for n, pair in enumerate(zip(scene, _lumas(path), strict=True)) if n % EVERY == EVERY // 2]
    return Score(
        kilobytes=path.stat().st_size / len(scene) / 1000,
        cpu_ms=1000 * cpu / len(scene),
        ssim=statistics.fmean(ssim(shown.image.planes[0], seen) for shown, seen in pairs),
        verdict=judged(path, raw),
        grain=statistics.fmean(grain_left(shown.image.planes[0], seen) for shown, seen in pairs),
        banding=statistics.fmean(float("nan") if s.meant is None else banding(s.meant, seen) for s, seen in pairs),
    )


def _encode(scene: Sequence[Shown], video: VideoSettings, path: Path) -> None:
    with VideoEncoder(path, video) as encoder:
        for shown in scene:
            encoder.write(shown.image)


def _lumas(path: Path) -> Iterator[NDArray[np.uint8]]:
    with av.open(str(path)) as film:
        for frame in film.decode(video=0):
            yield np.asarray(frame.to_ndarray()[: frame.height], np.uint8)


def _write_raw(scene: Sequence[Shown], path: Path) -> None:
    with path.open("wb") as file:
        for shown in scene:
            for plane in shown.image.planes:
                file.write(np.ascontiguousarray(plane).tobytes())


def _table(*headings: str) -> Table:
    table = Table()
    for heading in headings:
        table.add_column(heading, justify="right")
    return table


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality", description=__doc__)
    parser.add_argument("--frames", type=int, default=24, help="of each scene")
    parser.add_argument("--seed", type=int, default=7, help="of the scenes")
    parser.add_argument("--presets", action="store_true", help="x264's presets too")
    return parser.parse_args()


if __name__ == "__main__":
    main()
