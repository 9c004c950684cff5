"""What could not be shown exactly, collected in the order in which the draft is read."""

from draftreel.timeline import Diagnostic, Fidelity


class Notes:
    """The diagnostics of one compilation; it is all that a compilation changes."""

    def __init__(self) -> None:
        self._found: list[Diagnostic] = []
        self._once: set[tuple[str, str]] = set()

    @property
    def found(self) -> tuple[Diagnostic, ...]:
        return tuple(self._found)

    def missing(self, place: str, code: str, asked: str, shown: str = "nothing") -> None:
        """Something that is left out."""
        self._found.append(Diagnostic(code, Fidelity.MISSING, place, asked, shown))

    def stand_in(self, place: str, code: str, asked: str, shown: str) -> None:
        """Something else is shown."""
        self._found.append(Diagnostic(code, Fidelity.STAND_IN, place, asked, shown))

    def close(self, place: str, code: str, asked: str, shown: str) -> None:
        """Nearly what was asked for is shown."""
        self._found.append(Diagnostic(code, Fidelity.CLOSE, place, asked, shown))

    def add(self, diagnostic: Diagnostic) -> None:
        """A diagnostic whose fidelity a look has; what is exact needs no note."""
        if diagnostic.fidelity is not Fidelity.EXACT:
            self._found.append(diagnostic)

    def first(self, code: str, asked: str) -> bool:
        """Whether this is asked for the first time: what a hundred captions share is said once."""
        new = (code, asked) not in self._once
        self._once.add((code, asked))
        return new
