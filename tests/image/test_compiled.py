import re
import subprocess
import sys
from pathlib import Path
from threading import Barrier, Thread

import numpy as np
import pytest
from llvmlite.binding import ObjectFileRef

import draftreel
import draftreel.audio_effects
import draftreel.compositor.compositor
import draftreel.mixer
from draftreel.image import compiled as compiled_module
from draftreel.image import machine_code
from draftreel.image.compiled import BYTES, IN, OUT, PLANES_IN, REAL, WHOLE, compile_all, compiled


def doubled(plane: np.ndarray, out: np.ndarray) -> None:
    for row in range(plane.shape[0]):
        for column in range(plane.shape[1]):
            out[row, column] = 2 * plane[row, column]


def told(table: np.ndarray, planes: tuple[np.ndarray, ...], whole: int, real: float, out: np.ndarray) -> None:
    out[0, 0], out[0, 1], out[0, 2], out[0, 3] = table[1], planes[1][0, 0], whole, real * 10


def ones(plane: np.ndarray) -> None:
    plane[0, 0] = 1


def allocates(plane: np.ndarray) -> None:
    plane[0, 0] = np.empty(3, np.uint8).size


def raises(plane: np.ndarray) -> None:
    if plane[0, 0] > 1:
        raise ValueError


@pytest.fixture(autouse=True)
def _own_list(monkeypatch) -> None:
    monkeypatch.setattr(compiled_module, "_KERNELS", list(compiled_module._KERNELS))


TABLE = np.array((3, 5), np.uint8)
PLANE = np.full((1, 4), 7, np.uint8)


def tell(table=TABLE, planes=(PLANE, PLANE), whole=11, real=1.3, out=None) -> list[int]:
    out = np.zeros((1, 4), np.uint8) if out is None else out
    compiled(BYTES, PLANES_IN.format(2), WHOLE, REAL, OUT)(told)(table, planes, whole, real, out)
    return out[0].tolist()


def test_a_kernel_takes_views_and_arrays_that_must_not_be_written_to() -> None:
    whole = np.arange(24, dtype=np.uint8).reshape(4, 6)
    whole.setflags(write=False)
    out = np.zeros((2, 3), np.uint8)
    compiled(IN, OUT)(doubled)(whole[::2, ::2], out)
    assert out.tolist() == [[0, 4, 8], [24, 28, 32]]


def test_a_kernel_takes_planes_that_run_backwards() -> None:
    plane, out = np.array([[1, 2], [3, 4]], np.uint8), np.zeros((2, 2), np.uint8)
    compiled(IN, OUT)(doubled)(plane[::-1, ::-1], out[::-1])
    assert out.tolist() == [[4, 2], [8, 6]]


@pytest.mark.parametrize("shape", [(0, 3), (3, 0), (0, 0)])
def test_a_kernel_takes_planes_without_a_sample(shape) -> None:
    compiled(IN, OUT)(doubled)(np.empty(shape, np.uint8), np.empty(shape, np.uint8))


def test_a_kernel_takes_tables_tuples_and_numbers() -> None:
    assert tell() == [5, 7, 11, 13]


def test_a_kernel_takes_the_numbers_of_numpy_and_truth_as_one() -> None:
    assert tell(whole=np.int64(4), real=np.float32(2)) == [5, 7, 4, 20]
    assert tell(whole=True, real=3) == [5, 7, 1, 30]


@pytest.mark.parametrize(
    "wrong",
    [
        {"table": TABLE.astype(np.int8)},
        {"table": TABLE.astype(np.uint16)},
        {"table": TABLE.astype(np.float64)},
        {"table": np.zeros(4, np.uint8)[::2]},
        {"table": np.zeros((2, 2), np.uint8)},
        {"table": np.uint8(3)},
        {"table": [3, 5]},
        {"planes": (PLANE,)},
        {"planes": (PLANE, PLANE, PLANE)},
        {"planes": [PLANE, PLANE]},
        {"planes": PLANE},
        {"planes": (PLANE, PLANE[0])},
        {"planes": (PLANE, PLANE.astype(">u2"))},
        {"whole": 1.5},
        {"whole": "1"},
        {"real": "1"},
        {"real": None},
        {"out": np.zeros((1, 4), np.float32)},
        {"out": np.zeros((1, 4, 1), np.uint8)},
        {"out": np.broadcast_to(np.zeros(4, np.uint8), (1, 4))},
    ],
)
def test_what_is_not_of_its_kind_is_refused(wrong) -> None:
    with pytest.raises(TypeError, match="told takes"):
        tell(**wrong)


def test_numbers_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(TypeError):
        compiled("Array(uint16, 2, 'A', True)", OUT)(doubled)(PLANE.astype(">u2"), PLANE.copy())


@pytest.mark.parametrize("planes", [(), (PLANE,), (PLANE, PLANE, PLANE)])
def test_too_few_and_too_many_arguments_are_refused(planes) -> None:
    with pytest.raises(TypeError, match="doubled takes"):
        compiled(IN, OUT)(doubled)(*planes)


def test_planes_that_belong_in_a_tuple_are_refused_without_it() -> None:
    with pytest.raises(TypeError, match="told takes"):
        compiled(BYTES, PLANES_IN.format(2), WHOLE, REAL, OUT)(told)(TABLE, PLANE, PLANE, 11, 1.3, PLANE.copy())


def test_what_must_not_be_written_to_stays_as_it_is() -> None:
    plane = np.zeros((1, 1), np.uint8)
    plane.setflags(write=False)
    with pytest.raises(TypeError):
        compiled(OUT)(ones)(plane)
    assert plane.tolist() == [[0]]


