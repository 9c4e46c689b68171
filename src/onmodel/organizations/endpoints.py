"""HTTP for organizations, their people and invitations, and for signing in by another's word (OIDC)."""

import hmac
from functools import partial
from typing import Annotated

from fastapi import Depends, Query, Response
from fastapi.responses import RedirectResponse

from onmodel.accounts import queries as accounts_queries
from onmodel.accounts import rules as accounts_rules
from onmodel.accounts import service as accounts
from onmodel.accounts.endpoints import SESSION_SECONDS
from onmodel.accounts.schemas import AuditOut
from onmodel.accounts.tables import OidcAttempt
from onmodel.backends.mail import Post
from onmodel.backends.oidc import Errand, Identity, OidcProvider
from onmodel.errors import NotFound
from onmodel.kit.clock import utc_now
from onmodel.kit.ids import IdText
from onmodel.kit.pagination import Page, cut
from onmodel.kit.passwords import hash_password
from onmodel.kit.tokens import new_token
from onmodel.organizations import queries, service
from onmodel.organizations.schemas import (
    InvitationIn,
    InvitationOut,
    InvitationsOut,
    InvitationTokenIn,
    InvitationView,
    InvitedOut,
    JoinIn,
    OrganizationIn,
    OrganizationMemberOut,
    OrganizationMembersOut,
    OrganizationOut,
    OrganizationRoleIn,
    OrganizationsOut,
)
from onmodel.routing import NounRouter
from onmodel.web import (
    BaseUrl,
    CurrentAccess,
    CurrentCookies,
    CurrentDatabase,
    CurrentPost,
    CurrentSettings,
    Reading,
    Writing,
)

router = NounRouter(prefix="/api", tags=["organizations"])
OF_ONE = "/organizations/{organization_id}"


def mailed(post: Post, invited: service.Invited) -> InvitedOut:
    """The invitation as its sender sees it, its letter on the way where there is a mail server."""
    invited.invitation.mail = "sending" if post.works else ""
    post.send(invited.letter, partial(service.note_mail, post.database, invited.invitation.id))
    return InvitedOut.told(invited)


@router.get("/organizations")
def list_organizations(session: Reading, access: CurrentAccess) -> OrganizationsOut:
    """The organizations that you belong to."""
    rows = queries.of_user(session, accounts.user_of(session, access.actor).id)
    return OrganizationsOut(organizations=[OrganizationOut.of(row, membership.role) for row, membership in rows])


@router.post("/organizations", status_code=201)
def create_organization(body: OrganizationIn, session: Writing, access: CurrentAccess) -> OrganizationOut:
    """Found an organization; you are its owner."""
    return OrganizationOut.of(service.found(session, body.name, access.actor), "owner")


@router.get(OF_ONE + "/members")
def list_organization_members(organization_id: IdText, session: Reading) -> OrganizationMembersOut:
    """Everyone in the organization."""
    rows = queries.members(session, organization_id)
    return OrganizationMembersOut(members=[OrganizationMemberOut.of(*row) for row in rows])


@router.patch(OF_ONE + "/members/{user_id}", status_code=204)
def change_organization_role(
    organization_id: IdText, user_id: IdText, body: OrganizationRoleIn, session: Writing
) -> None:
    """Make somebody an owner or a member."""
    service.change_role(session, organization_id, user_id, body.role)


@router.delete(OF_ONE + "/members/{user_id}", status_code=204)
def remove_organization_member(organization_id: IdText, user_id: IdText, session: Writing) -> None:
    """Put somebody out of the organization and of its projects, at once."""
    service.remove(session, organization_id, user_id)


@router.get(OF_ONE + "/invitations")
def list_invitations(organization_id: IdText, session: Reading) -> InvitationsOut:
    """Invitations that are still open."""
    rows = queries.open_invitations(session, organization_id, utc_now())
    return InvitationsOut(invitations=[InvitationOut.of(row) for row in rows])


@router.post(OF_ONE + "/invitations", status_code=201)
def create_invitation(
    organization_id: IdText,
    body: InvitationIn,
    session: Writing,
    *,
    access: CurrentAccess,
    base: BaseUrl,
    post: CurrentPost,
) -> InvitedOut:
    """Ask somebody to join; the link works once, for a week. It is mailed where there is a mail server."""
    invited = service.invite(session, organization_id, body.email, base=base, inviter=access.name, role=body.role)
    return mailed(post, invited)


@router.delete(OF_ONE + "/invitations/{invitation_id}", status_code=204)
def revoke_invitation(organization_id: IdText, invitation_id: IdText, session: Writing) -> None:
    """Take an invitation back."""
    service.revoke(session, organization_id, invitation_id)


