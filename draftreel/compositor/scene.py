"""A timeline's picture at a moment, on a stage of its own: films and compound clips alike."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from draftreel.compositor.layers import Layers
from draftreel.compositor.painting import covers
from draftreel.compositor.stage import Stage
from draftreel.compositor.supply import Supply
from draftreel.compositor.treating import Step, steps_at, treated
from draftreel.errors import RenderError
from draftreel.image import CLEAR, Image, Paint, fill, stack
from draftreel.timeline import Adjustment, Item, Layer, Timeline, Track, Transition
from draftreel.transitions import TRANSITIONS


class Scene:
    """Draws tracks over a ground: black for a film, clear for a compound clip."""

    def __init__(self, timeline: Timeline, supply: Supply, stage: Stage, ground: Image) -> None:
        self._stage = stage
        self._ground = ground
        self._tracks = tuple(_Lane(track) for track in timeline.tracks)
        self._layers = Layers(timeline, supply, stage, lambda inner, place: Scene(inner, supply, place, clear(place)))

    def picture(self, moment: int) -> Image:
        """The whole canvas; pixels of the decoder's own where nothing lies over them."""
        items = [item for lane in self._tracks if (item := lane.at(moment)) is not None]
        picture = self._flat(self._seen(items, moment), self._ground)
        self._layers.tidy()
        return picture

    def close(self) -> None:
        self._layers.close()

    def _seen(self, items: Sequence[Item], moment: int) -> list[Paint]:
        """The paints of what can be seen of the items, which lie from bottom to top."""
        paints: list[Paint] = []
        for index in range(len(items) - 1, -1, -1):
            item = items[index]
            if isinstance(item, Adjustment):
                steps = steps_at(item.treatments, moment - item.origin)
                if steps:
                    return [Paint(self._adjusted(items[:index], steps, moment)), *paints]
                continue
            paints = self._above_cover([*self._paints(item, moment, lowest=index == 0), *paints])
            if paints and covers(paints[0], self._stage.size):
                break
        return paints

    def _adjusted(self, below: Sequence[Item], steps: Iterable[Step], moment: int) -> Image:
        return treated(self._flat(self._seen(below, moment), self._ground), steps)

    def _paints(self, item: Layer | Transition, moment: int, *, lowest: bool) -> list[Paint]:
        match item:
            case Layer():
                return self._layers.paints(item, moment)
            case Transition():
                return [Paint(self._between(item, moment, self._ground if lowest else clear(self._stage)))]

    def _between(self, item: Transition, moment: int, ground: Image) -> Image:
        try:
            function = TRANSITIONS[item.call.name]
        except KeyError as exc:
            raise RenderError(f"no transition is called {item.call.name}") from exc
        outgoing = self._flat(self._layers.paints(item.outgoing, moment), ground)
        incoming = self._flat(self._layers.paints(item.incoming, moment), ground)
        progress = (moment - item.span.start) / max(item.span.duration, 1)
        return function(outgoing, incoming, progress, **item.call.arguments)

    def _above_cover(self, paints: list[Paint]) -> list[Paint]:
        """The paints from the topmost on that hides all below it."""
        hiding = (index for index in range(len(paints) - 1, -1, -1) if covers(paints[index], self._stage.size))
        return paints[next(hiding, 0) :]

    def _flat(self, paints: list[Paint], ground: Image) -> Image:
        paints = self._above_cover(paints)
        if paints and covers(paints[0], self._stage.size):
            ground, paints = paints[0].image, paints[1:]
        return stack(ground, paints) if paints else ground


class _Lane:
    """A track whose item at a moment is found by bisection."""

    def __init__(self, track: Track) -> None:
        self._items = track.items
        self._starts = [item.span.start for item in track.items]

    def at(self, moment: int) -> Item | None:
        index = bisect_right(self._starts, moment) - 1
        if index < 0 or moment not in self._items[index].span:
            return None
        return self._items[index]


def clear(stage: Stage) -> Image:
    """A ground through which all that lies below can be seen."""
    return fill(stage.size, CLEAR)
