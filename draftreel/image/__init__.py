"""Pictures in memory, and the geometry and mixing that is written once for every layout."""

from draftreel.image.image import Image, Layout, Plane

__all__ = ["Image", "Layout", "Plane"]
