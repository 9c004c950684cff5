"""A look named as data: a family's name and its parameters, joined to a function only when drawn."""

from dataclasses import dataclass

Value = float | int | bool | str | tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Call:
    """The name of a row in a family's table, and the keyword arguments for it."""

    name: str
    params: tuple[tuple[str, Value], ...] = ()

    @classmethod
    def of(cls, name: str, **params: Value) -> "Call":
        return cls(name, tuple(sorted(params.items())))

    @property
    def arguments(self) -> dict[str, Value]:
        return dict(self.params)
