"""When a stage is tried again, and when its result is found again."""

from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from uuid import UUID, uuid4

import httpx
import pytest

from draftreel.errors import (
    BusyError,
    DraftEmpty,
    DraftNotFound,
    MaterialError,
    RenderError,
    StoreError,
)
from draftreel.manifest import (
    DraftManifest,
    FilmManifest,
    MaterialManifest,
    Output,
    PlanManifest,
    Request,
    TimelineManifest,
    Wish,
)
from draftreel.plan import Chunk
from draftreel.settings import Settings
from draftreel.timeline import Media, MediaKind
from tasks.arrange import arrange
from tasks.audio import mix_sound
from tasks.deliver import deliver
from tasks.download import download
from tasks.effects import plan_looks
from tasks.encode import assemble, publish
from tasks.parse import parse
from tasks.policy import stopping, transient
from tasks.render import render_chunk
from tasks.validate import validate

STAGES = (validate, parse, download, arrange, plan_looks, mix_sound, render_chunk, assemble, publish)
SETTINGS = Settings(_env_file=None)
CHUNK = Chunk(index=1, first=300, count=300, key="c1")
PLAN = PlanManifest("p1", "/plans/p1", 9, (replace(CHUNK, index=0, first=0, key="c0"), CHUNK), "s1", ())
WISH = Wish(("a",), "video", "sea.mp4", "http://host/sea.mp4", 'W/"1"')


@dataclass(frozen=True)
class Ended:
    """A state whose result is an error."""

    error: Exception

    def result(self) -> object:
        raise self.error


@dataclass(frozen=True)
class Context:
    """As much of a task's context as keys look at."""

    run: UUID = field(default_factory=uuid4)

    @property
    def task_run(self) -> SimpleNamespace:
        return SimpleNamespace(flow_run_id=self.run, id=uuid4())


def key(stage, context=None, **given):
    found = stage.cache_policy.compute_key(task_ctx=context or Context(), inputs=given, flow_parameters={})
    assert "/" not in found
    return found


@pytest.mark.parametrize(
    "error",
    [
        MaterialError("HTTP 503", transient=True),
        StoreError("slow down", transient=True),
        BusyError("no answer", transient=True),
        ConnectionResetError(),
        OSError(28, "No space left on device"),
        httpx.ReadTimeout("slow"),
        httpx.ConnectError("refused"),
    ],
    ids=repr,
)
def test_what_may_pass_is_tried_again(error):
    assert transient(None, None, Ended(error))


@pytest.mark.parametrize(
    "error",
    [
        DraftEmpty("encrypted"),
        DraftNotFound("code 2001"),
        MaterialError("HTTP 403"),
        RenderError("odd"),
        ValueError(),
        TimeoutError("the stage's own limit"),
        RecursionError(),
    ],
    ids=repr,
)
def test_what_will_not_change_is_not_tried_again(error):
    assert not transient(None, None, Ended(error))


def test_nothing_is_tried_again_when_the_run_has_failed():
    stopping.set()
    try:
        assert not transient(None, None, Ended(MaterialError("HTTP 503", transient=True)))
    finally:
        stopping.clear()


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.name)
def test_every_stage_keeps_its_result_and_has_a_tag(stage):
    assert stage.persist_result
    assert stage.result_serializer == "pickle"
    assert [tag for tag in stage.tags if tag.startswith("stage-")]


def test_the_stages_are_the_nine_of_the_documented_workflow():
    tags = sorted({tag for stage in (*STAGES, deliver) for tag in stage.tags})
    assert tags == [f"stage-{number}" for number in range(1, 10)]


@pytest.mark.parametrize(
    ("stage", "given"),
    [
        (validate, {"draft_url": "http://h", "output": Output(), "settings": SETTINGS}),
        (parse, {"request": Request("http://h", "1"), "settings": SETTINGS}),
        (download, {"wish": replace(WISH, validator=""), "settings": SETTINGS}),
        (publish, {"film": FilmManifest("/f", "sha", 1, 1, 1, 2, 2), "settings": SETTINGS}),
    ],
    ids=["validate", "parse", "download without a validator", "upload"],
)
def test_what_may_change_meanwhile_is_found_again_by_the_same_run_only(stage, given):
    run = Context()
    assert key(stage, run, **given) == key(stage, Context(run.run), **given)
    assert key(stage, run, **given) != key(stage, Context(), **given)


