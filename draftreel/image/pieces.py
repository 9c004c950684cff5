"""What the kernels of a module share: functions that they call by name, compiled into each of them."""

from collections.abc import Callable, Mapping
from types import FunctionType
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

_PIECES: set[Callable[..., object]] = set()


def piece(function: Callable[P, R]) -> Callable[P, R]:
    """Mark what kernels of the same module call by its name; its kinds follow from what it is called with."""
    _PIECES.add(function)
    return function


def named(function: FunctionType) -> Mapping[str, object]:
    """What the function's code may name and its module or the function about it knows, by name."""
    about = zip(function.__code__.co_freevars, function.__closure__ or (), strict=True)
    known = {**function.__globals__, **{name: cell.cell_contents for name, cell in about}}
    return {name: known[name] for name in sorted(_names(function)) if name in known}


def pieces(function: FunctionType) -> Mapping[str, FunctionType]:
    """The pieces that a function calls, by name."""
    found = named(function).items()
    return {name: value for name, value in found if isinstance(value, FunctionType) and value in _PIECES}


def _names(function: FunctionType) -> set[str]:
    return {*function.__code__.co_names, *function.__code__.co_freevars}
