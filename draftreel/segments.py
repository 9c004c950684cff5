"""The door for pydub: a draft's mix as a segment, and a film with a segment for its sound."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from pydub import AudioSegment

from draftreel.arranging import film_in
from draftreel.encoder import Block, encode_sound_file
from draftreel.local import planned, render_draft
from draftreel.manifest import Output
from draftreel.media import SoundReader
from draftreel.mixer.dither import pcm16
from draftreel.mixer.mix import BLOCK
from draftreel.mixer.supply import SoundShelf
from draftreel.plan import Film
from draftreel.report import Report
from draftreel.samples import CHANNELS, SAMPLE_RATE
from draftreel.settings import Settings, read_settings
from draftreel.shelf import SampleShelf
from draftreel.sound_choices import sound_settings
from draftreel.sound_files import in_16_bits, mixed
from draftreel.workspace import Workspace, temporary


def sound(draft: str | Path, settings: Settings | None = None, output: Output | None = None) -> AudioSegment:
    """A draft's mix as a 16-bit stereo segment at 48 kHz, with dither. Raises every kind of DraftreelError."""
    known = settings or read_settings()
    with planned(str(draft), output or Output(), known) as plan:
        return segment_of(film_in(plan), SampleShelf(Workspace(known.data)))


def render(
    draft: str | Path,
    film: str | Path = "film.mp4",
    *,
    sound: AudioSegment | None = None,
    settings: Settings | None = None,
    output: Output | None = None,
) -> Report:
    """Render a draft to a film, with a segment in the mix's place if one is given.

    The segment begins with the film: where it is shorter the film is silent, where it is longer it is cut; what is
    too loud in it is turned down as in any mix. Raises every kind of DraftreelError.
    """
    known = settings or read_settings()
    with temporary(known.data) as folder:
        path = None if sound is None else written(sound, folder / "sound.wav")
        return render_draft(str(draft), Path(film), output or Output(), known, sound=path)


def save(segment: AudioSegment, path: str | Path, *, quality: int | str | None = None, bits: int | None = None) -> None:
    """Write a segment as its name ends (m4a, mp3, wav, flac, opus) at 48 kHz, without a program that pydub would need.

    `quality` and `bits` are those of `sound_settings`. Raises OutputError, EncodingError.
    """
    wanted = sound_settings(Path(path).suffix, quality, bits)
    with TemporaryDirectory() as folder, SoundReader(written(segment, Path(folder) / "segment.wav")) as reader:
        encode_sound_file(Path(path), _blocks(reader, segment, dithered=wanted.sixteen), wanted)


def segment_of(film: Film, shelf: SoundShelf | None = None) -> AudioSegment:
    """The film's mix. Raises SoundError, MaterialError."""
    data = b"".join(block.tobytes() for block in in_16_bits(film, mixed(film, shelf)))
    return AudioSegment(data, sample_width=2, frame_rate=SAMPLE_RATE, channels=CHANNELS)


def _blocks(reader: SoundReader, segment: AudioSegment, *, dithered: bool) -> Iterator[Block]:
    count = round(segment.frame_count() * SAMPLE_RATE / segment.frame_rate)
    for first in range(0, count, BLOCK):
        block = reader.read(first, min(BLOCK, count - first))
        yield pcm16(block, first) if dithered else block


def written(segment: AudioSegment, path: Path) -> Path:
    """The segment as a WAV file of its own rate, width and channels, at a path."""
    segment.export(path, format="wav").close()
    return path
