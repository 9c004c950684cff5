"""What a child may be asked to do, and how that and its answer cross the pipe, a line each.

The child believes us; we do not believe the child, which has read strangers' files: of its lines we make
our own errors and the few kinds of answer that there are, and nothing else.
"""

import base64
import binascii
import io
import json
import pickle
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar, Generic, TypeVar

from draftreel.errors import DraftreelError, RenderError
from draftreel.manifest import ChunkManifest, FilmManifest, PlanManifest, SoundManifest
from draftreel.media import PacketIndex, ParameterSets, Unfit
from draftreel.timeline import Media, MediaKind

T = TypeVar("T")


class Order(Generic[T]):
    """Something to be done in a child; T is what it answers."""

    __slots__ = ()
    answers: ClassVar[tuple[type, ...]] = (type(None),)


@dataclass(frozen=True, slots=True)
class Probe(Order[Media]):
    """Find out what a file is."""

    answers = (Media,)
    path: str
    key: str


@dataclass(frozen=True, slots=True)
class Index(Order[PacketIndex | Unfit]):
    """Find out how a film's packets can be copied."""

    answers = (PacketIndex, Unfit)
    path: str
    fps: Fraction


@dataclass(frozen=True, slots=True)
class Draw(Order[None]):
    """Make a chunk of a plan; stills and texts are kept in the folder `data`, if one is named."""

    plan: str
    data: str
    chunk: int
    path: str


@dataclass(frozen=True, slots=True)
class Mix(Order[None]):
    """Mix and encode the sound of a plan; what is decoded is kept in the folder `data`, if one is named."""

    plan: str
    data: str
    path: str


@dataclass(frozen=True, slots=True)
class Join(Order[FilmManifest]):
    """Join a film and verify it."""

    answers = (FilmManifest,)
    plan: PlanManifest
    chunks: tuple[ChunkManifest, ...]
    sound: SoundManifest | None
    path: str


@dataclass(frozen=True, slots=True)
class Picture(Order[None]):
    """Draw a frame of a plan to a PNG."""

    plan: str
    data: str
    frame: int
    path: str


def order_as_line(order: Order[T]) -> str:
    """An order as one line."""
    return _packed(order)


def order_from(line: str) -> Order[object]:
    """The order that was written by `order_as_line`, by our parent."""
    order: Order[object] = pickle.loads(base64.b64decode(line))  # noqa: S301 - our parent's
    return order


def answer_as_line(answer: object) -> str:
    """What an order answers, as one line."""
    return _packed(answer)


def answer_from(line: str, order: Order[T]) -> T:
    """The order's answer as a child wrote it. Raises RenderError when that is none."""
    try:
        answer: T = _Answers(io.BytesIO(base64.b64decode(line, validate=True))).load()
    except (pickle.UnpicklingError, binascii.Error, *_OF_NONSENSE) as exc:
        raise RenderError("a child's answer cannot be read") from exc
    if not isinstance(answer, order.answers):
        raise RenderError("a child's answer is something else")
    return answer


_OF_NONSENSE = (ValueError, TypeError, LookupError, AttributeError, EOFError, OverflowError, MemoryError)
_KINDS = {
    (kind.__module__, kind.__qualname__): kind
    for kind in (Media, MediaKind, Fraction, PacketIndex, ParameterSets, Unfit, FilmManifest)
}


class _Answers(pickle.Unpickler):
    """Reads answers, and makes nothing but them."""

    def find_class(self, module: str, name: str, /) -> type:
        try:
            return _KINDS[module, name]
        except KeyError as exc:
            raise pickle.UnpicklingError("no kind of answer") from exc


def _packed(value: object) -> str:
    return base64.b64encode(pickle.dumps(value)).decode()


def error_as_line(error: DraftreelError) -> str:
    """An error of ours as one line of JSON."""
    return json.dumps([type(error).__qualname__, error.detail, error.transient])


def error_from(line: str) -> DraftreelError:
    """The error that was written by `error_as_line`; one of another kind than ours becomes a RenderError."""
    try:
        name, detail, transient = json.loads(line)
    except (ValueError, TypeError, RecursionError):
        return RenderError("a child's error cannot be read")
    kinds = {kind.__qualname__: kind for kind in _below(DraftreelError)}
    return kinds.get(str(name), RenderError)(str(detail), transient=transient is True)


def _below(kind: type[DraftreelError]) -> Iterator[type[DraftreelError]]:
    for child in kind.__subclasses__():
        yield child
        yield from _below(child)
