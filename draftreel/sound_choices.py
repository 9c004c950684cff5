"""What a sound file is to be, from what somebody says of it."""

from draftreel.choices import Quality
from draftreel.errors import OutputError
from draftreel.formats import LOSSLESS, QUALITIES, SoundFormat, SoundSettings

BIT_RATES = 32, 320  # thousands of bits a second that every encoder takes in stereo at 48 kHz
STEM = SoundSettings(SoundFormat.WAV, 32)
"""What stems are unless somebody wishes: of all formats the one in which no sample is too loud."""


def sound_settings(ending: str, quality: int | str | None = None, bits: int | None = None) -> SoundSettings:
    """What a file of this kind (m4a, mp3, wav, flac, opus) is to be. Raises OutputError.

    `quality` is preview, standard, high or thousands of bits a second; `bits` are those of a sample of WAV or FLAC.
    """
    kind = _format(ending)
    if kind in LOSSLESS:
        return SoundSettings(kind, bits=_bits(kind, quality, bits))
    if bits is not None:
        raise OutputError(f"{kind} has no bits a sample: wav and flac have")
    return SoundSettings(kind, kilobits=_kilobits(kind, quality))


def stem_settings(ending: str) -> SoundSettings:
    """What stems of this kind are to be: all that it can hold. Raises OutputError."""
    return STEM if _format(ending) is STEM.format else sound_settings(ending, Quality.HIGH)


def _format(ending: str) -> SoundFormat:
    try:
        return SoundFormat(ending.lower().removeprefix("."))
    except ValueError as exc:
        kinds = ", ".join(SoundFormat)
        raise OutputError(
            f"a sound file is one of {kinds}, not {ending.removeprefix('.') or 'without a name'}"
        ) from exc


def _bits(kind: SoundFormat, quality: int | str | None, bits: int | None) -> int:
    if isinstance(quality, int):
        raise OutputError(f"{kind} loses nothing: it has bits a sample, not a bit rate")
    wanted = _named(kind, quality) if bits is None else bits
    if wanted not in LOSSLESS[kind]:
        raise OutputError(f"{kind} has {' or '.join(map(str, LOSSLESS[kind]))} bits a sample")
    return wanted


def _kilobits(kind: SoundFormat, quality: int | str | None) -> int:
    if not isinstance(quality, int):
        return _named(kind, quality)
    low, high = BIT_RATES
    if not low <= quality <= high:
        raise OutputError(f"a sound's bit rate lies between {low} and {high} thousand a second")
    return quality


def _named(kind: SoundFormat, quality: str | None) -> int:
    try:
        return QUALITIES[kind][Quality(quality or Quality.STANDARD)]
    except ValueError as exc:
        raise OutputError(f"a sound's quality is one of {', '.join(Quality)} or thousands of bits a second") from exc
