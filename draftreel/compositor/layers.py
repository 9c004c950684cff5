"""Layers as paints: each opened when it is first seen, and let go of soon after it was last seen."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field, replace

from draftreel.compositor.backgrounds import Backgrounds
from draftreel.compositor.motion import moved_by, stands_still, upright
from draftreel.compositor.painting import Shot, covers, snapped
from draftreel.compositor.shots import MediaShots, NestedShots, Picturing, Shots, delivery, drawn_size
from draftreel.compositor.stage import Stage, even
from draftreel.compositor.supply import Supply
from draftreel.compositor.treating import Recipe, blending, recipe_at, shown_through, treated
from draftreel.image import Image, Paint, placed
from draftreel.image.matrix import Box, Matrix, joined
from draftreel.pose import Pose
from draftreel.timeline import (
    Layer,
    MediaKind,
    MediaSource,
    Source,
    TextSource,
    Timeline,
    TimelineSource,
    Transition,
)

SPARE = 1
"""Sources that stay open although the last frame did not show them."""

Nested = Callable[[Timeline, Stage], Picturing]
_PICTURES = (MediaKind.VIDEO, MediaKind.STILL, MediaKind.ANIMATION)


@dataclass(slots=True)
class _Memo:
    """The last paint of a layer and all that it was made from."""

    image: Image
    matrix: Matrix
    window: Box
    paint: Paint | None


@dataclass(slots=True)
class _Dressed:
    """A source's picture, what was done to it, and what came out."""

    image: Image
    recipe: Recipe
    window: Box
    made: Image


@dataclass(slots=True)
class _Plan:
    """How a layer's source is to be opened: the largest size it reaches, and whether it keeps to that, upright."""

    size: tuple[int, int]
    settled: bool


@dataclass(slots=True)
class _Open:
    shots: Shots
    memos: dict[int, _Memo] = field(default_factory=dict)
    dressed: dict[int, _Dressed] = field(default_factory=dict)