def test_where_nothing_can_be_kept_every_process_compiles_for_itself(monkeypatch, tmp_path) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setattr(machine_code, "folders", lambda _: (tmp_path / "file" / "kernels",))
    out = np.zeros((1, 2), np.uint8)
    compiled(IN, OUT)(doubled)(np.array([[1, 2]], np.uint8), out)
    assert out.tolist() == [[2, 4]]


def test_a_kernel_that_is_damaged_is_compiled_again(monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(machine_code, "folders", lambda _: (tmp_path,))
    out = np.zeros((1, 1), np.uint8)
    compiled(IN, OUT)(doubled)(np.array([[1]], np.uint8), out)
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    file.write_bytes(whole[:-1])
    compiled(IN, OUT)(doubled)(np.array([[2]], np.uint8), out)
    assert out.tolist() == [[4]]
    assert machine_code.kept((tmp_path,), file.name) is not None


def test_a_kernel_under_the_name_of_another_is_not_taken(tmp_path) -> None:
    machine_code.keep((tmp_path,), "one.kernel", b"code")
    (tmp_path / "one.kernel").rename(tmp_path / "other.kernel")
    assert machine_code.kept((tmp_path,), "other.kernel") is None


def test_a_kernel_is_kept_in_the_first_folder_that_can_be_written_to_and_found_there(tmp_path) -> None:
    (tmp_path / "file").write_text("no folder")
    folders = tmp_path / "file", tmp_path / "made" / "here"
    assert machine_code.keep(folders, "one.kernel", b"code")
    assert machine_code.kept(folders, "one.kernel") == b"code"
    assert [path.name for path in folders[1].iterdir()] == ["one.kernel"]


@pytest.mark.parametrize("function", [allocates, raises])
def test_a_kernel_that_asks_for_more_than_the_c_library_is_refused(function) -> None:
    with pytest.raises(Exception, match=r"built-in function empty|C library"):
        compiled(OUT)(function)(PLANE)


def test_a_kernel_may_be_asked_for_by_many_at_once(monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(machine_code, "folders", lambda _: (tmp_path,))
    kernel, barrier, outs = compiled(IN, OUT)(doubled), Barrier(4), [np.zeros((1, 1), np.uint8) for _ in range(4)]

    def ask(out: np.ndarray) -> None:
        barrier.wait()
        kernel(np.array([[21]], np.uint8), out)

    threads = [Thread(target=ask, args=(out,)) for out in outs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [int(out[0, 0]) for out in outs] == [42] * 4


def test_every_kernel_can_be_compiled_ahead() -> None:
    before = compile_all()
    compiled(IN, OUT)(doubled)
    assert compile_all() == before + 1


def test_preparing_compiles_every_kernel_there_is() -> None:
    """As many as the sources mark, whatever folder they lie in."""
    sources = (path.read_text() for path in Path(draftreel.__path__[0]).rglob("*.py"))
    marked = sum(len(re.findall(r"^(?:@|\w+ = )compiled\(", source, re.MULTILINE)) for source in sources)
    assert int(said_by("from draftreel.cli import app; app(['prepare'])").split()[0]) == marked > 20


DRAWN_AND_HEARD = """
import sys
import numpy as np
from draftreel.image import BLACK, fill, mix
from draftreel.mixer.peaks import true_peaks
from draftreel.image.compiled import compile_all
image = fill((4, 4), BLACK)
mix(image, fill((4, 4), (1.0, 1.0, 1.0, 1.0)), 0.5), true_peaks(np.ones((200, 2), np.float32), 0.1)
print("numba" in sys.modules)
"""


def test_what_draws_and_what_is_heard_does_without_numba_once_it_is_compiled() -> None:
    said_by(DRAWN_AND_HEARD)
    assert said_by(DRAWN_AND_HEARD).split() == ["False"]


def test_a_kernel_does_not_wait_for_linear_algebra_and_who_wants_it_has_it() -> None:
    code = (
        "import sys; from draftreel.image import BLACK, fill, machine_code, mix; "
        "machine_code.kept = lambda *_: None; image = fill((4, 4), BLACK); mix(image, image, 0.5); "
        "print('numba' in sys.modules, 'scipy.linalg' in sys.modules); "
        "from numba.np import linalg; linalg.ensure_blas(); print('scipy.linalg' in sys.modules)"
    )
    assert said_by(code).split() == ["True", "False", "True"]


def test_every_kernel_asks_for_nothing_but_the_c_library(monkeypatch) -> None:
    asked = {}
    for kernel in compiled_module._KERNELS:
        with monkeypatch.context() as patch:
            patch.setattr(machine_code, "loaded", lambda name, _kinds, _key, code: asked.update({name: missing(code)}))
            with pytest.raises(AttributeError):  # nothing was loaded
                kernel.__wrapped__()
    assert len(asked) > 20
    assert set().union(*asked.values()) <= C_LIBRARY


MEMORY, MATHS = (
    {"memcpy", "memmove", "memset"},
    {"ceil", "floor", "rint", "round", "atan2", "sin", "cos", "sincos", "hypot"},
)
C_LIBRARY = MEMORY | MATHS | {f"{name}f" for name in MATHS}


def missing(code: bytes) -> set[str]:
    """The names that an object file leaves open: System V ABI, ELF-64, symbols of 24 bytes whose section is 0."""
    sections = {section.name(): section.data() for section in ObjectFileRef.from_data(code).sections()}
    symbols, names = sections[b".symtab"], sections[b".strtab"]
    open_ones = (at for at in range(24, len(symbols), 24) if symbols[at + 6 : at + 8] == b"\0\0")
    starts = (int.from_bytes(symbols[at : at + 4], "little") for at in open_ones)
    return {names[start : names.index(b"\0", start)].decode() for start in starts}


def said_by(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
