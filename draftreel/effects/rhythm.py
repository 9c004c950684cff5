"""How often something happens, from the app's `speed`."""

_HERTZ = 3.0


def beats(time: float, speed: float) -> float:
    """How many beats there were in `time` seconds: one a second at the app's usual `speed` of a third."""
    return _HERTZ * speed * time
