"""The draft file, typed, in the app's own words."""

from draftreel.draft.content import ContentRun, ContentStyle, Notation, TextContent
from draftreel.draft.draft import CanvasConfig, Draft, DraftMaterial, Materials
from draftreel.draft.media_materials import AudioMaterial, CanvasMaterial, Material, VideoMaterial
from draftreel.draft.parse import parse
from draftreel.draft.segment import Clip, CommonKeyframes, Keyframe, Segment, TimeRange, Track
from draftreel.draft.text import parse_content
from draftreel.draft.text_materials import TextMaterial, TextTemplateMaterial

__all__ = [
    "AudioMaterial",
    "CanvasConfig",
    "CanvasMaterial",
    "Clip",
    "CommonKeyframes",
    "ContentRun",
    "ContentStyle",
    "Draft",
    "DraftMaterial",
    "Keyframe",
    "Material",
    "Materials",
    "Notation",
    "Segment",
    "TextContent",
    "TextMaterial",
    "TextTemplateMaterial",
    "TimeRange",
    "Track",
    "VideoMaterial",
    "parse",
    "parse_content",
]
