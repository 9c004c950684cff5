"""Films of the folder store, for those who hold a signed link."""

import time

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route, Router

from draftreel.choices import content_type
from draftreel.settings import Settings
from draftreel.store import is_valid, load_secret
from draftreel.store.folder import NAME


def routes(settings: Settings) -> Router:
    """What is at /films: one film a link, nothing else."""

    async def film(request: Request) -> Response:
        name: str = request.path_params["name"]
        query = request.query_params
        secret = load_secret(settings.data / "secret")
        if not is_valid(secret, name, query.get("expires", ""), query.get("signature", ""), time.time()):
            return _refusal(403, "This link is not valid, or not any more")
        path = settings.data / "films" / name
        if not NAME.fullmatch(name) or not path.is_file():
            return _refusal(404, "Film not found")
        kind = "image/png" if path.suffix == ".png" else content_type(path.suffix)
        return FileResponse(path, media_type=kind, headers={"X-Content-Type-Options": "nosniff"})

    return Router([Route("/{name}", film, methods=["GET", "HEAD"])], default=_nothing_here)


async def _nothing_here(scope: object, receive: object, send: object) -> None:
    await _refusal(404, "Not found")(scope, receive, send)  # type: ignore[arg-type] # ASGI


def _refusal(code: int, message: str) -> Response:
    return JSONResponse({"detail": message, "message": message, "code": code}, status_code=code)
