"""Timeline to samples."""

from draftreel.mixer.mix import mix

__all__ = ["mix"]
