"""The OpenAPI document: every endpoint, field and code, in the envelope that the service answers in."""

from collections.abc import Callable, Iterator
from typing import cast

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema

from deployments.contract import REQUESTS, CompatRefusal

Document = dict[str, "Document"]
"""As much as is needed of what JSON may hold here."""
_REFERENCE = "#/components/schemas/{model}"


def described(app: FastAPI, *, compat: bool) -> Callable[[], dict[str, object]]:
    """What the app's document is made by, once."""

    def document() -> dict[str, object]:
        if not app.openapi_schema:
            app.openapi_schema = cast("dict[str, object]", _document(app, compat=compat))
        return app.openapi_schema

    return document


def _document(app: FastAPI, *, compat: bool) -> Document:
    found = cast("Document", get_openapi(title=app.title, version=app.version, routes=app.routes))
    _, more = models_json_schema([(model, "validation") for model in REQUESTS], ref_template=_REFERENCE)
    found["components"]["schemas"] |= cast("Document", more["$defs"])
    for operation in _operations(found):
        operation["responses"].pop("422", None)  # the framework's own words, which nobody is told
        if compat:
            _always_200(operation)
    return found


def _operations(document: Document) -> Iterator[Document]:
    return (operation for path in document["paths"].values() for operation in path.values())


def _always_200(operation: Document) -> None:
    """capcut-mate says in the body whether it went well."""
    content = operation["responses"]["200"]["content"]["application/json"]
    refusal = {"$ref": _REFERENCE.format(model=CompatRefusal.__name__)}
    content["schema"] = cast("Document", {"anyOf": [content["schema"], refusal]})
    operation["responses"] = {"200": operation["responses"]["200"]}
