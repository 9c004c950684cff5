"""Every look and every sound effect that a timeline calls exists and takes the parameters it is called with."""

import inspect
from collections.abc import Callable, Iterator, Mapping

from draftreel.animations import ANIMATIONS
from draftreel.blends import BLENDS
from draftreel.call import Call
from draftreel.effects import EFFECTS
from draftreel.errors import RenderError
from draftreel.filters import FILTERS
from draftreel.masks import MASKS
from draftreel.text_animations import TEXT_ANIMATIONS
from draftreel.timeline import (
    Adjustment,
    Effect,
    Item,
    Layer,
    Timeline,
    TimelineSource,
    Transition,
    Treatment,
)
from draftreel.transitions import TRANSITIONS

Table = Mapping[str, Callable[..., object]]


def bind_looks(timeline: Timeline) -> int:
    """The number of calls, all of which can be made. Raises RenderError for one that cannot."""
    return sum(_bound(table, call) for table, call in _calls(timeline))


def _bound(table: Table, call: Call) -> int:
    function = table.get(call.name)
    if function is None:
        raise RenderError(f"no look is called {call.name}")
    try:
        inspect.signature(function).bind_partial(**call.arguments)
    except TypeError as exc:
        raise RenderError(f"{call.name} does not take {', '.join(call.arguments)}") from exc
    return 1


def _calls(timeline: Timeline) -> Iterator[tuple[Table, Call]]:
    for track in timeline.tracks:
        for item in track.items:
            yield from _calls_of(item)
    yield from _calls_of_sounds(timeline)


def _calls_of_sounds(timeline: Timeline) -> Iterator[tuple[Table, Call]]:
    called = [call for sound in timeline.sounds for call in sound.effects]
    if called:
        from draftreel.audio_effects import AUDIO_EFFECTS  # noqa: PLC0415 - SciPy's filters: 0.5 s

        yield from ((AUDIO_EFFECTS, call) for call in called)
    for sound in timeline.sounds:
        if isinstance(sound.source, Timeline):
            yield from _calls_of_sounds(sound.source)


def _calls_of(item: Item) -> Iterator[tuple[Table, Call]]:
    match item:
        case Transition(outgoing=outgoing, incoming=incoming, call=call):
            yield TRANSITIONS, call
            yield from _calls_of(outgoing)
            yield from _calls_of(incoming)
        case Layer():
            yield from _calls_of_layer(item)
        case Adjustment(treatments=treatments):
            yield from map(_call_of, treatments)


def _calls_of_layer(layer: Layer) -> Iterator[tuple[Table, Call]]:
    yield from ((ANIMATIONS, motion.call) for motion in layer.motions)
    yield from ((TEXT_ANIMATIONS, motion.call) for motion in layer.letter_motions)
    yield from map(_call_of, layer.treatments)
    if layer.mask:
        yield MASKS, layer.mask.keyed.at(0)
    if layer.blend:
        yield BLENDS, layer.blend
    if isinstance(layer.source, TimelineSource):
        yield from _calls(layer.source.timeline)


def _call_of(treatment: Treatment) -> tuple[Table, Call]:
    return (EFFECTS if isinstance(treatment, Effect) else FILTERS), treatment.keyed.at(0)
