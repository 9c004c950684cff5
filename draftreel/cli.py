"""The command line: render, sound, check, frame, serve, submit, status."""

import importlib.util
import json
import os
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from draftreel.choices import SOUNDS, kind_of
from draftreel.errors import DraftreelError, SettingError
from draftreel.manifest import Output
from draftreel.modules import end_at_once, importing
from draftreel.settings import Settings, read_settings

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Renders CapCut and JianYing drafts to films. DRAFT is a folder, a draft_content.json, a zip or a draft URL.",
)

Draft = Annotated[str, typer.Argument(metavar="DRAFT", help="Folder, draft_content.json, zip or draft URL.")]
Width = Annotated[int | None, typer.Option(min=2, help="Width in pixels; the height follows.")]
Height = Annotated[int | None, typer.Option(min=2, help="Height in pixels; the width follows.")]
Quality = Annotated[
    str | None,
    typer.Option(metavar="NAME|CRF", help="preview, standard, high, or a CRF in x264's measure: lower is better."),
]


def main() -> None:
    """Run a command; errors of ours become one line and an exit code, never a traceback."""
    end_at_once()
    try:
        app()
    except DraftreelError as exc:
        sys.exit(_failed(exc))
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as exc:  # noqa: BLE001 - a bug of ours is one line too, and names no path
        sys.exit(_failed(DraftreelError(f"a fault of draftreel's own, {_where(exc)}")))


def _where(error: Exception) -> str:
    """What went wrong and in which line of ours, for a bug report: no message, which may hold anything."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {Path(last.filename).name}, line {last.lineno}"


def _failed(error: DraftreelError) -> int:
    print(f"draftreel: {' '.join(str(error).split())}", file=sys.stderr)  # noqa: T201 - this is the command line
    return error.exit_code


@app.command()
def render(  # noqa: PLR0913 - one argument an option
    draft: Draft,
    *,
    film: Annotated[Path, typer.Option("-o", "--output", help="The film.")] = Path("film.mp4"),
    report: Annotated[Path | None, typer.Option(help="Write the report as JSON.")] = None,
    width: Width = None,
    height: Height = None,
    fps: Annotated[float | None, typer.Option(help="Frames a second.")] = None,
    quality: Quality = None,
    codec: Annotated[str | None, typer.Option(help="h264, hevc, av1 or vp9.")] = None,
    kind: Annotated[
        str | None,
        typer.Option("--format", help="mp4, mov, webm, gif, or a sound's, when the film's name does not say."),
    ] = None,
    audio_only: Annotated[
        bool, typer.Option("--audio-only", help="The sound alone: m4a, mp3, wav, flac, opus.")
    ] = False,
    start: Annotated[float | None, typer.Option(help="Seconds at which the film starts.")] = None,
    end: Annotated[float | None, typer.Option(help="Seconds at which the film ends.")] = None,
    workers: Annotated[int, typer.Option(min=0, help="Processes; 0 is by the number of cores.")] = 0,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Keep nothing for the next time.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Fail where something would be stood in for.")] = False,
) -> None:
    """Render a draft to a film."""
    with importing():
        from draftreel.local import render_draft  # noqa: PLC0415 - the engine is paid for by those who use it
        from draftreel.report import as_json, summary  # noqa: PLC0415

    settings = _settings(workers=workers, strict=strict)
    kind = kind or kind_of(film)
    alone = audio_only or kind in SOUNDS
    output = Output(width, height, fps, _quality(quality), start, end, codec, kind, audio_only=alone)
    with _workspace(settings, keep=not no_cache) as settings, _progress() as watch:
        result = render_draft(draft, film, output, settings, watch)
    if report:
        _write(report, as_json(result))
    typer.echo(f"{film}: {summary(result)}")


@app.command()
def sound(  # noqa: PLR0913 - one argument an option
    draft: Draft,
    *,
    mix: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="The mix; sound.m4a when neither stems nor a picture are wanted."),
    ] = None,
    kind: Annotated[
        str | None, typer.Option("--format", help="m4a, mp3, wav, flac or opus, when the name does not say.")
    ] = None,
    quality: Annotated[
        str | None, typer.Option(metavar="NAME|KBIT", help="preview, standard, high, or thousands of bits a second.")
    ] = None,
    bits: Annotated[int | None, typer.Option(help="A sample's: 16, 24 or 32 in WAV, 16 or 24 in FLAC.")] = None,
    start: Annotated[float | None, typer.Option(help="Seconds at which the sound starts.")] = None,
    end: Annotated[float | None, typer.Option(help="Seconds at which the sound ends.")] = None,
    stems: Annotated[Path | None, typer.Option(help="Folder for a file of each track.")] = None,
    stem_format: Annotated[str, typer.Option(help="What stems are; WAV is of 32 bits, FLAC of 24.")] = "wav",
    waveform: Annotated[Path | None, typer.Option(help="A picture of the mix, PNG.")] = None,
    width: Annotated[int, typer.Option(help="The picture's, in pixels.")] = 1600,
    height: Annotated[int, typer.Option(help="The picture's, in pixels.")] = 400,
    report: Annotated[Path | None, typer.Option(help="Write the report as JSON.")] = None,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Keep nothing for the next time.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Fail where something would be stood in for.")] = False,
) -> None:
    """Mix a draft's sound to files, without its pictures."""
    with importing():
        from draftreel import exporting as sounds  # noqa: PLC0415 - the engine is paid for by those who use it

    mix = mix or (None if stems or waveform else Path("sound.m4a"))
    exports = sounds.Exports(
        mix=mix,
        mix_settings=sounds.sound_settings(kind or (mix.suffix if mix else "m4a"), _quality(quality), bits),
        stems=stems,
        stem_settings=sounds.stem_settings(stem_format),
        picture=sounds.PictureFile(waveform, width, height) if waveform else None,
    )
    with _workspace(_settings(strict=strict), keep=not no_cache) as settings, _progress() as watch:
        made = sounds.export(draft, exports, Output(start_s=start, end_s=end), settings, watch)
    if report:
        _write(report, sounds.as_json(made))
    typer.echo(f"{', '.join(str(path) for path in (mix, stems, waveform) if path)}: {sounds.summary(made)}")


