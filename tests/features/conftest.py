"""A desk for each library that writes drafts, the media to write with, and the films that come out."""

import json
from fractions import Fraction
from itertools import count
from pathlib import Path

import av
import cv2
import numpy as np
import pycapcut
import pyJianYingDraft
import pytest

from draftreel.arranging import arranged_draft
from draftreel.compositor.compositor import Compositor
from draftreel.draft import parse
from draftreel.image import to_rgb
from draftreel.local import load_draft
from draftreel.mixer import mix
from draftreel.settings import Settings
from draftreel.span import SECOND, Span

RATE = 48_000
BLACK, WHITE, RED, GREEN, BLUE = (0, 0, 0), (255, 255, 255), (255, 0, 0), (0, 255, 0), (0, 0, 255)


class Film:
    """A saved draft, opened and compiled as the engine does; frames and sound are made when asked for."""

    def __init__(self, folder: Path, data: Path):
        loaded = load_draft(str(folder), data, Settings(data=data))
        arranged = arranged_draft(parse((folder / "draft_content.json").read_bytes()), loaded.materials)
        self.timeline, self.diagnostics = arranged.timeline, arranged.diagnostics
        self.library = {key: Path(path) for key, path in arranged.library}

    def picture(self, seconds: float) -> np.ndarray:
        """Red, green and blue at a time."""
        with Compositor(self.timeline, self.library) as compositor:
            return to_rgb(compositor.frame(round(seconds * SECOND))).astype(int)

    def lumas(self, *seconds: float) -> list[int]:
        """The Y of the middle pixel at some times, 16 is black and 235 is white."""
        with Compositor(self.timeline, self.library) as compositor:
            planes = [compositor.frame(round(moment * SECOND)).planes[0] for moment in seconds]
        return [int(plane[plane.shape[0] // 2, plane.shape[1] // 2]) for plane in planes]

    def sound(self, start: float = 0.0, end: float | None = None) -> np.ndarray:
        """The left channel of a stretch."""
        whole = Span(0, self.timeline.duration)
        blocks = np.concatenate(list(mix(self.timeline, self.library, whole)))[:, 0]
        return blocks[round(start * RATE) : None if end is None else round(end * RATE)]

    def level(self, start: float, end: float) -> float:
        """The amplitude of a sine in a stretch: its root mean square times the root of two."""
        return float(np.sqrt(2 * np.mean(self.sound(start, end) ** 2)))

    def hertz(self, start: float = 0.2, end: float = 0.8) -> float:
        """The strongest pitch of a stretch."""
        part = self.sound(start, end)
        strength = np.abs(np.fft.rfft(part * np.hanning(len(part))))
        return float(np.argmax(strength) * RATE / len(part))

    def asked(self) -> str:
        """Everything that could not be done exactly, in the draft's own words."""
        return "\n".join(f"{note.code}: {note.asked} -> {note.shown}" for note in self.diagnostics)


class Desk:
    """One library, a folder for its drafts, and media."""

    def __init__(self, library, folder: Path, media: Path):
        self.lib, self.folder, self.media = library, folder, media
        self.drafts, self.numbers = library.DraftFolder(str(folder)), count(1)

    def script(self, *tracks: str, size=(64, 36), fps=30):
        """An empty draft with some tracks: "video", or "video:top" when there are several; "audio:mine!" is muted."""
        script = self.drafts.create_draft(f"draft {next(self.numbers)}", *size, fps)
        for index, track in enumerate(tracks):
            kind, _, name = track.rstrip("!").partition(":")
            self._add_track(script, kind, name or kind, index, mute=track.endswith("!"))
        return script

    def _add_track(self, script, kind, name, index, *, mute):
        of_kind = getattr(self.lib.TrackType, kind)
        if hasattr(script, "append_track"):
            script.append_track(self.lib.TrackSpec(of_kind, name, mute))
        else:
            script.add_track(of_kind, name, mute=mute, relative_index=index)

    def at(self, start: float, duration: float):
        return self.lib.Timerange(round(start * SECOND), round(duration * SECOND))

    def path(self, name: str) -> str:
        return str(self.media / name)

    def shot(self, name: str, start=0.0, duration=1.0, **more):
        """A segment of a picture."""
        return self.lib.VideoSegment(self.path(name), self.at(start, duration), **more)

    def tone(self, name: str = "tone.wav", start=0.0, duration=1.0, **more):
        """A segment of sound."""
        return self.lib.AudioSegment(self.path(name), self.at(start, duration), **more)

    def text(self, string: str, start=0.0, duration=1.0, **more):
        return self.lib.TextSegment(string, self.at(start, duration), **more)

    def film(self, script, edit=None) -> Film:
        """Save the draft and open it; `edit` changes the JSON where a library has no word for a feature."""
        script.save()
        file = Path(script.save_path)
        if edit:
            content = json.loads(file.read_text(encoding="utf-8"))
            edit(content)
            file.write_text(json.dumps(content), encoding="utf-8")
        return Film(file.parent, self.folder / "data")

    def shown(self, *shots, size=(64, 36), edit=None) -> Film:
        """The film of some pictures on one track."""
        script = self.script("video", size=size)
        for shot in shots:
            script.add_segment(shot)
        return self.film(script, edit)

    def heard(self, *tones, edit=None) -> Film:
        """The film of some sounds on one track, and nothing to see."""
        script = self.script("audio")
        for tone in tones:
            script.add_segment(tone)
        return self.film(script, edit)

    def read(self, *texts, size=(640, 360)) -> Film:
        """The film of some words on one track."""
        script = self.script("text", size=size)
        for text in texts:
            script.add_segment(text)
        return self.film(script)


@pytest.fixture(params=[pyJianYingDraft, pycapcut], ids=["pyjianyingdraft", "pycapcut"])
def desk(request, tmp_path, media):
    return Desk(request.param, tmp_path, media)


@pytest.fixture(scope="session")
def media(tmp_path_factory):
    """Small files with known content."""
    folder = tmp_path_factory.mktemp("media")
    for name, colour in (("black", BLACK), ("white", WHITE), ("red", RED), ("blue", BLUE)):
        write_photo(folder / f"{name}.png", np.full((36, 64, 3), colour, np.uint8))
    write_photo(folder / "square.png", np.full((36, 36, 3), WHITE, np.uint8))
    write_photo(folder / "halves.png", np.repeat(np.array([[RED] * 64 + [BLUE] * 64], np.uint8), 36, axis=0))
    pairs = np.repeat(np.array([[BLACK, BLACK, WHITE, WHITE] * 16], np.uint8), 36, axis=0)
    write_photo(folder / "stripes.png", pairs)
    corners = np.zeros((64, 64, 3), np.uint8)
    corners[:32, :32], corners[:32, 32:], corners[32:, :32], corners[32:, 32:] = RED, GREEN, BLUE, WHITE
    write_photo(folder / "corners.png", corners)
    see_through = np.full((36, 64, 4), 255, np.uint8)
    see_through[:, :32, 3] = 0
    cv2.imwrite(str(folder / "right-half.png"), see_through)
    write_numbered(folder / "numbered.mp4", 60)
    write_numbered(folder / "sounding.mp4", 60, hertz=440)
    write_blinking(folder / "blinking.gif")
    write_tone(folder / "tone.wav", 440)
    write_tone(folder / "high.wav", 1000)
    write_tone(folder / "late.wav", 440, silent=0.5)
    return folder


def write_photo(path, rgb):
    cv2.imwrite(str(path), rgb[..., ::-1])


def write_numbered(path, frames, hertz=None):
    """Frame n is even grey of luma 40 + 3 n, without loss."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=30, options={"qp": "0", "preset": "ultrafast"})
        stream.width, stream.height, stream.pix_fmt = 64, 36, "yuv420p"
        sound = container.add_stream("aac", rate=RATE, layout="stereo") if hertz else None
        for number in range(frames):
            planes = np.full((54, 64), 128, np.uint8)
            planes[:36] = luma_of(number)
            frame = av.VideoFrame.from_ndarray(planes, format="yuv420p")
            frame.pts, frame.time_base = number, Fraction(1, 30)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
        if sound is not None:
            write_wave(container, sound, sine(hertz, frames / 30))


def luma_of(number):
    return 40 + 3 * number


def write_blinking(path):
    """A tenth of a second black, a tenth white."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("gif", rate=10)
        stream.width, stream.height, stream.pix_fmt = 64, 36, "rgb8"
        for number, shade in enumerate((0, 255)):
            frame = av.VideoFrame.from_ndarray(np.full((36, 64, 3), shade, np.uint8), format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, 10)
            container.mux(stream.encode(frame.reformat(format="rgb8")))
        container.mux(stream.encode(None))


def write_tone(path, hertz, silent=0.0):
    """Two seconds of a sine of amplitude 0.25, the first `silent` seconds of them without a sound."""
    wave = sine(hertz, 2.0)
    wave[: round(silent * RATE)] = 0
    with av.open(str(path), "w") as container:
        write_wave(container, container.add_stream("pcm_f32le", rate=RATE, layout="stereo"), wave)


def sine(hertz, seconds):
    return (0.25 * np.sin(2 * np.pi * hertz * np.arange(round(seconds * RATE)) / RATE)).astype(np.float32)


def write_wave(container, stream, wave):
    packed = stream.codec_context.format.is_packed
    for start in range(0, len(wave), 1024):
        block = np.stack([wave[start : start + 1024]] * 2)
        data = np.ascontiguousarray(block.T).reshape(1, -1) if packed else block
        frame = av.AudioFrame.from_ndarray(data, format=stream.codec_context.format.name, layout="stereo")
        frame.sample_rate, frame.pts, frame.time_base = RATE, start, Fraction(1, RATE)
        container.mux(stream.encode(frame))
    container.mux(stream.encode(None))