@router.get(OF_ONE + "/audit")
def list_organization_audit(
    organization_id: IdText,
    session: Reading,
    before: IdText | None = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Page[AuditOut]:
    """Who changed which right in the organization, newest first."""
    rows = accounts_queries.audit(session, organization_id=organization_id, before=before, limit=limit)
    entries, following = cut(rows, limit)
    return Page(items=[AuditOut.model_validate(entry) for entry in entries], next=following)


@router.post("/invitations/read")
def read_invitation(body: InvitationTokenIn, session: Reading) -> InvitationView:
    """What an invitation's link leads to."""
    return InvitationView.of(*service.look(session, body.token.get_secret_value()))


@router.post("/invitations/accept", status_code=204)
def accept_invitation(body: InvitationTokenIn, session: Writing, access: CurrentAccess) -> None:
    """Join with the account that you are signed in with."""
    service.accept_as(session, body.token.get_secret_value(), access.actor)


def _joining(body: JoinIn, database: CurrentDatabase) -> tuple[JoinIn, str]:
    """The new account's password, checked and hashed before a transaction is begun; only for who has a link."""
    with database.reading() as session:
        invitation, _ = service.look(session, body.token.get_secret_value())
    accounts_rules.check_password(body.password.get_secret_value(), invitation.email or body.email)
    return body, hash_password(body.password.get_secret_value())


@router.post("/join", status_code=204)
def join(
    joining: Annotated[tuple[JoinIn, str], Depends(_joining)],
    session: Writing,
    access: CurrentAccess,
    response: Response,
    cookies: CurrentCookies,
) -> None:
    """Make an account by an invitation; you are signed in."""
    body, password_hash = joining
    token = body.token.get_secret_value()
    user = service.accept_as_new(session, token, email=body.email, name=body.name, password_hash=password_hash)
    proof = accounts.sign_in(session, user.id, address=access.address, agent=access.agent)
    cookies.put(response, "session", proof, SESSION_SECONDS)


class NoProvider(NotFound):
    """Nobody signs in through an OIDC provider here: none is configured."""


def _provider(settings: CurrentSettings) -> OidcProvider:
    if not (settings.team and settings.oidc_issuer):
        raise NoProvider("There is no OIDC provider here", todo="Set ONMODEL_OIDC_ISSUER and serve with --team")
    return OidcProvider(
        settings.oidc_issuer, settings.oidc_client_id, settings.oidc_client_secret.get_secret_value()
    )  # fmt: skip


Provider = Annotated[OidcProvider, Depends(_provider)]


def _sent(provider: Provider, base: BaseUrl) -> tuple[Errand, str]:
    """What somebody is sent to the provider with, and where: asked before a transaction is begun."""
    errand = Errand(new_token(), new_token(), new_token(), f"{base}/api/oidc/callback")
    return errand, provider.address(errand)


def _expected(
    database: CurrentDatabase, cookies: CurrentCookies, state: Annotated[str, Query(max_length=200)] = ""
) -> OidcAttempt:
    """The errand that this browser was sent on; it is over with this question."""
    if not hmac.compare_digest((cookies.get("oidc") or "").encode(), state.encode()):
        raise accounts_rules.NotSignedIn("This sign-in was not begun here", todo="Sign in again")
    with database.transaction() as session:
        return accounts.use_attempt(session, state)


Expected = Annotated[OidcAttempt, Depends(_expected)]


def _identity(
    provider: Provider, expected: Expected, base: BaseUrl, code: Annotated[str, Query(max_length=4000)] = ""
) -> Identity:
    """Who came back, by the provider's word: asked before a transaction is begun."""
    errand = Errand("", expected.nonce, expected.verifier, f"{base}/api/oidc/callback")
    return provider.identity(errand, code)


@router.get("/oidc/login", response_class=RedirectResponse, status_code=303)
def begin_oidc(
    sent: Annotated[tuple[Errand, str], Depends(_sent)],
    session: Writing,
    cookies: CurrentCookies,
    goes_to: Annotated[str, Query(alias="next", max_length=2000)] = "/",
) -> RedirectResponse:
    """Go to the OIDC provider to sign in there."""
    errand, address = sent
    accounts.keep_attempt(session, errand.state, nonce=errand.nonce, verifier=errand.verifier, goes_to=goes_to)
    response = RedirectResponse(address, 303)
    cookies.put(response, "oidc", errand.state, int(accounts_rules.SIGN_IN_LIFE.total_seconds()))
    return response


@router.get("/oidc/callback", response_class=RedirectResponse, status_code=303)
def finish_oidc(
    identity: Annotated[Identity, Depends(_identity)],
    expected: Expected,
    session: Writing,
    access: CurrentAccess,
    cookies: CurrentCookies,
) -> RedirectResponse:
    """Come back from the provider; the answer sets the session's cookie and leads to where you wanted to go."""
    user = service.welcome(session, identity)
    token = accounts.sign_in(session, user.id, address=access.address, agent=access.agent)
    response = RedirectResponse(expected.goes_to, 303)
    cookies.put(response, "session", token, SESSION_SECONDS)
    cookies.drop(response, "oidc")
    return response
