"""The door for pydub: a draft's mix as a segment, and a film with a segment for its sound."""

from pathlib import Path

from pydub import AudioSegment

from draftreel.arranging import film_in
from draftreel.local import planned, render_draft
from draftreel.manifest import Output
from draftreel.plan import Film
from draftreel.report import Report
from draftreel.samples import CHANNELS, SAMPLE_RATE
from draftreel.settings import Settings, read_settings
from draftreel.sound_files import in_16_bits, mixed
from draftreel.workspace import temporary


def sound(draft: str | Path, settings: Settings | None = None, output: Output | None = None) -> AudioSegment:
    """A draft's mix as a 16-bit stereo segment at 48 kHz, with dither. Raises every kind of DraftreelError."""
    with planned(str(draft), output or Output(), settings or read_settings()) as plan:
        return segment_of(film_in(plan))


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


def segment_of(film: Film) -> AudioSegment:
    """The film's mix. Raises SoundError, MaterialError."""
    data = b"".join(block.tobytes() for block in in_16_bits(film, mixed(film)))
    return AudioSegment(data, sample_width=2, frame_rate=SAMPLE_RATE, channels=CHANNELS)


def written(segment: AudioSegment, path: Path) -> Path:
    """The segment as a WAV file of its own rate, width and channels, at a path."""
    segment.export(path, format="wav").close()
    return path
