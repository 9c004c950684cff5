"""Filters: (image, **params) -> Image."""
