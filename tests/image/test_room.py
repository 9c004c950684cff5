import numpy as np

from draftreel.image.room import room


def test_there_is_room_for_every_shape_and_none_reaches_into_another() -> None:
    arrays = room(np.uint16, (3, 5), (0,), (7,), (2, 40))
    for number, array in enumerate(arrays):
        array[...] = number
    assert [array.shape for array in arrays] == [(3, 5), (0,), (7,), (2, 40)]
    assert [set(array.ravel().tolist()) for array in arrays] == [{0}, set(), {2}, {3}]


def test_room_begins_where_processors_read_best_and_is_in_one_piece() -> None:
    for array in room(np.float32, (3, 5), (7,)):
        assert (array.ctypes.data % 64, array.dtype, array.flags.c_contiguous) == (0, np.float32, True)
