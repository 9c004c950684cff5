"""The way out: every connection goes to an address that was checked a moment ago, and ends at a deadline."""

import contextlib
import socket
import ssl
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from time import monotonic

import httpcore
import httpx

from draftreel.errors import AddressError
from draftreel.intake.guard import may_dial
from draftreel.intake.policy import FetchPolicy

Resolve = Callable[[str, int], Sequence[str]]
"""The addresses of a host name, in the order to try them. Raises OSError when there are none."""

ADDRESSES_TRIED = 4
PROBE_S = 3.0

_SocketOption = tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]


def system_resolve(host: str, port: int) -> Sequence[str]:
    """Addresses as the system's resolver gives them."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError as exc:
        raise OSError("not a host name") from exc
    return tuple(dict.fromkeys(str(address[0]) for *_, address in found))


class NoSuchHost(httpx.ConnectError):
    """A host name that does not resolve."""


class GuardedTransport(httpx.HTTPTransport):
    """httpx's own transport on top of a backend that resolves once, checks, and dials what it checked."""

    def __init__(self, policy: FetchPolicy, total_s: float, resolve: Resolve = system_resolve) -> None:
        super().__init__(verify=_tls(), trust_env=False)
        self._pool = httpcore.ConnectionPool(
            ssl_context=_tls(),
            max_keepalive_connections=0,  # every hop is dialled, and so checked, anew
            network_backend=_GuardedBackend(policy, resolve, monotonic() + total_s),
        )


@cache
def _tls() -> ssl.SSLContext:
    """The public certificate authorities; loading them takes longer than a fetch on loopback."""
    return httpx.create_ssl_context(trust_env=False)


def answers(host: str, port: int, policy: FetchPolicy, resolve: Resolve = system_resolve) -> bool:
    """Whether a connection to there may be made, and is."""
    try:
        backend = _GuardedBackend(policy, resolve, monotonic() + min(policy.connect_s, PROBE_S))
        backend.connect_tcp(host, port).close()
    except (AddressError, httpx.HTTPError, httpcore.NetworkError, httpcore.TimeoutException):
        return False
    return True


class _GuardedBackend(httpcore.NetworkBackend):
    def __init__(self, policy: FetchPolicy, resolve: Resolve, deadline: float) -> None:
        self._policy, self._resolve, self._deadline = policy, resolve, deadline
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[_SocketOption] | None = None,
    ) -> httpcore.NetworkStream:
        failure: Exception = NoSuchHost("no such host")
        for address in self._checked(host, port):
            try:
                left = _left(self._deadline, timeout, httpcore.ConnectTimeout)
                stream = self._inner.connect_tcp(address, port, left, local_address, socket_options)
                return _TimedStream(stream, self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as exc:
                failure = exc
        raise failure

    def _checked(self, host: str, port: int) -> Sequence[str]:
        try:
            addresses = self._resolve(host, port)
        except OSError as exc:
            raise NoSuchHost("no such host") from exc
        allowed = [address for address in addresses if may_dial(host, port, address, self._policy)]
        if addresses and not allowed:
            raise AddressError("host not allowed")
        return allowed[:ADDRESSES_TRIED]


class _TimedStream(httpcore.NetworkStream):
    """A connection whose every read and write ends at the deadline, however slowly bytes drip in."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: float) -> None:
        self._inner, self._deadline = inner, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, _left(self._deadline, timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, _left(self._deadline, timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = _left(self._deadline, timeout, httpcore.ConnectTimeout)
        return _TimedStream(self._inner.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> object:
        return self._inner.get_extra_info(info)


def _left(deadline: float, timeout: float | None, late: type[Exception]) -> float:
    left = deadline - monotonic()
    if left <= 0:
        raise late("the time for this fetch is over")
    return left if timeout is None else min(left, timeout)
