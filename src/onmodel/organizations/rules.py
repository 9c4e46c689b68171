"""What somebody is in an organization, how long an invitation holds, and what its letter says."""

from datetime import datetime, timedelta
from enum import StrEnum

from onmodel.kit.letters import Letter

INVITATION_LIFE = timedelta(days=7)


class OrganizationRole(StrEnum):
    """An owner owns every project of the organization; a member is in those that name them, and may make new ones."""

    OWNER = "owner"
    MEMBER = "member"


def letter(to: str, organization: str, inviter: str, link: str, expires_at: datetime) -> Letter:
    """The e-mail of an invitation. Names are people's own words: line breaks in them would forge a text or a header.

    >>> from datetime import datetime
    >>> letter("a@b", "Studio", "Bai\\nBcc: x", "http://h/join#t", datetime(2026, 1, 8)).subject
    'Bai Bcc: x invites you to Studio'
    """
    organization, inviter = " ".join(organization.split()), " ".join(inviter.split())
    text = (
        f"{inviter} invites you to work with {organization} on Onmodel.\n\n{link}\n\n"
        f"The link works once, until {expires_at:%d %B %Y}. If you do not know {inviter}, do nothing."
    )
    return Letter(to, f"{inviter} invites you to {organization}", text)
