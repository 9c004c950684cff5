"""`docs/performance.md`, written from what was measured and from the words in `performance.md` beside this file."""

from pathlib import Path
from string import Template

from benchmarks.films import FILMS
from benchmarks.results import Measured, markdown

DOCUMENT = Path("docs/performance.md")
WORDS = Path(__file__).with_name("performance.md")
FILM_HEADINGS = (
    "film",
    "CPU",
    "wall",
    "peak memory",
    "frames/s",
    "first frame",
    "pairs",
    "limit, CPU s",
    "film, CPU s",
)


def main() -> None:
    """Write the document again."""
    write()


def write() -> None:
    """Put what was measured last into the words."""
    measured = [found for letter in FILMS if (found := Measured.load(letter))]
    words = Template(WORDS.read_text(encoding="utf-8"))
    DOCUMENT.write_text(
        words.substitute(
            machine=str(measured[-1].machine) if measured else "Nothing was measured yet",
            films="\n".join(f"- **{each.letter}**: {each.what}." for each in FILMS.values()),
            table=markdown(FILM_HEADINGS, map(film_row, measured)),
        ),
        encoding="utf-8",
    )


def film_row(measured: Measured) -> tuple[str, ...]:
    """A film's figures as words, under FILM_HEADINGS."""
    return (
        measured.letter + " *" * measured.scaled,
        f"{measured.cpu:.2f}",
        f"{measured.wall:.2f}",
        f"{measured.memory / 1e6:.0f} MB",
        f"{measured.fps:.1f}",
        f"{measured.first_frame:.1f} s",
        f"{len(measured.pairs)}",
        f"{measured.median(lambda pair: pair.limit.cpu):.1f}",
        f"{measured.median(lambda pair: pair.film.cost.cpu):.1f}",
    )


if __name__ == "__main__":
    main()
