"""A small draft that any test may render: two seconds of grey, a red photo in its middle, a caption and a tone."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
import pytest

pytest_plugins = ["tests.checklist"]

SECOND = 1_000_000


def grey_film(path: Path, seconds: int = 2) -> None:
    """64x36 at 30 a second: frame n is grey 40 + n."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=30, options={"crf": "1", "preset": "ultrafast"})
        stream.width, stream.height, stream.pix_fmt = 64, 36, "yuv420p"
        for index in range(30 * seconds):
            frame = av.VideoFrame.from_ndarray(np.full((36, 64, 3), 40 + index, np.uint8), format="rgb24")
            frame.pts, frame.time_base = index, Fraction(1, 30)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def tone(path: Path, pitch: float = 440, seconds: int = 2) -> None:
    """A sine at a quarter of full scale, 48 kHz mono."""
    wave = np.sin(2 * np.pi * pitch * np.arange(48_000 * seconds) / 48_000) / 4
    with av.open(str(path), "w") as container:
        stream = container.add_stream("pcm_s16le", rate=48_000, layout="mono")
        frame = av.AudioFrame.from_ndarray((wave * 32767).astype("<i2")[None], format="s16", layout="mono")
        frame.sample_rate = 48_000
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def red_photo(path: Path) -> None:
    """64x36."""
    cv2.imwrite(str(path), np.full((36, 64, 3), (0, 0, 255), np.uint8))


def segment(material: str, seconds: float = 2, **more: object) -> dict[str, object]:
    span = {"start": 0, "duration": round(seconds * SECOND)}
    return {"id": f"s-{material}", "material_id": material, "target_timerange": span, "source_timerange": span, **more}


def draft_record() -> dict[str, Any]:
    half = {"scale": {"x": 0.5, "y": 0.5}}
    return {
        "canvas_config": {"width": 64, "height": 36},
        "fps": 30.0,
        "duration": 2 * SECOND,
        "materials": {
            "videos": [
                {"id": "grey", "type": "video", "path": "grey.mp4", "width": 64, "height": 36, "duration": 2 * SECOND},
                {
                    "id": "red",
                    "type": "photo",
                    "path": "red.png",
                    "width": 64,
                    "height": 36,
                    "duration": 10_800_000_000,
                },
            ],
            "audios": [{"id": "tone", "type": "extract_music", "path": "tone.wav", "duration": 2 * SECOND}],
            "texts": [{"id": "words", "type": "text", "content": "hi", "font_size": 15.0}],
        },
        "tracks": [
            {"type": "video", "segments": [segment("grey")]},
            {"type": "video", "segments": [segment("red", 1, clip=half, render_index=1)]},
            {"type": "text", "segments": [segment("words", 0.5, render_index=14000)]},
            {"type": "audio", "segments": [segment("tone")]},
        ],
    }


@pytest.fixture(scope="session")
def small_draft(tmp_path_factory):
    """A draft folder of 60 frames, 64x36; red covers the middle quarter in its first second."""
    folder = tmp_path_factory.mktemp("draft") / "small"
    folder.mkdir()
    grey_film(folder / "grey.mp4")
    red_photo(folder / "red.png")
    tone(folder / "tone.wav")
    (folder / "draft_content.json").write_text(json.dumps(draft_record()), encoding="utf-8")
    return folder
