"""Masks: (size, **params) -> alpha."""