def test_a_download_is_found_again_by_any_run_until_the_server_says_that_it_changed():
    first = key(download, wish=WISH, settings=SETTINGS)
    assert first == key(download, wish=WISH, settings=SETTINGS)
    assert first != key(download, wish=replace(WISH, validator='W/"2"'), settings=SETTINGS)
    assert first != key(download, wish=replace(WISH, url="http://host/other.mp4"), settings=SETTINGS)
    assert first != key(download, wish=replace(WISH, material_ids=("b",)), settings=SETTINGS)


def test_a_chunk_is_found_again_in_another_plan():
    other = replace(PLAN, key="p2", path="/plans/p2")
    first = key(render_chunk, plan=PLAN, chunk=CHUNK, settings=SETTINGS, progress=print)
    assert first == key(render_chunk, plan=other, chunk=replace(CHUNK, index=7), settings=SETTINGS, progress=repr)
    assert first != key(render_chunk, plan=PLAN, chunk=replace(CHUNK, key="c2"), settings=SETTINGS, progress=print)


def test_the_sound_is_found_again_when_only_the_picture_changed():
    other = replace(PLAN, key="p2", chunks=(CHUNK,))
    assert key(mix_sound, plan=PLAN, settings=SETTINGS) == key(mix_sound, plan=other, settings=SETTINGS)
    silent = replace(PLAN, sound_key="")
    assert key(mix_sound, plan=PLAN, settings=SETTINGS) != key(mix_sound, plan=silent, settings=SETTINGS)


def test_a_film_is_what_its_chunks_and_its_sound_are():
    def film(plan):
        return key(assemble, plan=plan, chunks=[], sound=None, settings=SETTINGS)

    assert film(PLAN) == film(replace(PLAN, path="/elsewhere", key="p2"))
    assert film(PLAN) != film(replace(PLAN, chunks=PLAN.chunks[::-1]))
    assert film(PLAN) != film(replace(PLAN, sound_key="s2"))


def test_a_timeline_is_found_again_for_the_same_draft_and_the_same_media_in_any_order():
    draft = DraftManifest("1", "d", (), "/drafts/d")
    sea = MaterialManifest(("a",), "video", Media("k1", MediaKind.VIDEO), "/media/k1")
    sky = MaterialManifest(("b",), "photo", Media("k2", MediaKind.STILL), "/media/k2")
    first = key(arrange, draft=draft, materials=[sea, sky], settings=SETTINGS)
    assert first == key(arrange, draft=draft, materials=[sky, sea], settings=SETTINGS)
    other = replace(sea, media=Media("k3", MediaKind.VIDEO))
    assert first != key(arrange, draft=draft, materials=[other, sky], settings=SETTINGS)
    moved = replace(sea, path="/elsewhere")
    assert first != key(arrange, draft=draft, materials=[moved, sky], settings=SETTINGS)
    assert first != key(arrange, draft=replace(draft, content_key="e"), materials=[sea, sky], settings=SETTINGS)


@pytest.mark.parametrize("change", [{"quality": 30}, {"preset": "medium"}, {"encoder_threads": 1}, {"strict": True}])
def test_a_plan_is_made_anew_for_other_settings_of_the_film(change):
    timeline = TimelineManifest("t", "/timelines/t", 9, 30, 1_000_000)
    other = Settings(_env_file=None, **change)
    first = key(plan_looks, timeline=timeline, output=Output(), settings=SETTINGS)
    assert first != key(plan_looks, timeline=timeline, output=Output(), settings=other)
    assert first != key(plan_looks, timeline=timeline, output=Output(width=320), settings=SETTINGS)
    elsewhere = Settings(_env_file=None, workers=7, port=1)
    assert first == key(plan_looks, timeline=timeline, output=Output(), settings=elsewhere)
