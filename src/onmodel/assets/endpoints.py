"""HTTP for assets: the bytes, with ranges and revalidation, and thumbnails."""

from typing import Annotated, NamedTuple

from fastapi import Depends, Header, Query, Request, Response
from pydantic import BeforeValidator

from onmodel.assets import rules, service
from onmodel.assets.rules import Conditions, Edge
from onmodel.assets.schemas import Seal
from onmodel.assets.tables import Asset
from onmodel.kit.ids import IdText
from onmodel.kit.signed_urls import BadSignature, UrlSigner
from onmodel.routing import NounRouter
from onmodel.web import Blobs, CurrentAccess, CurrentSettings, GivenBody, ProjectId, Reading

router = NounRouter(prefix="/api/assets", tags=["assets"])
signed = NounRouter(prefix="/api/blobs", tags=["assets"])  # what `BlobStore.signed_url` of a folder leads to


class Key(NamedTuple):
    """A blob that a signed address opens, and what it is served or stored as."""

    key: str
    media_type: str


def _conditions(
    access: CurrentAccess,
    if_none_match: Annotated[str | None, Header()] = None,
    range: Annotated[str | None, Header()] = None,
    if_range: Annotated[str | None, Header()] = None,
) -> Conditions:
    if access.watermark:  # what such a guest gets is drawn for them, whole, and is not what the tag stands for
        return Conditions()
    return Conditions(if_none_match, range, if_range)


def _asset(asset_id: IdText, session: Reading, project_id: ProjectId) -> Asset:
    return service.in_project(session, project_id, asset_id)


Found = Annotated[Asset, Depends(_asset)]
ANSWERS: dict[int | str, dict[str, object]] = {
    200: {"description": "all of it, as what it was kept as", "content": {"*/*": {}}},
    206: {"description": "the range that was asked for"},
    304: {"description": "the client has it already"},
    416: {"description": "the range lies behind the end"},
}


@router.get("/{asset_id}", response_class=Response, responses=ANSWERS)
def read_asset(asset: Found, blobs: Blobs, conditions: Annotated[Conditions, Depends(_conditions)]) -> Response:
    """The bytes of an asset; supports one byte range, ETag and If-None-Match."""
    answer = rules.answer(asset.sha256, asset.size, asset.media_type, conditions)
    data = service.read_part(blobs, asset, answer)
    return Response(data, answer.status, answer.headers, media_type=asset.media_type)


@router.get("/{asset_id}/thumbnail", response_class=Response, responses={200: {"content": {"image/jpeg": {}}}})
def read_thumbnail(
    asset: Found,
    blobs: Blobs,
    conditions: Annotated[Conditions, Depends(_conditions)],
    edge: Annotated[Edge, BeforeValidator(int)] = 320,  # a query has only text
) -> Response:
    """A JPEG of a picture with no edge longer than `edge` pixels."""
    data = service.thumbnail(blobs, asset, edge)
    answer = rules.answer(f"{asset.sha256}-{edge}", len(data), "image/jpeg", conditions)
    return Response(data[answer.start : answer.end], answer.status, answer.headers, media_type="image/jpeg")


def _opened(request: Request, settings: CurrentSettings, key: str, seal: Annotated[Seal, Query()]) -> Key:
    """The key and its content type, if the address was made by us for this."""
    UrlSigner(settings.url_key).check(request.method, key, seal.expires, seal.type, seal.signature)
    return Key(key, seal.type or "application/octet-stream")


Opened = Annotated[Key, Depends(_opened)]


@signed.get("/{key:path}", response_class=Response, responses=ANSWERS)
def read_blob(opened: Opened, blobs: Blobs, conditions: Annotated[Conditions, Depends(_conditions)]) -> Response:
    """What a signed address opens, until it expires; ranges and revalidation as for assets."""
    answer, data = service.read_signed(blobs, opened.key, opened.media_type, conditions)
    return Response(data, answer.status, answer.headers, media_type=opened.media_type)


@signed.put("/{key:path}", status_code=201, response_class=Response)
def write_blob(opened: Opened, blobs: Blobs, body: GivenBody, content_type: Annotated[str, Header()] = "") -> None:
    """Keep the body under a signed address; its Content-Type must be the one that was signed."""
    if content_type != opened.media_type:
        raise BadSignature(f"The address takes {opened.media_type} only", todo="Send that Content-Type")
    service.put_signed(blobs, opened.key, body.json)
