import importlib
import os
import shutil
from pathlib import Path

import pytest

from draftreel.text import editions, find_font
from draftreel.timeline import Font, Text, TextRun, TextStyle


def text(string="hello", font=None, **more):
    style = TextStyle(20.0, font=font or Font(), **more)
    return Text(string, (TextRun(0, len(string), style),))


@pytest.fixture
def thai(tmp_path):
    """A font that is a draft's own."""
    return Path(shutil.copy(find_font("Noto Sans Thai").file.path, tmp_path / "own.ttf"))


def test_the_same_text_has_the_same_editions():
    assert editions(text(), {}) == editions(text(), {})


def test_every_package_that_glyphs_may_come_from_is_told_by_its_version():
    assert [len(version.split(".")) > 1 for version in editions(text(), {})[-3:]] == [True] * 3


@pytest.mark.parametrize(
    "other",
    [text("你好"), text(bold=True), text(italic=True), text(font=Font("Noto Sans Thai"))],
    ids=["another script", "bold", "italic", "another font"],
)
def test_a_text_in_another_face_has_other_editions(other):
    assert editions(other, {}) != editions(text(), {})


def test_a_draft_s_own_font_is_told_by_its_content_wherever_it_lies(thai, tmp_path):
    wanted, moved = text(font=Font("own", "k")), Path(shutil.copy(thai, tmp_path / "elsewhere.ttf"))
    first, *_ = editions(wanted, {"k": thai})
    assert first[0] == "k"
    assert editions(wanted, {"k": thai}) == editions(wanted, {"k": moved})


def test_a_draft_s_font_that_is_missing_has_the_editions_of_what_is_shown_instead(thai):
    wanted = text(font=Font("own", "k"))
    assert editions(wanted, {}) == editions(text(), {})
    assert editions(wanted, {"k": thai}) != editions(wanted, {})


def test_a_font_file_that_was_replaced_is_another_edition(thai, tmp_path):
    name = importlib.import_module("draftreel.text.editions")._named.__wrapped__
    before = name(str(thai))
    os.utime(thai, (1, 1))
    assert name(str(thai)) != before
