"""Machine code of kernels: kept on disk between processes, loaded into this one, and called.

An object file that is kept asks for nothing but the C library, so that it can be loaded without Numba.
"""

import ctypes
import hashlib
import struct
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import llvmlite.binding as llvm

from draftreel.unfinished import part

_DIGEST = 32  # bytes before what is kept, by which it is known to be whole
_Entry = ctypes.CFUNCTYPE(ctypes.c_int64, ctypes.c_char_p)  # runs without the GIL
_pointer = ctypes.PYFUNCTYPE(ctypes.c_void_p, ctypes.py_object, ctypes.c_char_p)(
    ("PyCapsule_GetPointer", ctypes.pythonapi)
)


@dataclass(frozen=True, slots=True)
class MachineCode:
    """A kernel that can be called, and its arguments: how many lie in each kind (None: it is no tuple), how many it has
    where no kind is a tuple, and which of them, tuples unpacked, are arrays.

    It is handed one block of words, one for each array and each number, tuples unpacked: of an array the address of
    what NumPy's `__array_struct__` tells, which the kernel itself checks; whole numbers as int64, others as float64.
    """

    name: str
    start: Callable[[bytes], int]
    pack: Callable[..., bytes]
    kinds: tuple[str, ...]
    lengths: tuple[int | None, ...]
    plain: int | None
    arrays: tuple[int, ...]

    def run(self, *args: object) -> None:
        """Call it; TypeError where an argument is not of its kind, and then nothing is done."""
        try:
            words = list(args) if len(args) == self.plain else self._unpacked(args)
            told = [words[place].__array_struct__ for place in self.arrays]  # type: ignore[attr-defined]
            for place, capsule in zip(self.arrays, told, strict=True):
                words[place] = _pointer(capsule, None)  # lives as long as the capsule does
            block = self.pack(*words)
        except (AttributeError, ValueError, struct.error) as error:
            raise TypeError(f"{self.name} takes {', '.join(self.kinds)}") from error
        if wrong := self.start(block):
            raise TypeError(f"{self.name} takes {', '.join(self.kinds)}: array {wrong} is another")

    def _unpacked(self, args: tuple[object, ...]) -> list[object]:
        values: list[object] = []
        for arg, length in zip(args, self.lengths, strict=True):
            inner = (arg,) if length is None else arg
            if not isinstance(inner, tuple) or len(inner) != (length or 1):
                raise ValueError("a tuple of another length")
            values.extend(inner)
        return values


def loaded(name: str, kinds: tuple[str, ...], key: str, code: bytes) -> MachineCode:
    """A kernel from its object file; one key is loaded once, and by one thread at a time."""
    lengths = tuple(_length(kind) for kind in kinds)
    words = "".join(_word(kind) * (length or 1) for kind, length in zip(kinds, lengths, strict=True))
    arrays = tuple(place for place, word in enumerate(words) if word == "Q")
    plain = len(words) if set(lengths) <= {None} else None
    return MachineCode(name, _Entry(_address(key, code)), struct.Struct(words).pack, kinds, lengths, plain, arrays)


def symbol(key: str) -> str:
    """What the kernel of a key is called in its object file, and in no other."""
    return f"draftreel_{key}"


def kept(folders: tuple[Path, ...], file: str) -> bytes | None:
    """The object file that is kept in the first of the folders that has it whole."""
    for folder in folders:
        try:
            content = (folder / file).read_bytes()
        except OSError:
            continue
        if content[:_DIGEST] == _digest(file, content[_DIGEST:]):
            return content[_DIGEST:]
    return None


def keep(folders: tuple[Path, ...], file: str, code: bytes) -> bool:
    """Keep an object file in the first of the folders that can be written to; whether there was one."""
    return any(_written(folder, file, _digest(file, code) + code) for folder in folders)


def folders(module: str) -> tuple[Path, ...]:
    """Where the machine code of a module's kernels may lie: beside it, and where the user keeps such things."""
    file = Path(module)
    beside = (file.parent / "__pycache__",) if file.is_absolute() else ()  # code that lies in no file has no folder
    with suppress(RuntimeError):  # nobody's home
        return (*beside, Path.home() / ".cache" / "draftreel" / "kernels")
    return beside


def target() -> llvm.TargetMachine:
    """This machine as a target, all that its processor can do being used."""
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    processor = {"cpu": llvm.get_host_cpu_name(), "features": llvm.get_host_cpu_features().flatten()}
    return llvm.Target.from_default_triple().create_target_machine(**processor, opt=3, jit=True)


def _length(kind: str) -> int | None:
    return int(kind.rstrip(")").rsplit(",", 1)[1]) if kind.startswith("UniTuple") else None


def _word(kind: str) -> str:
    if "Array" in kind:
        return "Q"
    return "d" if kind.startswith("float") else "q"


@cache
def _engine() -> llvm.ExecutionEngine:
    with suppress(RuntimeError):  # where it has another name it is a part of what runs
        llvm.load_library_permanently("libm.so.6")
    return llvm.create_mcjit_compiler(llvm.parse_assembly(""), target())


_ADDRESSES: dict[str, int] = {}


def _address(key: str, code: bytes) -> int:
    if key not in _ADDRESSES:
        _engine().add_object_file(llvm.ObjectFileRef.from_data(code))
        _ADDRESSES[key] = _engine().get_function_address(symbol(key))
    return _ADDRESSES[key]


def _digest(file: str, code: bytes) -> bytes:
    return hashlib.blake2b(
        code, digest_size=_DIGEST, person=hashlib.blake2b(file.encode(), digest_size=16).digest()
    ).digest()


def _written(folder: Path, file: str, content: bytes) -> bool:
    whole, begun = folder / file, folder / f"{part()}{file}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        begun.write_bytes(content)
        begun.replace(whole)
    except OSError:
        with suppress(OSError):
            begun.unlink()
        return False
    return True
