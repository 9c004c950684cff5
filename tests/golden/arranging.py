"""How the golden moments are arranged: layers of a second on tracks of their own."""

from dataclasses import dataclass
from fractions import Fraction

from draftreel.call import Call
from draftreel.span import SECOND, Span
from draftreel.timeline import (
    Crop,
    Item,
    Layer,
    Media,
    MediaSource,
    Motion,
    Placement,
    Text,
    TextRun,
    TextSource,
    TextStyle,
    Timeline,
    Track,
    Transition,
    constant,
    contained,
)
from tests.golden.pictures import BLUE, RED, WHITE, YELLOW, Shelf, card

WIDE, TALL = (320, 180), (180, 320)
WHOLE = Span(0, SECOND)
BLACK = (0.0, 0.0, 0.0, 1.0)
UNCROPPED = Crop()


@dataclass(frozen=True, slots=True)
class Shot:
    """A moment of a timeline."""

    timeline: Timeline
    moment: int = SECOND // 2


def shot(*items: Item, canvas: tuple[int, int] = WIDE, moment: int = SECOND // 2) -> Shot:
    """The items of a second each on a track of its own, bottom to top."""
    tracks = tuple(Track((item,)) for item in items)
    return Shot(Timeline(*canvas, Fraction(30), SECOND, tracks), moment)


def still(media: Media, canvas: tuple[int, int] = WIDE, crop: Crop = UNCROPPED, **place: object) -> Layer:
    """A picture fitted into the canvas, with curves or flips in `place`."""
    shape = media.width * (crop.right - crop.left), media.height * (crop.bottom - crop.top)
    return Layer(WHOLE, 0, MediaSource(media), Placement(contained(*shape, *canvas), crop, **place))


def animated(shelf: Shelf, call: Call) -> Shot:
    motion = Motion("in", WHOLE, call)
    layer = still(shelf.still(card(240, 180, RED, WHITE)), scale_x=constant(0.7), scale_y=constant(0.7))
    return shot(blue(shelf), Layer(WHOLE, 0, layer.source, layer.placement, motions=(motion,)))


def changing(shelf: Shelf, call: Call, moment: int = SECOND // 2) -> Shot:
    incoming = still(shelf.still(card(320, 180, RED, WHITE)))
    return shot(Transition(WHOLE, blue(shelf), incoming, call), moment=moment)


def blue(shelf: Shelf) -> Layer:
    return still(shelf.still(card(320, 180, BLUE, YELLOW)))


def written(string: str, style: TextStyle, **place: object) -> Layer:
    return worded(Text(string, (TextRun(0, len(string), style),)), **place)


def worded(text: Text, **place: object) -> Layer:
    return Layer(WHOLE, 0, TextSource(text), Placement((0.0, 0.0), **place))
