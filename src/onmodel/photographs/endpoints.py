"""Judging photographs over HTTP. Nothing of them is kept."""

from typing import Annotated

from fastapi import Depends

from onmodel.characters.rules import MAX_REFERENCES
from onmodel.dna.photographs import look_over
from onmodel.kit.uploads import decoded
from onmodel.photographs.schemas import MOST, PhotographsIn, PhotographsOut
from onmodel.routing import NounRouter
from onmodel.web import GivenBody, Vision

router = NounRouter(prefix="/api/characters", tags=["characters"])
FORM = {
    "type": "object",
    "required": ["images"],
    "properties": {"images": {"type": "array", "maxItems": MOST, "items": {"type": "string", "format": "binary"}}},
}
BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": PhotographsIn.model_json_schema()},
            "multipart/form-data": {"schema": FORM},
        },
    }
}


def dropped(given: GivenBody) -> list[tuple[str, bytes]]:
    """The pictures, by name, of a multipart form, or as base64 in JSON."""
    files = [(name or f"picture {i}", data) for i, (_field, name, data) in enumerate(given.files, start=1)]
    if files:
        return files
    body = PhotographsIn.model_validate_json(given.json or b"{}")
    return [(f"picture {i}", decoded(text, i)) for i, text in enumerate(body.images, start=1)]


@router.post("/check", openapi_extra=BODY)
def check_photographs(given: Annotated[list[tuple[str, bytes]], Depends(dropped)], vision: Vision) -> PhotographsOut:
    """Say of each picture whether a character can be defined from it, what is wrong, and what to do."""
    return PhotographsOut.of(look_over(given, vision), MAX_REFERENCES)
