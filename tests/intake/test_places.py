import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draftreel.draft import parse
from draftreel.intake import Listing, Local, LocalDraft, Remote, Wanted, locate, open_local, wanted
from draftreel.intake.paths import base_name, clean, inside, safe

DRAFTS = Path(__file__).parents[2] / "../shared/drafts"
ID = "2026112214023826f10a37"
URL = f"http://h/output/draft/{ID}"
PLACEHOLDER = "##_draftpath_placeholder_0E685133-18CE-45ED-8CB8-2904A212EC80_##"


def want(path, *others):
    return Wanted("m", "video", "clip", path, others=others)


LISTING = Listing(
    ID,
    "http://h",
    (
        f"{URL}/draft_content.json",
        f"{URL}/assets/videos/a.mp4",
        f"{URL}/assets/images/one.jpg",
        f"{URL}/assets/other/twin.mp4",
        f"{URL}/assets/videos/twin.mp4",
        f"{URL}/assets/videos/%E4%BD%A0%20x.mp4?sig=1",
        f"{URL}/reversed.mp4",
    ),
)


@pytest.mark.parametrize(
    ("path", "file"),
    [
        (f"/app/output/draft/{ID}/assets/videos/a.mp4", "assets/videos/a.mp4"),
        (f"\u200b C:\\drafts\\{ID}\\assets\\videos\\a.mp4 \ufeff", "assets/videos/a.mp4"),
        (f"C:\\\\drafts\\\\{ID}\\\\assets\\\\videos\\\\twin.mp4", "assets/videos/twin.mp4"),
        (f"https://cdn.example/{ID}/assets/videos/twin.mp4?x=y", "assets/videos/twin.mp4"),
        ("/root/else/assets/videos/twin.mp4", "assets/videos/twin.mp4"),
        ("assets/videos/twin.mp4", "assets/videos/twin.mp4"),
        (f"{PLACEHOLDER}/reversed.mp4", "reversed.mp4"),
        (f"/mac/x/{PLACEHOLDER}/assets/videos/a.mp4", "assets/videos/a.mp4"),
        ("/app/你 x.mp4", "assets/videos/%E4%BD%A0%20x.mp4?sig=1"),
        ("D:/photos/ONE.JPG", "assets/images/one.jpg"),
        ("reversed.mp4", "reversed.mp4"),
    ],
)
def test_a_listed_file_is_found_by_what_its_path_has_in_common(path, file):
    assert locate(want(path), LISTING) == Remote(f"{URL}/{file}")


@pytest.mark.parametrize(
    "path",
    [
        *("", "/x/twin.mp4", "/x/gone.mp4", "D:", "/etc/passwd", f"/a/{ID}/../../etc/passwd", "assets/../../x.mp4"),
        *("\\\\host\\share\\x.mp4", f"{PLACEHOLDER}/../x.mp4", "data:video/mp4;base64,AAAA", "file:///etc/passwd"),
    ],
)
@pytest.mark.checklist(23)
def test_what_the_server_does_not_list_is_nowhere(path):
    assert locate(want(path), LISTING) is None


def test_an_address_of_its_own_is_taken_without_what_is_invisible():
    assert locate(want(" \u200bhttps://cdn.example/v.mp4?a=b\u200b "), LISTING) == Remote(
        "https://cdn.example/v.mp4?a=b"
    )


def test_further_addresses_of_a_material_are_tried_in_order():
    assert locate(want("/x/gone.mp4", "", "https://cdn.example/v.mp4"), LISTING) == Remote("https://cdn.example/v.mp4")


@pytest.mark.checklist(24)
def test_two_materials_of_one_name_and_two_urls_are_each_right():
    assert locate(want("http://x/1/clip.mp4"), LISTING) == Remote("http://x/1/clip.mp4")
    assert locate(want("http://x/2/clip.mp4"), LISTING) == Remote("http://x/2/clip.mp4")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "secret.mp4").write_text("secret")
    root = tmp_path / "my draft"
    (root / "assets/videos").mkdir(parents=True)
    (root / "draft_content.json").write_text("{}")
    for name in ("assets/videos/a.mp4", "assets/videos/你 x.mp4", "b.mp3"):
        (root / name).write_text(name)
    (root / "assets/link.mp4").symlink_to(tmp_path / "secret.mp4")
    (root / "assets/out").symlink_to(tmp_path)
    return open_local(root, tmp_path / "unpacked")


