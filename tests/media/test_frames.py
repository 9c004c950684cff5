import random
import threading
from fractions import Fraction

import av
import numpy as np
import pytest

from draftreel.errors import MaterialError
from draftreel.media import FrameReader, films, probe
from draftreel.media.decoding import Decoder
from draftreel.timeline import Media, MediaKind

NTSC = Fraction(30_000, 1_001)
STEADY = (("sc_threshold", "0"),)  # key pictures at the distance asked for, whatever the pictures show
CONTAINERS = [
    ("mp4", "libx264"),
    ("mov", "libx264"),
    ("mkv", "libx264"),
    ("ts", "libx264"),
    ("flv", "libx264"),
    ("avi", "mpeg4"),
    ("webm", "libvpx-vp9"),
]


def numbers(path, moments, read_number, size=None):
    with FrameReader(path, probe(path), size) as reader:
        return [read_number(reader.at(moment).planes[0]) for moment in moments]


@pytest.mark.parametrize("fps", [Fraction(24), Fraction(25), Fraction(30), NTSC, Fraction(60)], ids=str)
@pytest.mark.parametrize("cut", [int, round, lambda t: int(t) + 1], ids=["truncated", "rounded", "above"])
def test_frame_n_shows_at_its_own_time(film, read_number, fps, cut):
    path = film("a.mp4", fps=fps)
    assert numbers(path, [cut(n * 1_000_000 / fps) for n in range(60)], read_number) == list(range(60))


