"""One picture to a PNG file."""

from pathlib import Path

import cv2

from draftreel.encoder.staging import staged
from draftreel.image import Image, to_rgb


def write_png(path: Path, image: Image) -> None:
    """Writes a picture of any layout as 8-bit sRGB, what is transparent over black; raises EncodingError."""
    with staged(path) as staging:
        staging.write_bytes(cv2.imencode(".png", to_rgb(image)[:, :, ::-1])[1].tobytes())
