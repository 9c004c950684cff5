"""Randomness that comes from a seed in the data: the same numbers on every machine."""

_MASK = (1 << 64) - 1


def unit(seed: int, *indices: int) -> float:
    """A number in 0..1 that depends on the seed and the indices only (splitmix64, Steele et al. 2014)."""
    state = seed & _MASK
    for index in indices:
        state = _mixed((state ^ (index & _MASK)) + 0x9E3779B97F4A7C15)
    return _mixed(state) / 2**64


def _mixed(value: int) -> int:
    value &= _MASK
    value = ((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    value = ((value ^ (value >> 27)) * 0x94D049BB133111EB) & _MASK
    return value ^ (value >> 31)
