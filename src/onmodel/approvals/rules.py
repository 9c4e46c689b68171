"""Whose word counts, and when several reviewers agree. Pure decisions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from onmodel.projects.rules import Action, ApprovalRule, ProjectRules, Role, may
from onmodel.reviews.rules import Target

Verdict = Literal["approved", "changes"]


@dataclass(frozen=True)
class Consensus:
    """Where the reviewers stand. `missing` have not yet said anything of this revision."""

    verdict: Literal["approved", "changes", "open"]
    needed: int
    approved: tuple[str, ...]
    against: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Looked:
    """A revision of a target that is looked at; `asked` are the people who were asked by name, None: nobody asked."""

    project_id: str
    target: Target
    revision: int
    asked: Sequence[str] | None


@dataclass(frozen=True)
class Standing:
    """Where a target stands: its reviewers, whether they were asked, and what each who spoke said, guests too."""

    reached: Consensus
    asked: bool
    said: Mapping[str, Verdict]


def consensus(rules: ProjectRules, reviewers: Iterable[str], given: Mapping[str, Verdict]) -> Consensus:
    """Whether the reviewers agree: approved once enough have, changes once enough cannot be reached any more.

    `given` is by person; people who are no reviewers do not count.

    >>> consensus(ProjectRules(ApprovalRule.ALL), ["ada", "ben"], {"ada": "approved"}).verdict
    'open'
    >>> consensus(ProjectRules(ApprovalRule.N, 2), "abc", {"a": "approved", "b": "changes", "c": "changes"}).verdict
    'changes'
    """
    people = tuple(dict.fromkeys(reviewers))
    approved = tuple(p for p in people if given.get(p) == "approved")
    against = tuple(p for p in people if given.get(p) == "changes")
    needed = _needed(rules, len(people))
    verdict: Literal["approved", "changes", "open"] = "open"
    if len(approved) >= needed:
        verdict = "approved"
    elif len(people) - len(against) < needed and against:
        verdict = "changes"
    return Consensus(verdict, needed, approved, against, tuple(p for p in people if p not in given))


def _needed(rules: ProjectRules, people: int) -> int:
    asked = {ApprovalRule.ANY: 1, ApprovalRule.ALL: people, ApprovalRule.N: rules.approvals_needed}[rules.approval]
    return max(1, min(asked, people))


def reviewers(roles: Mapping[str, Role], asked: Iterable[str] = ()) -> tuple[str, ...]:
    """Whose word counts: whoever was asked and may approve, else the project's reviewers, else all who may approve.

    `roles` is by person.

    >>> reviewers({"ada": Role.EDITOR, "ben": Role.REVIEWER, "cy": Role.VIEWER})
    ('ben',)
    """
    able = [person for person, role in roles.items() if may(role, Action.APPROVE)]
    named = [person for person in asked if person in able]
    return tuple(named or [p for p in able if roles[p] == Role.REVIEWER] or able)
