"""Animations: (progress, **params) -> Pose."""
