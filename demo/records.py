"""The records of a draft file, field by field as a capcut-mate server writes them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from draftreel.compiler.text_block import UNITS_PER_SIDE

Record: TypeAlias = dict[str, object]

SECOND = 1_000_000
TEXT_UNIT = 1080 / UNITS_PER_SIDE
"""Canvas pixels that a text size of 1 stands for, on a canvas whose shorter side is 1080."""
PHOTO_US = 3 * 3600 * SECOND
"""How long the app says that a photo lasts."""


@dataclass(frozen=True, slots=True)
class Look:
    """A named look of the app: a transition or an animation."""

    name: str
    resource_id: str
    effect_id: str


@dataclass(frozen=True, slots=True)
class Placed:
    """How a clip stands in the canvas: shares of the fitted size, half canvases, degrees clockwise, 0..1."""

    scale: float = 1.0
    x: float = 0.0
    y: float = 0.0
    rotation: float = 0.0
    alpha: float = 1.0


@dataclass(frozen=True, slots=True)
class Styled:
    """A run of a text: from and to (code points), pixels an em, colour as red, green, blue, and what adorns it."""

    start: int
    end: int
    em: float
    colour: tuple[float, float, float]
    bold: bool = False
    stroke: tuple[float, float, float] | None = None
    shadow: tuple[float, float, float] | None = None


def timerange(start: float, duration: float) -> Record:
    """Seconds as the file has them: whole microseconds."""
    return {"start": round(start * SECOND), "duration": round(duration * SECOND)}


def video(name: str, path: str, size: tuple[int, int], seconds: float) -> Record:
    """A video material."""
    return _pictures(name, path, size) | {"duration": round(seconds * SECOND), "type": "video"}


def photo(name: str, path: str, size: tuple[int, int]) -> Record:
    """A photo material."""
    return _pictures(name, path, size) | {"duration": PHOTO_US, "type": "photo"}


def audio(name: str, path: str, seconds: float) -> Record:
    """A sound material."""
    return {
        "app_id": 0,
        "category_id": "",
        "category_name": "local",
        "check_flag": 3,
        "copyright_limit_type": "none",
        "duration": round(seconds * SECOND),
        "effect_id": "",
        "formula_id": "",
        "name": name,
        "path": path,
        "source_platform": 0,
        "type": "extract_music",
        "wave_points": [],
    }


def text(string: str, runs: Sequence[Styled], box: Record | None = None) -> Record:
    """A text material; the first run is the base, the others override it in their range."""
    flags = 7 | 8 * any(run.stroke is not None for run in runs) | 16 * bool(box)
    flags |= 32 * any(run.shadow is not None for run in runs)
    content = {"styles": [_style(run) for run in runs], "text": string}
    return {
        "content": json.dumps(content, ensure_ascii=False),
        "typesetting": 0,
        "alignment": 1,
        "letter_spacing": 0.0,
        "line_spacing": 0.12,
        "line_feed": 1,
        "line_max_width": 0.86,
        "force_apply_line_max_width": False,
        "check_flag": flags,
        "type": "text",
        "global_alpha": 1.0,
    } | (box or {})


def background(colour: str, alpha: float, radius: float) -> Record:
    """The box behind a text, as fields of its material."""
    return {
        "background_style": 1,
        "background_color": colour,
        "background_alpha": alpha,
        "background_round_radius": radius,
        "background_height": 0.4,
        "background_width": 0.6,
        "background_horizontal_offset": 0.0,
        "background_vertical_offset": 0.0,
    }


def transition(look: Look, seconds: float) -> Record:
    """From a clip to the next one on its track."""
    return {
        "category_id": "",
        "category_name": "",
        "duration": round(seconds * SECOND),
        "effect_id": look.effect_id,
        "is_overlap": True,
        "name": look.name,
        "platform": "all",
        "resource_id": look.resource_id,
        "type": "transition",
    }


def animation(look: Look, kind: str, start: float, seconds: float) -> Record:
    """A clip's way in ("in") or out ("out"), from a time counted from the clip's own start."""
    step = {
        "anim_adjust_params": None,
        "platform": "all",
        "panel": "video",
        "material_type": "video",
        "name": look.name,
        "id": look.effect_id,
        "type": kind,
        "resource_id": look.resource_id,
        **timerange(start, seconds),
    }
    return {"type": "sticker_animation", "multi_language_current": "none", "animations": [step]}


def blurred_canvas(strength: float) -> Record:
    """The clip's own picture, blurred, behind it."""
    return {"type": "canvas_blur", "blur": strength, "color": "#00000000", "source_platform": 0}


