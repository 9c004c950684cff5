"""Audio effects: (samples, rate, **params) -> samples."""
