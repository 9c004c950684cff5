"""Resource id -> Call and fidelity: data files, one a kind, and the loader that looks ids and names up."""

from draftreel.catalogue.find import Look, find
from draftreel.catalogue.kind import Kind

__all__ = ["Kind", "Look", "find"]