@app.command()
def check(draft: Draft, *, as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False) -> None:
    """Say what would be exact, close, stood in for or missing; render nothing."""
    with importing():
        from draftreel.local import check_draft  # noqa: PLC0415
        from draftreel.report import check_as_json, check_as_text  # noqa: PLC0415

    compilation = check_draft(draft, _settings())
    show = check_as_json if as_json else check_as_text
    typer.echo(show(compilation.timeline, compilation.diagnostics))


@app.command()
def frame(
    draft: Draft,
    *,
    at: Annotated[float, typer.Option(help="Seconds.")],
    picture: Annotated[Path, typer.Option("-o", "--output", help="The PNG.")],
    width: Width = None,
    height: Height = None,
) -> None:
    """Draw one frame to a PNG."""
    with importing():
        from draftreel.local import draw_draft_frame  # noqa: PLC0415

    draw_draft_frame(draft, at, picture, Output(width, height), _settings())


@app.command()
def prepare() -> None:
    """Compile what draws ahead, so that the first film need not wait for it."""
    import draftreel.audio_effects  # noqa: PLC0415 - what draws
    import draftreel.compositor.compositor  # noqa: PLC0415 - pictures
    import draftreel.compositor.texts  # noqa: PLC0415 - and texts
    import draftreel.mixer  # noqa: F401, PLC0415 - what is heard: all kernels are of what these import
    from draftreel.image.compiled import compile_all  # noqa: PLC0415

    typer.echo(f"{compile_all()} kernels are ready")


@app.command()
def serve(
    *,
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on.")] = None,
) -> None:
    """Run the whole service on this machine: endpoint, Prefect with its UI, and the runner."""
    if importlib.util.find_spec("deployments") is None:
        raise SettingError("serve needs a checkout, with deployments/, flows/ and tasks/")
    given = {"DRAFTREEL_HOST": host, "DRAFTREEL_PORT": port}
    environment = {**os.environ, **{name: str(value) for name, value in given.items() if value is not None}}
    os.execve(sys.executable, [sys.executable, "-m", "deployments.serve"], environment)  # noqa: S606 - becomes the service


@app.command()
def submit(
    draft_url: Annotated[str, typer.Argument(metavar="DRAFT_URL")],
    *,
    wait: Annotated[bool, typer.Option("--wait", help="Wait for the film and print its URL.")] = False,
) -> None:
    """Ask a running service for a film."""
    from draftreel import client  # noqa: PLC0415

    service = _settings()
    typer.echo(client.submit(service, draft_url))
    if wait:
        with _progress() as watch:
            status = client.wait(service, draft_url, lambda done: watch("render", done, 100))
        typer.echo(status.video_url)


@app.command()
def status(draft_url: Annotated[str, typer.Argument(metavar="DRAFT_URL")]) -> None:
    """Say how far a film is."""
    from draftreel import client  # noqa: PLC0415

    typer.echo(json.dumps(client.status(_settings(), draft_url).record, ensure_ascii=False, indent=1))


def _quality(wanted: str | None) -> int | str | None:
    """A number as a number. What it may be, those know who encode."""
    return int(wanted) if wanted and wanted.isdecimal() else wanted


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as exc:
        raise SettingError(f"--report: the file cannot be written: {exc.strerror}") from exc


def _settings(**given: object) -> Settings:
    """The environment's settings, and over them what the command line gives."""
    return read_settings(**{name: value for name, value in given.items() if value})


@contextmanager
def _workspace(settings: Settings, *, keep: bool) -> Iterator[Settings]:
    if keep:
        yield settings
        return
    from draftreel.workspace import temporary  # noqa: PLC0415

    with temporary(settings.data) as folder:
        yield settings.model_copy(update={"data": folder})


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None]]:
    if sys.stderr is None or not sys.stderr.isatty():
        yield _unseen
        return
    from draftreel.progress import bar  # noqa: PLC0415 - rich is paid for where there is somebody to see it

    with bar() as watch:
        yield watch


def _unseen(_stage: str, _done: int, _total: int) -> None:
    """Nobody looks."""


if __name__ == "__main__":
    main()
