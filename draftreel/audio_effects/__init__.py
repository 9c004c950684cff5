"""Audio effects: (samples, rate, first, **params) -> samples of the same shape.

`first` is the place of the first row, counted from where the clip begins: for what swings with time. An effect
hears at most `MEMORY_S` of what was before a sample and `AHEAD_S` of what comes after it, so that a sound can be
worked on in pieces. Silence stays silence, and strength 0 hands back the same samples.
"""

from collections.abc import Callable, Mapping

from draftreel.audio_effects.autotune import autotune
from draftreel.audio_effects.boost import boost
from draftreel.audio_effects.crush import crush
from draftreel.audio_effects.denoise import denoise
from draftreel.audio_effects.device import device
from draftreel.audio_effects.distort import distort
from draftreel.audio_effects.echo import echo
from draftreel.audio_effects.enhance import enhance
from draftreel.audio_effects.lofi import lofi
from draftreel.audio_effects.muffle import muffle
from draftreel.audio_effects.phaser import phaser
from draftreel.audio_effects.reverb import reverb
from draftreel.audio_effects.ring import ring
from draftreel.audio_effects.space import around, widen
from draftreel.audio_effects.swinging import chorus, flanger, tremolo, vibrato
from draftreel.audio_effects.vocoder import vocoder
from draftreel.audio_effects.voice import voice
from draftreel.samples import Samples

MEMORY_S = 6.0
AHEAD_S = 0.5

AudioEffect = Callable[..., Samples]

AUDIO_EFFECTS: Mapping[str, AudioEffect] = {
    "around": around,
    "autotune": autotune,
    "boost": boost,
    "chorus": chorus,
    "crush": crush,
    "denoise": denoise,
    "device": device,
    "distort": distort,
    "echo": echo,
    "enhance": enhance,
    "flanger": flanger,
    "lofi": lofi,
    "muffle": muffle,
    "phaser": phaser,
    "reverb": reverb,
    "ring": ring,
    "tremolo": tremolo,
    "vibrato": vibrato,
    "vocoder": vocoder,
    "voice": voice,
    "widen": widen,
}

__all__ = ["AHEAD_S", "AUDIO_EFFECTS", "MEMORY_S", "AudioEffect"]
