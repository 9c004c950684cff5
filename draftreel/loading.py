"""Drafts that are loaded in this process: from a folder, a JSON file, a zip or a draft URL, with their materials."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from draftreel import intake
from draftreel.draft import Draft
from draftreel.draft import parse as parse_draft
from draftreel.errors import MaterialError
from draftreel.fetching import download, keep_draft, missing, named, parse, shared, validate, wish_for
from draftreel.looking import look
from draftreel.manifest import DraftManifest, MaterialManifest, Output, Wish
from draftreel.settings import Settings
from draftreel.workspace import Workspace

Watch = Callable[[str, int, int], None]
"""Told the stage, how much of it is done, and of how much."""


def unwatched(_stage: str, _done: int, _total: int) -> None:
    """Nobody looks."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A draft that is on disk with its materials, wherever it came from."""

    manifest: DraftManifest
    materials: tuple[MaterialManifest, ...]


def is_url(draft: str) -> bool:
    """Whether a draft is named by an address rather than by a path."""
    return draft.startswith(("http://", "https://"))


def load_draft(draft: str, unpacked: Path, settings: Settings, watch: Watch = unwatched) -> Loaded:
    """The draft and its materials; a zip's files go to `unpacked`.

    Raises RequestError, DraftError, MaterialError, BusyError.
    """
    manifest = _fetched(draft, settings) if is_url(draft) else _opened(draft, unpacked, settings)
    materials: list[MaterialManifest] = []
    for wish in manifest.wishes:
        watch("download" if is_url(wish.url) else "look", len(materials), len(manifest.wishes))
        materials.append(_had(wish, settings))
    return Loaded(manifest, tuple(materials))


def peek_draft(draft: str, unpacked: Path, settings: Settings) -> tuple[Draft, tuple[MaterialManifest, ...]]:
    """The draft with the facts of those materials that are on this disk. Raises RequestError, DraftError."""
    manifest = _fetched(draft, settings) if is_url(draft) else _opened(draft, unpacked, settings)
    content = Workspace(settings.data).draft(manifest.content_key).read_bytes()
    return parse_draft(content), tuple(_seen(wish, settings) for wish in manifest.wishes)


def _fetched(draft: str, settings: Settings) -> DraftManifest:
    return parse(validate(draft, Output(), settings), settings)


def _opened(draft: str, unpacked: Path, settings: Settings) -> DraftManifest:
    opened = intake.open_local(Path(draft), unpacked)
    wishes = _wishes(parse_draft(opened.content), opened)
    kept = keep_draft(opened.content, settings)
    return DraftManifest(Path(draft).name, kept.stem, wishes, str(kept))


def _wishes(draft: Draft, opened: intake.LocalDraft) -> tuple[Wish, ...]:
    return shared(wish_for(each, intake.locate(each, opened, trust_paths=True)) for each in intake.wanted(draft))


def _had(wish: Wish, settings: Settings) -> MaterialManifest:
    if is_url(wish.url):
        return download(wish, settings)
    try:
        return _on_disk(wish, settings)
    except MaterialError as exc:
        if wish.required:
            raise named(exc, wish.name) from exc
        return missing(wish)


def _seen(wish: Wish, settings: Settings) -> MaterialManifest:
    there = wish.url and not is_url(wish.url)
    return _had(replace(wish, required=False), settings) if there else missing(wish)


def _on_disk(wish: Wish, settings: Settings) -> MaterialManifest:
    if not wish.url:
        raise MaterialError("not found")
    media = look(Path(wish.url), wish.kind, Workspace(settings.data))
    return MaterialManifest(wish.material_ids, wish.kind, media, wish.url)
