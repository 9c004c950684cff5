"""Stages 1 to 3 of a film: the address is checked, the draft is read, its materials are fetched."""

import hashlib
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from draftreel import intake, uploads
from draftreel.draft import parse as parse_draft
from draftreel.errors import BusyError, DraftreelError, MaterialError
from draftreel.intake.paths import is_link
from draftreel.looking import Look, fetch, look_at_fetched, probe_here
from draftreel.manifest import DraftManifest, MaterialManifest, Output, Request, Wish
from draftreel.media import content_key
from draftreel.settings import Settings
from draftreel.workspace import Workspace, write_whole


def validate(draft_url: object, output: Output, settings: Settings) -> Request:
    """The request, if its address is well-formed and may be fetched. Raises RequestError."""
    from draftreel.intake import network  # noqa: PLC0415 - httpx is paid for by those who fetch

    address = network.validate_address(draft_url, settings.fetch_policy)
    return Request(address.url, address.draft_id, output)


def parse(request: Request, settings: Settings) -> DraftManifest:
    """Fetch the draft's list of files and its JSON. Raises DraftNotFound, DraftEmpty, BusyError."""
    from draftreel.intake import network  # noqa: PLC0415

    policy = settings.fetch_policy
    address = network.validate_address(request.draft_url, policy)
    if address.own:
        return _taken_in(request, settings)
    listing = network.list_draft(address, policy)
    content = network.read_remote_draft(listing, policy)
    wishes = shared(wish_for(each, intake.locate(each, listing)) for each in intake.wanted(parse_draft(content)))
    with ThreadPoolExecutor(8) as pool:
        dated = tuple(pool.map(lambda wish: _dated(wish, policy), wishes))
    kept = keep_draft(content, settings)
    return DraftManifest(request.draft_id, kept.stem, dated, str(kept))


def _taken_in(request: Request, settings: Settings) -> DraftManifest:
    """A draft that was handed to us, with its files where they lie: nothing outside its folder is looked for."""
    draft = uploads.opened(request.draft_id, settings)
    wanted = intake.wanted(parse_draft(draft.content))
    wishes = shared(wish_for(each, intake.locate(each, draft)) for each in wanted)
    kept = keep_draft(draft.content, settings)
    return DraftManifest(request.draft_id, kept.stem, wishes, str(kept))


def keep_draft(content: bytes, settings: Settings) -> Path:
    """Keep a draft's JSON under the hash of its bytes; where."""
    path = Workspace(settings.data).draft(hashlib.sha256(content).hexdigest())
    write_whole(path, content)
    return path


def shared(wishes: Iterable[Wish]) -> tuple[Wish, ...]:
    """The same file wished for by several materials becomes one wish."""
    found: dict[tuple[str, str], Wish] = {}
    for wish in wishes:
        place = (wish.url or wish.name, wish.kind)
        first = found.get(place)
        found[place] = _merged(first, wish) if first else wish
    return tuple(found.values())


def _merged(first: Wish, second: Wish) -> Wish:
    ids = tuple(dict.fromkeys(first.material_ids + second.material_ids))
    return replace(first, material_ids=ids, required=first.required or second.required)


def download(wish: Wish, settings: Settings, look: Look = probe_here) -> MaterialManifest:
    """Fetch and probe one material. Raises MaterialError unless it is optional; BusyError when there is no room."""
    try:
        return _downloaded(wish, settings, look)
    except BusyError:
        raise
    except DraftreelError as exc:
        if wish.required or exc.transient:
            raise named(exc, wish.name) from exc
        return missing(wish)


def _downloaded(wish: Wish, settings: Settings, look: Look) -> MaterialManifest:
    if not wish.url:
        raise MaterialError("not among the draft's files")
    workspace = Workspace(settings.data)
    if not is_link(wish.url):
        path = Path(wish.url)
        media = look_at_fetched(path, wish.kind, content_key(path), workspace, look)
        return MaterialManifest(wish.material_ids, wish.kind, media, str(path), path.stat().st_size)
    fetched = fetch(wish.url, wish.validator, wish.name, settings.fetch_policy, workspace)
    media = look_at_fetched(fetched.path, wish.kind, fetched.sha256, workspace, look)
    return MaterialManifest(wish.material_ids, wish.kind, media, str(fetched.path), fetched.path.stat().st_size)


def wish_for(wanted: intake.Wanted, place: intake.Local | intake.Remote | None) -> Wish:
    """The wish for a file that is at a place, by its address or its path, or at none."""
    match place:
        case intake.Remote(url=url):
            where = url
        case intake.Local(path=path):
            where = str(path)
        case None:
            where = ""
    return Wish((wanted.material_id,), wanted.kind, wanted.name, where, "", wanted.required)


def _dated(wish: Wish, policy: intake.FetchPolicy) -> Wish:
    from draftreel.intake import network  # noqa: PLC0415

    return replace(wish, validator=network.validator(wish.url, policy)) if wish.url else wish


def missing(wish: Wish) -> MaterialManifest:
    """A material that is not there."""
    return MaterialManifest(wish.material_ids, wish.kind, None)


def named(error: DraftreelError, name: str) -> MaterialError:
    """The error with the material's name before its detail."""
    detail = error.detail if error.detail.startswith(name) else f"{name}: {error.detail}"
    return MaterialError(detail, transient=error.transient)
