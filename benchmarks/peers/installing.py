"""Other programs put below `build/peers`, beside the project: nothing of this machine or of our environment changes."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

HOME = Path("build/peers").absolute()
ATTEMPT_S = 900


class NotInstalledError(Exception):
    """Why a program cannot be had here, in words for the table."""


@dataclass(frozen=True, slots=True)
class Installed:
    """What runs a peer's script, what comes after the script's own arguments, what its environment adds."""

    runner: str
    version: str
    extra: tuple[str, ...] = ()
    environment: tuple[tuple[str, str], ...] = ()


def ffmpeg() -> Installed:
    """A static ffmpeg of the Python package imageio-ffmpeg."""
    python = _venv("ffmpeg", "imageio-ffmpeg")
    program = _said([python, "-c", "import imageio_ffmpeg as i; print(i.get_ffmpeg_exe())"])
    version = _said([program, "-version"]).split()[2].split("-")[0]
    return Installed(python, version, (program,))


def moviepy() -> Installed:
    """An environment of its own for MoviePy."""
    python = _venv("moviepy", "moviepy>=2")
    return Installed(python, _package(python, "moviepy"))


def movis() -> Installed:
    """An environment of its own for movis."""
    python = _venv("movis", "movis")
    _said([python, "-c", "import movis"])
    return Installed(python, _package(python, "movis"), environment=(("QT_QPA_PLATFORM", "offscreen"),))


def mlt() -> Installed:
    """Debian's melt: the one that is there, or its packages unpacked without being installed."""
    found = shutil.which("melt")
    if found:
        return Installed(sys.executable, _melt_version(found, {}), (found,), _QT)
    root = HOME / "mlt" / "root"
    if not (root / "usr/bin/melt").exists():
        _unpack("melt", root)
    environment = _unpacked(root)
    program = str(root / "usr/bin/melt")
    return Installed(sys.executable, _melt_version(program, dict(environment)), (program,), environment)


def editly() -> Installed:
    """Editly out of npm, with what it builds."""
    folder = HOME / "editly"
    if shutil.which("npm") is None:
        raise NotInstalledError("there is no npm")
    if not (folder / "node_modules/editly/package.json").exists():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "package.json").write_text('{"private": true}', encoding="ascii")
        try:
            _run(["npm", "install", "--no-audit", "--no-fund", "editly@0.14.2"], cwd=folder)
        except NotInstalledError as exc:
            missing = re.search(r"Package '?([\w+.-]+)'?,? .*not found", str(exc))
            why = f"building its canvas needs {missing[1]}" if missing else "npm cannot install it"
            raise NotInstalledError(why) from exc
    return Installed(sys.executable, "0.14.2", (str(folder), *ffmpeg().extra))


_QT = (("QT_QPA_PLATFORM", "offscreen"), ("DISPLAY", ":0"))  # melt's qtblend wants to see a display, Qt needs none


def _venv(name: str, package: str) -> str:
    python = HOME / name / "bin/python"
    if not (HOME / name / "installed").exists():
        _run([sys.executable, "-m", "venv", str(HOME / name)])
        _run([str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check", package])
        (HOME / name / "installed").touch()
    return str(python)


def _package(python: str, name: str) -> str:
    return _said([python, "-c", f"from importlib.metadata import version; print(version('{name}'))"])


def _unpack(package: str, root: Path) -> None:
    if shutil.which("apt-get") is None:
        raise NotInstalledError("there is neither melt nor apt-get")
    plan = _said(["apt-get", "install", "--no-install-recommends", "-s", package])
    names = re.findall(r"^Inst (\S+)", plan, re.MULTILINE)
    if not names:
        raise NotInstalledError("apt-get knows no melt: run apt-get update first")
    packages = root.with_name("packages")
    packages.mkdir(parents=True, exist_ok=True)
    _run(["apt-get", "download", *names], cwd=packages)
    for each in packages.glob("*.deb"):
        _run(["dpkg", "-x", str(each), str(root)])


def _unpacked(root: Path) -> tuple[tuple[str, str], ...]:
    libraries = next(root.glob("usr/lib/*-linux-gnu"))
    modules = next(libraries.glob("mlt-7"))
    folders = [libraries, *(libraries / name for name in ("blas", "lapack", "pulseaudio"))]
    return (
        *_QT,
        ("LD_LIBRARY_PATH", ":".join(map(str, folders))),
        ("MLT_REPOSITORY", str(modules)),
        ("MLT_DATA", str(root / "usr/share/mlt-7")),
        ("MLT_PROFILES_PATH", str(root / "usr/share/mlt-7/profiles")),
        ("QT_PLUGIN_PATH", str(libraries / "qt5/plugins")),
    )


def _melt_version(program: str, environment: dict[str, str]) -> str:
    found = re.search(r"melt (\d[\d.]*)", _said([program, "-version"], environment))
    if not found:
        raise NotInstalledError("melt does not run")
    return found[1]


def _said(command: Sequence[str], environment: dict[str, str] | None = None) -> str:
    return _run(command, environment=environment).strip()


def _run(command: Sequence[str], cwd: Path | None = None, environment: dict[str, str] | None = None) -> str:
    try:
        done = subprocess.run(  # noqa: S603 - the commands of this module
            command,
            cwd=cwd,
            env=os.environ | (environment or {}),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=True,
            text=True,
            timeout=ATTEMPT_S,
        )
    except subprocess.CalledProcessError as exc:
        raise NotInstalledError(exc.stdout or f"{command[0]} failed") from exc
    except (OSError, subprocess.TimeoutExpired) as exc:
        raise NotInstalledError(f"{Path(command[0]).name}: {type(exc).__name__}") from exc
    return done.stdout
