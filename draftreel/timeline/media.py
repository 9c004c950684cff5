"""Media as the timeline knows them: a content key and the facts a film needs, never a path."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class MediaKind(StrEnum):
    VIDEO = "video"
    STILL = "still"
    ANIMATION = "animation"  # gif, animated WebP: loops
    SOUND = "sound"
    FONT = "font"


@dataclass(frozen=True, slots=True)
class Media:
    """One file: `key` is the SHA-256 of its bytes, so that the same picture is the same data anywhere.

    `width` and `height` are pixels as shown (after rotation tag and pixel aspect), 0 without a picture;
    `duration` is microseconds, 0 for stills and fonts; `fps` is the nominal rate, 0 when unknown.
    `missing` media have facts taken from the draft and no bytes: they can be arranged, not drawn.
    """

    key: str
    kind: MediaKind
    width: int = 0
    height: int = 0
    duration: int = 0
    fps: Fraction = Fraction(0)
    has_sound: bool = False
    missing: bool = False
