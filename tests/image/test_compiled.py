import re
import subprocess
import sys
from pathlib import Path

import numba
import numpy as np

import draftreel
from draftreel.image.compiled import IN, OUT, compile_all, compiled


def doubled(plane: np.ndarray, out: np.ndarray) -> None:
    for row in range(plane.shape[0]):
        for column in range(plane.shape[1]):
            out[row, column] = 2 * plane[row, column]


def test_a_kernel_takes_views_and_arrays_that_must_not_be_written_to() -> None:
    whole = np.arange(24, dtype=np.uint8).reshape(4, 6)
    whole.setflags(write=False)
    out = np.zeros((2, 3), np.uint8)
    compiled(IN, OUT)(doubled)(whole[::2, ::2], out)
    assert out.tolist() == [[0, 4, 8], [24, 28, 32]]


def test_where_nothing_can_be_kept_every_process_compiles_for_itself(monkeypatch) -> None:
    real = numba.njit

    def without_a_folder(*args, cache: bool = False, **options):
        if cache:
            raise RuntimeError("cannot cache function: no locator available")
        return real(*args, **options)

    monkeypatch.setattr(numba, "njit", without_a_folder)
    out = np.zeros((1, 2), np.uint8)
    compiled(IN, OUT)(doubled)(np.array([[1, 2]], np.uint8), out)
    assert out.tolist() == [[2, 4]]


def test_every_kernel_can_be_compiled_ahead() -> None:
    before = compile_all()
    compiled(IN, OUT)(doubled)
    assert compile_all() == before + 1


def test_preparing_compiles_every_kernel_there_is() -> None:
    """As many as the sources mark, whatever folder they lie in."""
    sources = (path.read_text() for path in Path(draftreel.__path__[0]).rglob("*.py"))
    marked = sum(len(re.findall(r"^(?:@|\w+ = )compiled\(", source, re.MULTILINE)) for source in sources)
    prepare = [sys.executable, "-c", "from draftreel.cli import app; app(['prepare'])"]
    said = subprocess.run(prepare, capture_output=True, text=True, check=True).stdout
    assert int(said.split()[0]) == marked > 20


def test_a_kernel_does_not_wait_for_linear_algebra_and_who_wants_it_has_it() -> None:
    code = (
        "import sys, draftreel.image; "
        "from draftreel.image.compiled import compile_all; compile_all(); print('scipy.linalg' in sys.modules); "
        "from numba.np import linalg; linalg.ensure_blas(); print('scipy.linalg' in sys.modules)"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.split() == ["False", "True"]
