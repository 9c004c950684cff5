"""Every look that a timeline calls exists and takes the parameters it is called with."""

import inspect
from collections.abc import Callable, Iterator, Mapping

from draftreel.animations import ANIMATIONS
from draftreel.call import Call
from draftreel.errors import RenderError
from draftreel.timeline import Item, Layer, Timeline, TimelineSource, Transition
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


def _calls_of(item: Item) -> Iterator[tuple[Table, Call]]:
    match item:
        case Transition(outgoing=outgoing, incoming=incoming, call=call):
            yield TRANSITIONS, call
            yield from _calls_of(outgoing)
            yield from _calls_of(incoming)
        case Layer(motions=motions, source=source):
            yield from ((ANIMATIONS, motion.call) for motion in motions)
            if isinstance(source, TimelineSource):
                yield from _calls(source.timeline)
        case _:
            return
