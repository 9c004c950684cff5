"""The keyed properties that are drawn or played: their names in a draft, and how far their values may go."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from draftreel.compiler.limits import (
    ADJUSTMENT,
    MASK_SIZE,
    OFFSET,
    OPACITY,
    ROTATION,
    SCALE,
    SHARE,
    VOLUME,
    Range,
)

POSITION_X, POSITION_Y = "KFTypePositionX", "KFTypePositionY"
SCALE_X, SCALE_Y = "KFTypeScaleX", "KFTypeScaleY"
SCALE_PAIR, SCALE_BOTH = "KFTypeScale", "UNIFORM_SCALE"
ROTATION_OF, ALPHA, VOLUME_OF = "KFTypeRotation", "KFTypeAlpha", "KFTypeVolume"
FILTER_STRENGTH = "KFTypeFilter"


@dataclass(frozen=True, slots=True)
class Knob:
    """A parameter of ours, the draft's names for its keyed property, and the types of material that set it."""

    parameter: str
    properties: tuple[str, ...]
    within: Range
    types: tuple[str, ...] = ()


ADJUST_KNOBS = (
    Knob("brightness", ("KFTypeBrightness",), ADJUSTMENT, ("brightness",)),
    Knob("contrast", ("KFTypeContrast",), ADJUSTMENT, ("contrast",)),
    Knob("saturation", ("KFTypeSaturation",), ADJUSTMENT, ("saturation",)),
    Knob("temperature", ("KFTypeTemperature",), ADJUSTMENT, ("temperature",)),
    Knob("tint", ("KFTypeTone", "KFTypeHue"), ADJUSTMENT, ("tone", "tint", "hue")),
    Knob("highlights", ("KFTypeHightLight", "KFTypeHighLight"), ADJUSTMENT, ("highlight", "highlights")),
    Knob("shadows", ("KFTypeShadow",), ADJUSTMENT, ("shadow", "shadows")),
    Knob("fade", ("KFTypeFade",), ADJUSTMENT, ("fade",)),
    Knob("exposure", ("KFTypeLightSensatione", "KFTypeLightSensation"), ADJUSTMENT, ("light_sensation", "exposure")),
)
"""The sliders of an adjustment. The format itself misspells two of its properties; the right spelling is read too."""

MASK_KNOBS = (
    Knob("x", ("KFTypeMaskPostionX", "KFTypeCommonMaskPositionX"), OFFSET),
    Knob("y", ("KFTypeMaskPostionY", "KFTypeCommonMaskPositionY"), OFFSET),
    Knob("width", ("KFTypeMaskSizeX", "KFTypeCommonMaskSizeWidth"), MASK_SIZE),
    Knob("height", ("KFTypeMaskSizeY", "KFTypeCommonMaskSizeHeight"), MASK_SIZE),
    Knob("rotation", ("KFTypeMaskRotation", "KFTypeCommonMaskRotation"), ROTATION),
    Knob("feather", ("KFTypeMaskFeather", "KFTypeCommonMaskFeather"), SHARE),
    Knob("round_corner", ("KFTypeMaskRoundCorner", "KFTypeCommonMaskRoundCorner"), SHARE),
)
"""A mask's numbers, as `masks` and the newer `common_mask` key them ("Postion" is the format's own)."""

PLACED: Mapping[str, Range] = MappingProxyType(
    {
        POSITION_X: OFFSET,
        POSITION_Y: OFFSET,
        SCALE_X: SCALE,
        SCALE_Y: SCALE,
        SCALE_PAIR: SCALE,
        SCALE_BOTH: SCALE,
        ROTATION_OF: ROTATION,
        ALPHA: OPACITY,
        VOLUME_OF: VOLUME,
    }
)

ADJUSTED = frozenset(name for knob in ADJUST_KNOBS for name in knob.properties)
MASKED = frozenset(name for knob in MASK_KNOBS for name in knob.properties)

RANGES: Mapping[str, Range] = MappingProxyType(
    {
        **PLACED,
        **{name: knob.within for knob in (*ADJUST_KNOBS, *MASK_KNOBS) for name in knob.properties},
        FILTER_STRENGTH: SHARE,
    }
)
