"""Pictures in memory, and the geometry and mixing that is written once for every layout."""

from draftreel.image.blending import BlendTable, blend_table
from draftreel.image.colour import from_rgb, from_rgba, to_rgb, yuv
from draftreel.image.geometry import blur, crop, resize, warp
from draftreel.image.grading import Grade, graded
from draftreel.image.image import Image, Layout, Plane
from draftreel.image.masking import masked, straight
from draftreel.image.mixing import BLACK, CLEAR, Paint, fill, mix, mix_by, over, settled, stack, with_alpha
from draftreel.image.placing import placed
from draftreel.image.rgb import Recolouring, recoloured

__all__ = [
    "BLACK",
    "CLEAR",
    "BlendTable",
    "Grade",
    "Image",
    "Layout",
    "Paint",
    "Plane",
    "Recolouring",
    "blend_table",
    "blur",
    "crop",
    "fill",
    "from_rgb",
    "from_rgba",
    "graded",
    "masked",
    "mix",
    "mix_by",
    "over",
    "placed",
    "recoloured",
    "resize",
    "settled",
    "stack",
    "straight",
    "to_rgb",
    "warp",
    "with_alpha",
    "yuv",
]
