"""A tape with audio effects on it."""

from draftreel.audio_effects import AUDIO_EFFECTS
from draftreel.call import Call
from draftreel.errors import SoundError
from draftreel.mixer.tape import Tape
from draftreel.samples import SAMPLE_RATE, Samples


class Affected:
    """The tape through effects, in order. Raises SoundError for an effect that nobody knows."""

    def __init__(self, tape: Tape, effects: tuple[Call, ...]) -> None:
        self._tape = tape
        self._effects = effects

    def read(self, first: int, count: int) -> Samples:
        samples = self._tape.read(first, count)
        for call in self._effects:
            samples = _effect(call, samples, first)
        return samples

    def close(self) -> None:
        self._tape.close()


def _effect(call: Call, samples: Samples, first: int) -> Samples:
    try:
        function = AUDIO_EFFECTS[call.name]
    except KeyError as exc:
        raise SoundError(f"no audio effect is called {call.name}") from exc
    return function(samples, SAMPLE_RATE, first, **call.arguments)
