"""HTTP for a forgotten password."""

from typing import Annotated

from fastapi import Depends

from onmodel.kit.ids import IdText
from onmodel.passwords import service
from onmodel.passwords.schemas import ForgottenIn, ForgottenOut, ResetIn, ResetLink, ResetTokenIn, ResetView
from onmodel.routing import NounRouter
from onmodel.web import BaseUrl, CurrentAccess, CurrentAttempts, CurrentDatabase, CurrentPost, Reading, Writing

router = NounRouter(prefix="/api", tags=["accounts"])
BY_MAIL = "If there is such an account, a letter with a link is on its way"
BY_HAND = "There is no mail server here: ask an owner of your organization for a link"


@router.post("/password/forgotten", status_code=202)
def forgot_password(
    body: ForgottenIn, access: CurrentAccess, attempts: CurrentAttempts, base: BaseUrl, post: CurrentPost
) -> ForgottenOut:
    """Ask for a letter with a link to a new password; the answer is the same whether or not there is an account."""
    email = service.ask(attempts, body.email, access.address)
    if post.works:
        post.later(service.mail_link, post.database, post.server, email, base=base, address=access.address)
    return ForgottenOut(message=BY_MAIL if post.works else BY_HAND)


@router.post("/password/read")
def read_reset_link(
    body: ResetTokenIn, session: Reading, attempts: CurrentAttempts, access: CurrentAccess
) -> ResetView:  # fmt: skip
    """Whose password a link sets; 401 where it is wrong, expired or used. It is not used up by this."""
    user, until = service.look(session, attempts, body.token.get_secret_value(), access.address)
    return ResetView(email=user.email, name=user.name, until=until)


def _hashed(
    body: ResetIn, database: CurrentDatabase, attempts: CurrentAttempts, access: CurrentAccess
) -> tuple[str, str]:
    """The link's token and the new password's hash, before a transaction is begun."""
    token = body.token.get_secret_value()
    return token, service.check(database, attempts, token, body.password.get_secret_value(), access.address)


@router.post("/password/reset", status_code=204)
def reset_password(proved: Annotated[tuple[str, str], Depends(_hashed)], session: Writing) -> None:
    """Set a new password with the link; it is used up and you are signed out everywhere."""
    service.set_password(session, *proved)


@router.post("/organizations/{organization_id}/members/{user_id}/password", status_code=201)
def make_reset_link(organization_id: IdText, user_id: IdText, session: Writing, base: BaseUrl) -> ResetLink:
    """A link to a new password, good once within a day, for an owner to hand to somebody of the organization."""
    link, until = service.link_by_owner(session, organization_id, user_id, base=base)
    return ResetLink(link=link, until=until)
