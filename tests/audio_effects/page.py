"""Writes docs/sound-effects.md from the tables: python -m tests.audio_effects.page."""

import inspect
from collections.abc import Iterator
from pathlib import Path

from draftreel.audio_effects import AUDIO_EFFECTS
from draftreel.catalogue import Kind, Look, find
from draftreel.catalogue.rows import Row, lines, row_of
from draftreel.catalogue.words import SOUND_RULES

PAGE = Path(__file__).parents[2] / "docs" / "sound-effects.md"

HEAD = """# Sound effects

What a draft puts on a sound (场景音, 音色, voice filters and characters), by family. Written from the tables by
`python -m tests.audio_effects.page`; a test says when it is out of date.

*close*: the name says what it does, the details are ours. *stand-in*: the name suggests it. *missing*: the sound is
played without it. None is *exact*: how the app does it is not published. All of them are in the report of their film,
under the code `audio-effect`.

- **Sliders** act where the call lists them; its numbers are the app's usual places, 0..1. `strength` (强弱, 强度) 0 is
  the sound untouched, bit by bit. A slider that was moved and is not listed is reported as `effect-parameter`.
- **音调 and 音色** (pitch, timbre) of a voice are shares of the row's `semitones` and `formants`: at 0 the voice is its
  own, at the usual place it is as the name says. That is inferred: the usual places differ from voice to voice, so no
  place can be neutral for all but 0. The `pitch` of 8bit is neutral in its middle, where it usually is: an octave down
  to an octave up.
- **Tails** of echoes and rooms end with their clip, as in an editor.
- **Noise** of records and radios is heard as long as there is sound, never in silence.
- **Beds** (rain, wind, a street) need recordings, and other speakers' voices the app's servers: both are missing.
- A name that the tables do not have stands in by the first of the words below that it holds.
"""

FAMILIES = {
    "reverb_room": "Rooms",
    "echo_delay": "Echoes",
    "eq_bandlimit_device": "Devices",
    "muffle_lowpass": "Muffled",
    "robot_ringmod": "Machines",
    "lofi_degrade": "Worn machines",
    "pitch_formant": "Voices",
    "autotune_vocoder": "Tuned voices and vocoders",
    "modulation": "Swinging",
    "spatial": "Space",
    "enhance_eq_dyn": "Clearer, deeper, brighter",
    "ambience_overlay": "Beds",
    "voice_convert_tts": "Other speakers",
}


def page() -> str:
    """The whole page."""
    looks = [_found(kind, row_of(line)) for kind in (Kind.AUDIO_EFFECT, Kind.TONE) for line in lines(kind)]
    parts = [HEAD, _counts(looks), *(_family(family, looks) for family in FAMILIES), _words(), _functions()]
    return "\n".join(parts)


def _found(kind: Kind, row: Row) -> tuple[Row, Look]:
    return row, find(kind, row.ids[0], "", row.name)


def _counts(looks: list[tuple[Row, Look]]) -> str:
    rows = ["| family | names | close | stand-in | missing |", "|---|---|---|---|---|"]
    for family, title in FAMILIES.items():
        told = [look.fidelity.value for row, look in looks if row.family == family]
        rows.append(f"| {title} | {len(told)} | " + " | ".join(map(str, map(told.count, _FIDELITIES))) + " |")
    told = [look.fidelity.value for _, look in looks]
    rows.append(f"| all | {len(told)} | " + " | ".join(map(str, map(told.count, _FIDELITIES))) + " |")
    return "\n".join([*rows, ""])


_FIDELITIES = ("close", "stand-in", "missing")


def _family(family: str, looks: list[tuple[Row, Look]]) -> str:
    own = [(row, look) for row, look in looks if row.family == family]
    if not any(look.call for _, look in own):
        return f"## {FAMILIES[family]}\n\nMissing: {', '.join(row.name for row, _ in own)}.\n"
    rows = [f"| {_named(row)} | {look.fidelity.value} | {_call(look)} |" for row, look in own]
    return "\n".join([f"## {FAMILIES[family]}\n", "| name | fidelity | call |", "|---|---|---|", *rows, ""])


def _named(row: Row) -> str:
    return f"{row.name} ({row.name_en})" if row.name_en else row.name


def _call(look: Look) -> str:
    if look.call is None:
        return ""
    told = (f"{key}={value:g}" if isinstance(value, float) else f"{key}={value}" for key, value in look.call.params)
    return f"`{' '.join((look.call.name, *told))}`"


def _words() -> str:
    rows = [f"| {', '.join(rule.words)} | `{rule.call.name}` |" for rule in SOUND_RULES]
    return "\n".join(["## Words\n", "| a name with | stands in as |", "|---|---|", *rows, ""])


def _functions() -> str:
    rows = [f"| `{name}` | {_first_line(name)} | {_parameters(name)} |" for name in AUDIO_EFFECTS]
    return "\n".join(["## The functions\n", "| name | what it does | parameters |", "|---|---|---|", *rows, ""])


def _first_line(name: str) -> str:
    return (inspect.getdoc(AUDIO_EFFECTS[name]) or "").split("\n\n")[0].replace("\n", " ")


def _parameters(name: str) -> str:
    return ", ".join(_parameter(one) for one in _own_parameters(name))


def _own_parameters(name: str) -> Iterator[inspect.Parameter]:
    yield from list(inspect.signature(AUDIO_EFFECTS[name]).parameters.values())[3:]


def _parameter(one: inspect.Parameter) -> str:
    return f"`{one.name}={one.default:g}`" if isinstance(one.default, float) else f"`{one.name}={one.default}`"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
