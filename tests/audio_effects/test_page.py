"""The page about sound effects says what the tables say."""

from draftreel.catalogue import Kind
from draftreel.catalogue.rows import lines, row_of
from tests.audio_effects.page import FAMILIES, PAGE, page


def test_the_page_is_what_the_tables_say():
    assert PAGE.read_text(encoding="utf-8") == page(), "python -m tests.audio_effects.page writes it anew"


def test_every_family_has_its_place_on_the_page():
    families = {row_of(line).family for kind in (Kind.AUDIO_EFFECT, Kind.TONE) for line in lines(kind)}
    assert families == set(FAMILIES)
