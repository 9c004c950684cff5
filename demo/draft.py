"""The bundled draft: twelve seconds of light, as a folder that a capcut-mate server could have made."""

import json
import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from demo import records
from demo.aurora import aurora
from demo.canvas import Picture, finished
from demo.city import city
from demo.files import FPS, write_photo, write_sound, write_video
from demo.hills import hills
from demo.lanterns import lanterns
from demo.records import Look, Placed, Record, Styled
from demo.sea import sea
from demo.sounds import music, voice

SECONDS = 12.0
CANVAS = (1080, 1920)
SEED = 20260101
DRAFT_ID = "20260101120000d4a7f2c9"
"""A name as the server gives: a time stamp and eight hexadecimal digits."""

MIX = Look("叠化", "6724845717472416269", "322577")
PUSH = Look("左移", "6726711499676455435", "2917286")
WIPE = Look("向上擦除", "6724849456891564557", "2917281")
FADE_IN = Look("渐显", "6798320778182922760", "624705")
FADE_OUT = Look("渐隐", "6798320902548230669", "624707")
ZOOM_IN = Look("缩小", "6798332584276267527", "624755")

CENTRED = Placed()
WHITE, GOLD, MINT, NIGHT = (1.0, 1.0, 1.0), (1.0, 0.82, 0.4), (0.55, 1.0, 0.85), (0.13, 0.07, 0.25)


def write_draft(folder: Path, seed: int = SEED) -> Path:
    """Make the media and the draft's JSON in a folder; the same bytes for the same seed. Its name is the draft's id."""
    for kind in ("videos", "images", "audios"):
        (folder / "assets" / kind).mkdir(parents=True, exist_ok=True)
    sheet = _Sheet(folder.name, random.Random(seed))  # noqa: S311 - the ids are to be the same every time
    jobs = _film(sheet)
    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(job.write, folder / job.name) for job in jobs]:
            done.result()
    content = json.dumps(sheet.draft(), ensure_ascii=False)
    for name in ("draft_content.json", "draft_info.json"):
        (folder / name).write_text(content, encoding="utf-8")
    (folder / "draft_meta_info.json").write_text(json.dumps(_meta(sheet)), encoding="utf-8")
    return folder


@dataclass(frozen=True, slots=True)
class _Job:
    """A file to make: its name in the folder, and what writes it."""

    name: str
    write: Callable[[Path], None]


@dataclass(slots=True)
class _Sheet:
    """The draft as it is being written."""

    draft_id: str
    dice: random.Random
    materials: dict[str, list[Record]] = field(default_factory=dict)
    tracks: list[Record] = field(default_factory=list)

    def identity(self) -> str:
        return f"{self.dice.getrandbits(128):032x}"

    def add(self, kind: str, record: Record) -> str:
        """Put a material into its list; its id."""
        identity = self.identity()
        self.materials.setdefault(kind, []).append({"id": identity, **record})
        return identity

    def asset(self, kind: str, suffix: str) -> str:
        """A new name in the folder, as the server gives it."""
        return f"assets/{kind}/20260101120000{self.dice.getrandbits(32):08x}{suffix}"

    def path(self, asset: str) -> str:
        """Where the server thinks that the asset is: on its own disk."""
        return f"/app/output/draft/{self.draft_id}/{asset}"

    def track(self, kind: str, name: str, render_index: int, segments: list[Record]) -> None:
        for segment in segments:
            segment |= {"id": self.identity(), "render_index": render_index}
        head = {"attribute": 0, "flag": 0, "id": self.identity(), "is_default_name": False, "name": name}
        self.tracks.append({**head, "segments": segments, "type": kind})

    def draft(self) -> Record:
        """The whole file."""
        platform = {"app_id": 3704, "app_source": "lv", "app_version": "5.9.0", "os": "mac", "os_version": "14.5"}
        return {
            "canvas_config": {"width": CANVAS[0], "height": CANVAS[1], "ratio": "original"},
            "color_space": -1,
            "config": {"maintrack_adsorb": False, "subtitle_sync": True, "video_mute": False},
            "cover": None,
            "create_time": 0,
            "duration": round(SECONDS * records.SECOND),
            "extra_info": None,
            "fps": FPS,
            "free_render_index_mode_on": False,
            "id": self.identity(),
            "keyframe_graph_list": [],
            "keyframes": {"adjusts": [], "audios": [], "effects": [], "filters": [], "texts": [], "videos": []},
            "materials": self.materials,
            "name": "",
            "new_version": "110.0.0",
            "platform": platform,
            "last_modified_platform": platform,
            "relationships": [],
            "render_index_track_mode_on": True,
            "source": "default",
            "tracks": self.tracks,
            "update_time": 0,
            "version": 360000,
        }


