"""Voice changers and the sound of scenes: what a draft puts on a sound, as calls."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from draftreel.call import Call, Value
from draftreel.catalogue import Kind, Look, find
from draftreel.compiler.limits import SHARE, held
from draftreel.compiler.looks import in_words, note_look
from draftreel.compiler.pieces import Piece
from draftreel.compiler.scope import Scope
from draftreel.draft.media_materials import AudioEffectMaterial, AudioEffectParameter
from draftreel.timeline import Fidelity

CODE = "audio-effect"
_STRENGTH = "strength"
_PREFIX = "change_voice_param_"
_SLACK = 1e-6

_OUR_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "强弱": "strength",
        "强度": "strength",
        "intensity": "strength",
        "音调": "pitch",
        "pitch_shift": "pitch",
        "音色": "timbre",
        "频率": "frequency",
        "surrounding_frequency": "frequency",
        "幅度": "width",
        "深度": "depth",
        "空间大小": "room",
        "噪点": "noise",
        "背景音": "noise",
        "center_position": "position",
    }
)
"""The sliders of AudioSceneEffectType and ToneEffectType that one of our effects has under another name."""

_KINDS: Mapping[str, tuple[Kind, ...]] = MappingProxyType(
    {"scene": (Kind.AUDIO_EFFECT, Kind.TONE), "voice": (Kind.TONE, Kind.AUDIO_EFFECT)}
)
_SCENE, _VOICE, _SONG = 1, 2, 3
_SONG_CATEGORY = "speech_to_song"


def effects_of(scope: Scope, piece: Piece) -> tuple[Call, ...]:
    """The calls for the voice and scene effects that a piece names, in their order."""
    return tuple(call for one in piece.all(AudioEffectMaterial) for call in _calls(scope, piece, one))


def _calls(scope: Scope, piece: Piece, material: AudioEffectMaterial) -> Iterator[Call]:
    look = _look(material)
    call = _tuned(look, material) if look.call else None
    asked = _asked(material, look)
    note_look(scope, piece, CODE, look, asked, in_words(replace(look, call=call), "the sound without it"))
    _note_untouched(scope, piece, asked, look, material)
    if call:
        yield call


def _look(material: AudioEffectMaterial) -> Look:
    """A speech made a song needs the app's server; else the kind that the material says, then the other one."""
    if material.sub_type == _SONG or material.category_id == _SONG_CATEGORY:
        return Look(None, Fidelity.MISSING, _SONG_CATEGORY, material.name.strip(), known=False)
    voice = material.sub_type == _VOICE or material.category_id == "tone"
    looks = [find(kind, material.resource_id, "", material.name) for kind in _KINDS["voice" if voice else "scene"]]
    return next((look for look in looks if look.known), looks[0])


def _tuned(look: Look, material: AudioEffectMaterial) -> Call | None:
    """The call as the material's sliders set it: what the catalogue's row lists, else the strength alone."""
    if look.call is None:
        return None
    listed = look.call.arguments if look.listed else {_STRENGTH: 1.0}
    told: dict[str, Value] = {name: value for name, value, _ in _sliders(material) if name in listed}
    return Call.of(look.call.name, **{**look.call.arguments, **told})


def _note_untouched(scope: Scope, piece: Piece, asked: str, look: Look, material: AudioEffectMaterial) -> None:
    if look.call is None:
        return
    listed = look.call.arguments if look.listed else {_STRENGTH: 1.0}
    moved = [f"{name[:40]} {value:g}" for name, value, moved in _sliders(material) if moved and name not in listed]
    if moved:
        scope.notes.close(piece.place, "effect-parameter", f"{asked} with {', '.join(moved[:8])}", "without these")


def _sliders(material: AudioEffectMaterial) -> Iterator[tuple[str, float, bool]]:
    """Each slider's name, its place 0..1, and whether it was moved."""
    for one in material.audio_adjust_params:
        if "value" in one.model_fields_set:
            yield _name(one), _place(one), abs(one.value - one.default_value) > _SLACK


def _name(one: AudioEffectParameter) -> str:
    plain = one.name.strip().casefold().removeprefix(_PREFIX)
    return _OUR_NAMES.get(plain, plain)


def _place(one: AudioEffectParameter) -> float:
    reach = one.max_value - one.min_value
    return held((one.value - one.min_value) / reach if reach > 0 else one.value, SHARE)


def _asked(material: AudioEffectMaterial, look: Look) -> str:
    name = " ".join(material.name.split())[:80] or look.name or material.resource_id or "without a name"
    same = look.name in ("", name) or not look.known
    return f"sound effect {name}" if same else f"sound effect {name} ({look.name})"
