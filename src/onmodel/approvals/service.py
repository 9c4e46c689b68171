"""What can be done with approvals."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from onmodel.accounts import queries as accounts
from onmodel.approvals import events, queries, rules
from onmodel.approvals.rules import Consensus, Standing
from onmodel.approvals.schemas import ApprovalIn, ConsensusOut, QueueItem, ReviewerOut, ReviewIn, ReviewQueueOut
from onmodel.approvals.tables import ReviewRequest
from onmodel.db import LOCAL, actor_of, announce
from onmodel.projects import queries as projects
from onmodel.projects import service as project_service
from onmodel.projects.rules import ApprovalRule, ProjectRules, Role
from onmodel.reviews import queries as reviews
from onmodel.reviews import service as review_service
from onmodel.reviews.rules import Target, excerpt
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


def roles_of(session: Session, project_id: str, also: set[str]) -> dict[str, Role]:
    """What each of the project's people is in it, with those of `also` who own it through their organization."""
    members = {account.id: Role(member.role) for member, account in projects.members(session, project_id)}
    if not members and also <= {LOCAL}:
        return {LOCAL: Role.OWNER}
    others = [person for person in also if person not in members and person != LOCAL]
    return members | projects.roles(session, project_id, others)


def consensus_view(session: Session, project_id: str, target: Target) -> ConsensusOut:
    """Where the reviewers of the target's present revision stand."""
    revision = review_service.revision_of(session, project_id, target)
    given = {row.person: row for row in queries.approvals(session, target, revision)}
    reached, project_rules = _consensus(session, project_id, target, {p: row.verdict for p, row in given.items()})
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


def _consensus(
    session: Session, project_id: str, target: Target, given: dict[str, str]
) -> tuple[Consensus, ProjectRules]:
    request = queries.request_for(session, target)
    people = rules.reviewers(roles_of(session, project_id, set(given)), request.reviewers if request else ())
    project_rules = ProjectRules.from_json(project_service.get(session, project_id).rules)
    return rules.consensus(project_rules, people, given), project_rules  # type: ignore[arg-type]  # the row's check holds the verdicts


def standings(session: Session, project_id: str, kind: str, revisions: Mapping[str, int]) -> dict[str, Standing]:
    """Where many targets stand at once; `revisions` by target."""
    given = queries.given_to(session, project_id, kind, list(revisions))
    asked = queries.requests_for(session, project_id, kind, list(revisions))
    roles = roles_of(session, project_id, {row.person for row in given})
    project_rules = ProjectRules.from_json(project_service.get(session, project_id).rules)
    said: dict[str, dict[str, Any]] = {target: {} for target in revisions}
    for row in given:
        if row.revision == revisions[row.target_id]:
            said[row.target_id][row.person] = row.verdict
    people = {t: rules.reviewers(roles, asked[t].reviewers if t in asked else ()) for t in revisions}
    return {t: Standing(rules.consensus(project_rules, people[t], said[t]), t in asked, said[t]) for t in revisions}


def waiting_for(session: Session, project_id: str, person: str) -> ReviewQueueOut:
    """What waits for the person: approvals, notes that name them, answers to their notes; the oldest first."""
    items = _approvals(session, project_id, person)
    items += [
        QueueItem(waits_for="mention", target=TargetIn(kind=n.target_kind, id=n.target_id), note_id=n.id,
                  text=excerpt(n.body), by=n.author_name, since=n.created_at)
        for n in reviews.naming(session, project_id, person)
    ]  # fmt: skip
    begun = {note.id: note for note in reviews.begun_by(session, project_id, person)}
    last = {answer.parent_id: answer for answer in reviews.replies(session, list(begun))}
    items += [
        QueueItem(waits_for="answer", target=TargetIn(kind=n.target_kind, id=n.target_id), note_id=n.parent_id,
                  text=excerpt(n.body), by=n.author_name, since=n.created_at)
        for n in last.values() if n.created_by != person
    ]  # fmt: skip
    return ReviewQueueOut(items=sorted(items, key=lambda item: item.since))


def _approvals(session: Session, project_id: str, person: str) -> list[QueueItem]:
    names = review_service.people_of(session, project_id)
    found = [_waits(session, request, person, names) for request in queries.requests(session, project_id)]
    return [item for item in found if item is not None]


def _waits(session: Session, request: ReviewRequest, person: str, names: dict[str, str]) -> QueueItem | None:
    """The request as an item of the person's queue, if their word is still wanted."""
    target = Target(request.target_kind, request.target_id)  # type: ignore[arg-type]  # written from a TargetIn
    revision = review_service.revision_of(session, request.project_id, target)
    given = {row.person: row.verdict for row in queries.approvals(session, target, revision)}
    reached, _ = _consensus(session, request.project_id, target, given)
    if reached.verdict != "open" or person not in reached.missing:
        return None
    asker = request.created_by  # an owner of the organization asks too, and is in no project's list of people
    by = names.get(asker) or accounts.names(session, [asker]).get(asker, asker)
    return QueueItem(
        waits_for="approval", target=TargetIn(kind=target.kind, id=target.id), revision=revision,
        text=request.message, by=by, since=request.created_at,
    )  # fmt: skip
