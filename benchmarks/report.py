"""`docs/performance.md`, written from what was measured and from the words in `performance.md` beside this file."""

from pathlib import Path
from string import Template

from benchmarks import cluster
from benchmarks.cold import Starts
from benchmarks.films import FILMS
from benchmarks.parts import Parts
from benchmarks.peers.results import OURS, Compared
from benchmarks.results import FILM_HEADINGS, Measured, film_row, markdown
from benchmarks.sound import Mixes
from benchmarks.workers import Curve

DOCUMENT = Path("docs/performance.md")
WORDS = Path(__file__).with_name("performance.md")
PEER_HEADINGS = ("program", "CPU", "wall", "largest process", "what it lacks")
CURVE_HEADINGS = ("workers, cores", "time", "faster", "of each worker")
CLUSTER_HEADINGS = ("machines", "75 s film", "faster", "20 min film", "faster")
LONGER = 16
UNMEASURED = "*Not measured yet.*"


def main() -> None:
    """Put what was measured last into the words."""
    measured = [found for letter in FILMS if (found := Measured.load(letter))]
    compared = [found for letter in FILMS if (found := Compared.load(letter))]
    curve, mixes = Curve.load(), Mixes.load()
    words = Template(WORDS.read_text(encoding="utf-8")).substitute(
        films="\n".join(f"- **{each.letter}**: {each.what}." for each in FILMS.values()),
        machine="; ".join(_machines(measured, compared, curve)) or "nothing yet",
        bench=markdown(FILM_HEADINGS, map(film_row, measured)) if measured else UNMEASURED,
        notes="\n".join(_notes(measured)) or "- Nothing was measured.",
        cold=starts.table() if (starts := Starts.load()) else UNMEASURED,
        peers="\n\n".join(map(_peers, compared)) or UNMEASURED,
        sound=mixes.table() if mixes else UNMEASURED,
        curve=_curve(curve) if curve else UNMEASURED,
        cluster=_cluster(curve.parts) if curve else UNMEASURED,
        parts=_parts(curve.parts) if curve else UNMEASURED,
        formula=cluster.FORMULA,
        link=f"{cluster.LINK * 8 / 1e9:g} Gbit/s",
        trip=f"{cluster.TRIP_S * 1000:g} ms",
    )
    DOCUMENT.write_text(words, encoding="utf-8")


def _machines(measured: list[Measured], compared: list[Compared], curve: Curve | None) -> list[str]:
    """Each machine once, should the figures come from several."""
    every = [*measured, *compared, *([curve] if curve else [])]
    return list(dict.fromkeys(str(each.machine) for each in every))


def _notes(measured: list[Measured]) -> list[str]:
    """What is not exact in the films, so that nobody takes a film that lacks something for a cheap one."""
    return [f"- {each.letter}: {_inexact(each)}." for each in measured]


def _inexact(measured: Measured) -> str:
    notes = (f"{note.asked} ({note.fidelity}: {note.shown})" for note in measured.pairs[-1].film.notes)
    return "; ".join(dict.fromkeys(notes)) or "everything is"


def _peers(compared: Compared) -> str:
    shown = {OURS: (OURS, "nothing")}
    shown |= {each.name: (f"{each.name} {each.version}", each.lacks or "nothing") for each in compared.contenders}
    rows = [_peer_row(compared, name, *shown[name]) for name in sorted(shown, key=compared.cpu)]
    rows += [(name, "-", "-", "-", f"could not be put beside the project: {why}") for name, why in compared.refused]
    return f"Film {compared.letter}, medians of {len(compared.rounds)} rounds:\n\n{markdown(PEER_HEADINGS, rows)}"


def _peer_row(compared: Compared, name: str, shown: str, lacks: str) -> tuple[str, ...]:
    figures = f"{compared.cpu(name):.2f}", f"{compared.wall(name):.2f}", f"{compared.memory(name) / 1e6:.0f} MB"
    return (shown, *figures, lacks)


def _curve(curve: Curve) -> str:
    alone = curve.walls[0][1]
    rows = [
        (f"{count}", f"{wall:.1f} s", f"{alone / wall:.2f}", f"{alone / wall / count:.0%}")
        for count, wall in curve.walls
    ]
    return markdown(CURVE_HEADINGS, rows)


def _cluster(parts: Parts) -> str:
    pairs = zip(cluster.estimates(parts), cluster.estimates(cluster.longer(parts, LONGER)), strict=True)
    rows = [
        (
            f"{short.machines}",
            f"{short.seconds:.0f} s",
            f"{short.faster:.1f}",
            f"{long.seconds:.0f} s",
            f"{long.faster:.1f}",
        )
        for short, long in pairs
    ]
    return markdown(CLUSTER_HEADINGS, rows)


def _parts(parts: Parts) -> str:
    count = len(parts.chunks)
    rows = (
        ("plan: the draft parsed, its media looked at, compiled, cut", f"{parts.plan:.2f} s"),
        ("start: a worker to its first frame", f"{parts.start:.2f} s"),
        (f"chunk: the mean of K = {count}", f"{sum(parts.chunks) / count:.1f} s"),
        ("sound: mixed and encoded whole, meanwhile", f"{parts.sound:.2f} s"),
        (f"join: {count} chunks and the sound joined and verified", f"{parts.join:.2f} s"),
        ("the film", f"{parts.film_bytes / 1e6:.1f} MB"),
        ("its media", f"{parts.media_bytes / 1e6:.1f} MB"),
    )
    return markdown(("part", "on one core"), rows)


if __name__ == "__main__":
    main()
