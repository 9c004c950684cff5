"""Where a picture is hung up: points of its outline in half sizes from its middle (x right, y up)."""

from collections.abc import Mapping

PIVOTS: Mapping[str, tuple[float, float]] = {
    "top": (0.0, 1.0),
    "bottom": (0.0, -1.0),
    "left": (-1.0, 0.0),
    "right": (1.0, 0.0),
    "top_left": (-1.0, 1.0),
    "top_right": (1.0, 1.0),
    "bottom_left": (-1.0, -1.0),
    "bottom_right": (1.0, -1.0),
}
