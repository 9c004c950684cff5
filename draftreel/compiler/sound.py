"""What is heard: audio segments, the sound of video clips and of compound clips."""

from collections.abc import Sequence
from dataclasses import replace

from draftreel.compiler.compound import nested_of
from draftreel.compiler.pieces import Piece, Row
from draftreel.compiler.retiming import note_speed, sound_retiming
from draftreel.compiler.scope import Scope
from draftreel.compiler.sound_channels import routing_of
from draftreel.compiler.sound_effects import effects_of
from draftreel.compiler.sound_joins import Voice, joined
from draftreel.compiler.sound_levels import fades_of, loudness_of, volume_of
from draftreel.compiler.stock import media_of, sound_media_of
from draftreel.compiler.transitions import Seam
from draftreel.draft import AudioMaterial, VideoMaterial
from draftreel.span import Span
from draftreel.timeline import Curve, Media, SoundClip, Timeline, constant


def sounds_of(scope: Scope, row: Row, seams: Sequence[Seam]) -> tuple[SoundClip, ...]:
    """The sounds of a track, in order of time; none when it is muted, or is the main one of a muted film.

    At the seams its pictures are joined, and so are the sounds of its clips.
    """
    if row.track.muted or (row.main and scope.draft.config.video_mute):
        return ()
    if row.track.type not in ("audio", "video"):
        return ()
    _note_dangling(scope, row)
    voices = [Voice(piece.segment, clip) for piece in row.pieces if (clip := _clip(scope, piece))]
    return tuple(replace(clip, track=row.index) for clip in joined(voices, seams))


def _note_dangling(scope: Scope, row: Row) -> None:
    for piece in row.pieces:
        if row.track.type == "audio" and not (piece.material(AudioMaterial) or piece.material(VideoMaterial)):
            scope.notes.missing(piece.place, "dangling-reference", "a sound that is not in the draft", "silence")


def _clip(scope: Scope, piece: Piece) -> SoundClip | None:
    source = _source(scope, piece)
    volume = volume_of(scope, piece) if source else constant(0.0)
    if source is None or (volume.constant and volume.keys[0].value == 0):
        return None
    if piece.material(AudioMaterial):
        note_speed(scope, piece)
    span = _within_source(scope, piece, source)
    return _played(scope, piece, source, volume, span) if span.duration > 0 else None


def _source(scope: Scope, piece: Piece) -> Media | Timeline | None:
    audio = piece.material(AudioMaterial)
    if audio:
        return _audible(scope, piece, sound_media_of(scope, audio))
    video = piece.material(VideoMaterial)
    nested = nested_of(scope, piece) if video else None
    if nested:
        return nested.sounds if nested.sounds.sounds else None
    media = media_of(scope, video) if video else None
    return media if media and media.has_sound and not media.missing else None


def _audible(scope: Scope, piece: Piece, media: Media) -> Media | None:
    if media.missing:
        scope.notes.missing(piece.place, "material-missing", "sound material", "silence")
    elif not media.has_sound:
        scope.notes.missing(piece.place, "no-sound", "a sound", "silence: the file has none")
    return media if media.has_sound else None


def _within_source(scope: Scope, piece: Piece, source: Media | Timeline) -> Span:
    """The piece's span as far as its source reaches; what is short by less than a frame says nothing."""
    retiming = sound_retiming(piece, source.duration)
    if retiming.limit <= 0:
        return piece.span
    length = retiming.length if retiming.reverse else retiming.limit - retiming.start
    lasting = min(piece.span.duration, retiming.lasting(length))
    lacking = piece.span.duration - lasting
    if lacking > 2 * scope.canvas.frame and piece.material(AudioMaterial):
        asked = f"{lacking / 1e6:.2f} s past the end of the sound"
        scope.notes.close(piece.place, "sound-too-short", asked, "the sound ends earlier")
    return replace(piece.span, duration=lasting)


def _played(scope: Scope, piece: Piece, source: Media | Timeline, volume: Curve, span: Span) -> SoundClip:
    fades = fades_of(scope, piece, span.duration)
    return SoundClip(
        span=span,
        source=source,
        retiming=sound_retiming(piece, source.duration),
        keep_pitch=not piece.segment.is_tone_modify,
        volume=volume,
        fade_in=fades.rising,
        fade_out=fades.falling,
        effects=effects_of(scope, piece),
        routing=routing_of(scope, piece),
        loudness=loudness_of(scope, piece),
    )
