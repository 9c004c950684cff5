"""Pictures in memory, and the geometry and mixing that is written once for every layout."""

from draftreel.image.blending import BlendTable, blend_table
from draftreel.image.colour import from_rgb, from_rgba, to_rgb, yuv
from draftreel.image.geometry import blur, crop, resize, warp
from draftreel.image.grading import Grade, graded
from draftreel.image.image import Image, Layout, Plane
from draftreel.image.masking import masked, straight
from draftreel.image.mixing import BLACK, CLEAR, Paint, fill, mix, mix_by, over, settled, stack, with_alpha
from draftreel.image.placing import placed
from draftreel.image.remapping import Edge, Homography, Map, projected, remapped
from draftreel.image.rgb import Recolouring, recoloured
from draftreel.image.smearing import blurred_along, blurred_radially
from draftreel.image.splitting import split_channels

__all__ = [
    "BLACK",
    "CLEAR",
    "BlendTable",
    "Edge",
    "Grade",
    "Homography",
    "Image",
    "Layout",
    "Map",
    "Paint",
    "Plane",
    "Recolouring",
    "blend_table",
    "blur",
    "blurred_along",
    "blurred_radially",
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
    "projected",
    "recoloured",
    "remapped",
    "resize",
    "settled",
    "split_channels",
    "stack",
    "straight",
    "to_rgb",
    "warp",
    "with_alpha",
    "yuv",
]