def _film(sheet: _Sheet) -> list[_Job]:
    """Write the story down; what has to be made for it."""
    for _ in range(2):
        sheet.track("video", "main_track", 0, [])
    jobs = _main(sheet) + _inset(sheet) + _sound(sheet)
    _words(sheet)
    return jobs


def _main(sheet: _Sheet) -> list[_Job]:
    scenes = (_Scene(sea, (720, 1280), 4.3), _Scene(aurora, (1280, 720), 3.7), _Scene(city, (720, 1280), 3.1))
    (sea_id, sea_job), (aurora_id, aurora_job), (city_id, city_job) = (_filmed(sheet, scene) for scene in scenes)
    name = sheet.asset("images", ".jpg")
    size = (1440, 2160)
    photo_id = sheet.add("videos", records.photo(Path(name).name, sheet.path(name), size))
    first = _shown(sheet, sea_id, (0.0, 3.6), lead=0.3)
    _attach(sheet, first, "transitions", records.transition(MIX, 0.8))
    _attach(sheet, first, "material_animations", records.animation(FADE_IN, "in", 0.0, 0.6))
    second = _shown(sheet, photo_id, (3.6, 2.8))
    second["common_keyframes"] = [
        records.keyframes("KFTypeScaleX", ((0.0, 1.36), (2.8, 1.72))),
        records.keyframes("KFTypePositionX", ((0.0, 0.1), (2.8, -0.14))),
        records.keyframes("KFTypePositionY", ((0.0, -0.08), (2.8, 0.05))),
    ]
    _attach(sheet, second, "transitions", records.transition(PUSH, 0.6))
    third = _shown(sheet, aurora_id, (6.4, 2.9), lead=0.4)
    _attach(sheet, third, "canvases", records.blurred_canvas(0.375))
    _attach(sheet, third, "transitions", records.transition(WIPE, 0.7))
    fourth = _shown(sheet, city_id, (9.3, 2.7), lead=0.4)
    _attach(sheet, fourth, "material_animations", records.animation(FADE_OUT, "out", 2.1, 0.6))
    sheet.track("video", "video_track_20260101120000a1b2c3d4", 1, [first, second, third, fourth])
    return [sea_job, city_job, aurora_job, _Job(name, lambda path: write_photo(path, finished(hills(), size)))]


def _inset(sheet: _Sheet) -> list[_Job]:
    inset_id, job = _filmed(sheet, _Scene(lanterns, (480, 480), 2.5))
    inset = _shown(sheet, inset_id, (6.7, 2.4), Placed(scale=0.46, rotation=-8.0))
    inset["common_keyframes"] = [
        records.keyframes("KFTypeAlpha", ((0.0, 0.0), (0.5, 1.0), (1.9, 1.0), (2.4, 0.0))),
        records.keyframes("KFTypePositionX", ((0.0, 0.38), (2.4, 0.46))),
        records.keyframes("KFTypePositionY", ((0.0, 0.42), (2.4, 0.52))),
    ]
    _attach(sheet, inset, "material_animations", records.animation(ZOOM_IN, "in", 0.0, 0.5))
    sheet.track("video", "video_track_20260101120000e5f60718", 2, [inset])
    return [job]


def _sound(sheet: _Sheet) -> list[_Job]:
    song, song_id = _recorded(sheet, SECONDS + 0.5)
    sung, sung_id = _recorded(sheet, 4.0)
    under = _heard(sheet, song_id, (0.0, SECONDS))
    under["common_keyframes"] = [
        records.keyframes("KFTypeVolume", ((0.0, 0.9), (3.6, 0.9), (4.0, 0.5), (7.6, 0.5), (8.2, 0.9)))
    ]
    _attach(sheet, under, "audio_fades", records.fade(0.6, 1.6))
    over = _heard(sheet, sung_id, (3.8, 4.0)) | {"volume": 0.55}
    _attach(sheet, over, "audio_fades", records.fade(0.1, 0.4))
    sheet.track("audio", "audio_track_202601011200001a2b3c4d", 10, [under])
    sheet.track("audio", "audio_track_202601011200005e6f7a8b", 10, [over])
    return [
        _Job(song, lambda path: write_sound(path, music(SECONDS + 0.5))),
        _Job(sung, lambda path: write_sound(path, voice())),
    ]


