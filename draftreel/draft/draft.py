"""The draft as a whole: canvas, tracks, and its materials by kind and by id."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Annotated, TypeVar

from pydantic import BeforeValidator, Field

from draftreel.draft.look_materials import (
    AnimationsMaterial,
    ChromaMaterial,
    EffectMaterial,
    HslMaterial,
    MaskMaterial,
    MaterialColor,
    OtherMaterial,
    StickerMaterial,
    TransitionMaterial,
    VideoEffectMaterial,
)
from draftreel.draft.media_materials import (
    AudioEffectMaterial,
    AudioFadeMaterial,
    AudioMaterial,
    BalanceMaterial,
    CanvasMaterial,
    LoudnessMaterial,
    Material,
    PanningMaterial,
    PlaceholderMaterial,
    SoundChannelMaterial,
    SpeedMaterial,
    VideoMaterial,
    VocalSeparationMaterial,
)
from draftreel.draft.record import Number, Record, Several, Whole
from draftreel.draft.segment import Segment, Track
from draftreel.draft.text_materials import TextMaterial, TextTemplateMaterial

M = TypeVar("M", bound=Material)


class CanvasConfig(Record):
    """The picture's size in pixels; 0 when the file does not say."""

    width: Whole = 0
    height: Whole = 0
    ratio: str = "original"


class Config(Record):
    """Of the project's settings only this: the main track's own sound is off."""

    video_mute: bool = False


class Platform(Record):
    app_source: str = ""
    app_version: str = ""
    os: str = ""


class Cover(Record):
    """The film's cover; the composition it is made of is no part of the timeline."""

    cover_draft_id: str = ""


class DraftMaterial(Material):
    """A compound clip: a whole draft as a material; `draft` is None where the file ends or contains itself."""

    name: str = ""
    combination_id: str = ""
    combination_type: str = ""
    draft_file_path: str = ""
    draft: "Draft | None" = None


class Materials(Record):
    """Everything that segments may name, by kind, in the file's order."""

    videos: Several[VideoMaterial] = ()
    audios: Several[AudioMaterial] = ()
    texts: Several[TextMaterial] = ()
    text_templates: Several[TextTemplateMaterial] = ()
    drafts: Several[DraftMaterial] = ()
    canvases: Several[CanvasMaterial] = ()
    speeds: Several[SpeedMaterial] = ()
    audio_fades: Several[AudioFadeMaterial] = ()
    audio_effects: Several[AudioEffectMaterial] = ()
    sound_channel_mappings: Several[SoundChannelMaterial] = ()
    audio_pannings: Several[PanningMaterial] = ()
    loudnesses: Several[LoudnessMaterial] = ()
    audio_balances: Several[BalanceMaterial] = ()
    vocal_separations: Several[VocalSeparationMaterial] = ()
    placeholder_infos: Several[PlaceholderMaterial] = ()
    transitions: Several[TransitionMaterial] = ()
    material_animations: Several[AnimationsMaterial] = ()
    effects: Several[EffectMaterial] = ()
    video_effects: Several[VideoEffectMaterial] = ()
    masks: Several[MaskMaterial] = ()
    common_mask: Several[MaskMaterial] = ()
    chromas: Several[ChromaMaterial] = ()
    stickers: Several[StickerMaterial] = ()
    hsl: Several[HslMaterial] = ()
    material_colors: Several[MaterialColor] = ()
    others: Annotated[tuple[OtherMaterial, ...], BeforeValidator(tuple)] = ()

    def everything(self) -> Iterator[Material]:
        """Every material, kind by kind."""
        for kind in type(self).model_fields:
            yield from getattr(self, kind)

    @cached_property
    def by_id(self) -> Mapping[str, Sequence[Material]]:
        """Materials by id; one id may name several of different kinds."""
        index: dict[str, list[Material]] = {}
        for material in self.everything():
            index.setdefault(material.id, []).append(material)
        return index

    def find(self, kind: type[M], material_id: str) -> M | None:
        """The first material of a kind with this id."""
        found = (material for material in self.by_id.get(material_id, []) if isinstance(material, kind))
        return next(found, None)


class Draft(Record):
    """One draft, as the file says it, in the app's words; times are microseconds."""

    id: str = ""
    name: str = ""
    duration: Whole = 0
    fps: Number = 30.0
    version: str = ""
    new_version: str = ""
    color_space: Whole = 0
    canvas_config: CanvasConfig = CanvasConfig()
    config: Config = Config()
    platform: Platform = Platform()
    cover: Cover = Cover()
    tracks: Several[Track] = ()
    materials: Materials = Field(default_factory=Materials)

    def material(self, kind: type[M], material_id: str) -> M | None:
        """The material of a kind by its id: `draft.material(VideoMaterial, segment.material_id)`."""
        return self.materials.find(kind, material_id)

    def companions(self, segment: Segment, kind: type[M]) -> tuple[M, ...]:
        """The materials of a kind that a segment names besides its own, in the segment's order."""
        found = (self.material(kind, reference) for reference in segment.extra_material_refs)
        return tuple(material for material in found if material is not None)
