"""Filters: (image, **params) -> Image, colours only; the input is never written to.

Every parameter's neutral value changes nothing. All take `strength`, 0..1: how much of the way the picture goes;
at 0 it is handed back as it came.
"""

from collections.abc import Callable, Mapping

from draftreel.filters.adjust import adjust
from draftreel.filters.monochrome import monochrome
from draftreel.filters.tinted import tinted
from draftreel.image import Image

FilterFunction = Callable[..., Image]

FILTERS: Mapping[str, FilterFunction] = {"adjust": adjust, "monochrome": monochrome, "tinted": tinted}

__all__ = ["FILTERS", "FilterFunction"]
