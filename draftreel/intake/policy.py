"""What may be fetched, and how patiently: one frozen object that every fetch is handed."""

from dataclasses import dataclass

from draftreel.draft.parse import SIZE_LIMIT


@dataclass(frozen=True, slots=True)
class FetchPolicy:
    """Limits of every fetch.

    `allow_hosts` (host, host:port, address or CIDR) opens addresses that the guard would
    refuse; `host_map` sends fetches of one host[:port] to another. Under `own`, a URL without its
    query, lie drafts on this disk: nothing is dialled for them. `total_s` is for one
    material, `draft_total_s` for a draft's list or file. `tries` counts tries in
    all, those after a cut connection that had brought something included; `quick_tries`
    of them may follow each other without bringing anything, the caller repeats the rest.
    """

    allow_hosts: tuple[str, ...] = ()
    host_map: tuple[tuple[str, str], ...] = ()
    own: str = ""
    connect_s: float = 10.0
    read_s: float = 30.0
    total_s: float = 600.0
    draft_total_s: float = 120.0
    redirects: int = 5
    tries: int = 10
    quick_tries: int = 2
    max_bytes: int = 2_000_000_000
    max_draft_bytes: int = SIZE_LIMIT
    max_list_bytes: int = 16_000_000
    max_files: int = 20_000
