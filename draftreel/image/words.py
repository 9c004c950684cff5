"""How a kernel reads its arguments from a block of words: code for Numba, which importing this imports."""

# mypy: disable-error-code="no-untyped-call"
# most of Numba has no types

from collections.abc import Callable, Iterable, Iterator

from llvmlite import ir
from numba import types
from numba.core.base import BaseContext
from numba.extending import intrinsic
from numba.np.arrayobj import make_array, populate_array

_INT, _LONG, _DOUBLE = ir.IntType(32), ir.IntType(64), ir.DoubleType()
_LONGS = _LONG.as_pointer()
# PyArrayInterface: two, nd, typekind, itemsize, flags, shape, strides, data
_TOLD = ir.LiteralStructType((_INT, _INT, ir.IntType(8), _INT, _INT, _LONGS, _LONGS, ir.IntType(8).as_pointer()))
_VERSION, _DIMENSIONS, _KIND, _SIZE, _FLAGS, _SHAPE, _STRIDES, _DATA = range(8)
_JOINED, _ALIGNED, _NATIVE, _WRITEABLE = 0x1, 0x100, 0x200, 0x400
_LETTERS = ((types.Complex, "c"), (types.Float, "f"))


def words(kinds: tuple[types.Type, ...]) -> tuple[Callable[..., int], Callable[..., tuple[object, ...]]]:
    """For a kernel of these kinds two functions of a block: the place of the first wrong array, or 0; its arguments."""

    @intrinsic
    def wrong(_typing, block):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
        return types.int64(block), lambda context, builder, _, args: _wrong(context, builder, args[0], kinds)

    @intrinsic
    def arguments(_typing, block):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
        return types.Tuple(kinds)(block), lambda context, builder, _, args: _read(context, builder, args[0], kinds)

    return wrong, arguments


def _wrong(context: BaseContext, builder: ir.IRBuilder, block: ir.Value, kinds: tuple[types.Type, ...]) -> ir.Value:
    arrays = [(place, kind) for place, kind in enumerate(_flat(kinds)) if isinstance(kind, types.Array)]
    found: ir.Value = _LONG(0)
    for count, (place, kind) in reversed(list(enumerate(arrays, 1))):
        found = builder.select(_fits(context, builder, _told(builder, block, place), kind), found, _LONG(count))
    return found


def _fits(context: BaseContext, builder: ir.IRBuilder, told: ir.Value, kind: types.Array) -> ir.Value:
    needed = _ALIGNED | _NATIVE | (_JOINED if kind.layout == "C" else 0) | (_WRITEABLE if kind.mutable else 0)
    size = context.get_abi_sizeof(context.get_data_type(kind.dtype))
    wanted = ((_VERSION, 2), (_DIMENSIONS, kind.ndim), (_KIND, ord(_letter(kind.dtype))), (_SIZE, size))
    fits: ir.Value = builder.icmp_signed("==", builder.and_(_field(builder, told, _FLAGS), _INT(needed)), _INT(needed))
    for field, value in wanted:
        found = _field(builder, told, field)
        fits = builder.and_(fits, builder.icmp_signed("==", found, found.type(value)))
    return fits


def _letter(kind: types.Type) -> str:
    """What the array interface calls a kind of number."""
    if isinstance(kind, types.Integer):
        return "u" if kind.name.startswith("u") else "i"
    return next(letter for family, letter in _LETTERS if isinstance(kind, family))


def _read(context: BaseContext, builder: ir.IRBuilder, block: ir.Value, kinds: tuple[types.Type, ...]) -> ir.Value:
    values = iter([_value(context, builder, block, place, kind) for place, kind in enumerate(_flat(kinds))])
    return context.make_tuple(builder, types.Tuple(kinds), [_taken(context, builder, values, kind) for kind in kinds])


def _taken(context: BaseContext, builder: ir.IRBuilder, values: Iterator[ir.Value], kind: types.Type) -> ir.Value:
    if not isinstance(kind, types.UniTuple):
        return next(values)
    return context.make_tuple(builder, kind, [next(values) for _ in _inner(kind)])


def _value(context: BaseContext, builder: ir.IRBuilder, block: ir.Value, place: int, kind: types.Type) -> ir.Value:
    if isinstance(kind, types.Array):
        return _array(context, builder, _told(builder, block, place), kind)
    word = builder.load(builder.gep(block, [_LONG(place)]))
    if not isinstance(kind, types.Float):
        return word
    number = builder.bitcast(word, _DOUBLE)
    return number if kind == types.float64 else builder.fptrunc(number, ir.FloatType())


def _array(context: BaseContext, builder: ir.IRBuilder, told: ir.Value, kind: types.Array) -> ir.Value:
    """Numba's own idea of an array, that belongs to nobody."""
    item, array = context.get_data_type(kind.dtype), make_array(kind)(context, builder)
    populate_array(
        array,
        data=builder.bitcast(_field(builder, told, _DATA), item.as_pointer()),
        shape=_each(builder, _field(builder, told, _SHAPE), kind.ndim),
        strides=_each(builder, _field(builder, told, _STRIDES), kind.ndim),
        itemsize=_LONG(context.get_abi_sizeof(item)),
        meminfo=None,
    )
    return array._getvalue()  # noqa: SLF001 - the way Numba's own extensions have it


def _each(builder: ir.IRBuilder, longs: ir.Value, count: int) -> list[ir.Value]:
    return [builder.load(builder.gep(longs, [_LONG(place)])) for place in range(count)]


def _told(builder: ir.IRBuilder, block: ir.Value, place: int) -> ir.Value:
    return builder.inttoptr(builder.load(builder.gep(block, [_LONG(place)])), _TOLD.as_pointer())


def _field(builder: ir.IRBuilder, told: ir.Value, field: int) -> ir.Value:
    return builder.load(builder.gep(told, [_INT(0), _INT(field)]))


def _flat(kinds: tuple[types.Type, ...]) -> list[types.Type]:
    return [inner for kind in kinds for inner in _inner(kind)]


def _inner(kind: types.Type) -> Iterable[types.Type]:
    return (kind.dtype,) * kind.count if isinstance(kind, types.UniTuple) else (kind,)
