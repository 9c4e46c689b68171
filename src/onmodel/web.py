"""What endpoints are given: a session that writes, a session that looks, the blobs. `app.state` holds them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy.orm import Session

from onmodel.backends.blobs.port import BlobStore
from onmodel.backends.bundle import Backends
from onmodel.backends.vision.port import VisionBackend
from onmodel.db import Database
from onmodel.settings import Settings


@dataclass(frozen=True)
class Access:
    """Who asks and in which project, as `guard` found before the endpoint was called.

    `actor`: "local", a user's id, "guest:<link id>"; `name` is what others see; `role` is one of projects.rules.Role,
    empty outside a project, as is `project_id`.
    """

    actor: str
    name: str
    role: str = ""
    project_id: str = ""


@dataclass(frozen=True)
class Body:
    """A request's body as it came: JSON bytes, or the texts and files of a multipart form."""

    json: bytes = b""
    texts: tuple[tuple[str, str], ...] = ()
    files: tuple[tuple[str, str, bytes], ...] = ()  # field, filename, bytes


async def _body(request: Request) -> Body:
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        return Body(json=await request.body())
    async with request.form(max_files=8, max_fields=32) as form:
        items = form.multi_items()
        files = [(key, f.filename or "", await f.read()) for key, f in items if not isinstance(f, str)]
        return Body(texts=tuple((key, v) for key, v in items if isinstance(v, str)), files=tuple(files))


def _database(request: Request) -> Database:
    database: Database = request.app.state.database
    return database


def _access(request: Request) -> Access:
    access: Access = request.state.access  # an AttributeError here means that the route was mounted without `guard`
    return access


def _writing(
    database: Annotated[Database, Depends(_database)], access: Annotated[Access, Depends(_access)]
) -> Iterator[Session]:
    with database.transaction(actor=access.actor) as session:
        yield session


def _reading(database: Annotated[Database, Depends(_database)]) -> Iterator[Session]:
    with database.reading() as session:
        yield session


def _blobs(request: Request) -> BlobStore:
    blobs: BlobStore = request.app.state.blobs
    return blobs


def _settings(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


def _backends(request: Request) -> Backends:
    backends: Backends = request.app.state.backends
    return backends


def _vision(backends: Annotated[Backends, Depends(_backends)]) -> VisionBackend:
    return backends.vision


def _project_id(access: Annotated[Access, Depends(_access)]) -> str:
    """The project that the request is about."""
    return access.project_id


# scope="function": the commit comes before the answer is sent, so that no 2xx is ever taken back
Writing = Annotated[Session, Depends(_writing, scope="function")]
Reading = Annotated[Session, Depends(_reading, scope="function")]
CurrentDatabase = Annotated[Database, Depends(_database)]
Blobs = Annotated[BlobStore, Depends(_blobs)]
CurrentSettings = Annotated[Settings, Depends(_settings)]
CurrentBackends = Annotated[Backends, Depends(_backends)]
Vision = Annotated[VisionBackend, Depends(_vision)]
CurrentAccess = Annotated[Access, Depends(_access)]
ProjectId = Annotated[str, Depends(_project_id)]
GivenBody = Annotated[Body, Depends(_body)]
