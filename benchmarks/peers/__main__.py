"""The same films in other programs: `python -m benchmarks.peers` installs them, renders, and says what each cost.

Whole commands are measured, start of the interpreter included, ours too; each run beside the limit and all the others.
"""

import argparse
import json
import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import av
from rich.console import Console

from benchmarks.bench import SEED, pictures_of, run_side
from benchmarks.cost import Cost
from benchmarks.films import FILMS, write_draft
from benchmarks.machine import Machine
from benchmarks.peers import installing
from benchmarks.peers.installing import HOME, Installed, NotInstalledError
from benchmarks.peers.results import OURS, Compared, Contender, Round
from benchmarks.peers.scene import write_scene
from benchmarks.results import BUILD
from benchmarks.shelf import Shelf

RUNS = 3
HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Peer:
    """A program, the films it can do, how it is had, and what its version of a film lacks."""

    name: str
    films: str
    install: Callable[[], Installed]
    lacks: str = ""

    @property
    def script(self) -> Path:
        return HERE / f"{self.name.lower()}_film.py"


PEERS: tuple[Peer, ...] = (
    Peer("ffmpeg", "ABC", installing.ffmpeg),
    Peer("MLT", "AB", installing.mlt),
    Peer("movis", "AB", installing.movis),
    Peer("MoviePy", "AB", installing.moviepy),
    Peer("editly", "AB", installing.editly, "the inset's turn and opacity, the photo's own path, the song's fades"),
)


def main() -> None:
    """Install what can be, then film after film, round after round."""
    wanted = _arguments()
    console = Console()
    installed, refused = _install(console)
    for letter in wanted.films:
        _compare(letter, wanted, console, installed, refused).save()


def _install(console: Console) -> tuple[dict[str, Installed], dict[str, str]]:
    HOME.mkdir(parents=True, exist_ok=True)
    installed, refused = dict[str, Installed](), dict[str, str]()
    for peer in PEERS:
        try:
            installed[peer.name] = peer.install()
            console.print(f"{peer.name} {installed[peer.name].version} is there")
        except NotInstalledError as exc:
            refused[peer.name] = str(exc).strip().splitlines()[-1][:200]
            console.print(f"{peer.name} is not: {refused[peer.name]}")
    return installed, refused


def _compare(
    letter: str,
    wanted: argparse.Namespace,
    console: Console,
    installed: Mapping[str, Installed],
    refused: Mapping[str, str],
) -> Compared:
    console.print(f"{letter}: {FILMS[letter].what}")
    draft = write_draft(FILMS[letter], BUILD, wanted.seed)
    scene = write_scene(letter, Shelf(BUILD, wanted.seed), HOME / "scenes" / f"{letter}-{wanted.seed}")
    able = {peer.name: installed[peer.name] for peer in PEERS if letter in peer.films and peer.name in installed}
    rounds = list[Round]()
    with pictures_of(draft, long=False) as pictures:
        for _ in range(wanted.runs):
            rounds.append(_round(draft, scene, pictures, able, console))
    asked = (Contender(p.name, installed[p.name].version, p.lacks) for p in PEERS if p.name in able)
    unable = tuple(sorted((name, why) for name, why in refused.items()))
    return Compared(letter, Machine.here(), tuple(rounds), tuple(asked), unable)


def _round(draft: Path, scene: Path, pictures: Path, able: Mapping[str, Installed], console: Console) -> Round:
    limit = Cost(**run_side("limit", draft, pictures))
    console.print(f"   limit: CPU {limit.cpu:.1f} s, {limit.wall:.1f} s")
    costs = {OURS: _ours(draft)}
    _say(console, OURS, costs[OURS], limit)
    for peer in PEERS:
        if peer.name in able:
            costs[peer.name] = _theirs(peer, able[peer.name], scene)
            _say(console, peer.name, costs[peer.name], limit)
    return Round(limit, tuple(costs.items()))


def _say(console: Console, name: str, cost: Cost, limit: Cost) -> None:
    console.print(
        f"   {name}: CPU {cost.cpu / limit.cpu:.2f}, wall {cost.wall / limit.wall:.2f}, {cost.memory / 1e6:.0f} MB"
    )


def _ours(draft: Path) -> Cost:
    with tempfile.TemporaryDirectory(dir=BUILD, prefix="ours-") as folder:
        out = Path(folder) / "film.mp4"
        command = [sys.executable, "-m", "draftreel.cli", "render", str(draft), "-o", str(out), "--workers", "1"]
        return _launched(command, {"DRAFTREEL_DATA": folder, "DRAFTREEL_PASS_THROUGH": "false"}, draft / "ours.log")


def _theirs(peer: Peer, installed: Installed, scene: Path) -> Cost:
    out = scene.with_name(f"{peer.name}.mp4").absolute()
    out.unlink(missing_ok=True)
    command = [installed.runner, str(peer.script), str(scene), str(out), *installed.extra]
    cost = _launched(command, dict(installed.environment), scene.with_name(f"{peer.name}.log"))
    _check(out, scene)
    return cost


def _check(film: Path, scene: Path) -> None:
    """A film that is shorter than was asked for would be cheaper for no good reason."""
    wanted = json.loads(scene.read_text(encoding="utf-8"))["seconds"] * 30
    with av.open(str(film)) as opened:
        frames = sum(1 for packet in opened.demux(video=0) if packet.size)
    if abs(frames - wanted) > 2:
        raise SystemExit(f"{film.name} has {frames} frames, not {wanted:.0f}")


def _launched(command: list[str], environment: Mapping[str, str], log: Path) -> Cost:
    launcher = [sys.executable, "-S", "-E", str(HERE / "launch.py"), str(log), "env"]
    launcher += [f"{name}={value}" for name, value in environment.items()]
    done = subprocess.run([*launcher, *command], stdout=subprocess.PIPE, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise SystemExit(f"{shlex.join(command[:2])} failed: see {os.path.relpath(log)}")
    return Cost(**json.loads(done.stdout))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers", description=__doc__)
    parser.add_argument("--films", type=lambda text: text.upper().split(","), default=list("ABC"))
    parser.add_argument("--runs", type=int, default=RUNS, help="rounds of all")
    parser.add_argument("--seed", type=int, default=SEED, help="of the films' media")
    return parser.parse_args()


if __name__ == "__main__":
    main()
