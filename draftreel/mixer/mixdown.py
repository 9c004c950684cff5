"""A timeline's sounds as one tape, with only those open that are playing."""

from collections.abc import Iterable

import numpy as np

from draftreel.mixer.clip import open_clip
from draftreel.mixer.envelope import gain
from draftreel.mixer.supply import SoundSupply
from draftreel.mixer.tape import Tape
from draftreel.samples import Samples, silence
from draftreel.span import sample_at
from draftreel.timeline import Media, MediaKind, SoundClip, Timeline


class Mixdown:
    """The sum of some of a timeline's sounds, not limited, as a tape whose sample 0 is the timeline's start."""

    def __init__(self, sounds: Iterable[SoundClip], end: int, supply: SoundSupply) -> None:
        """`end` is the sample at which all are cut."""
        self._clips = tuple(clip for clip in sounds if _audible(clip))
        self._end = end
        self._supply = supply
        self._open: dict[int, Tape] = {}

    @classmethod
    def of(cls, timeline: Timeline, supply: SoundSupply) -> "Mixdown":
        return cls(timeline.sounds, sample_at(timeline.duration), supply)

    def read(self, first: int, count: int) -> Samples:
        mixed = silence(count)
        playing = [index for index, clip in enumerate(self._clips) if _meets(clip, first, count)]
        self._close_all_but(playing)
        for index in playing:
            self._add(index, mixed, first)
        return mixed

    def close(self) -> None:
        self._close_all_but([])

    def _add(self, index: int, mixed: Samples, first: int) -> None:
        clip = self._clips[index]
        origin, end = sample_at(clip.span.start), min(sample_at(clip.span.end), self._end)
        start, stop = max(first, origin), min(first + len(mixed), end)
        if start < stop:
            samples = self._tape(index).read(start - origin, stop - start)
            mixed[start - first : stop - first] += samples * _by_row(gain(clip, start, stop - start))

    def _tape(self, index: int) -> Tape:
        if index not in self._open:
            self._open[index] = open_clip(self._clips[index], self._supply, nested=Mixdown.of)
        return self._open[index]

    def _close_all_but(self, playing: list[int]) -> None:
        for index in self._open.keys() - playing:
            self._open.pop(index).close()


def _audible(clip: SoundClip) -> bool:
    volume = clip.volume
    return clip.span.duration > 0 and _sounds(clip.source) and not (volume.constant and volume.keys[0].value == 0)


def _sounds(source: Media | Timeline) -> bool:
    if isinstance(source, Timeline):
        return bool(source.sounds)
    return not source.missing and (source.has_sound or source.kind is MediaKind.SOUND)


def _meets(clip: SoundClip, first: int, count: int) -> bool:
    return sample_at(clip.span.start) < first + count and first < sample_at(clip.span.end)


def _by_row(gains: np.ndarray[tuple[int, ...], np.dtype[np.float32]] | float) -> Samples | np.float32:
    return np.float32(gains) if isinstance(gains, float) else gains[:, np.newaxis]
