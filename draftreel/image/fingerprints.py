"""Which machine code belongs to a kernel: the same key for the same source, compiler and processor only."""

import hashlib
import sys
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from types import CodeType, FunctionType

import llvmlite
import llvmlite.binding
import numpy as np

from draftreel.image.pieces import named, pieces


def fingerprint(function: FunctionType, kinds: tuple[str, ...]) -> str:
    """A kernel's key: 32 hexadecimal digits over all that its machine code is made of."""
    whole = hashlib.blake2b(_surroundings(), digest_size=16)
    for word in (*kinds, *_function(function)):
        whole.update(word.encode() + b"\0")
    return whole.hexdigest()


@cache
def _surroundings() -> bytes:
    """What is the same for all kernels: versions, the way they are entered, and the processor."""
    numba = find_spec("numba")  # where it lies; importing it would take a third of a second
    if numba is None or numba.origin is None:
        raise ModuleNotFoundError("No module named 'numba'", name="numba")
    ours = (Path(__file__).with_name(name) for name in ("compiling.py", "machine_code.py", "pieces.py", "words.py"))
    files = Path(numba.origin).with_name("_version.py"), *ours
    versions = f"{sys.version_info[:3]} {llvmlite.__version__} {np.__version__}"
    processor = llvmlite.binding.get_host_cpu_name(), llvmlite.binding.get_host_cpu_features().flatten()
    words = (versions.encode(), *(file.read_bytes() for file in files), *(word.encode() for word in processor))
    return hashlib.blake2b(b"\0".join(words)).digest()


def _function(function: FunctionType) -> Iterator[str]:
    """The words of a function and of the pieces in it."""
    yield from _code(function.__code__)
    for name, value in named(function).items():
        yield f"{name} = {_value(value)}"
    for name, part in pieces(function).items():
        yield name
        yield from _function(part)


def _code(code: CodeType) -> Iterator[str]:
    yield f"{code.co_code.hex()} {code.co_exceptiontable.hex()} {code.co_names} {code.co_varnames} {code.co_freevars}"
    yield f"{code.co_argcount} {code.co_kwonlyargcount} {code.co_flags}"
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _code(constant)
        else:
            yield repr(constant)


def _value(value: object) -> str:
    """Numbers as they are; of anything else its name, as its own code is not ours."""
    if isinstance(value, np.ndarray):
        return f"{value.dtype.str} {value.shape} {value.tobytes().hex()}"
    if isinstance(value, int | float | complex | str | np.generic | tuple):
        return repr(value)
    module, name = getattr(value, "__module__", ""), getattr(value, "__qualname__", "")
    return f"{type(value).__name__} {module} {name}"
