"""Which files a draft needs: those of every segment that is seen or heard, the drafts inside it included."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from draftreel.draft import (
    AudioMaterial,
    CanvasMaterial,
    CommonKeyframes,
    Draft,
    DraftMaterial,
    Segment,
    TextMaterial,
    TextTemplateMaterial,
    Track,
    VideoMaterial,
    parse_content,
)
from draftreel.draft.look_materials import MaterialColor
from draftreel.intake.paths import base_name

_PICTURE_KINDS = {"photo": "photo", "gif": "gif"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file that a draft needs.

    `material_id` is the material's, or a font's path as written; `kind` is video, photo,
    gif, audio, font or image; `name` is for messages. `path` is as the draft writes it,
    `others` are further addresses that the material knows. Without a required file there is no film.
    """

    material_id: str
    kind: str
    name: str
    path: str
    required: bool = True
    others: tuple[str, ...] = ()


def wanted(draft: Draft) -> tuple[Wanted, ...]:
    """Every file that a draft's visible or audible segments use, each material and kind once."""
    found: dict[tuple[str, str], Wanted] = {}
    for each in _of_draft(draft):
        first = found.setdefault((each.material_id, each.kind), each)
        if each.required and not first.required:
            found[each.material_id, each.kind] = each
    return tuple(found.values())


def _of_draft(draft: Draft) -> Iterator[Wanted]:
    main = next((track for track in draft.tracks if track.type == "video" and track.segments), None)
    for track in draft.tracks:
        for segment in track.segments if not track.hidden else ():
            if segment.visible and segment.target_timerange.duration > 0 and segment.target_timerange.start >= 0:
                yield from _of_segment(draft, track, segment)
                yield from _of_canvases(draft, segment) if track is main else ()


def _of_segment(draft: Draft, track: Track, segment: Segment) -> Iterator[Wanted]:
    if track.type == "audio":
        yield from _of_sound(draft, segment) if not track.muted else ()
    else:
        yield from _of_picture(draft, segment)
        yield from _of_texts(draft, segment)


def _of_sound(draft: Draft, segment: Segment) -> Iterator[Wanted]:
    sound = draft.material(AudioMaterial, segment.material_id)
    if sound is not None and _audible(segment):
        yield Wanted(sound.id, "audio", sound.name or base_name(sound.path), sound.path, others=_told(sound.remote_url))


def _audible(segment: Segment) -> bool:
    return segment.volume > 0 or any(_raises_volume(keys) for keys in segment.common_keyframes)


def _raises_volume(keys: CommonKeyframes) -> bool:
    return keys.property_type == "KFTypeVolume" and any(value > 0 for key in keys.keyframe_list for value in key.values)


def _of_picture(draft: Draft, segment: Segment) -> Iterator[Wanted]:
    picture = draft.material(VideoMaterial, segment.material_id)
    inner = [compound.draft for compound in draft.companions(segment, DraftMaterial) if compound.draft is not None]
    if picture is None or inner:
        yield from chain.from_iterable(_of_draft(each) for each in inner)
        return
    coloured = any(colour.is_color_clip for colour in draft.companions(segment, MaterialColor))
    frozen_from = draft.material(VideoMaterial, picture.freeze.source_material_id) if picture.freeze else None
    yield _picture(picture, required=not (coloured or picture.compound or frozen_from))
    if frozen_from is not None:
        # The video that a freeze frame was taken from does where the app's photo of it is not there.
        yield _picture(frozen_from, required=False)


def _picture(picture: VideoMaterial, *, required: bool) -> Wanted:
    return Wanted(
        picture.id,
        _PICTURE_KINDS.get(picture.type, "video"),
        picture.material_name or base_name(picture.path),
        picture.path,
        required,
        others=_told(picture.media_path, picture.remote_url, picture.material_url),
    )


def _of_canvases(draft: Draft, segment: Segment) -> Iterator[Wanted]:
    for canvas in draft.companions(segment, CanvasMaterial):
        path = canvas.album_image or canvas.image
        if canvas.type == "canvas_image" and path:
            name = canvas.image_name or base_name(path)
            # The app's own backgrounds lie in its cache, which no draft brings along.
            yield Wanted(canvas.id, "image", name, path, bool(canvas.album_image), _told(canvas.image))


def _of_texts(draft: Draft, segment: Segment) -> Iterator[Wanted]:
    template = draft.material(TextTemplateMaterial, segment.material_id)
    ids = [segment.material_id, *(info.text_material_id for info in (template.text_info_resources if template else ()))]
    texts = (draft.material(TextMaterial, each) for each in ids)
    for path in chain.from_iterable(_font_paths(text) for text in texts if text is not None):
        yield Wanted(path, "font", base_name(path), path, required=False)


def _font_paths(text: TextMaterial) -> tuple[str, ...]:
    styled = (run.style.font.path for run in parse_content(text.content).runs if run.style.font is not None)
    return _told(*styled, text.font_path, *(font.path for font in text.fonts))


def _told(*paths: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(path for path in paths if path.strip()))
