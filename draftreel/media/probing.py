"""The facts about a file that a film is planned with."""

from fractions import Fraction
from pathlib import Path

from av.container import InputContainer

from draftreel.errors import MaterialError
from draftreel.media.animation import starts_of
from draftreel.media.container import Container, sniff
from draftreel.media.decoding import close, film_streams, first_frame
from draftreel.media.demuxers import as_material_errors, open_media
from draftreel.media.gif import count_frames
from draftreel.media.limits import MAX_ANIMATION_FRAMES, check_duration, check_frame_count
from draftreel.media.measure import film_duration, has_sound, nominal_rate, sound_duration
from draftreel.media.orientation import orientation_of
from draftreel.media.pcm import sound_stream
from draftreel.media.pillow import opened, orientation_tag
from draftreel.media.shape import shown_size
from draftreel.span import SECOND
from draftreel.timeline import Media, MediaKind

_STILL = frozenset({Container.JPEG, Container.TIFF})  # further pages are not shown


def probe(path: Path, key: str = "") -> Media:
    """What a file is and measures; raises MaterialError when it is no media, damaged, or beyond the limits."""
    kind = sniff(path)
    with as_material_errors("the file is damaged"):
        media = _picture(path, kind, key) if kind.pictures_only else _recording(path, key)
    check_duration(media.duration)
    return media


def _recording(path: Path, key: str) -> Media:
    container = open_media(path)
    if film_streams(container):
        return _film(container, key)
    with container:
        return Media(key, MediaKind.SOUND, duration=sound_duration(container, sound_stream(container)), has_sound=True)


def _picture(path: Path, kind: Container, key: str) -> Media:
    if kind is Container.GIF:
        check_frame_count(count_frames(path, MAX_ANIMATION_FRAMES))
    with opened(path, kind) as picture:
        frames = 1 if kind in _STILL else getattr(picture, "n_frames", 1)
        width, height = orientation_tag(picture).size(picture.size)
    if frames < 2:
        return Media(key, MediaKind.STILL, width, height)
    duration = starts_of(path)[-1]
    return Media(key, MediaKind.ANIMATION, width, height, duration, Fraction(frames * SECOND, duration))


def _film(container: InputContainer, key: str) -> Media:
    try:
        first, stream = first_frame(container), film_streams(container)[0]
        if first is None:
            raise MaterialError("no picture of the film can be decoded")
        width, height = orientation_of(first).size(shown_size(first, stream.sample_aspect_ratio))
        rate = nominal_rate(container, stream)
        duration = film_duration(container, stream, rate)
        return Media(key, MediaKind.VIDEO, width, height, duration, rate, has_sound(container))
    finally:
        close(container)
