"""Answers that are asked for again and again: asked once by all who wait, and good for a moment."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class Memory(Generic[T]):
    """The last answers by what they are about; `fresh_s` 0 still has those who ask at once share one."""

    def __init__(self, fresh_s: float, size: int = 10_000) -> None:
        self._fresh_s, self._size = fresh_s, size
        self._known: OrderedDict[Hashable, tuple[float, asyncio.Future[T]]] = OrderedDict()

    async def get(self, about: Hashable, ask: Callable[[], Awaitable[T]]) -> T:
        """The answer, asked for when it is not known or too old. Raises what `ask` raises, to all who wait."""
        until, answer = self._known.get(about, (0.0, None))
        if answer is None or (answer.done() and (time.monotonic() >= until or answer.exception() is not None)):
            answer = asyncio.ensure_future(ask())
            self._remember(about, answer)
        return await asyncio.shield(answer)

    def forget(self, about: Hashable) -> None:
        """What is known of it is not true any more."""
        self._known.pop(about, None)

    def _remember(self, about: Hashable, answer: "asyncio.Future[T]") -> None:
        self._known[about] = time.monotonic() + self._fresh_s, answer
        self._known.move_to_end(about)
        while len(self._known) > self._size:
            self._known.popitem(last=False)
