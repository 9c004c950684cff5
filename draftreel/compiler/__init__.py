"""Draft to timeline: the only place that knows both worlds; one module a concern."""

from draftreel.compiler.compile import Compilation, compile_draft

__all__ = ["Compilation", "compile_draft"]
