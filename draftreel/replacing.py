"""A planned film with another sound."""

from dataclasses import replace
from pathlib import Path

from draftreel.arranging import film_in
from draftreel.errors import MaterialError
from draftreel.looking import look
from draftreel.manifest import PlanManifest
from draftreel.plan import Film, digest, sound_key
from draftreel.settings import Settings
from draftreel.span import Span
from draftreel.timeline import Media, Retiming, SoundClip
from draftreel.workspace import Workspace, save


def with_sound(plan: PlanManifest, sound: Path, settings: Settings) -> PlanManifest:
    """The plan of the same pictures with a file's sound in the mix's place, from the film's first frame on.

    Where it is shorter than the film it is silent, where it is longer it is cut. Raises MaterialError.
    """
    workspace = Workspace(settings.data)
    media = look(sound, "audio", workspace)
    if not media.has_sound:
        raise MaterialError(f"{sound.name}: there is no sound in it")
    film = _sounding(film_in(plan), media, sound)
    key = digest(film)
    path = workspace.plan(key)
    return replace(plan, key=key, path=str(path), bytes=save(path, film), sound_key=sound_key(film))


def _sounding(film: Film, media: Media, path: Path) -> Film:
    length = min(film.span.duration, media.duration)
    clip = SoundClip(Span(film.span.start, length), media, Retiming(length=length, limit=media.duration))
    library = tuple(sorted({**dict(film.library), media.key: str(path)}.items()))
    return replace(film, timeline=replace(film.timeline, sounds=(clip,)), library=library)
