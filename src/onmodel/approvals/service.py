"""What can be done with approvals."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from onmodel.approvals import events, queries, rules
from onmodel.approvals.rules import Looked, Standing
from onmodel.approvals.schemas import ApprovalIn, ConsensusOut, ReviewerOut, ReviewIn
from onmodel.db import LOCAL, actor_of, announce
from onmodel.projects import queries as projects
from onmodel.projects import service as project_service
from onmodel.projects.rules import ApprovalRule, ProjectRules, Role
from onmodel.reviews import queries as reviews
from onmodel.reviews import service as review_service
from onmodel.reviews.rules import Target, TargetKind
from onmodel.reviews.schemas import NoteIn, TargetIn


def ask(session: Session, project_id: str, given: ReviewIn) -> ConsensusOut:
    """Ask the target's reviewers for approval; asking again says whom and why anew. Raises TargetNotFound."""
    target = review_service.target_of(session, project_id, given.target)
    queries.ask(
        session,
        {"project_id": project_id, "target_kind": target.kind, "target_id": target.id, "message": given.message,
         "reviewers": given.reviewers, "created_by": actor_of(session)},
    )  # fmt: skip
    session.expire_all()
    view = consensus_view(session, project_id, target)
    asked = [reviewer.person for reviewer in view.reviewers]
    announce(session, events.ReviewAsked(*review_service.facts_of(project_id, target), asked, given.message))
    return view


def approve(
    session: Session, project_id: str, given: ApprovalIn, *, name: str, board: str | None = None
) -> ConsensusOut:
    """What the one who acts says of the target's present revision, new or changed; raises TargetNotFound.

    A comment is kept as a note of the kind approval. `board`: the target must be of it.
    """
    target, person = review_service.target_of(session, project_id, given.target, board=board), actor_of(session)
    revision = review_service.revision_of(session, project_id, target)
    before = consensus_view(session, project_id, target)
    queries.give(
        session,
        {"project_id": project_id, "target_kind": target.kind, "target_id": target.id, "revision": revision,
         "person": person, "name": name, "verdict": given.verdict},
    )  # fmt: skip
    session.expire_all()
    if given.comment.strip():
        note = NoteIn(target=given.target, body=given.comment, kind="approval")
        review_service.write_note(session, project_id, note, name=name)
    after = consensus_view(session, project_id, target)
    facts = review_service.facts_of(project_id, target)
    said = events.ApprovalGiven(*facts, revision, given.verdict, after.verdict)
    announce(session, said)
    if after.verdict not in ("open", before.verdict):
        announce(session, events.ConsensusReached(*facts, revision, after.verdict))
    return after


def withdraw(session: Session, project_id: str, given: TargetIn, *, board: str | None = None) -> ConsensusOut:
    """Take back what was said of the present revision (of a target of `board`), if anything; raises TargetNotFound."""
    target = review_service.target_of(session, project_id, given, board=board)
    revision = review_service.revision_of(session, project_id, target)
    gone = queries.withdraw(session, target, revision, actor_of(session))
    session.expire_all()
    view = consensus_view(session, project_id, target)
    if gone:
        facts = review_service.facts_of(project_id, target)
        announce(session, events.ApprovalWithdrawn(*facts, revision, view.verdict))
    return view


def consensus_view(session: Session, project_id: str, target: Target) -> ConsensusOut:
    """Where the reviewers of the target's present revision stand."""
    revision = review_service.revision_of(session, project_id, target)
    given = {row.person: row for row in queries.approvals(session, target, revision)}
    request, project_rules = queries.request_for(session, target), project_service.rules_of(session, project_id)
    looked = Looked(project_id, target, revision, request.reviewers if request else None)
    reached = stand(session, [looked])[target.id].reached
    tally = review_service.tally(session, target, "")
    names = review_service.people_of(session, project_id) | {p: row.name for p, row in given.items()}
    people = (*reached.approved, *reached.against, *reached.missing)
    return ConsensusOut(
        target=TargetIn(kind=target.kind, id=target.id), revision=revision, needed=reached.needed,
        rule=f"{reached.needed} of {len(people)}" if project_rules.approval == ApprovalRule.N
        else project_rules.approval.value,
        verdict=reached.verdict, ups=tally.ups, downs=tally.downs, open_notes=reviews.open_notes(session, target),
        reviewers=[
            ReviewerOut(person=p, name=names.get(p, p), verdict=given[p].verdict if p in given else None)
            for p in people
        ],
        guests=[
            ReviewerOut(person=p, name=row.name, verdict=row.verdict) for p, row in given.items() if p not in people
        ],
    )  # fmt: skip


def standings(session: Session, project_id: str, kind: TargetKind, revisions: Mapping[str, int]) -> dict[str, Standing]:
    """Where many targets of a kind stand at once; `revisions` by target."""
    requests = queries.requests_for(session, project_id, kind, list(revisions))
    asked = {target: request.reviewers for target, request in requests.items()}
    return stand(session, [Looked(project_id, Target(kind, i), n, asked.get(i)) for i, n in revisions.items()])


def stand(session: Session, looked: Sequence[Looked]) -> dict[str, Standing]:
    """Where many targets stand, of any kind and project, by target: as many questions for one as for all."""
    project_ids = list({one.project_id for one in looked})
    said: dict[str, dict[str, Any]] = {one.target.id: {} for one in looked}
    revisions = {one.target.id: one.revision for one in looked}
    for row in queries.given_to(session, project_ids, [one.target for one in looked]):
        if row.revision == revisions.get(row.target_id):
            said[row.target_id][row.person] = row.verdict
    people = _People(session, project_ids, {person for words in said.values() for person in words})
    project_rules = {row.id: ProjectRules.from_json(row.rules) for row in projects.by_ids(session, project_ids)}
    found = {}
    for one in looked:
        given = said[one.target.id]
        able = rules.reviewers(people.roles(one.project_id, given), one.asked or ())
        reached = rules.consensus(project_rules[one.project_id], able, given)
        found[one.target.id] = Standing(reached, one.asked is not None, given)
    return found


class _People:
    """Who is what in some projects: their members, and of `others` those who own them through their organization."""

    def __init__(self, session: Session, project_ids: Sequence[str], others: Collection[str]) -> None:
        self._members: dict[str, dict[str, Role]] = {project_id: {} for project_id in project_ids}
        for member, account in projects.members_in(session, project_ids):
            self._members[member.project_id][account.id] = Role(member.role)
        self._others = projects.roles_in(session, project_ids, others) if others else {}

    def roles(self, project_id: str, spoke: Collection[str]) -> dict[str, Role]:
        """Of the members and of who spoke, by person; the one person of a laptop where there are none."""
        owners = {person: self._others[project_id, person] for person in spoke if (project_id, person) in self._others}
        found = self._members[project_id] | owners
        return found or ({LOCAL: Role.OWNER} if set(spoke) <= {LOCAL} else {})
