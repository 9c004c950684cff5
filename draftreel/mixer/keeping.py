"""Samples as they are written to be read back: to the bit, in no more room than that takes."""

import struct
import zlib

import numpy as np
from numpy.typing import NDArray

from draftreel.samples import CHANNELS, Samples

_HEADER = struct.Struct("<8s4sI")
_CHECK = struct.Struct("<I")
_MAGIC = b"samples1"
_GLANCE = 4_800  # samples that tell most sounds of more than 16 bits
_FULL_SCALE = np.float32(32_768)
_FORMS: dict[bytes, type[np.int16 | np.float32]] = {b"i2": np.int16, b"f4": np.float32}


def samples_as_bytes(samples: Samples) -> bytes:
    """Samples of shape (count, 2) without the silence at their end, behind a header and a sum that tells damage.

    One column is written where both are the same, and 16 bits where the samples came from as many.
    """
    sounding = samples[: _sounding(samples)]
    columns = 1 if _same(sounding[:, 0], sounding[:, 1]) else CHANNELS
    values = _narrowed(np.ascontiguousarray(sounding[:, :columns]))
    form = b"i2" if values.dtype.kind == "i" else b"f4"
    header = _HEADER.pack(_MAGIC, form, columns)
    return b"".join((_CHECK.pack(zlib.crc32(values.data, zlib.crc32(header))), header, values.data))


def samples_from_bytes(data: NDArray[np.uint8]) -> Samples | None:
    """The samples that `samples_as_bytes` wrote; None for anything else."""
    start = _CHECK.size + _HEADER.size
    if data.size < start or _CHECK.unpack(data[: _CHECK.size].tobytes()) != (zlib.crc32(data[_CHECK.size :].data),):
        return None
    magic, form, columns = _HEADER.unpack(data[_CHECK.size : start].tobytes())
    if magic != _MAGIC:
        return None
    values = data[start:].view(_FORMS[form.rstrip(b"\0")]).reshape(-1, columns)
    widened = values.astype(np.float32) / _FULL_SCALE if values.dtype.kind == "i" else values
    return np.ascontiguousarray(np.broadcast_to(widened, (len(widened), CHANNELS)), np.float32)


def _sounding(samples: Samples) -> int:
    """How many samples there are up to the last that is not silent."""
    loud = np.flatnonzero(_bits(samples).any(axis=1))
    return int(loud[-1]) + 1 if len(loud) else 0


def _narrowed(values: NDArray[np.float32]) -> NDArray[np.float32] | NDArray[np.int16]:
    if len(values) > _GLANCE and _narrowed(values[:_GLANCE]).dtype.kind == "f":
        return values
    scaled = np.clip(values * _FULL_SCALE, -_FULL_SCALE, _FULL_SCALE - 1)
    narrow = np.rint(np.nan_to_num(scaled)).astype(np.int16)
    return narrow if _same(narrow.astype(np.float32) / _FULL_SCALE, values) else values


def _same(one: NDArray[np.float32], other: NDArray[np.float32]) -> bool:
    return np.array_equal(_bits(one), _bits(other))


def _bits(values: NDArray[np.float32]) -> NDArray[np.uint32]:
    return np.ascontiguousarray(values).view(np.uint32)