@pytest.mark.parametrize(
    ("path", "file"),
    [
        ("C:\\Users\\me\\my draft\\assets\\videos\\a.mp4", "assets/videos/a.mp4"),
        (f"{PLACEHOLDER}/b.mp3", "b.mp3"),
        ("/elsewhere/你 x.mp4", "assets/videos/你 x.mp4"),
        ("b.mp3", "b.mp3"),
        ("./b.mp3", "b.mp3"),
    ],
)
def test_a_file_in_the_folder_is_found(folder, path, file):
    assert locate(want(path), folder) == Local(folder.root / file)


@pytest.mark.parametrize(
    "path",
    [
        *("../secret.mp4", "assets/../../secret.mp4", "/x/assets/../../secret.mp4", "assets/link.mp4", "link.mp4"),
        *("assets/out/secret.mp4", "/etc/passwd", "C:\\Windows\\win.ini", "//host/share/x", "\\\\host\\share\\x"),
        *("file:///etc/passwd", "", "assets", ".", "..", "/", "a\0b", "x" * 5000, f"{PLACEHOLDER}/../secret.mp4"),
    ],
)
@pytest.mark.checklist(23)
def test_nothing_outside_the_folder_is_opened(folder, path):
    assert locate(want(path), folder) is None


def test_an_absolute_path_counts_only_where_paths_are_trusted(folder, tmp_path):
    path = str(tmp_path / "secret.mp4")
    assert locate(want(path), folder) is None
    assert locate(want(path), folder, trust_paths=True) == Local(tmp_path / "secret.mp4")
    assert locate(want("/" + path), folder, trust_paths=True) is None
    assert locate(want(str(tmp_path / "gone.mp4")), folder, trust_paths=True) is None


@pytest.mark.checklist(23)
def test_trust_means_nothing_to_a_draft_on_a_server(tmp_path):
    (tmp_path / "secret.mp4").write_text("secret")
    assert locate(want(str(tmp_path / "secret.mp4")), LISTING, trust_paths=True) is None


def test_further_folders_can_be_named(folder, tmp_path):
    (tmp_path / "more").mkdir()
    (tmp_path / "more/c.mp4").write_text("c")
    assert locate(want("D:/x/c.mp4"), folder, roots=(tmp_path / "more",)) == Local(tmp_path / "more/c.mp4")


@given(st.text(alphabet="./\\a: ~%\u200b#_", max_size=20))
@pytest.mark.checklist(23)
def test_no_path_leads_out(path):
    here = Path(__file__).parent
    found = locate(want(path), LocalDraft(here, b"{}", ("conftest.py",)))
    assert found is None or (isinstance(found, Local) and found.path.is_relative_to(here))


@given(st.text(max_size=30), st.text(max_size=5))
@pytest.mark.checklist(23)
def test_parts_of_paths_stay_inside(path, name):
    assert all(safe(tail) for tail in inside(path, (name,)))
    assert "/" not in base_name(path)
    assert clean(clean(path)) == clean(path)


@pytest.mark.parametrize("path", ["..", "a/../../b", "../a", "/a", "C:a", "c:/a", "", ".", "./.", "a\0b"])
@pytest.mark.checklist(23)
def test_paths_that_leave_are_not_safe(path):
    assert not safe(path)
    assert safe("a/b..c/..d.mp4")


@pytest.mark.parametrize("name", ["easy", "kitchen-sink"])
@pytest.mark.skipif(not DRAFTS.exists(), reason="no real drafts here")
def test_a_real_server_s_list_and_folder_have_every_file_that_its_draft_needs(name):
    folder = DRAFTS / "server" / name
    files = tuple(json.loads((folder / "get_draft.json").read_text())["files"])
    listing = Listing(files[0].split("/")[-2], "http://h", files)
    opened = open_local(folder, folder)
    for each in wanted(parse(opened.content)):
        if each.required:
            remote, local = locate(each, listing), locate(each, opened)
            assert isinstance(remote, Remote)
            assert isinstance(local, Local)
            assert remote.url.endswith(each.name)
            assert local.path.name == each.name
