"""What a film's chunks and its sound become: a file of which kind, with what in it."""

from dataclasses import dataclass

from draftreel.choices import Format, Quality
from draftreel.formats.sound import QUALITIES, SoundFormat, SoundSettings


@dataclass(frozen=True, slots=True)
class Palette:
    """A GIF's colours: how many, and how FFmpeg's paletteuse mixes those that are missing."""

    colours: int
    dither: str


PALETTES = {
    Quality.PREVIEW: Palette(64, "bayer:bayer_scale=4"),
    Quality.STANDARD: Palette(256, "bayer:bayer_scale=4"),
    Quality.HIGH: Palette(256, "sierra2_4a"),
}


@dataclass(frozen=True, slots=True)
class Finish:
    """The film's kind of file; None stands for what there is none of.

    `sound` is a sound that is not a film's usual one, AAC in MP4, and `palette` a GIF's.
    """

    format: Format = Format.MP4
    sound: SoundSettings | None = None
    palette: Palette | None = None

    @property
    def sounds(self) -> bool:
        """Whether anything can be heard of it."""
        return self.format is not Format.GIF


def finish_of(kind: Format, quality: Quality) -> Finish:
    """The film as a file of this kind; its pictures are another matter."""
    if kind.is_sound or kind is Format.WEBM:
        held = SoundFormat.OPUS if kind is Format.WEBM else SoundFormat(kind.value)
        return Finish(kind, _sound(held, quality))
    return Finish(kind, palette=PALETTES[quality] if kind is Format.GIF else None)


def _sound(kind: SoundFormat, quality: Quality) -> SoundSettings:
    amount = QUALITIES[kind][quality]
    lossless = SoundSettings(kind).lossless
    return SoundSettings(kind, bits=amount) if lossless else SoundSettings(kind, kilobits=amount)
