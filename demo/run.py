"""`make demo`: the whole service on loopback renders the bundled draft, from its URL to the film's."""

import os
import sys
import time
from pathlib import Path

import httpx
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from demo.draft import DRAFT_ID, write_draft
from demo.draft_server import draft_address, serving
from demo.service import DemoError, Service, Status, service, wait_until_healthy

RENDERS_WITHIN_S = 900.0
INTERRUPTED = 130
PENDING = Status("pending", 0, "", "")


def main() -> int:
    """The exit code: 0 when there is a film."""
    console = Console()
    data = Path(os.environ.get("DRAFTREEL_DATA") or "data/demo").resolve()
    data.mkdir(parents=True, exist_ok=True)
    try:
        return _demo(console, data)
    except KeyboardInterrupt:
        console.print("stopped")
        return INTERRUPTED


def _demo(console: Console, data: Path) -> int:
    drafts = data / "demo-drafts"
    with console.status("making the draft's pictures and sounds"):
        write_draft(drafts / DRAFT_ID)
    with serving(drafts) as origin, service(data, {"DRAFTREEL_ALLOW_HOSTS": "127.0.0.1"}) as running:
        try:
            _watch(console, running, draft_address(origin, DRAFT_ID), data)
        except (DemoError, httpx.HTTPError, OSError) as exc:
            console.print(f"[bold red]no film[/]: {exc}", highlight=False)
            console.print(running.log_tail(), style="dim", markup=False, highlight=False)
            return 1
    return 0


def _watch(console: Console, running: Service, draft_url: str, data: Path) -> None:
    with console.status("starting the service (the first start takes a while)") as spinner:
        start = time.monotonic()
        wait_until_healthy(running, lambda: spinner.update(f"starting the service: {time.monotonic() - start:.0f} s"))
    console.print(f"service  {running.origin}", highlight=False)
    console.print(f"draft    {draft_url}", highlight=False, soft_wrap=True)
    running.submit(draft_url)
    video_url = _finished(console, running, draft_url)
    film = data / "demo.mp4"
    film.write_bytes(httpx.get(video_url, timeout=60).raise_for_status().content)
    console.print(f"film     {film}", highlight=False, soft_wrap=True)
    console.print(f"URL      {video_url}", highlight=False, soft_wrap=True)
    console.print(f"report   {_summary(running)}", highlight=False, soft_wrap=True)


def _finished(console: Console, running: Service, draft_url: str) -> str:
    """The film's URL, after a bar that shows how it is made. Raises DemoError when it failed."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f} %"))
    end = time.monotonic() + RENDERS_WITHIN_S
    with Progress(*columns, TimeElapsedColumn(), console=console) as bar:
        task = bar.add_task("pending", total=100)
        status = PENDING
        while time.monotonic() < end:
            status = _asked(running, draft_url, status)
            bar.update(task, completed=status.progress, description=status.word)
            if status.over:
                break
            if running.ended():
                raise DemoError("the service ended while rendering")
            time.sleep(0.5)
        else:
            raise DemoError(f"the film was not ready within {RENDERS_WITHIN_S:.0f} s")
    if status.word == "failed":
        raise DemoError(status.error_message)
    return status.video_url


def _asked(running: Service, draft_url: str, last: Status) -> Status:
    """How far the film is; a service that is just being restarted by its supervisor is asked again later."""
    try:
        return running.status(draft_url)
    except httpx.TransportError:
        return last


def _summary(running: Service) -> str:
    """The line of the report that has the film's facts and what was not exact."""
    lines = [line for line in running.report().splitlines() if line and not line.startswith(("#", "|"))]
    return lines[0] if lines else "(none)"


if __name__ == "__main__":
    sys.exit(main())
