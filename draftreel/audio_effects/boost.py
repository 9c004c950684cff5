"""More of the lows, of what makes speech clear, or of the highs."""

from draftreel.audio_effects.equaliser import filtered, high_shelf, low_shelf, peak
from draftreel.samples import Samples

_BASS_HZ, _PRESENCE_HZ, _AIR_HZ = 160.0, 3200.0, 9000.0


def boost(  # noqa: PLR0913 - the signature is the schema
    samples: Samples,
    rate: int,
    first: int,
    *,
    strength: float = 1.0,
    bass: float = 6.0,
    presence: float = 0.0,
    air: float = 0.0,
) -> Samples:
    """`bass` below 160 Hz, `presence` about 3200 Hz and `air` above 9000 Hz, in dB; the strength is a share of them."""
    del first
    if strength == 0:
        return samples
    shelves = low_shelf(_BASS_HZ, bass * strength, rate), high_shelf(_AIR_HZ, air * strength, rate)
    return filtered(samples, *shelves, peak(_PRESENCE_HZ, presence * strength, rate))
