"""Pictures in memory, and the geometry and mixing that is written once for every layout."""

from draftreel.image.colour import from_rgb, from_rgba, to_rgb, yuv
from draftreel.image.image import Image, Layout, Plane
from draftreel.image.mixing import fill

__all__ = ["Image", "Layout", "Plane", "fill", "from_rgb", "from_rgba", "to_rgb", "yuv"]
