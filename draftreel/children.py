"""Children kept for the next order: as many as work at the same time, started when they are first needed."""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TypeVar

from draftreel.child import Child, ChildEndedError, Progress, endings
from draftreel.confinement import Bounds
from draftreel.errors import RenderError
from draftreel.orders import Order

T = TypeVar("T")


def unheard(_done: int) -> None:
    """Nobody counts."""


@cache
def children(count: int, bounds: Bounds) -> "Children":
    """The children of this process."""
    return Children(count, bounds)


class Children:
    """Carries out orders from any thread, `count` at the same time; the rest wait."""

    def __init__(self, count: int, bounds: Bounds) -> None:
        self._bounds = bounds
        self._free = threading.Semaphore(count)
        self._idle: deque[Child] = deque()

    def carry_out(self, order: Order[T], limit_s: float, progress: Progress = unheard) -> T:
        """The order's answer. Raises what the child raised, ChildEndedError, TimeLimitError.

        An order whose child ends is tried again, once, in a fresh one: the same crash again is not transient.
        """
        since = endings()
        try:
            return self._once(order, limit_s, progress, since)
        except ChildEndedError as first:
            ended = first
        try:
            return self._once(order, limit_s, progress, since)
        except ChildEndedError as again:
            same = again.is_crash and again.status == ended.status
            raise ChildEndedError(again.detail, transient=not same, status=again.status) from again

    def _once(self, order: Order[T], limit_s: float, progress: Progress, since: int) -> T:
        with self._free:
            _go_on(since)
            with self._child() as child:
                _go_on(since)  # it is among those that are ended, or we see that they were
                return child.carry_out(order, progress, limit_s)

    @contextmanager
    def _child(self) -> Iterator[Child]:
        """One that is idle, or a new one; it is idle again afterwards, unless it has ended."""
        child = self._taken() or Child(self._bounds)
        try:
            yield child
        finally:
            if child.is_alive:
                self._idle.append(child)
            else:
                child.close()

    def _taken(self) -> Child | None:
        while self._idle:
            child = self._idle.pop()
            if child.is_alive:
                return child
            child.close()
        return None


def _go_on(since: int) -> None:
    if endings() != since:
        raise RenderError("the run has ended")
