"""Where a layer stands in the canvas over time."""

from dataclasses import dataclass

from draftreel.pose import Pose
from draftreel.timeline.curve import Curve, constant


@dataclass(frozen=True, slots=True)
class Crop:
    """The part of the source that is used, as shares of its width and height from the top left."""

    left: float = 0.0
    top: float = 0.0
    right: float = 1.0
    bottom: float = 1.0


@dataclass(frozen=True, slots=True)
class Placement:
    """Crop, then `size` (canvas pixels at scale 1: the contain-fit), flip, then the pose's scale, turn and move.

    The curves run in local time (microseconds since the layer's origin).
    """

    size: tuple[float, float]
    crop: Crop = Crop()
    flip_x: bool = False
    flip_y: bool = False
    x: Curve = constant(0.0)
    y: Curve = constant(0.0)
    scale_x: Curve = constant(1.0)
    scale_y: Curve = constant(1.0)
    rotation: Curve = constant(0.0)
    opacity: Curve = constant(1.0)

    def pose(self, local: int) -> Pose:
        """The pose at a local time."""
        return Pose(
            self.x.at(local),
            self.y.at(local),
            self.scale_x.at(local),
            self.scale_y.at(local),
            self.rotation.at(local),
            self.opacity.at(local),
        )


def contained(width: float, height: float, canvas_width: int, canvas_height: int) -> tuple[float, float]:
    """The largest size of this shape that fits inside the canvas, in canvas pixels."""
    factor = min(canvas_width / width, canvas_height / height)
    return width * factor, height * factor
