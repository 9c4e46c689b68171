"""HTTP for review links and for coming in through one."""

from typing import Annotated

from fastapi import Depends, Response

from onmodel.guests import queries, rules, service
from onmodel.guests.schemas import LinkIn, LinkMade, LinkOut, LinksOut, OpenedOut, OpenIn
from onmodel.kit.ids import IdText
from onmodel.kit.passwords import hash_password
from onmodel.routing import NounRouter
from onmodel.web import (
    BaseUrl,
    CurrentAccess,
    CurrentAttempts,
    CurrentCookies,
    CurrentDatabase,
    Reading,
    Writing,
)

router = NounRouter(tags=["guests"])
OF_PROJECT = "/api/projects/{project_id}/links"
GUEST_SECONDS = int(rules.LONGEST_LIFE.total_seconds())  # the link's own end is looked at with every request


def _hash(body: LinkIn) -> str | None:
    """The passphrase's hash, before a transaction is begun."""
    return None if body.passphrase is None else hash_password(body.passphrase.get_secret_value())


@router.get(OF_PROJECT)
def list_links(project_id: IdText, session: Reading) -> LinksOut:
    """The project's review links."""
    return LinksOut(links=[LinkOut.model_validate(link) for link in queries.links(session, project_id)])


@router.post(OF_PROJECT, status_code=201)
def create_link(
    project_id: IdText,
    body: LinkIn,
    passphrase_hash: Annotated[str | None, Depends(_hash)],
    session: Writing,
    base: BaseUrl,
) -> LinkMade:
    """Make a review link; its address is told only in this answer."""
    link, address = service.create(
        session, project_id, base=base, label=body.label, storyboard_id=body.storyboard_id,
        passphrase_hash=passphrase_hash, watermark=body.watermark, expires_at=body.expires_at,
    )  # fmt: skip
    return LinkMade(**LinkOut.model_validate(link).model_dump(), link=address)


@router.delete(OF_PROJECT + "/{link_id}", status_code=204)
def revoke_link(project_id: IdText, link_id: IdText, session: Writing) -> None:
    """Let a link open nothing any more; who came through it is out at once."""
    service.revoke(session, project_id, link_id)


def _opened(
    body: OpenIn, database: CurrentDatabase, attempts: CurrentAttempts, access: CurrentAccess
) -> tuple[str, str]:
    """The link that the token and the passphrase open, before a transaction is begun, and what the guest is called."""
    token, passphrase = body.token.get_secret_value(), body.passphrase.get_secret_value()
    return service.check(database, attempts, token, passphrase, access.address), body.name


@router.post("/api/links/open")
def open_link(
    opened: Annotated[tuple[str, str], Depends(_opened)],
    session: Writing,
    access: CurrentAccess,
    response: Response,
    cookies: CurrentCookies,
) -> OpenedOut:
    """Come in through a review link; the answer sets the guest's cookie."""
    link_id, name = opened
    token = service.enter(session, link_id, name=name, address=access.address)
    cookies.put(response, "guest", token, GUEST_SECONDS)
    return OpenedOut(**service.view(session, link_id))


@router.post("/api/links/leave", status_code=204)
def leave_link(session: Writing, response: Response, cookies: CurrentCookies) -> None:
    """Be no guest any more."""
    service.leave(session, cookies.get("guest"))
    cookies.drop(response, "guest")
