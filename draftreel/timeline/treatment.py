"""What is done to a picture, as data: a call whose parameters may change with time."""

from dataclasses import dataclass
from typing import TypeAlias

from draftreel.call import Call, Value
from draftreel.span import Span
from draftreel.timeline.curve import Curve


@dataclass(frozen=True, slots=True)
class KeyedCall:
    """A call, and curves over local time for those of its parameters that change."""

    call: Call
    curves: tuple[tuple[str, Curve], ...] = ()

    @property
    def constant(self) -> bool:
        return all(curve.constant for _, curve in self.curves)

    def at(self, local: int) -> Call:
        """The call as it is at a local time in microseconds."""
        if not self.curves:
            return self.call
        values: dict[str, Value] = {name: curve.at(local) for name, curve in self.curves}
        return Call.of(self.call.name, **{**self.call.arguments, **values})


@dataclass(frozen=True, slots=True)
class Effect:
    """A row of EFFECTS, which sees how far it has come; it acts during `span`, in local time."""

    keyed: KeyedCall
    span: Span


@dataclass(frozen=True, slots=True)
class Filter:
    """A row of FILTERS, which changes colours only; it acts during `span`, in local time, None is always."""

    keyed: KeyedCall
    span: Span | None = None


Treatment: TypeAlias = Effect | Filter


@dataclass(frozen=True, slots=True)
class Mask:
    """A row of MASKS, in the frame of the source's visible part; `invert` shows what lies outside."""

    keyed: KeyedCall
    invert: bool = False
