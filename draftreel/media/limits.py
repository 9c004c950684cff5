"""What a material may measure: beyond it we refuse before decoding."""

from draftreel.errors import MaterialError

MAX_PIXELS = 50_000_000
MAX_SIDE = 8_192
MAX_ANIMATION_FRAMES = 3_000


def check_size(width: int, height: int) -> None:
    """Raises MaterialError, naming the limit, when a picture is empty or too large to be opened."""
    if width < 1 or height < 1:
        raise MaterialError("the picture has no size")
    if max(width, height) > MAX_SIDE:
        raise MaterialError(f"{width}x{height} pixels: a side is longer than {MAX_SIDE}")
    if width * height > MAX_PIXELS:
        raise MaterialError(f"{width}x{height} pixels: more than {MAX_PIXELS}")


def check_frame_count(count: int) -> None:
    """Raises MaterialError, naming the limit, when an animation has too many frames."""
    if count > MAX_ANIMATION_FRAMES:
        raise MaterialError(f"an animation of {count} frames: more than {MAX_ANIMATION_FRAMES}")
