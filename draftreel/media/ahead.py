"""Work done ahead of its need in a thread of its own, as far as a few items."""

from collections import deque
from collections.abc import Iterator
from threading import Condition, Thread
from typing import Generic, TypeVar

T = TypeVar("T")


class Ahead(Generic[T]):
    """An iterator over another that a thread runs up to `depth` items in front.

    What the other raises is raised by `next`; `stop` ends the thread before it returns.
    """

    def __init__(self, items: Iterator[T], depth: int) -> None:
        self._items, self._depth = items, depth
        self._ready: deque[T] = deque()
        self._changed = Condition()
        self._stopped = self._finished = False
        self._error: BaseException | None = None
        self._thread = Thread(target=self._work, name="decode-ahead", daemon=True)
        self._thread.start()

    def __iter__(self) -> "Ahead[T]":
        return self

    def __next__(self) -> T:
        with self._changed:
            self._changed.wait_for(lambda: self._ready or self._finished)
            if self._ready:
                item = self._ready.popleft()
                self._changed.notify_all()
                return item
        if self._error is not None:
            raise self._error
        raise StopIteration

    def stop(self) -> None:
        with self._changed:
            self._stopped = True
            self._ready.clear()
            self._changed.notify_all()
        self._thread.join()

    def _work(self) -> None:
        try:
            while self._wanted():
                item = next(self._items, None)
                if item is None or not self._put(item):
                    break
        except BaseException as exc:  # noqa: BLE001 - it is raised again where the items are taken
            self._error = exc
        with self._changed:
            self._finished = True
            self._changed.notify_all()

    def _wanted(self) -> bool:
        with self._changed:
            self._changed.wait_for(lambda: self._stopped or len(self._ready) < self._depth)
            return not self._stopped

    def _put(self, item: T) -> bool:
        with self._changed:
            if not self._stopped:
                self._ready.append(item)
                self._changed.notify_all()
            return not self._stopped
