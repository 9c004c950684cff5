"""Where and how large something stands; poses multiply, and a layer is resampled once."""

from dataclasses import dataclass

from draftreel.call import Call


@dataclass(frozen=True, slots=True)
class Pose:
    """Offset in half canvases from the centre (x right, y up), scale factors, degrees clockwise, opacity 0..1.

    Scaling and turning leave the pivot where it is: in half sizes of what moves, from its middle (x right, y up).
    `effects` are rows of EFFECTS that act on the picture before it is placed.
    """

    x: float = 0.0
    y: float = 0.0
    scale_x: float = 1.0
    scale_y: float = 1.0
    rotation: float = 0.0
    opacity: float = 1.0
    pivot_x: float = 0.0
    pivot_y: float = 0.0
    effects: tuple[Call, ...] = ()

    def __matmul__(self, other: "Pose") -> "Pose":
        """Both at once: offsets, turns and pivots add, scales and opacities multiply, effects follow each other."""
        return Pose(
            self.x + other.x,
            self.y + other.y,
            self.scale_x * other.scale_x,
            self.scale_y * other.scale_y,
            self.rotation + other.rotation,
            self.opacity * other.opacity,
            self.pivot_x + other.pivot_x,
            self.pivot_y + other.pivot_y,
            self.effects + other.effects,
        )


REST = Pose()
