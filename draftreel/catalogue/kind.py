"""The kinds of named looks; ids are unique inside a kind."""

from enum import StrEnum


class Kind(StrEnum):
    """Every kind has a data file of its own name in `looks/`."""

    TRANSITION = "transition"
    VIDEO_IN = "video_in"
    VIDEO_OUT = "video_out"
    VIDEO_GROUP = "video_group"
    TEXT_IN = "text_in"
    TEXT_OUT = "text_out"
    TEXT_LOOP = "text_loop"
    FILTER = "filter"
    SCENE_EFFECT = "scene_effect"
    CHARACTER_EFFECT = "character_effect"
    AUDIO_EFFECT = "audio_effect"
    TONE = "tone"
    MASK = "mask"
    BLEND = "blend"
    FONT = "font"


MOTION_KINDS = frozenset({Kind.VIDEO_IN, Kind.VIDEO_OUT, Kind.VIDEO_GROUP})

TEXT_MOTION_KINDS = frozenset({Kind.TEXT_IN, Kind.TEXT_OUT, Kind.TEXT_LOOP})

LOOSE_KINDS = frozenset({Kind.FILTER, Kind.SCENE_EFFECT, Kind.CHARACTER_EFFECT})
"""Kinds whose families were sorted by patterns in their names: of what an entry does only the rough idea is known."""
