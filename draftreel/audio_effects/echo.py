"""The sound again and again, ever fainter."""

import math

import numpy as np

from draftreel.audio_effects.delaying import later
from draftreel.audio_effects.equaliser import filtered, passing
from draftreel.samples import Samples

_LONGEST_S = 5.9
_FAINTEST = 1e-3
_LOUDEST = 0.85  # of its repeat, so that the last one is faint within what an effect may remember


def echo(  # noqa: PLR0913 - the signature is the schema
    samples: Samples,
    rate: int,
    first: int,
    *,
    strength: float = 1.0,
    delay: float = 0.3,
    quantity: float = 0.5,
    wet: float = 0.6,
    high: float = 6000.0,
    spread: float = 0.0,
) -> Samples:
    """Repeats every `delay` seconds, the first `wet` as loud, each next one `quantity` (at most 0.85) of the last.

    They are dull above `high` hertz; `spread` 0..1 sends them left and right in turn.
    """
    del first
    if strength == 0 or wet == 0:
        return samples
    kept = min(quantity, _LOUDEST)
    dull = filtered(samples, passing(0, high, rate, 1)) * np.float32(strength * wet)
    out = samples.copy()
    for index in range(_repeats(delay, kept)):
        repeat = later(dull, round(delay * (index + 1) * rate)) * np.float32(kept**index)
        out += repeat * _shares(index, spread)
    return out


def _repeats(delay: float, kept: float) -> int:
    audible = 1 + math.ceil(math.log(_FAINTEST) / math.log(kept)) if kept > _FAINTEST else 1
    return min(audible, math.floor(_LONGEST_S / delay))


def _shares(index: int, spread: float) -> Samples:
    near, far = 1.0, 1 - spread
    return np.array((near, far) if index % 2 == 0 else (far, near), np.float32)
