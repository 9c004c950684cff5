"""Timeline and moment to image."""

from draftreel.compositor.compositor import Compositor

__all__ = ["Compositor"]
