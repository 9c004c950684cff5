"""Spoiled media: each is a medium that can be read to its end, or a MaterialError. Nothing else, and no hang."""

import os
from fractions import Fraction

import pytest

from draftreel.child import Child, end_all
from draftreel.children import Children
from draftreel.confinement import Bounds
from draftreel.errors import DraftreelError, MaterialError
from draftreel.media import FrameReader, PacketIndex, SoundReader, Unfit, packet_index, probe
from draftreel.orders import Index, Probe
from draftreel.samples import SAMPLE_RATE
from draftreel.timeline import Media, MediaKind
from tests.media.bad_media import KINDS, spoiled

pytestmark = pytest.mark.checklist(27)
FEW, MANY = 6, 120
LIMIT_S = 20
SEED = int(os.environ.get("BAD_MEDIA_SEED", "5"))
BOUNDS = Bounds(memory_bytes=2_000_000_000, file_bytes=10**8, cpu_s=3_600)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The bytes of the good files."""
    folder, made = tmp_path_factory.mktemp("good"), {}
    for name, make in KINDS.items():
        make(folder / name)
        made[name] = (folder / name).read_bytes()
    return made


@pytest.fixture(scope="module")
def pool():
    yield Children(1, BOUNDS)
    end_all()


def read(path, media):
    """All of what was promised, here and there, in no order."""
    if media.has_sound or media.kind is MediaKind.SOUND:
        with SoundReader(path) as sound:
            for second in (0, 1, 0, 3):
                assert sound.read(second * SAMPLE_RATE, 4_800).shape == (4_800, 2)
    if media.kind is not MediaKind.SOUND:
        with FrameReader(path, media) as film:
            for moment in (0, 1_500_000, 300_000, 10**9):
                assert film.at(moment).width > 0


@pytest.mark.parametrize("name", KINDS)
def test_the_good_ones_are_good(whole, tmp_path, name):
    """Without that the tests below would prove nothing."""
    path = tmp_path / name
    path.write_bytes(whole[name])
    media = probe(path, "k")
    assert media.kind is (MediaKind.SOUND if max(media.width, media.height) == 0 else media.kind)
    read(path, media)


@pytest.mark.parametrize("name", KINDS)
def test_a_spoiled_file_is_read_or_refused(whole, tmp_path, name):
    for index, data in enumerate(spoiled(whole[name], SEED, FEW)):
        path = tmp_path / f"{index}-{name}"
        path.write_bytes(data)
        try:
            read(path, probe(path, "k"))
            packet_index(path, Fraction(10))
        except MaterialError:
            pass


@pytest.mark.slow
@pytest.mark.checklist(34)
@pytest.mark.parametrize("name", KINDS)
def test_hundreds_of_spoiled_files_are_looked_at_by_one_child(whole, pool, tmp_path, name, monkeypatch):
    """A probe and an index of each within its limit; no crash, so that the same child serves them all."""
    started, real = [], Child.__init__
    monkeypatch.setattr(Child, "__init__", lambda self, bounds=None: (started.append(1), real(self, bounds))[1])
    path = tmp_path / name
    for index, data in enumerate(spoiled(whole[name], SEED + 1, MANY)):
        path.write_bytes(data)
        for order, kinds in ((Probe(str(path), "k"), Media), (Index(str(path), Fraction(10)), (PacketIndex, Unfit))):
            try:
                assert isinstance(pool.carry_out(order, LIMIT_S), kinds)
            except MaterialError:
                pass
            except DraftreelError as exc:
                pytest.fail(f"seed {SEED + 1}, copy {index} of {name}: {type(exc).__name__} {exc}")
    assert len(started) <= 1


@pytest.mark.slow
@pytest.mark.parametrize("name", KINDS)
def test_hundreds_of_spoiled_files_are_read_or_refused(whole, tmp_path, name):
    for index, data in enumerate(spoiled(whole[name], SEED + 2, MANY // 3)):
        path = tmp_path / f"{index}-{name}"
        path.write_bytes(data)
        try:
            read(path, probe(path, "k"))
        except MaterialError:
            pass
        finally:
            path.unlink()