class Layers:
    """The layers of one timeline on one stage. A layer and the transition that leads to it share what is open."""

    def __init__(self, timeline: Timeline, supply: Supply, stage: Stage, nested: Nested) -> None:
        self._supply = supply
        self._stage = stage
        self._nested = nested
        self._backgrounds = Backgrounds(supply, stage.size)
        self._still: dict[int, bool] = {}
        self._standings: dict[int, Matrix] = {}
        self._keys: dict[int, int] = {}
        self._plans = self._planned(timeline)
        self._open: OrderedDict[int, _Open] = OrderedDict()
        self._used: set[int] = set()

    def paints(self, layer: Layer, moment: int) -> list[Paint]:
        """The layer and what fills the canvas behind it, from bottom to top."""
        local = moment - layer.origin
        still, moving = layer.placement.pose(local), moved_by(layer, local)
        opacity = min(still.opacity * moving.opacity, 1.0)
        shot = self._shot(layer, local)
        top = None
        if shot is not None and opacity > 0:
            recipe = recipe_at(layer.treatments, layer.mask, moving.effects, local)
            top = self._placed(layer, self._dressed(layer, shot, recipe), self._standing(layer, still, moving))
        blend = blending(layer.blend) if layer.blend else None
        paints = [replace(top, opacity=opacity, blend=blend)] if top else []
        if layer.background is None or (paints and covers(paints[0], self._stage.size)):
            return paints
        behind = self._backgrounds.image(layer.background, shot)
        return [Paint(behind), *paints] if behind else paints

    def tidy(self) -> None:
        """Close what the frames since the last time did not use, all but a few."""
        idle = [key for key in self._open if key not in self._used]
        for key in idle[: max(0, len(idle) - SPARE)]:
            self._open.pop(key).shots.close()
        self._used.clear()

    def close(self) -> None:
        while self._open:
            self._open.popitem()[1].shots.close()

    def _shot(self, layer: Layer, local: int) -> Shot | None:
        if not _drawable(layer.source):
            return None
        key = self._keys[id(layer)]
        if key not in self._open:
            self._open[key] = _Open(self._opened(layer, self._plans[key]))
        self._open.move_to_end(key)
        self._used.add(key)
        return self._open[key].shots.at(layer, local)

    def _standing(self, layer: Layer, still: Pose, moving: Pose) -> Matrix:
        """Where the layer stands, worked out once when nothing can move it."""
        if layer.motions or not self._still[id(layer)]:
            return self._stage.standing(layer.placement, still, moving)
        if id(layer) not in self._standings:
            self._standings[id(layer)] = self._stage.standing(layer.placement, still, moving)
        return self._standings[id(layer)]

    def _dressed(self, layer: Layer, shot: Shot, recipe: Recipe) -> Shot:
        """The shot after all that is done to it, kept as long as neither it nor that changes."""
        if recipe == Recipe():
            return shot
        kept = self._open[self._keys[id(layer)]].dressed
        known = kept.get(id(layer))
        if not known or known.image is not shot.image or (known.recipe, known.window) != (recipe, shot.window):
            made = treated(shot.image, recipe.steps)
            if recipe.mask:
                made = shown_through(made, recipe.mask, shot.window, invert=recipe.invert)
            known = kept[id(layer)] = _Dressed(shot.image, recipe, shot.window, made)
        return replace(shot, image=known.made)

    def _placed(self, layer: Layer, shot: Shot, standing: Matrix) -> Paint | None:
        matrix = joined(standing, shot.local)
        matrix = snapped(matrix, shot.window) if self._still[id(layer)] else matrix
        memos = self._open[self._keys[id(layer)]].memos
        memo = memos.get(id(layer))
        if memo and memo.image is shot.image and (memo.matrix, memo.window) == (matrix, shot.window):
            return memo.paint
        paint = placed(shot.image, matrix, shot.window, self._stage.size)
        memos[id(layer)] = _Memo(shot.image, matrix, shot.window, paint)
        return paint

    def _opened(self, layer: Layer, plan: _Plan) -> Shots:
        match layer.source:
            case MediaSource(media):
                once = plan.settled or media.kind is MediaKind.STILL  # shrinking costs nothing a frame
                return MediaShots(media, self._supply, delivery(media, plan.size, exact=once))
            case TextSource(text):
                from draftreel.compositor.texts import TextShots  # noqa: PLC0415 - paid for by films with texts

                return TextShots(text, layer, self._supply.tiles, self._stage)
            case TimelineSource(timeline):
                own = timeline.width, timeline.height
                size = even(min(plan.size[0], own[0])), even(min(plan.size[1], own[1]))
                return NestedShots(self._nested(timeline, Stage(own, size)), timeline)

    def _planned(self, timeline: Timeline) -> dict[int, _Plan]:
        numbers: dict[Hashable, int] = {}
        plans: dict[int, _Plan] = {}
        for layer in _layers(timeline):
            key = numbers.setdefault(_identity(layer), len(numbers))
            self._keys[id(layer)] = key
            self._still[id(layer)] = stands_still(layer)
            plans[key] = _Plan(drawn_size(layer, self._stage), self._still[id(layer)] and upright(layer))
        return plans


def _layers(timeline: Timeline) -> Iterator[Layer]:
    for track in timeline.tracks:
        for item in track.items:
            match item:
                case Layer():
                    yield item
                case Transition():
                    yield item.outgoing
                    yield item.incoming
                case _:
                    pass


def _identity(layer: Layer) -> Hashable:
    """Layers of one identity share what is open: the pieces of one clip, and nothing that stands otherwise.

    So no layer changes how another is drawn, and a chunk's pictures follow from what it shows alone.
    """
    return layer.source, layer.origin, layer.placement, layer.motions, layer.letter_motions


def _drawable(source: Source) -> bool:
    """Whether there is anything to open; what is missing the compiler has reported."""
    match source:
        case MediaSource(media):
            return not media.missing and media.kind in _PICTURES
        case _:
            return True
