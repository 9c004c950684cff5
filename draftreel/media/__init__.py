"""Probing, frames at a time, samples in a range, stills."""
