"""Kernels made machine code by Numba: imported only where none is kept for this source and this machine.

A kernel is entered with the address of one block of 8-byte words, an array's being the address of a PyArrayInterface
(NumPy's array interface protocol, `__array_struct__`). It looks first whether all arrays are of the kinds it was
compiled for, since reading another as if it were one of them would be reading anywhere.
"""

import re
from collections.abc import Callable
from functools import cache
from types import FunctionType, ModuleType

import llvmlite.binding as llvm

from draftreel.image.machine_code import symbol, target
from draftreel.image.pieces import pieces

_MATHS = (
    "acos asin atan atan2 ceil cos cosh exp exp2 expm1 fabs floor fma fmod hypot log log10 log1p log2 pow rint round"
)
_C_LIBRARY = re.compile(rf"(memcpy|memmove|memset|({'|'.join(_MATHS.split())}|sin|sincos|sinh|sqrt|tan|tanh|trunc)f?)")
_OPTIONS = {"error_model": "numpy", "_nrt": False}  # nothing is allocated, nothing raised
_INNER = {**_OPTIONS, "no_cpython_wrapper": True, "no_cfunc_wrapper": True}  # nobody calls it but the entry


def object_code(function: FunctionType, kinds: tuple[str, ...], key: str) -> bytes:
    """The object file of a kernel of these kinds; TypeError where it needs more than the C library."""
    numba = _numba()
    inner = numba.njit(**_INNER)
    kernel = _with_pieces(function, inner)
    entry = _entered(numba, inner(kernel), f"void({', '.join(kinds)})")
    module = llvm.parse_assembly(entry.inspect_llvm())
    _hide(module, entry.native_name, symbol(key))
    _prune(module)
    if beyond := _needs(module):
        raise TypeError(f"{function.__qualname__} asks for more than the C library: {', '.join(beyond)}")
    return bytes(target().emit_object(module))


def _needs(module: llvm.ModuleRef) -> tuple[str, ...]:
    """What a module asks of others that the C library does not have."""
    values = (*module.functions, *module.global_variables)
    names = (value.name for value in values if value.is_declaration)
    return tuple(name for name in names if not name.startswith("llvm.") and not _C_LIBRARY.fullmatch(name))


def _hide(module: llvm.ModuleRef, entry: str, name: str) -> None:
    """Give the entry a name of its own and the rest none: names would meet those of other kernels."""
    for value in (*module.functions, *module.global_variables):
        if value.name == entry:
            value.name = name
        elif not value.is_declaration:
            value.linkage = "internal"


def _prune(module: llvm.ModuleRef) -> None:
    """Take out what Numba has ready for errors, where it can be seen that none are raised."""
    passes = llvm.create_new_module_pass_manager()
    passes.add_ipsccp_pass()
    passes.add_simplify_cfg_pass()
    passes.add_global_dead_code_eliminate_pass()
    passes.add_strip_dead_prototype_pass()
    passes.run(module, llvm.create_pass_builder(target(), llvm.create_pipeline_tuning_options()))


def _entered(numba: ModuleType, kernel: Callable[..., None], signature: str):  # type: ignore[no-untyped-def]  # noqa: ANN202
    """The C function of a block of words that checks and calls a kernel: 0, or the place of an array that is wrong."""
    from draftreel.image.words import words  # noqa: PLC0415 - it imports Numba

    kinds, _ = numba.core.sigutils.normalize_signature(signature)
    wrong, arguments = words(kinds)

    def enter(block):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
        place = wrong(block)
        if place == 0:
            kernel(*arguments(block))
        return place

    whole = numba.types.int64
    return numba.cfunc(whole(numba.types.CPointer(whole)), **_OPTIONS)(enter)


@cache
def _numba() -> ModuleType:
    """Numba, which takes a third of a second.

    As it loads it asks SciPy for linear algebra, which takes another third, and no kernel multiplies matrices.
    """
    import numba  # noqa: PLC0415
    from numba.np import linalg  # noqa: PLC0415

    asked = linalg.ensure_blas
    linalg.ensure_blas = _no_linear_algebra
    try:
        import numba.np.arraymath  # noqa: PLC0415
    finally:
        linalg.ensure_blas = asked
    return numba


def _no_linear_algebra() -> None:
    raise ImportError("no kernel uses it")


def _with_pieces(function: FunctionType, compile_piece: Callable[[FunctionType], object]) -> FunctionType:
    """The function with the pieces that it names as machine code, and theirs in them."""
    used = pieces(function)
    if not used:
        return function
    compiled_pieces = {name: compile_piece(_with_pieces(value, compile_piece)) for name, value in used.items()}
    whole = FunctionType(function.__code__, {**function.__globals__, **compiled_pieces}, function.__name__)
    whole.__qualname__, whole.__module__ = function.__qualname__, function.__module__
    return whole
