"""Paths as drafts write them: with either slash, of any machine, with invisible characters around."""

import re
from posixpath import normpath

_INVISIBLE = re.compile("[\u0000-\u001f\u007f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")
_PLACEHOLDER = re.compile(r"##_draftpath_placeholder_[0-9A-Za-z-]*_##/+")
_DRIVE = re.compile(r"[A-Za-z]:")


def clean(path: str) -> str:
    """A written path without invisible characters and blanks around it, with forward slashes."""
    path = _INVISIBLE.sub("", path).strip().strip('"').strip()
    return path if is_link(path) else re.sub(r"(?<=.)/{2,}", "/", path.replace("\\", "/"))


def is_link(path: str) -> bool:
    """Whether a path is an http(s) URL."""
    return path[:8].lower().startswith(("http://", "https://"))


def base_name(path: str) -> str:
    """The last part of a written path, without a URL's query."""
    path = clean(path)
    path = re.split(r"[?#]", path, maxsplit=1)[0] if is_link(path) else path
    return path.rstrip("/").rsplit("/", 1)[-1]


def inside(path: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """Where in a draft's folder a written path points, the likeliest first; `names` are the folder's own names.

    The part after the folder's name, the part after `assets/`, the part after the app's
    placeholder, or the whole of a relative path. Nothing here climbs out of the folder.
    """
    path = clean(path)
    bare = re.split(r"[?#]", path, maxsplit=1)[0] if is_link(path) else path
    tails = [*_after_names(bare, names), *_after_assets(bare), *_after_placeholder(bare)]
    if not is_link(path) and not path.startswith("/") and not _DRIVE.match(path) and "##_" not in path:
        tails.append(path)
    return tuple(dict.fromkeys(tail for tail in tails if safe(tail)))


def safe(relative: str) -> bool:
    """Whether a relative path stays where it is put."""
    if not relative or relative.startswith("/") or _DRIVE.match(relative) or "\0" in relative:
        return False
    return normpath(relative) != "." and ".." not in relative.split("/")


def _after_names(path: str, names: tuple[str, ...]) -> list[str]:
    return [path.rsplit(f"/{name}/", 1)[1] for name in names if name and f"/{name}/" in path]


def _after_assets(path: str) -> list[str]:
    _, found, rest = f"/{path}".rpartition("/assets/")
    return [f"assets/{rest}"] if found else []


def _after_placeholder(path: str) -> list[str]:
    found = _PLACEHOLDER.search(path)
    return [path[found.end() :]] if found else []
