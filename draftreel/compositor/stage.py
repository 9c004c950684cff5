"""The canvas that is drawn on, in its own pixels and in those it is drawn with."""

from dataclasses import dataclass
from typing import Self

from draftreel.image.matrix import Matrix, joined, moved, scaled, turned
from draftreel.pose import Pose
from draftreel.timeline import Placement, Timeline


@dataclass(frozen=True, slots=True)
class Stage:
    """`canvas` is (width, height) in the timeline's own pixels, `size` the same area as drawn, even."""

    canvas: tuple[int, int]
    size: tuple[int, int]

    @classmethod
    def of(cls, timeline: Timeline, within: tuple[int, int] | None = None) -> Self:
        """The largest stage of the canvas's shape `within` a size; at the canvas's own size without one."""
        canvas = timeline.width, timeline.height
        wanted = within or canvas
        factor = min(wanted[0] / canvas[0], wanted[1] / canvas[1])
        size = even(canvas[0] * factor), even(canvas[1] * factor)
        same_shape = max(wanted[0] - size[0], wanted[1] - size[1]) <= 2
        return cls(canvas, (even(wanted[0]), even(wanted[1])) if same_shape else size)

    @property
    def scale(self) -> tuple[float, float]:
        """Drawn pixels in a canvas pixel, across and down."""
        return self.size[0] / self.canvas[0], self.size[1] / self.canvas[1]

    def standing(self, placement: Placement, still: Pose, moving: Pose) -> Matrix:
        """From canvas pixels about a layer's own centre to drawn pixels: flip, scale, turn, move.

        `still` is the placement's pose; `moving` is what animations add, which scale and turn about its pivot.
        """
        flip = -1 if placement.flip_x else 1, -1 if placement.flip_y else 1
        pivot = moving.pivot_x * placement.size[0] / 2, -moving.pivot_y * placement.size[1] / 2
        width, height = self.canvas
        return joined(
            scaled(*self.scale),
            moved(width / 2 * (1 + still.x + moving.x), height / 2 * (1 - still.y - moving.y)),
            turned(still.rotation),
            moved(still.scale_x * pivot[0], still.scale_y * pivot[1]),
            turned(moving.rotation),
            scaled(still.scale_x * moving.scale_x, still.scale_y * moving.scale_y),
            moved(-pivot[0], -pivot[1]),
            scaled(*flip),
        )


def even(length: float) -> int:
    """The nearest even number of pixels, upwards from between: at least 2."""
    return max(2, 2 * int(length / 2 + 0.5))
