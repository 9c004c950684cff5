"""What each codec's encoder is told for each quality."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from draftreel.choices import WORST_CRF, Codec, Quality


@dataclass(frozen=True, slots=True)
class Recipe:
    """An encoder's preset, its constant rate factor (lower is better and larger) and its parameters beyond these.

    `tuning` is name=value, joined by colons.
    """

    preset: str
    crf: int
    tuning: str = ""


_FLAT_AND_DARK = "aq-mode=3:aq-strength=1.5"  # more of the bits for these: gradients do not band
_GRAIN = "deadzone-intra=6:deadzone-inter=12"  # fewer small coefficients dropped; trellis, which medium has, sees to it

RECIPES: Mapping[Quality, Recipe] = {
    Quality.PREVIEW: Recipe("ultrafast", 28, f"{_FLAT_AND_DARK}:{_GRAIN}"),
    Quality.STANDARD: Recipe("veryfast", 22, f"{_FLAT_AND_DARK}:{_GRAIN}"),
    Quality.HIGH: Recipe("medium", 19, _FLAT_AND_DARK),
}
"""H.264's, chosen by measurement: docs/decisions/0008-quality.md."""

CODEC_RECIPES: Mapping[Codec, Mapping[Quality, Recipe]] = {
    Codec.H264: RECIPES,
    Codec.HEVC: {
        Quality.PREVIEW: Recipe("ultrafast", 21),
        Quality.STANDARD: Recipe("superfast", 19),
        Quality.HIGH: Recipe("superfast", 16),
    },
    Codec.AV1: {  # from preset 10 on, some pictures of SVT-AV1 4.1 show another one's blocks
        Quality.PREVIEW: Recipe("9", 46),
        Quality.STANDARD: Recipe("8", 36),
        Quality.HIGH: Recipe("6", 20),
    },
    Codec.VP9: {
        Quality.PREVIEW: Recipe("8", 37),
        Quality.STANDARD: Recipe("5", 26),
        Quality.HIGH: Recipe("3", 18),
    },
}
"""Those that look like H.264's of the same name: docs/decisions/0010-outputs.md."""

_WORST = {Codec.H264: WORST_CRF, Codec.HEVC: WORST_CRF, Codec.AV1: 63, Codec.VP9: 63}


def nearest(crf: int) -> Quality:
    """The quality whose CRF of H.264 this is about, for what has no CRF of its own."""
    return min(RECIPES, key=lambda quality: abs(RECIPES[quality].crf - crf))


def recipe_at(codec: Codec, crf: int) -> Recipe:
    """The standard's recipe at a CRF that is told in x264's measure, 0 to 51.

    Other codecs' CRFs run otherwise: in straight lines between those of the named qualities.
    """
    return replace(CODEC_RECIPES[codec][Quality.STANDARD], crf=_translated(codec, crf))


def _translated(codec: Codec, crf: int) -> int:
    points = [(own.crf, CODEC_RECIPES[codec][quality].crf) for quality, own in RECIPES.items()]
    for (low, start), (high, end) in pairwise(sorted([(0, 0), *points, (WORST_CRF, _WORST[codec])])):
        if crf <= high:
            return round(start + (end - start) * (crf - low) / (high - low))
    return _WORST[codec]
