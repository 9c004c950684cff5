"""Which films may be shown as they are stored, and between which of their packets to cut."""

import struct
from fractions import Fraction

import av
import numpy as np
import pytest

from draftreel.errors import MaterialError
from draftreel.media import PacketIndex, Unfit, open_packets, packet_index

FPS = Fraction(30)
TAGGED = (1, 1)  # BT.709, limited range


def entries(index):
    return [place for place, mark in enumerate(index.marks) if mark == 2]


def closed(index):
    return [place for place, mark in enumerate(index.marks) if mark]


@pytest.fixture
def fit(film):
    """fit(name, **Shot fields) writes 60 numbered pictures of 64x48 in groups of 12, all as it should be."""

    def make(name="film.mp4", **options):
        return film(name, **{"tags": TAGGED, **options})

    return make


def test_groups_begin_every_twelve_pictures_and_two_b_frames_leave_every_third_place(fit):
    options = (("preset", "ultrafast"), ("x264-params", "scenecut=0:b-adapt=0:b-pyramid=0"))
    index = packet_index(fit(options=options), FPS)
    assert isinstance(index, PacketIndex)
    assert (index.frames, index.size, index.jitter) == (60, (64, 48), 0)
    assert entries(index) == [0, 12, 24, 36, 48]
    assert closed(index)[:8] == [0, 1, 4, 7, 10, 12, 13, 16]


def test_without_b_frames_every_place_is_one_to_cut_at(fit):
    index = packet_index(fit(b_frames=0, options=(("x264-params", "scenecut=0"),)), FPS)
    assert closed(index) == list(range(61))
    assert (index.entry_from(0), index.entry_from(1), index.entry_from(49)) == (0, 12, None)
    assert (index.end_until(59), index.end_until(60), index.end_until(99)) == (59, 60, 60)


def test_an_end_never_lies_within_pictures_that_are_stored_out_of_order(fit):
    index = packet_index(fit(options=(("x264-params", "scenecut=0:b-adapt=0:b-pyramid=0"),)), FPS)
    assert [index.end_until(picture) for picture in (3, 4, 5, 6, 7)] == [1, 4, 4, 4, 7]


def test_open_groups_can_only_be_entered_at_the_film_s_beginning(fit):
    index = packet_index(fit(options=(("x264-params", "open-gop=1:scenecut=0:b-adapt=0"),)), FPS)
    assert entries(index) == [0]


def test_packets_come_numbered_by_the_pictures_they_hold(fit):
    path = fit(options=(("x264-params", "scenecut=0:b-adapt=0:b-pyramid=0"),))
    with open_packets(path) as film:
        assert [number for number, _ in film.run(24, 7, FPS)] == [0, 3, 1, 2, 6, 4, 5]


def test_a_film_that_is_there_no_more_as_it_was_is_an_error(fit):
    with open_packets(fit()) as film, pytest.raises(MaterialError):
        list(film.run(48, 13, FPS))