@pytest.mark.parametrize(("name", "codec"), CONTAINERS)
def test_frame_n_shows_at_its_own_time_in_every_container(film, read_number, name, codec):
    path = film(f"a.{name}", codec=codec)
    assert numbers(path, [n * 1_000_000 // 30 for n in range(60)], read_number) == list(range(60))


@pytest.mark.parametrize(("name", "codec"), CONTAINERS)
@pytest.mark.parametrize("gop", [1, 12, 250])
def test_backwards_and_shuffled_reading_give_the_frames_of_forward_reading(film, read_number, name, codec, gop):
    path = film(f"a.{name}", codec=codec, gop=gop)
    back = list(reversed(range(60)))
    mixed = random.Random(1).sample(range(60), 60)
    assert numbers(path, [n * 1_000_000 // 30 for n in back], read_number) == back
    assert numbers(path, [n * 1_000_000 // 30 for n in mixed], read_number) == mixed


def test_shuffled_reading_gives_the_very_same_pixels(film):
    path = film("a.mp4")
    media = probe(path)
    with FrameReader(path, media) as forward, FrameReader(path, media) as shuffled:
        straight = [[np.array(plane) for plane in forward.at(n * 33_334).planes] for n in range(60)]
        for n in random.Random(2).sample(range(60), 60):
            for ours, theirs in zip(shuffled.at(n * 33_334).planes, straight[n], strict=True):
                assert np.array_equal(ours, theirs)


def test_the_middle_of_a_frame_shows_that_frame(film, read_number):
    assert numbers(film("a.mp4"), [n * 33_333 + 16_000 for n in range(60)], read_number) == list(range(60))


def test_the_edges_hold(film, read_number):
    assert numbers(film("a.mp4"), [-5_000_000, -1, 1_999_999, 2_000_000, 99_000_000, 0], read_number) == [
        0, 0, 59, 59, 59, 0,
    ]  # fmt: skip


@pytest.mark.checklist(29)
def test_a_variable_rate_shows_each_frame_from_its_own_stamp_on(film, read_number):
    stamps = [0, 100, 133, 500, 510, 2_000]
    path = film("a.mkv", stamps=stamps, base=Fraction(1, 1_000), pictures=[_number(n) for n in range(6)])
    moments = [0, 99_000 - 1_001, 100_000, 132_000 - 1_001, 133_000, 498_000, 500_000, 510_000, 1_900_000, 2_000_000]
    assert numbers(path, moments, read_number) == [0, 0, 1, 1, 2, 2, 3, 4, 4, 5]


@pytest.mark.checklist(29)
def test_an_edit_list_that_cuts_the_head_is_honoured(film, read_number):
    path = film("a.mp4", stamps=range(-7, 53))
    assert numbers(path, [0, 33_333, 1_000_000, 0], read_number) == [7, 8, 37, 7]


@pytest.mark.parametrize(
    ("name", "start"), [("a.mp4", 5), ("a.mp4", 900), ("a.mkv", -7), ("a.mkv", 5), ("a.ts", -7), ("a.ts", 900)]
)
def test_a_film_that_starts_elsewhere_is_counted_from_its_first_picture(film, read_number, name, start):
    path = film(name, stamps=range(start, start + 60))
    order = [0, 1, 30, 59, 5]
    assert numbers(path, [n * 1_000_000 // 30 for n in order], read_number) == order


@pytest.mark.parametrize("speed", [3, 20])
def test_fast_forward_play_skips_to_the_right_frames(film, read_number, speed):
    wanted = list(range(0, 60, speed))
    assert numbers(film("a.mp4", gop=6), [n * 1_000_000 // 30 for n in wanted], read_number) == wanted


def test_open_groups_of_pictures_give_the_same_frames_after_a_jump(film, read_number):
    path = film("a.mp4", options=(("x264-params", "open-gop=1:keyint=10:min-keyint=10:bframes=3:b-adapt=0"),))
    for n in range(59, -1, -7):
        assert numbers(path, [n * 1_000_000 // 30], read_number) == [n]


def test_frames_are_delivered_at_the_size_asked_for_but_never_enlarged(film):
    path = film("a.mp4")
    media = probe(path)
    for asked, given in (((32, 24), (32, 24)), ((33, 25), (33, 25)), ((640, 480), (64, 48)), (None, (64, 48))):
        with FrameReader(path, media, asked) as reader:
            image = reader.at(0)
            assert image.size == given
            assert image.planes[1].shape == ((given[1] + 1) // 2, (given[0] + 1) // 2)


@pytest.fixture
def runs(monkeypatch):
    """How often a decoder had to be placed anew, as a list that grows."""
    placed = []
    run = Decoder.run
    monkeypatch.setattr(Decoder, "run", lambda self, moment=None: placed.append(moment) or run(self, moment))
    return placed


def read_all(path, order, read_number):
    with FrameReader(path, Media("", MediaKind.VIDEO)) as reader:
        return [read_number(reader.at(n * 1_000_000 // 30).planes[0]) for n in order]


def test_forward_play_never_seeks(film, read_number, runs):
    read_all(film("a.mp4"), range(60), read_number)
    assert len(runs) == 1


def test_backward_play_decodes_each_group_of_pictures_once(film, read_number, runs):
    assert read_all(film("a.mp4", gop=12, options=STEADY), range(59, -1, -1), read_number) == list(range(59, -1, -1))
    assert len(runs) <= 60 // 12 + 1  # the first reading keeps no history


def test_backward_play_is_right_when_a_group_does_not_fit_into_memory(film, read_number, runs, monkeypatch):
    monkeypatch.setattr(films, "_HISTORY_BYTES", 10 * 64 * 48 * 3 // 2)
    assert read_all(film("a.mp4", gop=250, options=STEADY), range(59, -1, -1), read_number) == list(range(59, -1, -1))
    assert len(runs) <= 1 + 60 // 3  # padded rows leave room for fewer than ten


def test_asking_for_the_same_frame_again_gives_the_same_image(film):
    path = film("a.mp4")
    with FrameReader(path, probe(path)) as reader:
        assert reader.at(0) is reader.at(10_000)


def test_closing_ends_the_decoding_thread(film):
    path = film("a.mp4")
    before = threading.active_count()
    reader = FrameReader(path, probe(path))
    for n in range(5):
        reader.at(n * 33_334)
    assert threading.active_count() == before + 1
    reader.close()
    assert threading.active_count() == before


@pytest.mark.checklist(27)
def test_a_hole_in_the_middle_holds_the_last_good_frame(film, read_number):
    path = film("a.ts", gop=10, b_frames=0)
    data = bytearray(path.read_bytes())
    middle = len(data) // 2 // 188 * 188
    data[middle : middle + 188 * 8] = bytes(188 * 8)
    path.write_bytes(data)
    shown = numbers(path, [n * 1_000_000 // 30 for n in range(60)], read_number)
    assert shown[:20] == list(range(20))
    assert shown[-10:] == list(range(50, 60))
    assert shown == sorted(shown)


@pytest.mark.checklist(27)
def test_a_cut_off_film_shows_what_there_is_and_then_holds(film, read_number):
    path = film("a.mp4", options=(("movflags", "faststart"),))
    whole = path.read_bytes()
    path = film("b.mkv")
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) * 2 // 3])
    shown = numbers(path, [n * 1_000_000 // 30 for n in range(60)], read_number)
    assert shown[:15] == list(range(15))
    assert shown[-1] == max(shown)


@pytest.mark.checklist(27)
def test_a_film_without_a_decodable_frame_is_refused(film):
    path = film("a.avi", codec="mpeg4")
    data = bytearray(path.read_bytes())
    start = data.index(b"movi") + 4
    end = data.index(b"idx1")
    for at in range(start, end - 8):
        if data[at : at + 4] == b"00dc":
            size = int.from_bytes(data[at + 4 : at + 8], "little")
            data[at + 8 : at + 8 + size] = bytes(size)
    path.write_bytes(data)
    with pytest.raises(MaterialError):
        probe(path)


def test_a_see_through_film_keeps_its_alpha(film):
    def half_red(_n):
        pixels = np.zeros((48, 64, 4), np.uint8)
        pixels[:, :32] = (255, 0, 0, 128)
        return av.VideoFrame.from_ndarray(pixels, format="rgba")

    path = film("a.mov", codec="qtrle", pixels="argb", raw=half_red, count=3)
    with FrameReader(path, probe(path)) as reader:
        y, _, v, alpha = reader.at(0).planes
    assert alpha[10, 10] == 128
    assert alpha[10, 50] == 0
    assert y[10, 10] == pytest.approx(16 + 128 / 255 * 219 * 0.2126, abs=1)
    assert v[5, 5] == pytest.approx(128 + 128 / 255 * 112, abs=1)
    assert (y[10, 50], v[5, 25]) == (16, 128)


def test_vp9_keeps_its_alpha(film):
    def half(_n):
        frame = av.VideoFrame(64, 48, "yuva420p")
        for plane, value in zip(frame.planes, (180, 128, 128, 255), strict=True):
            data = np.full((plane.height, plane.line_size), value, np.uint8)
            if value == 255:
                data[:, 32:] = 0
            plane.update(data.tobytes())
        return frame

    path = film("a.webm", codec="libvpx-vp9", pixels="yuva420p", raw=half, count=3, b_frames=0)
    with FrameReader(path, probe(path)) as reader:
        image = reader.at(33_334)
    assert len(image.planes) == 4
    assert image.planes[3][20, 10] > 250
    assert image.planes[3][20, 55] < 5
    assert image.planes[0][20, 10] == pytest.approx(180, abs=3)
    assert image.planes[0][20, 55] == pytest.approx(16, abs=3)


def test_times_before_a_late_first_picture_do_not_seek_again(film, read_number):
    """The head of the stream is lost, so that its first picture can be shown only after its start."""
    path = film("a.ts", gop=10, b_frames=0)
    data = path.read_bytes()
    path.write_bytes(data[: 188 * 3] + data[len(data) // 3 // 188 * 188 :])
    with FrameReader(path, probe(path)) as reader:
        first = reader.at(0)
        source = reader._pictures._source
        assert reader.at(20_000) is first
        assert reader._pictures._source is source


def test_a_full_alpha_is_no_alpha(film):
    opaque = np.full((48, 64, 4), 255, np.uint8)
    path = film(
        "a.mov", codec="qtrle", pixels="argb", raw=lambda _: av.VideoFrame.from_ndarray(opaque, "rgba"), count=2
    )
    with FrameReader(path, probe(path)) as reader:
        assert reader.at(0).opaque


def test_the_kind_decides_and_a_sound_has_no_frames(sound):
    path = sound("a.wav", np.zeros((4_800, 2), np.float32), "pcm_s16le")
    media = probe(path)
    assert media.kind is MediaKind.SOUND
    with pytest.raises(MaterialError):
        FrameReader(path, media)


def _number(n):
    bits = np.array([n >> (7 - bit) & 1 for bit in range(8)], np.uint8).repeat(8) * 170 + 40
    return np.ascontiguousarray(np.broadcast_to(bits[None, :, None], (48, 64, 3)))


@pytest.mark.parametrize(
    ("name", "codec", "pixels"), [("a.webm", "libvpx-vp9", "yuva420p"), ("a.mov", "prores_ks", "yuva444p10le")]
)
def test_see_through_films_show_frame_n_at_its_own_time_in_any_order(
    film, read_number, draw_number, name, codec, pixels
):
    def glass(n):
        pixels_of_n = np.dstack([draw_number(n), np.full((48, 64), 250, np.uint8)])
        return av.VideoFrame.from_ndarray(pixels_of_n, "rgba").reformat(format=pixels)

    path = film(name, codec=codec, pixels=pixels, raw=glass, count=60, b_frames=0)
    order = [0, 1, 2, 30, 59, 58, 57, 5, 12]
    assert numbers(path, [n * 1_000_000 // 30 for n in order], read_number) == order
    with FrameReader(path, probe(path)) as reader:
        assert int(reader.at(0).planes[3][24, 32]) == pytest.approx(250, abs=3)
