"""Transitions: (outgoing, incoming, progress, **params) -> Image."""
