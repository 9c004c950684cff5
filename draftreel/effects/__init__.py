"""Effects: (image, moment, **params) -> Image."""
