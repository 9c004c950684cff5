"""Where and how large something stands; poses multiply, and a layer is resampled once."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pose:
    """Offset in half canvases from the centre (x right, y up), scale factors, degrees clockwise, opacity 0..1."""

    x: float = 0.0
    y: float = 0.0
    scale_x: float = 1.0
    scale_y: float = 1.0
    rotation: float = 0.0
    opacity: float = 1.0

    def __matmul__(self, other: "Pose") -> "Pose":
        """Both at once: offsets and turns add, scales and opacities multiply."""
        return Pose(
            self.x + other.x,
            self.y + other.y,
            self.scale_x * other.scale_x,
            self.scale_y * other.scale_y,
            self.rotation + other.rotation,
            self.opacity * other.opacity,
        )


REST = Pose()
