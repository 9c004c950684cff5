"""Where fonts come from: the draft's own file, the font packages, the system's; else the house font."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path, PurePosixPath

from draftreel.errors import MaterialError
from draftreel.text.characters import EAST_ASIAN, script_of
from draftreel.text.faces import BOLD, REGULAR, Cut, FaceFacts, FontFile, faces_in, facts_of, open_face
from draftreel.timeline import Font

_SUFFIXES = frozenset({".ttf", ".otf", ".ttc", ".otc"})
_SYSTEM_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts")
_SYSTEM_LIMIT = 4000
_REGIONS = {"ja": 0, "ko": 1, "zhhans": 2, "zhhant": 3}  # the faces of Noto Sans CJK's collection
_HOUSE_NAMES = {"en": "", "jp": "ja", "kr": "ko", "zh": "zhhans", "sc": "zhhans", "tc": "zhhant"}
_HEAVY, _SLANTED = ("bold", "black", "heavy"), ("italic", "oblique")
_STYLES = ("bold", "italic", "oblique", "regular", "normal", "medium", "semi", "demi", "black", "heavy", "light", "vf")


@dataclass(frozen=True, slots=True)
class FontChoice:
    """The face that a style is set in; `substituted` when a font was asked for and another one is shown."""

    cut: Cut
    family: str
    substituted: bool


@dataclass(frozen=True, slots=True)
class KnownFont:
    """A face that can be found by name."""

    file: FontFile
    facts: FaceFacts


def resolve(
    font: Font,
    library: Mapping[str, Path],
    sample: str = "",
    *,
    bold: bool = False,
    italic: bool = False,
) -> FontChoice:
    """The face for a font as a draft asks for it; `sample` is the text to be set, which decides the house font."""
    own = library.get(font.key) if font.key else None
    if own is not None and (choice := _own(FontFile(str(own)), bold, italic)):
        return choice
    key = _key(font.name)
    bold, italic = bold or any(word in key for word in _HEAVY), italic or any(word in key for word in _SLANTED)
    found = find_font(font.name, bold=bold, italic=italic) if key else None
    if found is not None:
        return FontChoice(_cut(found, bold, italic), found.facts.family, substituted=False)
    file = house_font(sample, font.name)
    return FontChoice(cut_of(file, bold, italic), facts_of(file).family, substituted=bool(font.name or font.key))


def find_font(name: str, *, bold: bool = False, italic: bool = False) -> KnownFont | None:
    """A packaged or system font by the name or the file name that a draft has for it."""
    key = _key(name)
    if not key or key in _REGIONS or key in _HOUSE_NAMES:
        return None
    for index in (_index(packaged=True), _index(packaged=False)):
        exact = index.get(key, ())
        family = _key(exact[0].facts.family) if exact else _family(key)
        candidates = index.get(family, ()) or exact
        if candidates:
            return min(candidates, key=lambda known: _distance(known.facts, bold, italic))
    return None


def available_fonts() -> tuple[str, ...]:
    """The families that can be asked for by name, sorted."""
    indices = (_index(packaged=True), _index(packaged=False))
    return tuple(sorted({known.facts.family for index in indices for fonts in index.values() for known in fonts}))


def house_font(sample: str, name: str = "") -> FontFile:
    """The font when none is asked for or found: by the app's own font name, then by the text's script."""
    key = _key(name)
    region = _HOUSE_NAMES.get(key, key)
    if region in _REGIONS:
        return FontFile(_cjk_path(), _REGIONS[region])
    written = _written(sample)
    if key != "en" and written & EAST_ASIAN:
        return east_asian_font(sample)
    if "Latn" in written:
        return latin_font()
    first = next((char for char in sample if script_of(char)), "")
    return fallback_for(first, sample) or latin_font()


def east_asian_font(sample: str) -> FontFile:
    """Noto Sans CJK in the forms of Japan when there is kana, of Korea when there is hangul, else of the mainland."""
    written = _written(sample)
    region = "ja" if written & {"Hira", "Kana"} else "ko" if "Hang" in written else "zhhans"
    return FontFile(_cjk_path(), _REGIONS[region])


@lru_cache(maxsize=64)
def _written(sample: str) -> frozenset[str]:
    return frozenset(map(script_of, sample))


@lru_cache(maxsize=1)
def latin_font() -> FontFile:
    """Noto Sans: Latin, Greek, Cyrillic."""
    return FontFile(str(_folder("manimgx_fonts") / "NotoSans[wght].ttf"))


@lru_cache(maxsize=1)
def emoji_font() -> FontFile:
    """Noto Color Emoji, as gradients and outlines (COLR version 1); in one colour where its package has no wheel."""
    if find_spec("dynamic_font") is None:
        return FontFile(str(_folder("manimgx_fonts") / "NotoEmoji[wght].ttf"))
    return FontFile(str(_folder("dynamic_font") / "assets" / "fonts" / "NotoColorEmoji-Regular.ttf"))


def fallback_for(grapheme: str, sample: str = "") -> FontFile | None:
    """The first packaged font that has glyphs for a grapheme; None when no font has."""
    for file in (latin_font(), east_asian_font(sample)) if grapheme else ():
        if open_face(file).covers(grapheme):
            return file
    return _script_font(grapheme)


@lru_cache(maxsize=8192)
def _script_font(grapheme: str) -> FontFile | None:
    return next((file for file in _script_fonts() if grapheme and open_face(file).covers(grapheme)), None)


@lru_cache(maxsize=8192)
def cut_of(file: FontFile, bold: bool, italic: bool) -> Cut:
    """The face made bold or italic: by its sibling, by its weight axis, else by hand."""
    siblings = _index(packaged=True).get(_key(facts_of(file).family), ()) if italic else ()
    known = min(siblings, key=lambda sibling: _distance(sibling.facts, bold, italic), default=None)
    return _cut(known or KnownFont(file, facts_of(file)), bold, italic)


def _own(file: FontFile, bold: bool, italic: bool) -> FontChoice | None:
    try:
        open_face(file)
        known = KnownFont(file, facts_of(file))
    except MaterialError:
        return None
    return FontChoice(_cut(known, bold, italic), known.facts.family, substituted=False)


def _cut(known: KnownFont, bold: bool, italic: bool) -> Cut:
    facts = known.facts
    return Cut(
        known.file,
        weight=BOLD if bold and facts.variable else REGULAR,
        slanted=italic and not facts.italic,
        emboldened=bold and not facts.variable and not facts.bold,
    )


def _distance(facts: FaceFacts, bold: bool, italic: bool) -> int:
    return 2 * (facts.italic != italic) + (facts.bold != bold and not facts.variable)


def _key(name: str) -> str:
    """A name without folder, extension, case, spaces and signs: 'C:/Windows/Fonts/Open Sans.ttf' is 'opensans'."""
    stem = PurePosixPath(name.replace("\\", "/")).name
    if stem[-4:].lower() in _SUFFIXES:
        stem = stem[:-4]
    folded = unicodedata.normalize("NFKC", stem.replace("[wght]", "")).casefold()
    return "".join(char for char in folded if char.isalnum())


def _family(key: str) -> str:
    style = next((style for style in _STYLES if key.endswith(style) and key != style), "")
    return _family(key[: -len(style)]) if style else key


@lru_cache(maxsize=2)
def _index(*, packaged: bool) -> Mapping[str, tuple[KnownFont, ...]]:
    found: dict[str, list[KnownFont]] = {}
    for file in _packaged_files() if packaged else _system_files():
        try:
            known = KnownFont(file, facts_of(file))
        except MaterialError:
            continue
        for key in {_key(name) for name in known.facts.names} | {_key(Path(file.path).name)}:
            found.setdefault(key, []).append(known)
    return {key: tuple(fonts) for key, fonts in found.items()}


def _packaged_files() -> Iterator[FontFile]:
    for path in _package_paths():
        yield from faces_in(path)


def _system_files() -> Iterator[FontFile]:
    folders = (Path(folder).expanduser() for folder in _SYSTEM_FOLDERS)
    paths = sorted(path for folder in folders for path in folder.rglob("*") if path.suffix.lower() in _SUFFIXES)
    for path in paths[:_SYSTEM_LIMIT]:
        yield from faces_in(str(path))


@lru_cache(maxsize=1)
def _package_paths() -> tuple[str, ...]:
    noto = sorted(_folder("manimgx_fonts").glob("NotoSans*.ttf"))
    extra = _folder("dynamic_font") if find_spec("dynamic_font") else None
    rare = sorted((extra / "assets" / "fonts" / "fallback").glob("Noto*-*.ttf")) if extra else []
    return (*map(str, noto), _cjk_path(), *map(str, rare))


@lru_cache(maxsize=1)
def _script_fonts() -> tuple[FontFile, ...]:
    return tuple(FontFile(path) for path in _package_paths() if "Italic" not in path and path != _cjk_path())


@lru_cache(maxsize=1)
def _cjk_path() -> str:
    return str(_folder("manimgx_fonts_cjk") / "NotoSansCJK-VF.otf.ttc")


def _folder(package: str) -> Path:
    """A package's folder, found without importing the package."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise MaterialError(f"the font package {package} is not installed")
    return Path(spec.origin).parent
