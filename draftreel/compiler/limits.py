"""How far a draft's numbers may go, and how they are brought back."""

from draftreel.compiler.notes import Notes

SIDE_LIMIT = 8192
FPS_LIMIT = 240
FILM_LIMIT = 4 * 3600 * 1_000_000
SEGMENT_LIMIT = 24 * 3600 * 1_000_000
DEPTH_LIMIT = 8

SCALE = (1e-4, 100.0)
OFFSET = (-100.0, 100.0)
ROTATION = (-36_000.0, 36_000.0)
OPACITY = (0.0, 1.0)
VOLUME = (0.0, 10.0)
LOUDNESS = (-70.0, 0.0)
PAN = (-1.0, 1.0)
SPEED = (0.01, 100.0)
TEXT_SIZE = (0.5, 500.0)
SPACING = (-1.0, 10.0)
ADJUSTMENT = (-1.0, 1.0)
SHARE = (0.0, 1.0)
MASK_SIZE = (1e-4, 100.0)
PARAMETER = (-1.0, 3.0)
"""A slider of an effect: nearly all go from 0 to 1, the widest from -1 or to 2.6."""

Range = tuple[float, float]


def held(value: float, within: Range) -> float:
    """The nearest value inside the range."""
    return min(max(value, within[0]), within[1])


def held_and_noted(notes: Notes, place: str, name: str, value: float, within: Range) -> float:
    """The nearest value inside the range, with a note when it is another one."""
    inside = held(value, within)
    if inside != value:
        notes.close(place, "value-out-of-range", f"{name} {value:g}", f"{name} {inside:g}")
    return inside
