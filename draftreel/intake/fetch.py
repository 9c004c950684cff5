"""One guarded request: where it goes, what is sent, and how its bytes come in."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from time import sleep

import httpx

from draftreel.intake.address import port_of
from draftreel.intake.dialling import GuardedTransport, Resolve, system_resolve
from draftreel.intake.failure import FetchFailed, check_status, failures
from draftreel.intake.policy import FetchPolicy

FIRST_PAUSE_S = 0.2
LONGEST_PAUSE_S = 5.0

_HEADERS = {"accept": "*/*", "accept-encoding": "identity", "user-agent": "draftreel"}


@contextmanager
def client(policy: FetchPolicy, resolve: Resolve = system_resolve) -> Iterator[httpx.Client]:
    """A client for one fetch: guarded, without the environment's proxies, over when the policy's total time is."""
    timeout = httpx.Timeout(policy.read_s, connect=policy.connect_s)
    with httpx.Client(
        transport=GuardedTransport(policy, policy.total_s, resolve),
        timeout=timeout,
        headers=_HEADERS,
        trust_env=False,
        follow_redirects=True,
        max_redirects=policy.redirects,
    ) as opened:
        yield opened


@contextmanager
def answer(
    opened: httpx.Client, url: str, headers: Mapping[str, str] | None = None, method: str = "GET"
) -> Iterator[httpx.Response]:
    """A good answer whose body is still to be read. Raises FetchFailed, in the body too."""
    with failures(), opened.stream(method, url, headers=headers) as response:
        check_status(response)
        yield response


def read_small(url: str, limit: int, policy: FetchPolicy, resolve: Resolve = system_resolve) -> bytes:
    """A whole body of at most `limit` bytes, tried a few times. Raises FetchFailed."""
    with client(replace(policy, total_s=min(policy.total_s, policy.draft_total_s)), resolve) as opened:
        for tried in range(1, max(1, policy.quick_tries)):
            try:
                return _read(opened, url, limit)
            except FetchFailed as exc:
                if not exc.transient:
                    raise
                pause(tried, exc.wait_s)
        return _read(opened, url, limit)


def _read(opened: httpx.Client, url: str, limit: int) -> bytes:
    body = bytearray()
    with answer(opened, url) as response:
        for block in response.iter_raw(65536):
            body += block
            if len(body) > limit:
                raise FetchFailed(f"larger than {in_megabytes(limit)}")
    return bytes(body)


def mapped(url: str, policy: FetchPolicy) -> str:
    """The URL that is fetched for a file's URL as it was written: the policy's other host where it names one."""
    with failures():
        written = httpx.URL(url)
        names = (written.netloc.decode("ascii"), f"{written.host}:{port_of(written)}", written.host)
        target = next((to for source, to in policy.host_map if source.lower() in names), None)
        if target is None:
            return url
        moved = httpx.URL(f"{written.scheme}://{target}")
        return str(written.copy_with(host=moved.host, port=moved.port))


def pause(tried: int, wait_s: float = 0.0) -> None:
    """Wait before trying again: longer each time, or as long as the server asks, but never long."""
    sleep(min(max(FIRST_PAUSE_S * 2 ** min(tried - 1, 6), wait_s), LONGEST_PAUSE_S))


def in_megabytes(size: int) -> str:
    """A limit in words: `64 MB`, or bytes where it is less than one."""
    unit = 2**20 if size % 2**20 == 0 else 1_000_000
    return f"{size // unit:,} MB" if size >= unit else f"{size:,} bytes"
