"""Audio effects: (samples, rate, first, **params) -> samples of the same shape.

`first` is the place of the first row, counted from where the clip begins: for what swings with time. An effect
hears at most `MEMORY_S` of what was before a sample and `AHEAD_S` of what comes after it, so that a sound can be
worked on in pieces. Silence stays silence, and strength 0 hands back the same samples.
"""

from collections.abc import Callable, Mapping

from draftreel.samples import Samples

MEMORY_S = 6.0
AHEAD_S = 0.5

AudioEffect = Callable[..., Samples]

AUDIO_EFFECTS: Mapping[str, AudioEffect] = {}

__all__ = ["AHEAD_S", "AUDIO_EFFECTS", "MEMORY_S", "AudioEffect"]
