"""What fills the canvas behind a layer."""

from collections import OrderedDict

from draftreel.compositor.painting import Shot
from draftreel.compositor.shots import MediaShots, whole
from draftreel.compositor.supply import Supply
from draftreel.image import Image, blur, fill, warp
from draftreel.image.matrix import Box, joined, moved, scaled
from draftreel.timeline import BlurFill, ColourFill, Fill, ImageFill, Media

_STEP = 8  # the blurred picture is made this many times smaller
_WIDEST = 0.05  # the blur's sigma at full strength, as a share of the canvas's shorter side (chosen by eye)
_KEPT = 4


class Backgrounds:
    """Fills as pictures of the canvas's size; the last few are kept, so that a still's is made once."""

    def __init__(self, supply: Supply, size: tuple[int, int]) -> None:
        self._supply = supply
        self._size = size
        self._kept: OrderedDict[tuple[Fill, int], tuple[Shot | None, Image]] = OrderedDict()

    def image(self, background: Fill, shot: Shot | None) -> Image | None:
        """The fill behind a shot; None when it is made of a picture that is missing."""
        source = shot if isinstance(background, BlurFill) else None
        key = background, id(source.image) if source else 0  # the picture is kept too: its id stays its own
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key][1]
        image = self._made(background, source)
        if image is not None:
            self._kept[key] = source, image
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return image

    def _made(self, background: Fill, shot: Shot | None) -> Image | None:
        match background:
            case ColourFill(colour):
                return fill(self._size, colour)
            case BlurFill(strength):
                return blurred(shot, strength, self._size) if shot else None
            case ImageFill(media):
                return None if media.missing else self._picture(media)

    def _picture(self, media: Media) -> Image:
        shots = MediaShots(media, self._supply, None)
        try:
            image = shots.image(0)
            return covering(image, whole(image), self._size)
        finally:
            shots.close()


def covering(image: Image, window: Box, size: tuple[int, int]) -> Image:
    """The window of a picture in the middle of a canvas of `size`, just large enough to leave nothing of it free."""
    width, height = max(window[2] - window[0], 1e-3), max(window[3] - window[1], 1e-3)
    factor = max(size[0] / width, size[1] / height)
    middle = moved(-(window[0] + window[2]) / 2, -(window[1] + window[3]) / 2)
    return warp(image, joined(moved(size[0] / 2, size[1] / 2), scaled(factor, factor), middle), size, window)


def blurred(shot: Shot, strength: float, size: tuple[int, int]) -> Image:
    """A shot that covers the canvas, out of focus."""
    small = max(2, size[0] // _STEP), max(2, size[1] // _STEP)
    sigma = strength * _WIDEST * min(size) * small[0] / size[0]
    return blur(covering(shot.image, shot.window, small), sigma, size)
