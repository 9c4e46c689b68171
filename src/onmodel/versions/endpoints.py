"""HTTP for versions: the same four routes under each kind of thing that has them."""

from typing import Annotated, Any

from fastapi import Depends, Path, Query, Request, Response

from onmodel.kit.ids import IdText
from onmodel.routing import NounRouter
from onmodel.versions import service
from onmodel.versions.rules import Kind, Subject
from onmodel.versions.schemas import DiffOut, VersionDetail, VersionPage
from onmodel.versions.tables import Version
from onmodel.web import Blobs, ProjectId, Reading

MOST = 2**31 - 1
PNG: dict[int | str, dict[str, Any]] = {200: {"content": {"image/png": {}}}}


def history_of(kind: Kind, plural: str) -> NounRouter:
    """The routes under `/api/{plural}/{kind_id}/versions`; the guard finds the project through that id."""
    thing = Annotated[IdText, Path(alias=f"{kind}_id")]

    def name_subject(request: Request, id: thing) -> None:
        request.state.subject = Subject(kind, id)

    path = f"/api/{plural}/{{{kind}_id}}/versions"
    return _mounted(NounRouter(prefix=path, tags=["versions"], dependencies=[Depends(name_subject)]), kind)


def _mounted(router: NounRouter, kind: Kind) -> NounRouter:
    router.get("", name=f"list_{kind}_versions")(listed)
    router.get("/diff", name=f"compare_{kind}_versions")(compared)
    router.get("/diff.png", name=f"draw_{kind}_versions", response_class=Response, responses=PNG)(drawn)
    router.get("/{number}", name=f"get_{kind}_version")(one)
    return router


def _subject(request: Request) -> Subject:
    subject: Subject = request.state.subject  # left there by the router that serves this kind
    return subject


Named = Annotated[Subject, Depends(_subject)]


def _pair(
    session: Reading,
    project_id: ProjectId,
    subject: Named,
    older: Annotated[int | None, Query(alias="from", ge=1, le=MOST, description="null: the one before `to`")] = None,
    newer: Annotated[int | None, Query(alias="to", ge=1, le=MOST, description="null: the last")] = None,
) -> tuple[Version, Version]:
    return service.pair(session, project_id, subject, older, newer)


Pair = Annotated[tuple[Version, Version], Depends(_pair)]


def listed(
    session: Reading,
    project_id: ProjectId,
    subject: Named,
    before: Annotated[int | None, Query(ge=1, le=MOST)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> VersionPage:
    """Versions, newest first."""
    return service.history(session, project_id, subject, before=before, limit=limit)


def compared(pair: Pair) -> DiffOut:
    """What two versions differ in, field by field."""
    return service.diff_view(*pair)


def drawn(pair: Pair, session: Reading, blobs: Blobs) -> Response:
    """The pictures of two versions side by side, the changed ones marked, the changed fields below."""
    return Response(service.diff_picture(session, blobs, *pair), media_type="image/png")


def one(
    session: Reading, project_id: ProjectId, subject: Named, number: Annotated[int, Path(ge=1, le=MOST)]
) -> VersionDetail:
    """A version with the state that it keeps."""
    return VersionDetail.of(service.get(session, project_id, subject, number))
