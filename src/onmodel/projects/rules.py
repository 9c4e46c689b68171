"""What makes a project's name, and which role may do what."""

import re
import unicodedata
from enum import StrEnum


class Role(StrEnum):
    """What a person is in a project. `guest`: through a review link, without an account."""

    OWNER = "owner"
    EDITOR = "editor"
    REVIEWER = "reviewer"
    VIEWER = "viewer"
    GUEST = "guest"


class Action(StrEnum):
    """What a route asks of who calls it. `anyone` needs no account, `account` no project."""

    ANYONE = "anyone"
    ACCOUNT = "account"
    READ = "read"
    NOTE = "note"  # write notes
    VOTE = "vote"
    APPROVE = "approve"
    EDIT = "edit"  # define, change and order what is rendered
    MANAGE = "manage"  # people, links, budgets, rules


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


def slug_of(name: str) -> str:
    """A name as it may stand in a path: lower-case letters, digits, dashes, at most 64.

    >>> slug_of("Alдар — Köse!")
    'al-kose'
    >>> slug_of("Шляпа")
    'project'
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:64].strip("-") or "project"
