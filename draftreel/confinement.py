"""What a process that reads strangers' media may take: memory, time, the length of a file; and no network.

Called by the process itself, while it has one thread. Nothing of it can be undone from inside.
"""

import ctypes
import os
import platform
import resource
import struct
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_CLONE_NEWUSER, _CLONE_NEWNET = 0x1000_0000, 0x4000_0000
_PR_SET_NO_NEW_PRIVS, _FILTER_MODE, _SPECULATION_ALLOWED = 38, 1, 4
_ALLOW, _REFUSE = 0x7FFF_0000, 0x0005_0000 | 13  # EACCES
_LOAD, _IF_EQUAL, _IF_AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_NUMBER, _ARCHITECTURE = 0, 4  # where they lie in struct seccomp_data
_OTHER_NUMBERS = 0x4000_0000  # the x32 calls of x86-64: the same again under other numbers
_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True, slots=True)
class _Machine:
    """A machine's numbers: its AUDIT_ARCH, the calls seccomp, socket, and io_uring_setup, which opens sockets too."""

    audit: int
    seccomp: int
    refused: tuple[int, ...]


_MACHINES = {
    "x86_64": _Machine(0xC000_003E, 317, (41, 425)),
    "aarch64": _Machine(0xC000_00B7, 277, (198, 425)),
}


@dataclass(frozen=True, slots=True)
class Bounds:
    """The most that a process may take: bytes of memory, of one file, seconds of all its threads, files open."""

    memory_bytes: int
    file_bytes: int
    cpu_s: int
    files: int = 1024


def confine(bounds: Bounds) -> tuple[str, ...]:
    """Hold this process to the bounds and cut it off the network; by what: "namespace", "filter", both or neither."""
    walls: tuple[tuple[str, Callable[[], bool]], ...] = (("namespace", _own_network), ("filter", _no_sockets))
    found = tuple(name for name, put_up in walls if put_up())
    # Private memory, not addresses: FFmpeg's and Numba's libraries and files that are mapped take many of these.
    _at_most(resource.RLIMIT_DATA, bounds.memory_bytes)
    _at_most(resource.RLIMIT_FSIZE, bounds.file_bytes)
    _at_most(resource.RLIMIT_CPU, bounds.cpu_s)
    _at_most(resource.RLIMIT_NOFILE, bounds.files)
    _at_most(resource.RLIMIT_CORE, 0)
    return found


def _at_most(what: int, limit: int) -> None:
    _, hard = resource.getrlimit(what)
    held = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
    resource.setrlimit(what, (held, held))


def _own_network() -> bool:
    """A network of its own without a way out, in user names of its own, which need no privilege."""
    user, group = os.geteuid(), os.getegid()
    if _libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET) != 0:
        return False
    with suppress(OSError):  # without them we are called nobody, and no less able
        Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1", encoding="ascii")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1", encoding="ascii")
    return True


class _Program(ctypes.Structure):
    """struct sock_fprog."""

    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))


def _no_sockets() -> bool:
    """The kernel refuses to open sockets, those of the machine's own services too."""
    machine = _MACHINES.get(platform.machine())
    if machine is None or _libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    steps = _filter(machine)
    program = _Program(len(steps) // 8, steps)
    return bool(_libc.syscall(machine.seccomp, _FILTER_MODE, _SPECULATION_ALLOWED, ctypes.byref(program)) == 0)


def _filter(machine: _Machine) -> bytes:
    """Asks of every call whether it is another machine's or one of those refused (Linux, man 2 seccomp)."""
    count = len(machine.refused)
    steps = [(_LOAD, 0, 0, _ARCHITECTURE), (_IF_EQUAL, 0, count + 3, machine.audit), (_LOAD, 0, 0, _NUMBER)]
    steps.append((_IF_AT_LEAST, count + 1, 0, _OTHER_NUMBERS))
    steps.extend((_IF_EQUAL, count - at, 0, number) for at, number in enumerate(machine.refused))
    steps.extend([(_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _REFUSE)])
    return b"".join(struct.pack("<HBBI", *step) for step in steps)