UNFIT = {
    "full range": ({"tags": (1, 2)}, "full range"),
    "BT.601": ({"tags": (6, 1)}, "other colours than BT.709"),
    "untagged and small, which is read as BT.601": ({"tags": None}, "not read as BT.709 limited"),
    "HLG": ({"transfer": 18}, "other colours than BT.709"),
    "10 bits": ({"pixels": "yuv420p10le"}, "a profile other than Baseline, Main and High"),
    "4:4:4": ({"pixels": "yuv444p"}, "a profile other than Baseline, Main and High"),
    "pixels not square": ({"aspect": "4/3"}, "pixels not square"),
    "turned": ({"rotation": 90.0}, "turned"),
    "interlaced": ({"options": (("x264-params", "tff=1"),)}, "interlaced"),
    "cropped at the left": ({"options": (("x264-params", "crop-rect=2,0,0,0"),)}, "cropped at the left or the top"),
    "another codec": ({"codec": "mpeg4"}, "not H.264"),
    "29.97": ({"fps": Fraction(30_000, 1_001)}, "not at the film's rate"),
    "60": ({"fps": Fraction(60)}, "not at a constant rate"),
    "variable rate": ({"stamps": [n + n // 7 for n in range(60)]}, "not at a constant rate"),
    "one picture late by half a frame": (
        {"stamps": [100 * n + 50 * (n == 30) for n in range(60)], "base": Fraction(1, 3_000)},
        "not at",
    ),
}


@pytest.mark.parametrize(("options", "why"), UNFIT.values(), ids=UNFIT)
def test_in_doubt_a_film_is_unfit(fit, options, why):
    found = packet_index(fit(**options), FPS)
    assert isinstance(found, Unfit)
    assert found.why.startswith(why)


def test_other_containers_are_unfit(fit):
    assert packet_index(fit("film.mkv"), FPS) == Unfit("not MP4 or QuickTime")


def test_untagged_hd_is_read_as_bt709_and_fit(fit):
    pictures = [np.full((720, 1280, 3), 40 + n, np.uint8) for n in range(3)]
    assert isinstance(packet_index(fit(tags=None, pictures=pictures), FPS), PacketIndex)


def test_a_file_that_is_no_film_is_an_error(tmp_path):
    (tmp_path / "film.mp4").write_bytes(b"no film")
    with pytest.raises(MaterialError):
        packet_index(tmp_path / "film.mp4", FPS)


def test_stamps_that_round_to_the_grid_are_told_as_jitter(fit):
    """30 a second in a clock of 1000: 33, 67, 100: a third of a millisecond beside the grid."""
    path = fit("film.mov", stamps=[round(n * 1_000 / 30) for n in range(60)], base=Fraction(1, 1_000))
    index = packet_index(path, FPS)
    assert isinstance(index, PacketIndex)
    assert 0 < index.jitter <= 334


def test_an_edit_list_that_cuts_off_the_beginning_leaves_whole_groups_to_copy(fit, tmp_path):
    """As phones cut: the first 5 of 60 pictures are not shown, so that picture 7 is the next group's first."""
    path = tmp_path / "cut.mp4"
    path.write_bytes(_begun_later(fit(options=(("x264-params", "scenecut=0"),)).read_bytes(), Fraction(5, 30)))
    index = packet_index(path, FPS)
    assert isinstance(index, PacketIndex)
    assert index.frames == 55
    assert entries(index) == [7, 19, 31, 43]
    with open_packets(path) as film, av.open(str(path)) as whole:
        shown = [packet for packet in whole.demux(video=0) if packet.size and not packet.is_discard]
        assert [packet.pos for _, packet in film.run(19, 12, FPS)] == [packet.pos for packet in shown[19:31]]


def _begun_later(data, seconds):
    """The file with its edit list beginning later: version 0, one entry (ISO/IEC 14496-12, 8.6.6)."""
    at = data.index(b"elst") + 12
    clock = data.index(b"mdhd") + 16
    (unit,) = struct.unpack_from(">I", data, clock)
    length, start = struct.unpack_from(">Ii", data, at)
    (movie,) = struct.unpack_from(">I", data, data.index(b"mvhd") + 16)
    edited = struct.pack(">Ii", length - round(seconds * movie), start + round(seconds * unit))
    return data[:at] + edited + data[at + 8 :]


def test_a_film_with_pictures_left_out_in_its_middle_is_unfit(fit, tmp_path):
    """An edit list of two: the first second, and what follows from 1.5 s on."""
    path = tmp_path / "gap.mp4"
    path.write_bytes(_with_a_gap(fit(b_frames=0, options=(("x264-params", "scenecut=0"),)).read_bytes()))
    assert packet_index(path, FPS) == Unfit("pictures left out in its middle")


def _with_a_gap(data):
    movie, media = (struct.unpack_from(">I", data, data.index(name) + 16)[0] for name in (b"mvhd", b"mdhd"))
    at = data.index(b"elst") + 8
    (start,) = struct.unpack_from(">i", data, at + 8)
    edits = struct.pack(">IIiI", 2, movie, start, 1 << 16)
    edits += struct.pack(">IiI", movie // 2, start + 3 * media // 2, 1 << 16)
    grown = bytearray(data[:at] + edits + data[at + 16 :])
    for name in (b"moov", b"trak", b"edts", b"elst"):
        place = grown.index(name) - 4
        struct.pack_into(">I", grown, place, struct.unpack_from(">I", grown, place)[0] + 12)
    return bytes(grown)


def test_a_key_picture_that_hides_those_before_it_is_no_entry(fit, tmp_path):
    """In every key slice after the first the bit is set that says: drop what waits."""
    path = fit(b_frames=2, options=(("x264-params", "scenecut=0"),))
    index = packet_index(path, FPS)
    assert len(entries(index)) == 5
    with av.open(str(path)) as film:
        keys = [packet for packet in film.demux(video=0) if packet.size and packet.is_keyframe]
        places = [packet.pos for packet in keys]
        slices = [_slice_in(bytes(packet)) for packet in keys]
    data = bytearray(path.read_bytes())
    bit = _bit_of_hiding(index, slices[1][1])
    data[places[1] + slices[1][0] + 1 + bit // 8] ^= 0x80 >> bit % 8
    (tmp_path / "hiding.mp4").write_bytes(data)
    assert entries(packet_index(tmp_path / "hiding.mp4", FPS)) == [0, 24, 36, 48]


def _slice_in(packet):
    """Where the first slice of a packet lies, and its bytes."""
    at = 0
    while packet[at + 4] & 31 != 5:
        at += 4 + int.from_bytes(packet[at : at + 4])
    return at + 4, packet[at + 4 :]


def _bit_of_hiding(index, unit):
    """Counted by hand: first macroblock, slice type, set, frame number, key picture's number, order."""
    bits = "".join(f"{byte:08b}" for byte in unit[1:12])
    order = next(iter(index.parameters.sequence_sets.values())).order

    def after_natural(at):
        return at + 2 * bits.index("1", at) - 2 * at + 1

    at = after_natural(after_natural(after_natural(0))) + order.frame_bits
    return after_natural(at) + order.bits
