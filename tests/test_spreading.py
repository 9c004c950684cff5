"""What travels to the machine that draws a chunk, and what comes back."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from draftreel import spreading
from draftreel.errors import RenderError, SettingError
from draftreel.local import planned
from draftreel.manifest import Output, PlanManifest
from draftreel.settings import Settings
from draftreel.spreading import Part, draw_part, fetch_chunk, known_chunk, needed, spread
from draftreel.workspace import Workspace
from tests.s3_server import SECRET, serving_s3


def unheard(_done: int) -> None:
    pass


@pytest.fixture(scope="module")
def bucket(tmp_path_factory) -> Iterator[dict[str, str]]:
    with serving_s3(tmp_path_factory.mktemp("store")) as server:
        options = server.options
        yield {
            "s3_endpoint": options.endpoint,
            "s3_bucket": options.bucket,
            "s3_access_key": options.access_key,
            "s3_secret_key": SECRET,
        }


@dataclass
class Machines:
    """`here` has the plan, `there` has nothing."""

    here: Settings
    there: Settings
    plan: PlanManifest


@pytest.fixture
def machines(small_draft, tmp_path, bucket) -> Iterator[Machines]:
    """Each test has a bucket of its own, and a film of one chunk."""
    own = bucket | {"s3_bucket": f"b{abs(hash(str(tmp_path)))}"}
    here, there = (Settings(_env_file=None, data=tmp_path / name, **own) for name in ("here", "there"))
    with planned(str(small_draft), Output(), here, lambda *_: None) as plan:
        yield Machines(here, there, plan)


def test_a_chunk_drawn_elsewhere_is_the_chunk_drawn_here(machines):
    (part,) = spread(machines.plan, machines.plan.chunks, machines.here)
    fetched = fetch_chunk(part.chunk, draw_part(part, machines.there, unheard), machines.here)
    alone = machines.here.model_copy(update={"data": machines.here.data.parent / "alone"})
    drawn = spreading.render_chunk(machines.plan, part.chunk, alone, unheard)
    assert Path(fetched.path).read_bytes() == Path(drawn.path).read_bytes()


def test_a_chunk_that_is_in_the_store_is_not_drawn_again(machines, monkeypatch):
    (part,) = spread(machines.plan, machines.plan.chunks, machines.here)
    first = draw_part(part, machines.there, unheard)
    monkeypatch.setattr(spreading, "render_chunk", None)
    third = machines.there.model_copy(update={"data": machines.there.data.parent / "third"})
    assert draw_part(part, third, unheard) == first
    known = known_chunk(part.chunk, machines.here)
    assert known is not None
    assert known.reused


def test_a_chunk_that_nobody_has_drawn_is_not_known(machines):
    assert known_chunk(machines.plan.chunks[0], machines.here) is None


def test_who_draws_has_the_media_of_the_chunk_and_no_others(machines):
    (part,) = spread(machines.plan, machines.plan.chunks, machines.here)
    draw_part(part, machines.there, unheard)
    film = spreading.film_in(machines.plan)
    there = {path.stem for path in Workspace(machines.there.data).media.iterdir()}
    assert there == needed(film, part.chunk)
    assert there <= {key for key, _ in film.library}


def test_a_plan_that_is_not_in_the_store_may_be_there_soon(machines):
    with pytest.raises(RenderError) as caught:
        draw_part(Part("0" * 64, machines.plan.chunks[0]), machines.there, unheard)
    assert caught.value.transient


def test_without_a_store_nothing_can_be_spread(tmp_path, machines):
    with pytest.raises(SettingError):
        spread(machines.plan, machines.plan.chunks, Settings(_env_file=None, data=tmp_path))


def test_a_chunk_needs_the_files_that_its_slice_names():
    assert set(spreading._words(("a", frozenset({"b"}), {"c": ("d",)}, 5, None))) == {"a", "b", "c", "d"}
