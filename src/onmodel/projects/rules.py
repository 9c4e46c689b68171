"""What makes a project's name, which role may do what, and what a project's rules say."""

import re
import unicodedata
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from onmodel.accounts.rules import Action as Action  # noqa: PLC0414  # who asks for roles asks for these


class Role(StrEnum):
    """What a person is in a project. `guest`: through a review link, without an account."""

    OWNER = "owner"
    EDITOR = "editor"
    REVIEWER = "reviewer"
    VIEWER = "viewer"
    GUEST = "guest"


MAY: dict[Role, frozenset[Action]] = {
    Role.GUEST: frozenset({Action.ANYONE, Action.READ, Action.NOTE}),
    Role.VIEWER: frozenset({Action.ANYONE, Action.ACCOUNT, Action.READ}),
    Role.REVIEWER: frozenset({Action.ANYONE, Action.ACCOUNT, Action.READ, Action.NOTE, Action.VOTE, Action.APPROVE}),
    Role.EDITOR: frozenset(Action) - {Action.MANAGE},
    Role.OWNER: frozenset(Action),
}


def may(role: Role, action: Action) -> bool:
    """Whether a role may do this.

    >>> may(Role.VIEWER, Action.NOTE)
    False
    """
    return action in MAY[role]


def role_that_may(action: Action) -> Role:
    """The least role that may do this; the order is that of the list above, from the bottom.

    >>> role_that_may(Action.VOTE).value
    'reviewer'
    """
    return next(role for role in (Role.VIEWER, Role.REVIEWER, Role.EDITOR, Role.OWNER) if may(role, action))


class ApprovalRule(StrEnum):
    """How many reviewers must approve: any one, all of them, or `approvals_needed` (n of m)."""

    ANY = "any"
    ALL = "all"
    N = "n"


@dataclass(frozen=True)
class ProjectRules:
    """What holds in a project beside its budget (`budgets/`): how reviewers agree."""

    approval: ApprovalRule = ApprovalRule.ANY
    approvals_needed: int = 1

    def to_json(self) -> dict[str, Any]:
        """As it stands in the row."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "ProjectRules":
        """From the row; what it does not name has its default, what we do not know is left out.

        >>> ProjectRules.from_json({"approval": "all", "moon": 1}).approval.value
        'all'
        """
        known = {key: value for key, value in data.items() if key in cls.__dataclass_fields__}
        return cls(**{**known, "approval": ApprovalRule(known.get("approval", ApprovalRule.ANY))})


def leaves_no_owner(owners: frozenset[str], user_id: str, role: Role | None) -> bool:
    """Whether the last owner would go (role None) or become something less.

    >>> leaves_no_owner(frozenset({"a"}), "a", None), leaves_no_owner(frozenset({"a", "b"}), "a", None)
    (True, False)
    """
    return role != Role.OWNER and owners == {user_id}


def slug_of(name: str) -> str:
    """A name as it may stand in a path: lower-case letters, digits, dashes, at most 64.

    >>> slug_of("Alдар — Köse!")
    'al-kose'
    >>> slug_of("Шляпа")
    'project'
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:64].strip("-") or "project"
