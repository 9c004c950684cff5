import pytest

from draftreel.pose import Pose
from draftreel.timeline import Curve, Key, Placement, contained


@pytest.mark.parametrize(
    ("width", "height", "canvas", "fitted"),
    [
        (1920, 1080, (1080, 1920), (1080, 607.5)),
        (1080, 1920, (1920, 1080), (607.5, 1080)),
        (100, 100, (1080, 1920), (1080, 1080)),
    ],
)
def test_a_picture_fits_inside_the_canvas(width, height, canvas, fitted):
    assert contained(width, height, *canvas) == fitted


def test_a_placement_moves_along_its_curves():
    moving = Placement((10, 10), x=Curve((Key(0, 0.0), Key(1000, 1.0))), opacity=Curve((Key(0, 1.0), Key(1000, 0.0))))
    assert moving.pose(500) == Pose(x=0.5, opacity=0.5)
