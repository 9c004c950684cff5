"""On the PYTHONPATH of a service that a test started: its stages wait where the test holds them.

Python imports a module of this name when it starts. The product knows nothing of it. A stage waits for as long as
there is a file of its name in the folder HOLDS, and writes down there which process waits; a number in the file is how
many may go on.
"""

import importlib.abc
import importlib.machinery
import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from pathlib import Path
from types import ModuleType

HOLDS = Path(os.environ["HOLDS"])
STAGES = {
    "validate": "validate",
    "parse": "parse",
    "download": "download",
    "arrange": "arrange",
    "plan_looks": "effects",
    "mix_sound": "audio",
    "render_chunk": "render",
    "assemble": "encode",
    "publish": "upload",
    "report": "deliver",
}
"""The engine's verbs, and the stages that call them."""


def wait_at(point: str) -> None:
    """Until the hold is gone, or lets through as many as have come."""
    if not (HOLDS / point).exists():
        return
    with (HOLDS / f"{point} reached").open("a") as reached:
        reached.write(f"{os.getpid()}\n")
    came = len((HOLDS / f"{point} reached").read_text().splitlines())
    while _let(HOLDS / point) < came:
        time.sleep(0.01)


def _let(hold: Path) -> float:
    try:
        return int(hold.read_text() or 0)
    except OSError:
        return float("inf")


def _in_engine(engine: ModuleType) -> None:
    for verb, stage in STAGES.items():
        setattr(engine, verb, _held(stage, getattr(engine, verb)))


def _held(stage: str, verb: Callable[..., object]) -> Callable[..., object]:
    @wraps(verb)
    def held(*args: object, **kwargs: object) -> object:
        wait_at(_point(stage, args, kwargs))
        result = verb(*args, **kwargs)
        wait_at(f"after {stage}")
        return result

    return held


def _point(stage: str, args: Sequence[object], kwargs: Mapping[str, object]) -> str:
    """The second chunk has a first one that is finished."""
    if stage != "render":
        return stage
    chunk = kwargs["chunk"] if "chunk" in kwargs else args[1]
    return f"render {chunk.index}"


def _in_child(workshop: ModuleType) -> None:
    carry_out = workshop.Workshop.carry_out

    def held(self: object, order: object) -> object:
        wait_at(f"child {type(order).__name__}")
        return carry_out(self, order)

    workshop.Workshop.carry_out = held


def _hurried(tasks: ModuleType) -> None:
    """What is tried again is tried soon: the tries are as many as ever."""
    tasks.exponential_backoff = lambda backoff_factor: lambda tries: [backoff_factor / 4] * tries


CHANGES: Mapping[str, Callable[[ModuleType], None]] = {
    "draftreel.engine": _in_engine,
    "draftreel.workshop": _in_child,
    "prefect.tasks": _hurried,
}


class _Changed(importlib.abc.MetaPathFinder):
    def find_spec(self, name: str, path: Sequence[str] | None, target: object = None) -> object:
        if name not in CHANGES:
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path)
        load = spec.loader.exec_module

        def changed(module: ModuleType) -> None:
            load(module)
            CHANGES[name](module)

        spec.loader.exec_module = changed
        return spec


sys.meta_path.insert(0, _Changed())
