"""Drafts handed to the service itself: taken in as a zip or as files, and served as a capcut-mate serves its own."""

from collections.abc import AsyncGenerator
from pathlib import Path
from urllib.parse import quote

from anyio import open_file, to_thread
from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from deployments import contract
from deployments.admission import make_sure_the_disk_has_room
from deployments.answers import Fields, success
from deployments.calls import admit, service
from deployments.words import SUCCESS, TAKEN_IN, BodyTooLarge
from draftreel import uploads
from draftreel.errors import DraftEmpty
from draftreel.intake import safe
from draftreel.settings import Settings
from draftreel.workspace import temporary

router = APIRouter(tags=["drafts"])

MOST_FILES = 2_000
_FORM = "multipart/form-data"
_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "application/zip": {"schema": {"type": "string", "format": "binary"}},
            _FORM: {
                "schema": {"type": "object", "additionalProperties": {"type": "string", "format": "binary"}},
            },
        },
    }
}


@router.post(
    "/draftreel/v1/drafts",
    response_model=contract.UploadAnswer,
    responses=contract.refusals(404, 413, 503),
    openapi_extra=_BODY,
)
async def upload(request: Request) -> Response:
    """Take in a draft: a zip of its folder, or the folder's files as a form, each under its path in the folder."""
    behind = service(request)
    admit(request)
    make_sure_the_disk_has_room(behind.settings)
    with temporary(behind.settings.data) as folder:
        draft = await _received(request, folder, behind.settings)
        taken = await to_thread.run_sync(uploads.take_in, draft, behind.settings)
    fields: Fields = {
        "draft_url": f"{behind.settings.own_drafts}?draft_id={taken.draft_id}",
        "draft_id": taken.draft_id,
        "files": len(taken.files),
        "expires_at": taken.expires.isoformat(timespec="seconds"),
    }
    return success(request, fields, TAKEN_IN)


@router.get("/capcut-mate/v1/get_draft", response_model=contract.FilesAnswer, responses=contract.refusals(404))
async def get_draft(request: Request, draft_id: str) -> Response:
    """Where the files of a draft are that was taken in; who knows its id may ask."""
    settings = service(request).settings
    names = await to_thread.run_sync(uploads.files, draft_id, settings)
    base = f"{settings.base_url}/openapi/draftreel/v1/drafts/{draft_id}"
    return success(request, {"files": [f"{base}/{quote(name)}" for name in names]}, SUCCESS)


@router.get("/draftreel/v1/drafts/{draft_id}/{name:path}", response_class=FileResponse, include_in_schema=False)
async def file(request: Request, draft_id: str, name: str) -> Response:
    """A file of a draft, to be kept and not to be shown: a stranger wrote it."""
    path = await to_thread.run_sync(uploads.file_of, draft_id, name, service(request).settings)
    headers = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox"}
    return FileResponse(path, media_type="application/octet-stream", filename=path.name, headers=headers)


async def _received(request: Request, folder: Path, settings: Settings) -> Path:
    """The zip, or the folder, that the request's body is. Raises BodyTooLarge, DraftEmpty."""
    body = _bounded(request, settings.upload_bytes)
    if request.headers.get("content-type", "").startswith(_FORM):
        return await _files(request, body, folder / "draft")
    archive = folder / "draft.zip"
    async with await open_file(archive, "wb") as opened:
        async for block in body:
            await opened.write(block)
    return archive


async def _bounded(request: Request, most: int) -> AsyncGenerator[bytes, None]:
    taken = 0
    async for block in request.stream():
        taken += len(block)
        if taken > most:
            raise BodyTooLarge(f"at most {most} bytes")
        yield block


async def _files(request: Request, body: AsyncGenerator[bytes, None], folder: Path) -> Path:
    """The form's files, each under its own name in the folder. Raises DraftEmpty for names that leave it."""
    try:
        form = await MultiPartParser(request.headers, body, max_files=MOST_FILES, max_fields=0).parse()
    except (MultiPartException, KeyError) as exc:
        raise DraftEmpty("the form cannot be read") from exc
    try:
        for _, part in form.multi_items():
            if isinstance(part, UploadFile):
                await to_thread.run_sync(_put, part, folder)
    finally:
        await form.close()
    return folder


def _put(part: UploadFile, folder: Path) -> None:
    name = (part.filename or "").replace("\\", "/")
    if not safe(name) or len(name.encode()) > 1_000:
        raise DraftEmpty("a file whose name leads out of the draft's folder")
    path = folder / name
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as opened:
            while block := part.file.read(1 << 20):
                opened.write(block)
    except (FileExistsError, NotADirectoryError, IsADirectoryError) as exc:
        raise DraftEmpty("a file that is also a folder") from exc
