from types import FunctionType

import numpy as np
import pytest

from draftreel.image.fingerprints import fingerprint
from draftreel.image.pieces import piece

KINDS = ("Array(uint8, 2, 'A')",)


def function(source: str, **known: object) -> FunctionType:
    made: dict[str, object] = dict(known)
    exec(f"def kernel(plane):\n    {source}", made)
    return made["kernel"]


def key(source: str, kinds: tuple[str, ...] = KINDS, **known: object) -> str:
    return fingerprint(function(source, **known), kinds)


def part(source: str, **known: object) -> FunctionType:
    return piece(function(source, **known))


def test_the_same_source_has_the_same_key() -> None:
    assert key("plane[0, 0] = STEP", STEP=np.float32(2)) == key("plane[0, 0] = STEP", STEP=np.float32(2))
    assert key("PART(plane)", PART=part("return 1")) == key("PART(plane)", PART=part("return 1"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (key("plane[0, 0] = 1"), key("plane[0, 0] = 2")),
        (key("plane[0, 0] = 1"), key("plane[0, 0] += 1")),
        (key("plane[0, 0] = 1"), key("plane[0, 0] = 1.0")),
        (key("plane.real"), key("plane.imag")),
        (key("plane[0, 0] = STEP", STEP=1), key("plane[0, 0] = STEP", STEP=2)),
        (key("plane[0, 0] = STEP", STEP=np.float32(1)), key("plane[0, 0] = STEP", STEP=np.float64(1))),
        (key("plane[0, 0] = STEP(1)", STEP=np.float32), key("plane[0, 0] = STEP(1)", STEP=np.float64)),
        (key("PART(plane)", PART=part("return 1")), key("PART(plane)", PART=part("return 2"))),
        (key("PART(plane)", PART=part("N", N=1)), key("PART(plane)", PART=part("N", N=2))),
        (
            key("PART(plane)", PART=part("LAST(1)", LAST=part("return 1"))),
            key("PART(plane)", PART=part("LAST(1)", LAST=part("return 2"))),
        ),
        (key("plane[0, 0] = ROW[1]", ROW=np.array((1, 2))), key("plane[0, 0] = ROW[1]", ROW=np.array((1, 3)))),
        (key("lambda: 1"), key("lambda: 2")),
        (key("plane[0, 0] = 1"), key("plane[0, 0] = 1", ("Array(uint16, 2, 'A')",))),
    ],
)
def test_what_is_not_the_same_has_another_key(one, other) -> None:
    assert one != other


def test_a_number_that_is_not_named_changes_nothing() -> None:
    assert key("plane[0, 0] = 1", STEP=1) == key("plane[0, 0] = 1", STEP=2)
