"""What is done to a picture at a moment, first as data that can be compared, then done."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from draftreel.blends import BLENDS
from draftreel.call import Call
from draftreel.effects import EFFECTS, Moment
from draftreel.errors import RenderError
from draftreel.filters import FILTERS
from draftreel.image import BlendTable, Image, Plane, blend_table, masked
from draftreel.image.matrix import Box
from draftreel.masks import MASKS
from draftreel.span import SECOND, Span
from draftreel.timeline import Effect, Filter, Mask, Treatment


@dataclass(frozen=True, slots=True)
class Step:
    """One call to be made: of an effect when there is a moment, of a filter without one."""

    call: Call
    moment: Moment | None


@dataclass(frozen=True, slots=True)
class Recipe:
    """All that happens to a source's picture before it is placed."""

    steps: tuple[Step, ...] = ()
    mask: Call | None = None
    invert: bool = False


def steps_at(treatments: Iterable[Treatment], local: int) -> tuple[Step, ...]:
    """The calls that act at a local time, in order."""
    return tuple(_steps(treatments, local))


def recipe_at(treatments: Iterable[Treatment], mask: Mask | None, effects: Iterable[Call], local: int) -> Recipe:
    """What is done at a local time; `effects` are those that an animation asks for."""
    moving = (Step(call, Moment(local / SECOND, 0.0)) for call in effects)
    steps = (*_steps(treatments, local), *moving)
    return Recipe(steps, mask.keyed.at(local), mask.invert) if mask else Recipe(steps)


def treated(image: Image, steps: Iterable[Step]) -> Image:
    """The picture after all calls. Raises RenderError for a look that nobody knows."""
    for step in steps:
        image = _done(image, step)
    return image


def shown_through(image: Image, mask: Call, window: Box, *, invert: bool) -> Image:
    """The picture's window seen through a mask; what lies outside the window is clear."""
    left, top, right, bottom = (round(edge) for edge in window)
    alpha = _alpha(mask, (max(1, right - left), max(1, bottom - top)), invert)
    if alpha.shape[::-1] == image.size:
        return masked(image, alpha)
    whole = np.zeros((image.height, image.width), np.uint8)
    seen = whole[top:bottom, left:right]
    seen[...] = alpha[: seen.shape[0], : seen.shape[1]]
    return masked(image, whole)


@lru_cache(16)
def blending(call: Call) -> BlendTable:
    """The table of a blend. Raises RenderError for one that nobody knows."""
    if call.name not in BLENDS:
        raise RenderError(f"no blend is called {call.name}")
    return blend_table(BLENDS[call.name])


def _steps(treatments: Iterable[Treatment], local: int) -> Iterator[Step]:
    for treatment in treatments:
        match treatment:
            case Effect(keyed, span) if local in span:
                yield Step(keyed.at(local), _moment(span, local))
            case Filter(keyed, span) if span is None or local in span:
                yield Step(keyed.at(local), None)
            case _:
                pass


def _moment(span: Span, local: int) -> Moment:
    since = local - span.start
    return Moment(since / SECOND, since / max(span.duration, 1))


def _done(image: Image, step: Step) -> Image:
    table = FILTERS if step.moment is None else EFFECTS
    if step.call.name not in table:
        raise RenderError(f"no {'filter' if step.moment is None else 'effect'} is called {step.call.name}")
    function = table[step.call.name]
    if step.moment is None:
        return function(image, **step.call.arguments)
    return function(image, step.moment, **step.call.arguments)


@lru_cache(8)
def _alpha(call: Call, size: tuple[int, int], invert: bool) -> Plane:
    if call.name not in MASKS:
        raise RenderError(f"no mask is called {call.name}")
    alpha = MASKS[call.name](size, **call.arguments)
    plane = np.asarray(np.rint((1 - alpha if invert else alpha) * 255), np.uint8)
    plane.setflags(write=False)
    return plane
