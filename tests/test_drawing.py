from fractions import Fraction

import pytest

from draftreel.drawing import Wanted, draw_chunks, drawing
from draftreel.errors import RenderError
from draftreel.formats import VideoSettings
from draftreel.plan import Chunk, Film
from draftreel.span import SECOND, Span
from draftreel.timeline import Timeline

BLACK = Film(
    Timeline(64, 36, Fraction(30), 3 * SECOND), Span(0, 3 * SECOND), (), VideoSettings(64, 36, Fraction(30)), ()
)
SECONDS = [Chunk(n, 30 * n, 30, str(n)) for n in range(3)]


def wanted(folder, stop_at=None):
    """Three chunks of a second; drawing frame `stop_at` of the film fails."""

    def progress(chunk):
        def told(done):
            if chunk.first + done == stop_at:
                raise RenderError("no more")

        return told

    return [Wanted(chunk, folder / f"{chunk.index}.mp4", progress(chunk)) for chunk in SECONDS]


def test_each_chunk_is_there_when_it_is_handed_on(tmp_path):
    with drawing(BLACK) as compositor:
        for chunk in draw_chunks(BLACK, wanted(tmp_path), compositor):
            assert (tmp_path / f"{chunk.index}.mp4").stat().st_size > 0
    assert len(list(tmp_path.iterdir())) == 3


def test_a_chunk_that_fails_leaves_the_whole_ones_and_nothing_else(tmp_path):
    with drawing(BLACK) as compositor, pytest.raises(RenderError, match="no more"):
        list(draw_chunks(BLACK, wanted(tmp_path, stop_at=75), compositor))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["0.mp4", "1.mp4"]


def test_who_stops_asking_leaves_nothing_half_done(tmp_path):
    with drawing(BLACK) as compositor:
        drawn = draw_chunks(BLACK, wanted(tmp_path), compositor)
        next(drawn)
        drawn.close()
    assert [path.name for path in tmp_path.iterdir()] == ["0.mp4"]


def test_where_one_cannot_be_ended_the_next_leaves_no_part_of_it(tmp_path):
    asked = wanted(tmp_path)
    (tmp_path / "0.mp4").mkdir()  # a folder in its place: the file cannot get its name
    with drawing(BLACK) as compositor, pytest.raises(Exception, match=r"finished"):
        list(draw_chunks(BLACK, asked, compositor))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["0.mp4", "1.mp4"]
