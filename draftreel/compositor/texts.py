"""What a layer shows of a text, by local time; the libraries that draw letters come with it."""

from draftreel.compositor.lettering import lettered
from draftreel.compositor.motion import largest_scale
from draftreel.compositor.painting import Shot
from draftreel.compositor.shots import whole
from draftreel.compositor.stage import Stage
from draftreel.compositor.tiles import Tiles
from draftreel.image.matrix import joined, moved, scaled
from draftreel.timeline import Layer, Text

_TALLEST = 1.5  # letters are drawn no larger than this many canvas heights


class TextShots:
    """A text, drawn as large as it ever gets."""

    def __init__(self, text: Text, layer: Layer, tiles: Tiles, stage: Stage) -> None:
        self._text = text
        self._tiles = tiles
        self._scale = _lettering_scale(text, layer, stage)

    def at(self, layer: Layer, local: int) -> Shot:
        tile = lettered(self._text, self._scale, self._tiles, layer.letter_motions, local)
        way = joined(scaled(1 / self._scale, 1 / self._scale), moved(tile.x, tile.y))
        return Shot(tile.image, whole(tile.image), way)

    def close(self) -> None:
        pass


def _lettering_scale(text: Text, layer: Layer, stage: Stage) -> float:
    across, down = largest_scale(layer)
    em = max((run.style.size for run in text.runs), default=1.0)
    scale = max(across * stage.scale[0], down * stage.scale[1])
    return max(min(scale, _TALLEST * stage.size[1] / max(em, 1.0)), 1e-3)
