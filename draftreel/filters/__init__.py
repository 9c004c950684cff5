"""Filters: (image, **params) -> Image, colours only; the input is never written to.

Every parameter's neutral value changes nothing.
"""

from collections.abc import Callable, Mapping

from draftreel.image import Image

FilterFunction = Callable[..., Image]

FILTERS: Mapping[str, FilterFunction] = {}

__all__ = ["FILTERS", "FilterFunction"]
