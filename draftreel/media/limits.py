"""What a material may measure: beyond it we refuse before decoding."""

from draftreel.errors import MaterialError

MAX_PIXELS = 50_000_000
MAX_SIDE = 8_192
MAX_ANIMATION_FRAMES = 3_000
MAX_ANIMATION_PIXELS = 6_000_000_000
"""All frames of an animation together: each is decoded to find out when the next one shows."""
MAX_STREAMS = 64
MAX_HOURS = 24


def check_size(width: int, height: int) -> None:
    """Raises MaterialError, naming the limit, when a picture is empty or too large to be opened."""
    if width < 1 or height < 1:
        raise MaterialError("the picture has no size")
    if max(width, height) > MAX_SIDE:
        raise MaterialError(f"{width}x{height} pixels: a side is longer than {MAX_SIDE}")
    if width * height > MAX_PIXELS:
        raise MaterialError(f"{width}x{height} pixels: more than {MAX_PIXELS}")


def check_frame_count(count: int, size: tuple[int, int] = (1, 1)) -> None:
    """Raises MaterialError, naming the limit, when an animation has too many frames, or too many for their size."""
    if count > MAX_ANIMATION_FRAMES:
        raise MaterialError(f"an animation of {count} frames: more than {MAX_ANIMATION_FRAMES}")
    if count * size[0] * size[1] > MAX_ANIMATION_PIXELS:
        raise MaterialError(
            f"an animation of {count} frames of {size[0]}x{size[1]}: more than {MAX_ANIMATION_PIXELS} pixels"
        )


def check_stream_count(count: int) -> None:
    """Raises MaterialError, naming the limit, when a file has too many streams."""
    if count > MAX_STREAMS:
        raise MaterialError(f"{count} streams: more than {MAX_STREAMS}")


def check_duration(duration: int) -> None:
    """Raises MaterialError, naming the limit, when a medium lasts too long (microseconds)."""
    if duration > MAX_HOURS * 3_600_000_000:
        raise MaterialError(f"it lasts {duration / 3_600_000_000:.0f} hours: more than {MAX_HOURS}")
