"""What a material's file is, remembered for as long as the file stays the same: no file is hashed or probed twice."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from draftreel.errors import MaterialError
from draftreel.intake import FetchPolicy
from draftreel.media import PacketIndex, Unfit, content_key, packet_index, probe
from draftreel.plan import digest
from draftreel.timeline import Media, MediaKind
from draftreel.workspace import Workspace, found, recall, save

if TYPE_CHECKING:
    from draftreel.intake.network import Download

VERSION = 1
"""Raise it when another key or other facts are found for the same file than before."""
PACKETS_VERSION = 1
"""Raise it when a film's packets are found fit, or cut, in other ways than before."""
Look = Callable[[Path, str], Media]
"""Finds out what a file of a key is; raises MaterialError."""
IndexPackets = Callable[[Path, Fraction], PacketIndex | Unfit]
"""Finds out how a film's packets can be copied; raises MaterialError."""
TICK_NS = 20_000_000
"""A file that was changed within a tick of the clock may change again without its times telling."""


def probe_here(path: Path, key: str) -> Media:
    """Probe a file in this process."""
    return probe(path, key)


def index_here(path: Path, fps: Fraction) -> PacketIndex | Unfit:
    """Read a film's packets in this process."""
    return packet_index(path, fps)


def look(path: Path, kind: str, workspace: Workspace) -> Media:
    """The key and the facts of a file on this disk. Raises MaterialError."""
    packed = workspace.unpacked_name(path)
    return _look_at_packed(path, kind, packed, workspace) if packed else _look_at_changing(path, kind, workspace)


def _look_at_packed(path: Path, kind: str, name: str, workspace: Workspace) -> Media:
    """A zip's hash and the name of a file in it decide what that file is, wherever it is unpacked to."""
    place = workspace.look(digest(VERSION, kind, "zip", name))
    if known := recall(place, Media):
        return known
    media = _facts(path, kind, content_key(path))
    save(place, media)
    return media


def _look_at_changing(path: Path, kind: str, workspace: Workspace) -> Media:
    state, now = _state(path), time.time_ns()
    place = workspace.look(digest(VERSION, kind, state))
    if known := recall(place, Media):
        return known
    media = _facts(path, kind, content_key(path))
    settled = _state(path) == state and now - state[-1] > TICK_NS
    if settled and not workspace.is_passing(path):
        save(place, media)
    return media


def look_at_fetched(path: Path, kind: str, key: str, workspace: Workspace, look: Look = probe_here) -> Media:
    """The facts of a file that is named by the hash of its bytes. Raises MaterialError."""
    place = workspace.look(digest(VERSION, kind, key, path.suffix))
    if known := recall(place, Media):
        return known
    media = _facts(path, kind, key, look)
    save(place, media)
    return media


@dataclass(frozen=True, slots=True)
class _Packets:
    found: PacketIndex | Unfit


def look_at_packets(
    path: Path, media: Media, fps: Fraction, workspace: Workspace, index: IndexPackets = index_here
) -> PacketIndex | None:
    """What copying a film's packets at a rate needs to know; None when they are not to be copied."""
    place = workspace.look(digest(PACKETS_VERSION, media.key, fps))
    known = recall(place, _Packets)
    if known is None:
        try:
            known = _Packets(index(path, fps))
        except MaterialError:  # who draws it will say so
            return None
        save(place, known)
    return known.found if isinstance(known.found, PacketIndex) else None


def fetch(url: str, validator: str, name: str, policy: FetchPolicy, workspace: Workspace) -> "Download":
    """A material from the network; not fetched again while its server says it is the same. Raises MaterialError."""
    from draftreel.intake import network  # noqa: PLC0415 - httpx is paid for by those who fetch

    place = workspace.look(digest(VERSION, url, validator))
    known = recall(place, network.Download) if validator else None
    if known and found(known.path):
        return known
    fetched = network.download(url, workspace.media, policy, name)
    if validator and fetched.validator == validator:
        save(place, fetched)
    return fetched


def _facts(path: Path, kind: str, key: str, look: Look = probe_here) -> Media:
    return Media(key, MediaKind.FONT) if kind == "font" else look(path, key)


def _state(path: Path) -> tuple[str, int, int, int, int]:
    """What changes when the file does: its name, place on the disk, size and times (the last one cannot be set)."""
    try:
        facts = path.stat()
    except OSError as exc:
        raise MaterialError("the file cannot be read") from exc
    return str(path.absolute()), facts.st_ino, facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns
