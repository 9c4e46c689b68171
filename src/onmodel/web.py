"""What endpoints are given: a session that writes, a session that looks, the blobs. `app.state` holds them.

What only hands something over is `async`: FastAPI sends a plain function through a thread, which costs more.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal

from fastapi import BackgroundTasks, Depends, Request, Response
from sqlalchemy.orm import Session

from onmodel import retries
from onmodel.backends.blobs.port import BlobStore
from onmodel.backends.bundle import Backends
from onmodel.backends.mail import MailServer, Post
from onmodel.backends.vision.port import VisionBackend
from onmodel.db import Database
from onmodel.kit.attempts import Attempts
from onmodel.settings import Settings
from onmodel.together import Shared, Together


@dataclass(frozen=True)
class Access:
    """Who asks and in which project, as `guard` found before the endpoint was called.

    `actor`: "local", a user's id, "guest:<link id>", empty for nobody; `name` is what others see; `role` is one of
    projects.rules.Role, empty outside a project, as is `project_id`. `address` and `agent`: from where, with which
    browser. `credential` is the session, token or visit row that proved it, `scopes` what that reaches (None: all that
    the role may), `until` when it ends. A guest sees pictures with a `watermark` if there is one, and only
    `storyboard_id` if that is not empty.
    """

    actor: str
    name: str
    role: str = ""
    project_id: str = ""
    address: str = ""
    agent: str = ""
    credential: str = ""
    scopes: frozenset[str] | None = None
    until: datetime | None = None
    watermark: str = ""
    storyboard_id: str = ""


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


async def _database(request: Request) -> Database:
    database: Database = request.app.state.database
    return database


async def _access(request: Request) -> Access:
    access: Access = request.state.access  # an AttributeError here means that the route was mounted without `guard`
    return access


def _writing(
    request: Request, database: Annotated[Database, Depends(_database)], access: Annotated[Access, Depends(_access)]
) -> Iterator[Session]:
    asked = retries.asked_of(request, access.actor, access.project_id)
    with database.transaction(actor=access.actor) as session:
        session.info["address"] = access.address  # for the audit log
        kept = retries.claim(database, session, asked) if asked else None
        yield session
        if kept is not None:
            retries.keep(kept, request.state.response)


async def _shared(request: Request) -> Shared:
    state = request.app.state
    if not hasattr(state, "together"):  # one for the whole app
        state.together = Together(state.database)
    access: Access = request.state.access
    return Shared(state.together, request, access.project_id, access.actor, access.address)


def _reading(database: Annotated[Database, Depends(_database)]) -> Iterator[Session]:
    with database.reading() as session:
        yield session


async def _blobs(request: Request) -> BlobStore:
    blobs: BlobStore = request.app.state.blobs
    return blobs


async def _settings(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


async def _backends(request: Request) -> Backends:
    backends: Backends = request.app.state.backends
    return backends


async def _vision(request: Request) -> VisionBackend:
    backends: Backends = request.app.state.backends
    return backends.vision


async def _project_id(request: Request) -> str:
    """The project that the request is about."""
    access: Access = request.state.access
    return access.project_id


def _attempts(request: Request, settings: Annotated[Settings, Depends(_settings)]) -> Attempts:
    """One count for the whole app; made on first use, since most servers have no login."""
    if not hasattr(request.app.state, "attempts"):
        request.app.state.attempts = Attempts(settings.limits_url)
    attempts: Attempts = request.app.state.attempts
    return attempts


async def _base_url(request: Request, settings: Annotated[Settings, Depends(_settings)]) -> str:
    """The address of our pages, for links that leave the house."""
    return (settings.public_url or str(request.base_url)).rstrip("/")


async def _post(
    settings: Annotated[Settings, Depends(_settings)],
    database: Annotated[Database, Depends(_database)],
    tasks: BackgroundTasks,
) -> Post:
    server = MailServer(settings.smtp_url.get_secret_value(), settings.mail_from, settings.public_url)
    return Post(server, tasks.add_task, database)


# an answer that carries the guest's watermark already, and is therefore kept for nobody else
MARKED = {"x-onmodel-marked": "1", "cache-control": "private, no-store"}
CookieKind = Literal["session", "guest", "oidc"]


@dataclass(frozen=True)
class Cookies:
    """Our cookies: HttpOnly, SameSite=Lax, and over HTTPS bound to this host (`__Host-`, RFC 6265bis §4.1.3.2)."""

    request: Request
    secure: bool

    def name(self, kind: CookieKind) -> str:
        """What the cookie is called here."""
        return f"{'__Host-' if self.secure else ''}onmodel-{kind}"

    def get(self, kind: CookieKind) -> str | None:
        """Its value in this request."""
        return self.request.cookies.get(self.name(kind))

    def put(self, response: Response, kind: CookieKind, value: str, seconds: int) -> None:
        """Let the browser keep it for so long."""
        response.set_cookie(
            self.name(kind), value, max_age=seconds, path="/", secure=self.secure, httponly=True, samesite="lax"
        )

    def drop(self, response: Response, kind: CookieKind) -> None:
        """Let the browser forget it."""
        response.delete_cookie(self.name(kind), path="/", secure=self.secure, httponly=True, samesite="lax")


def cookies_of(request: Request, settings: Settings) -> Cookies:
    """The cookies of a request. Behind a proxy that ends the TLS only the public address tells that it was there."""
    return Cookies(request, request.url.scheme == "https" or settings.public_url.startswith("https://"))


async def _cookies(request: Request, settings: Annotated[Settings, Depends(_settings)]) -> Cookies:
    return cookies_of(request, settings)


async def _leaving(request: Request) -> Callable[[], bool]:
    state = request.app.state
    return lambda: bool(getattr(state, "leaving", False))  # set by the server that was told to stop


# scope="function": the commit comes before the answer is sent, so that no 2xx is ever taken back
Writing = Annotated[Session, Depends(_writing, scope="function")]
WritingTogether = Annotated[Shared, Depends(_shared)]
Reading = Annotated[Session, Depends(_reading, scope="function")]
CurrentDatabase = Annotated[Database, Depends(_database)]
Blobs = Annotated[BlobStore, Depends(_blobs)]
CurrentSettings = Annotated[Settings, Depends(_settings)]
CurrentBackends = Annotated[Backends, Depends(_backends)]
Vision = Annotated[VisionBackend, Depends(_vision)]
CurrentAccess = Annotated[Access, Depends(_access)]
ProjectId = Annotated[str, Depends(_project_id)]
Leaving = Annotated[Callable[[], bool], Depends(_leaving)]
GivenBody = Annotated[Body, Depends(_body)]
CurrentAttempts = Annotated[Attempts, Depends(_attempts)]
BaseUrl = Annotated[str, Depends(_base_url)]
CurrentPost = Annotated[Post, Depends(_post)]
CurrentCookies = Annotated[Cookies, Depends(_cookies)]