def _words(sheet: _Sheet) -> None:
    title = _said(sheet, records.text("追光之旅", [Styled(0, 4, 174, WHITE, True, NIGHT, NIGHT)]), (0.5, 2.9), 0.56)
    title["common_keyframes"] = [
        records.keyframes("KFTypeAlpha", ((0.0, 0.0), (0.6, 1.0), (2.4, 1.0), (2.9, 0.0))),
        records.keyframes("KFTypePositionY", ((0.0, 0.50), (0.6, 0.56))),
    ]
    below = _said(
        sheet, records.text("Chasing the light 🌅✨", [Styled(0, 20, 81, GOLD, False, NIGHT, NIGHT)]), (1.0, 2.4), 0.38
    )
    below["common_keyframes"] = [records.keyframes("KFTypeAlpha", ((0.0, 0.0), (0.5, 1.0), (1.9, 1.0), (2.4, 0.0)))]
    hills_text = "每一帧都由代码绘成\nEvery frame is drawn by code"
    runs = [
        Styled(0, 38, 57, WHITE),
        Styled(0, 9, 81, WHITE, True),
        Styled(5, 7, 81, GOLD, True),
        Styled(34, 38, 57, MINT, True),
    ]
    caption = _said(sheet, records.text(hills_text, runs, records.background("#1a1440", 0.62, 0.35)), (4.1, 2.0), -0.62)
    north = _said(sheet, records.text("北方的夜空 🌌", [Styled(0, 8, 90, MINT, True, NIGHT)]), (6.9, 2.1), -0.5)
    closing = [Styled(0, 19, 84, WHITE, True, NIGHT, NIGHT), Styled(10, 19, 108, GOLD, True, NIGHT, NIGHT)]
    end = _said(sheet, records.text("Made with\nDraftreel", closing), (9.8, 2.2), 0.30)
    sheet.track("text", "caption_track_202601011200009c0d1e2f", 11, [title, caption, north, end])
    sheet.track("text", "caption_track_202601011200003a4b5c6d", 12, [below])


@dataclass(frozen=True, slots=True)
class _Scene:
    """A picture that is a function of time, to be filmed at a size for some seconds."""

    paint: Callable[[float], Picture]
    size: tuple[int, int]
    seconds: float


def _filmed(sheet: _Sheet, scene: _Scene) -> tuple[str, _Job]:
    name = sheet.asset("videos", ".mp4")
    identity = sheet.add("videos", records.video(Path(name).name, sheet.path(name), scene.size, scene.seconds))
    count = round(scene.seconds * FPS)

    def write(path: Path) -> None:
        write_video(path, scene.size, (finished(scene.paint(n / FPS), scene.size) for n in range(count)))

    return identity, _Job(name, write)


def _recorded(sheet: _Sheet, seconds: float) -> tuple[str, str]:
    name = sheet.asset("audios", ".mp3")
    return name, sheet.add("audios", records.audio(Path(name).name, sheet.path(name), seconds))


def _shown(
    sheet: _Sheet, material: str, at: tuple[float, float], placed: Placed = CENTRED, lead: float = 0.0
) -> Record:
    """A picture on a track; `lead` seconds of its beginning are left out."""
    source = records.timerange(lead, at[1])
    segment = records.segment(material, records.timerange(*at), source)
    _attach(sheet, segment, "speeds", records.speed(1.0))
    hdr = {"intensity": 1.0, "mode": 1, "nits": 1000}
    return segment | {"clip": records.clip(placed), "uniform_scale": {"on": True, "value": 1.0}, "hdr_settings": hdr}


def _heard(sheet: _Sheet, material: str, at: tuple[float, float]) -> Record:
    segment = records.segment(material, records.timerange(*at), records.timerange(0.0, at[1]))
    _attach(sheet, segment, "speeds", records.speed(1.0))
    return segment | {"clip": None, "hdr_settings": None}


def _said(sheet: _Sheet, text: Record, at: tuple[float, float], y: float) -> Record:
    segment = records.segment(sheet.add("texts", text), records.timerange(*at), None)
    _attach(sheet, segment, "speeds", records.speed(1.0))
    return segment | {"clip": records.clip(Placed(y=y)), "uniform_scale": {"on": True, "value": 1.0}}


def _attach(sheet: _Sheet, segment: Record, kind: str, record: Record) -> None:
    refs = segment["extra_material_refs"]
    if isinstance(refs, list):
        refs.append(sheet.add(kind, record))


def _meta(sheet: _Sheet) -> Record:
    empty: list[Record] = [{"type": kind, "value": []} for kind in (0, 1, 2, 3, 6, 7, 8)]
    return {
        "draft_cover": "draft_cover.jpg",
        "draft_fold_path": "",
        "draft_id": sheet.identity(),
        "draft_materials": empty,
        "draft_name": sheet.draft_id,
        "draft_root_path": "",
        "tm_duration": round(SECONDS * records.SECOND),
    }
