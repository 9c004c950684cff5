"""What a status costs: so many calls a second to a running service, and how long each took.

`python -m benchmarks.status http://127.0.0.1:8722 DRAFT_URL --rate 1000 --seconds 10`. Calls are sent when they are
due, whether or not the ones before them were answered, over a few connections that are kept.
"""

import argparse
import asyncio
import json
import time
from collections.abc import Sequence
from urllib.parse import urlsplit

CONNECTIONS = 16
_CALL = (
    "POST /openapi/capcut-mate/v1/gen_video_status HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\n"
    "Content-Length: {length}\r\n\r\n{body}"
)


class Line:
    """A connection that is kept, and used by one call at a time."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    async def call(self, request: bytes) -> bytes:
        """The answer's body."""
        self._writer.write(request)
        head = await self._reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0])
        return await self._reader.readexactly(length)


async def load(service: str, draft_url: str, rate: int, seconds: float) -> list[float]:
    """Seconds from when each call was due to its answer."""
    parts, body = urlsplit(service), json.dumps({"draft_url": draft_url})
    request = _CALL.format(host=parts.netloc, length=len(body), body=body).encode()
    free: asyncio.Queue[Line] = asyncio.Queue()
    for _ in range(CONNECTIONS):
        free.put_nowait(Line(*await asyncio.open_connection(parts.hostname, parts.port)))
    began, took = time.perf_counter(), []

    async def one(due: float) -> None:
        line = await free.get()
        answer = json.loads(await line.call(request))
        if answer["code"] != 0:
            raise SystemExit(f"the service answers: {answer}")
        took.append(time.perf_counter() - due)
        free.put_nowait(line)

    async with asyncio.TaskGroup() as calls:
        for number in range(int(rate * seconds)):
            due = began + number / rate
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            calls.create_task(one(due))
    return sorted(took)


def told(took: Sequence[float], seconds: float) -> str:
    """The times in milliseconds, for people."""
    parts = {"median": 0.5, "95 %": 0.95, "99 %": 0.99}
    times = ", ".join(f"{name} {took[int(len(took) * part)] * 1000:.1f} ms" for name, part in parts.items())
    return f"{len(took) / seconds:.0f} calls a second for {seconds:.1f} s: {times}, {took[-1] * 1000:.0f} ms at most"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("service")
    parser.add_argument("draft_url")
    parser.add_argument("--rate", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=10)
    given = parser.parse_args()
    began = time.perf_counter()
    took = asyncio.run(load(given.service, given.draft_url, given.rate, given.seconds))
    print(told(took, time.perf_counter() - began))  # noqa: T201


if __name__ == "__main__":
    main()
