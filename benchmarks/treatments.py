"""The records of what is done to pictures and letters, field by field as pyJianYingDraft writes them."""

from dataclasses import dataclass

from demo import records
from demo.records import Look, Record

CIRCLE = Look("圆形", "6791700663249146381", "636075")
SCREEN = Look("滤色", "6758325170760323597", "871339")
RGB_SPLIT = Look("色差", "6706773498561303044", "634059")
FLY_IN = Look("飞入", "7029231035007111710", "1644319")


@dataclass(frozen=True, slots=True)
class Shifts:
    """How far the RGB split drives the colours apart, 0..1."""

    across: float
    down: float


def circle(height: float, aspect: float, feather: float) -> Record:
    """A circular mask in the middle of a picture: its height as a share, the picture's aspect, feather 0..1."""
    config = {
        "aspectRatio": 1.0,
        "centerX": 0.0,
        "centerY": 0.0,
        "feather": feather,
        "height": height,
        "invert": False,
        "rotation": 0.0,
        "roundCorner": 0.0,
        "width": height / aspect,
    }
    return {
        "config": config,
        "name": CIRCLE.name,
        "platform": "all",
        "position_info": "",
        "resource_type": "circle",
        "resource_id": CIRCLE.resource_id,
        "type": "mask",
    }


def mix_mode(look: Look) -> Record:
    """How a clip is blended with what lies below."""
    return _effect(look, "mix_mode") | {"apply_target_type": 0, "sub_type": "none"}


def rgb_split(shifts: Shifts) -> Record:
    """An effect on all that lies below."""
    ways = (("horizontal", 0.6, shifts.across), ("vertical", 0.5, shifts.down))
    params = [
        {"name": f"effects_adjust_{way}_chromatic", "default_value": usual, "value": value}
        for way, usual, value in ways
    ]
    own = {
        "adjust_params": params,
        "apply_target_type": 2,
        "apply_time_range": None,
        "common_keyframes": [],
        "disable_effect_faces": [],
        "formula_id": "",
        "render_index": 11000,
        "track_render_index": 0,
        "version": "",
    }
    return _effect(RGB_SPLIT, "video_effect") | own


def letters_in(look: Look, seconds: float) -> Record:
    """How a text's letters come, one by one."""
    step = {
        "anim_adjust_params": None,
        "platform": "all",
        "panel": "",
        "material_type": "sticker",
        "name": look.name,
        "id": look.effect_id,
        "type": "in",
        "resource_id": look.resource_id,
        **records.timerange(0.0, seconds),
    }
    return {"type": "sticker_animation", "multi_language_current": "none", "animations": [step]}


def adjusted(brightness: float, contrast: float, saturation: float) -> list[Record]:
    """A clip's colours, -1..1 each: the libraries know them as keyframes only; one key holds for good."""
    ways = (("Brightness", brightness), ("Contrast", contrast), ("Saturation", saturation))
    return [records.keyframes(f"KFType{name}", ((0.0, value),)) for name, value in ways]


def _effect(look: Look, kind: str) -> Record:
    return {
        "category_id": "",
        "category_name": "",
        "effect_id": look.effect_id,
        "name": look.name,
        "platform": "all",
        "resource_id": look.resource_id,
        "source_platform": 0,
        "time_range": None,
        "type": kind,
        "value": 1.0,
    }
