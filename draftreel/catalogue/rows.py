"""The data files: one line a look, split only when a look of that kind is first asked for."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from draftreel.call import Call, Value
from draftreel.catalogue.kind import Kind

COLUMNS = (
    "resource_id",
    "effect_id",
    "other_ids",
    "name",
    "name_en",
    "duration",
    "overlap",
    "family",
    "confidence",
    "call",
)


@dataclass(frozen=True, slots=True)
class Row:
    """One named look as the data file states it; `duration` is microseconds, 0 when it has none.

    `confidence` A: the name is a standard operation; B: the family follows from the name, the details
    do not; C: it needs what we do not have; U: unknown. `call` is None for what is not drawn.
    """

    ids: tuple[str, ...]
    name: str
    name_en: str
    duration: int
    overlap: bool
    family: str
    confidence: str
    call: Call | None


@dataclass(frozen=True, slots=True)
class Index:
    """The lines of a kind by id and by name, still text."""

    by_id: Mapping[str, str]
    by_name: Mapping[str, str]


def row_of(line: str) -> Row:
    """A line of a data file as a row."""
    resource_id, effect_id, other_ids, name, name_en, duration, overlap, family, confidence, call = line.split("\t")
    ids = tuple(one for one in (resource_id, effect_id, *other_ids.split(" ")) if one)
    return Row(ids, name, name_en, int(duration or 0), overlap == "1", family, confidence, call_of(call))


def call_of(text: str) -> Call | None:
    """A call written as "push direction=left"; None for an empty text."""
    name, *params = text.split(" ")
    return Call(name, tuple(sorted(map(_param, params)))) if name else None


def _param(text: str) -> tuple[str, Value]:
    key, _, value = text.partition("=")
    return key, _value(value)


def _value(text: str) -> Value:
    if "," in text:
        return tuple(float(part) for part in text.split(","))
    try:
        return float(text)
    except ValueError:
        return text


def lines(kind: Kind) -> Iterator[str]:
    """The lines of a kind's data file, without the head."""
    text = (files(__package__) / "looks" / f"{kind}.tsv").read_text(encoding="utf-8")
    return iter(text.splitlines()[1:])


@cache
def index(kind: Kind) -> Index:
    """Where the looks of a kind are found; of several with one name the surest."""
    by_id: dict[str, str] = {}
    by_name: dict[str, str] = {}
    for line in sorted(lines(kind), key=lambda line: line.split("\t")[8]):
        cells = line.split("\t")
        _add(by_id, line, (cells[0], cells[1], *cells[2].split(" ")))
        _add(by_name, line, (cells[3].casefold(),))
        _add(by_name, line, (cells[4].casefold(),))
    return Index(by_id, by_name)


def _add(index: dict[str, str], line: str, keys: Iterable[str]) -> None:
    for key in keys:
        if key:
            index.setdefault(key, line)