def fade(seconds_in: float, seconds_out: float) -> Record:
    """How a sound comes and goes."""
    ways = {"fade_in_duration": round(seconds_in * SECOND), "fade_out_duration": round(seconds_out * SECOND)}
    return {"fade_type": 0, "type": "audio_fade", **ways}


def speed(factor: float) -> Record:
    """The companion that every segment has."""
    return {"curve_speed": None, "mode": 0, "speed": factor, "type": "speed"}


def keyframes(kind: str, points: Sequence[tuple[float, float]]) -> Record:
    """A property over time: seconds from the segment's start, and its value."""
    origin = {"x": 0.0, "y": 0.0}
    keys = [
        {
            "curveType": "Line",
            "graphID": "",
            "left_control": origin,
            "right_control": origin,
            "time_offset": round(at * SECOND),
            "values": [value],
        }
        for at, value in points
    ]
    return {"keyframe_list": keys, "material_id": "", "property_type": kind}


def clip(placed: Placed) -> Record:
    """Where a segment stands."""
    return {
        "alpha": placed.alpha,
        "flip": {"horizontal": False, "vertical": False},
        "rotation": placed.rotation,
        "scale": {"x": placed.scale, "y": placed.scale},
        "transform": {"x": placed.x, "y": placed.y},
    }


def segment(material_id: str, target: Record, source: Record | None) -> Record:
    """A segment without its place, companions and keyframes."""
    return {
        "enable_adjust": True,
        "enable_color_correct_adjust": False,
        "enable_color_curves": True,
        "enable_color_match_adjust": False,
        "enable_color_wheels": True,
        "enable_lut": True,
        "enable_smart_color_adjust": False,
        "last_nonzero_volume": 1.0,
        "reverse": False,
        "track_attribute": 0,
        "track_render_index": 0,
        "visible": True,
        "material_id": material_id,
        "target_timerange": target,
        "common_keyframes": [],
        "keyframe_refs": [],
        "source_timerange": source,
        "speed": 1.0,
        "volume": 1.0,
        "extra_material_refs": [],
        "is_tone_modify": False,
    }


def _pictures(name: str, path: str, size: tuple[int, int]) -> Record:
    corners = {
        f"{vertical}_{side}_{axis}": float(on)
        for vertical, low in (("upper", 0), ("lower", 1))
        for side, right in (("left", 0), ("right", 1))
        for axis, on in (("x", right), ("y", low))
    }
    return {
        "audio_fade": None,
        "category_id": "",
        "category_name": "local",
        "check_flag": 63487,
        "crop": corners,
        "crop_ratio": "free",
        "crop_scale": 1.0,
        "width": size[0],
        "height": size[1],
        "local_material_id": "",
        "material_name": name,
        "media_path": "",
        "path": path,
    }


def _style(run: Styled) -> Record:
    style: Record = {
        "fill": {"alpha": 1.0, "content": {"render_type": "solid", "solid": {"alpha": 1.0, "color": [*run.colour]}}},
        "range": [run.start, run.end],
        "size": round(run.em / TEXT_UNIT, 2),
        "bold": run.bold,
        "italic": False,
        "underline": False,
        "strokes": [] if run.stroke is None else [{"content": _solid(run.stroke), "width": 0.06}],
    }
    if run.shadow is None:
        return style
    shadow = {"diffuse": 0.08, "alpha": 0.7, "distance": 8.0, "content": _solid(run.shadow), "angle": -45.0}
    return style | {"shadows": [shadow]}


def _solid(colour: tuple[float, float, float]) -> Record:
    return {"solid": {"alpha": 1.0, "color": [*colour]}}
