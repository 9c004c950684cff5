"""Blends: (backdrop, paint) -> colour."""
