"""A typical draft: fifteen seconds of 1080p with dissolves, a moving photo, a picture in the picture, words, sound."""

import json
import random
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.footage import FPS, SIZE, write_clip, write_music, write_still, write_voice
from demo import records
from demo.records import Look, Placed, Record, Styled

SECONDS = 15.0
CLIP, LEAD, DISSOLVE = 4.0, 0.5, 0.5
MIX = Look("叠化", "6724845717472416269", "322577")
LINES = (
    "清晨的光落在山谷里",
    "The light comes down slowly",
    "风从海上来",
    "Salt, and the smell of rain",
    "我们沿着河走了很久",
    "Nobody said a word",
    "城市在远处醒来",
    "A thousand windows at once",
    "这就是那一天",
    "And that was all of it",
)
WHITE, BLACK = (1.0, 1.0, 1.0), (0.0, 0.0, 0.0)


def write_draft(folder: Path, seed: int) -> Path:
    """Make the media and the draft's JSON in a folder; takes half a minute."""
    folder.mkdir(parents=True)
    sheet = _Sheet(random.Random(seed))  # noqa: S311 - the same ids every time
    _main(sheet, folder, seed)
    _inset(sheet, folder, seed)
    _captions(sheet)
    _sounds(sheet, folder)
    (folder / "draft_content.json").write_text(json.dumps(sheet.draft(), ensure_ascii=False), encoding="utf-8")
    return folder


@dataclass(slots=True)
class _Sheet:
    dice: random.Random
    materials: dict[str, list[Record]] = field(default_factory=dict)
    tracks: list[Record] = field(default_factory=list)

    def add(self, kind: str, record: Record) -> str:
        identity = f"{self.dice.getrandbits(128):032x}"
        self.materials.setdefault(kind, []).append({"id": identity, **record})
        return identity

    def segment(self, material: str, at: tuple[float, float], lead: float | None, extras: list[str]) -> Record:
        source = None if lead is None else records.timerange(lead, at[1])
        own = {"id": f"{self.dice.getrandbits(128):032x}", "clip": records.clip(Placed())}
        refs = [self.add("speeds", records.speed(1.0)), *extras]
        return records.segment(material, records.timerange(*at), source) | own | {"extra_material_refs": refs}

    def track(self, kind: str, segments: list[Record]) -> None:
        own = {"id": f"{self.dice.getrandbits(128):032x}", "attribute": 0, "flag": 0, "name": ""}
        for segment in segments:
            segment["render_index"] = len(self.tracks)
        self.tracks.append({**own, "segments": segments, "type": kind})

    def draft(self) -> Record:
        return {
            "canvas_config": {"width": SIZE[0], "height": SIZE[1], "ratio": "original"},
            "duration": round(SECONDS * records.SECOND),
            "fps": float(FPS),
            "id": "bench",
            "materials": self.materials,
            "new_version": "110.0.0",
            "tracks": self.tracks,
            "version": 360000,
        }


def _main(sheet: _Sheet, folder: Path, seed: int) -> None:
    segments: list[Record] = []
    for n in range(3):
        path = folder / f"clip{n}.mp4"
        write_clip(path, seed + n, CLIP + 2 * LEAD)
        clip = sheet.add("videos", records.video(path.name, str(path), SIZE, CLIP + 2 * LEAD))
        dissolve = sheet.add("transitions", records.transition(MIX, DISSOLVE))
        segments.append(sheet.segment(clip, (n * CLIP, CLIP), LEAD, [dissolve]))
    write_still(folder / "photo.jpg", seed)
    photo = sheet.add("videos", records.photo("photo.jpg", str(folder / "photo.jpg"), (4000, 3000)))
    moving = sheet.segment(photo, (3 * CLIP, SECONDS - 3 * CLIP), 0.0, [])
    moving["common_keyframes"] = [
        records.keyframes("KFTypeScaleX", ((0.0, 1.4), (3.0, 1.8))),
        records.keyframes("KFTypePositionX", ((0.0, 0.1), (3.0, -0.1))),
    ]
    sheet.track("video", [*segments, moving])


def _inset(sheet: _Sheet, folder: Path, seed: int) -> None:
    write_clip(folder / "inset.mp4", seed + 9, SECONDS)
    material = sheet.add("videos", records.video("inset.mp4", str(folder / "inset.mp4"), SIZE, SECONDS))
    inset = sheet.segment(material, (0.0, SECONDS), 0.0, [])
    inset["clip"] = records.clip(Placed(scale=0.4, x=0.5, y=0.5, rotation=8.0))
    ways = [(second, 0.6 + 0.4 * (second % 2)) for second in (0.0, 3.0, 6.0, 9.0, 12.0, 15.0)]
    inset["common_keyframes"] = [records.keyframes("KFTypeAlpha", ways)]
    sheet.track("video", [inset])


def _captions(sheet: _Sheet) -> None:
    said = []
    for n, line in enumerate(LINES):
        text = sheet.add("texts", records.text(line, [Styled(0, len(line), 10, WHITE, True, BLACK)]))
        caption = sheet.segment(text, (n * 1.5, 1.4), None, [])
        caption["clip"] = records.clip(Placed(y=-0.75))
        said.append(caption)
    sheet.track("text", said)


def _sounds(sheet: _Sheet, folder: Path) -> None:
    write_music(folder / "music.mp3", SECONDS)
    write_voice(folder / "voice.mp3")
    song = sheet.add("audios", records.audio("music.mp3", str(folder / "music.mp3"), SECONDS))
    words = sheet.add("audios", records.audio("voice.mp3", str(folder / "voice.mp3"), 4.0))
    fade = sheet.add("audio_fades", records.fade(0.5, 1.0))
    sheet.track("audio", [sheet.segment(song, (0.0, SECONDS), 0.0, [fade]) | {"volume": 0.5}])
    sheet.track("audio", [sheet.segment(words, (start, 4.0), 0.0, []) for start in (1.0, 6.0, 10.5)])
