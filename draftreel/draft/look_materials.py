"""Materials that are looks: transitions, animations, effects, filters, masks, chroma keys, stickers, colours."""

from pydantic import Field

from draftreel.draft.media_materials import Material
from draftreel.draft.record import Number, Numbers, Record, Several, Whole
from draftreel.draft.segment import CommonKeyframes, TimeRange


class NamedLook(Material):
    """A look that the app knows by id; names are localised, so ids come first."""

    name: str = ""
    resource_id: str = ""
    effect_id: str = ""
    third_resource_id: str = ""
    category_id: str = ""
    category_name: str = ""
    path: str = ""


class TransitionMaterial(NamedLook):
    """The way from the segment that names it to the next one."""

    duration: Whole = 0
    is_overlap: bool = False


class Animation(NamedLook):
    """`type` is in, out, group, loop or caption; `start` counts from the segment's first drawn moment."""

    start: Whole = 0
    duration: Whole = 0
    panel: str = ""
    material_type: str = ""


class AnimationsMaterial(Material):
    animations: Several[Animation] = ()
    multi_language_current: str = "none"


class AdjustParameter(Record):
    name: str = ""
    default_value: Number = 0.0
    value: Number = 0.0


class EffectMaterial(NamedLook):
    """What lies in `effects`: `type` is filter, mix_mode, text_effect, text_shape, brightness, figure, bloom ..."""

    sub_type: str = ""
    value: Number = 1.0
    apply_target_type: Whole = 0
    adjust_params: Several[AdjustParameter] = ()
    time_range: TimeRange | None = None


class VideoEffectMaterial(NamedLook):
    """A picture effect; `apply_target_type` 0 acts on its segment, 2 on everything below."""

    value: Number = 1.0
    apply_target_type: Whole = 0
    adjust_params: Several[AdjustParameter] = ()
    time_range: TimeRange | None = None
    common_keyframes: Several[CommonKeyframes] = ()
    render_index: Whole = 0


class MaskConfig(Record):
    """Centre in half material sizes from the centre, sizes as shares of the material, clockwise degrees."""

    aspect_ratio: Number = Field(default=1.0, alias="aspectRatio")
    center_x: Number = Field(default=0.0, alias="centerX")
    center_y: Number = Field(default=0.0, alias="centerY")
    width: Number = 0.5
    height: Number = 0.5
    rotation: Number = 0.0
    feather: Number = 0.0
    round_corner: Number = Field(default=0.0, alias="roundCorner")
    expansion: Number = 0.0
    invert: bool = False


class MaskMaterial(NamedLook):
    """A mask; `resource_type` is line, mirror, circle, rectangle, heart, star ..."""

    resource_type: str = ""
    config: MaskConfig = MaskConfig()


class ChromaMaterial(Material):
    """A colour that is made transparent."""

    color: str = ""
    intensity_value: Number = 0.0
    shadow_value: Number = 0.0
    edge_smooth_value: Number = 0.0
    spill_value: Number = 0.0
    version: str = ""


class StickerMaterial(NamedLook):
    sticker_id: str = ""
    cycle_setting: bool = True
    sequence_type: bool = False
    original_size: Numbers = ()
    global_alpha: Number = 1.0


class HslMaterial(Material):
    """One hue range's shift: hue, saturation and lightness in -100..100."""

    hsl_color_type: Whole = 0
    custom_color: str = ""
    hue: Number = 0.0
    saturation: Number = 0.0
    lightness: Number = 0.0


class MaterialColor(Material):
    """A plain colour (or gradient) that a video material stands for."""

    is_color_clip: bool = False
    is_gradient: bool = False
    solid_color: str = ""
    width: Number = 0.0
    height: Number = 0.0


class OtherMaterial(Material):
    """A material of a kind that has no model of its own yet; `kind` is the list it lies in."""

    kind: str = ""
    name: str = ""
    resource_id: str = ""
