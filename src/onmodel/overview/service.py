"""Boards, reviews and projects as lists show them, and what waits for whom."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, Literal

from sqlalchemy import Row
from sqlalchemy.orm import Session

from onmodel.accounts import queries as accounts
from onmodel.accounts.rules import Action
from onmodel.approvals import queries as approvals
from onmodel.approvals import service as approval_service
from onmodel.approvals.rules import Looked
from onmodel.approvals.tables import ReviewRequest
from onmodel.bible import queries as bible
from onmodel.db import LOCAL
from onmodel.environments import service as environments
from onmodel.environments.tables import Environment
from onmodel.jobs import queries as jobs
from onmodel.jobs.rules import JobState
from onmodel.kit.pagination import cut
from onmodel.metrics.score import GOOD
from onmodel.orders import service as orders
from onmodel.overview import queries
from onmodel.overview.schemas import (
    FailureOut,
    HomeOut,
    ProjectCard,
    QueueItem,
    ReviewItem,
    ReviewPage,
    StoryboardItem,
    StoryboardPage,
)
from onmodel.projects import queries as projects
from onmodel.projects.rules import may
from onmodel.projects.tables import Project
from onmodel.reviews import queries as reviews
from onmodel.reviews.rules import Target, excerpt
from onmodel.reviews.schemas import TargetIn, ThingOut
from onmodel.reviews.tables import Note
from onmodel.staleness.rules import is_outdated
from onmodel.storyboards.rules import PLANNED, BoardSettings, dna_hash, plan_name, plan_of
from onmodel.styles.tasks import dressing_by_id

THUMBNAILS = 4
MOST_PROJECTS = 100  # that Home shows
MOST_ASKED = 1000  # the last requests, decided or not, of which it is told whom they wait for
TO_LOOK_AT = frozenset({"approval", "clip"})  # of what waits; the rest is what people said
MOST_PICTURES = 3000  # on one page of boards of which it is told whether they are stale


def page(session: Session, project_id: str, *, before: str | None, limit: int) -> StoryboardPage:
    """The project's boards, newest first, with pictures and with what waits on them."""
    rows, following = cut(queries.boards(session, project_id, before=before, limit=limit), limit)
    ids = [row.id for row in rows]
    counts, notes = queries.panel_counts(session, [project_id], ids), queries.open_notes(session, project_id, ids)
    drawn = queries.picture_counts(session, project_id, ids)
    stale = _stale(session, project_id, rows) if sum(drawn.values()) <= MOST_PICTURES else None
    thumbnails: dict[str, list[str]] = {}
    for picture in queries.first_pictures(session, [project_id], ids):
        thumbnails.setdefault(picture.storyboard_id, []).append(f"/api/assets/{picture.asset_id}/thumbnail")
    undrawn = [row.id for row in rows if drawn.get(row.id, 0) < max(counts.get(row.id, 0), 1)]
    trouble = _trouble(session, project_id, undrawn)
    items = [
        StoryboardItem(
            id=row.id, title=row.title, status=row.status, screenplay_id=row.screenplay_id,
            panels=counts.get(row.id, 0), pictures=drawn.get(row.id, 0),
            thumbnails=thumbnails.get(row.id, [])[:THUMBNAILS],
            stale=None if stale is None else stale.get(row.id, 0), open_notes=notes.get(row.id, 0),
            trouble=trouble.get(row.id),
            created_by=row.created_by, created_at=row.created_at, updated_at=row.updated_at,
        )
        for row in rows
    ]  # fmt: skip
    return StoryboardPage(storyboards=items, next=following)


def _trouble(session: Session, project_id: str, ids: list[str]) -> dict[str, str]:
    """Why boards are not drawn though nobody is at it, in the words of what failed, by board."""
    made = {row.board: row for row in queries.makings(session, project_id, ids)}  # by its last job
    over = {row.id: row for row in made.values() if row.state in {JobState.FAILED, JobState.SUCCEEDED}}
    parts = queries.failed_parts(session, project_id, list(over))
    found = {row.board: row.error or parts.get(row.id) for row in over.values()}
    return {board: str(error.get("detail", "")) for board, error in found.items() if error}


def _stale(session: Session, project_id: str, boards: list[Row[Any]]) -> dict[str, int]:
    """How many panels of each board are stale, as `staleness` tells it, but every thing is looked at once."""
    ids = [board.id for board in boards]
    now = {row.id: dna_hash(row.dna) for row in queries.cast(session, project_id, ids)}
    for place in bible.standing(session, Environment, project_id):
        now[place.id] = environments.surroundings_of(place).fingerprint
    settings = {board.id: BoardSettings(**board.settings) for board in boards}
    for style_id in {chosen for one in settings.values() for chosen in (one.style, *one.styles.values())}:
        dressing = dressing_by_id(session, project_id, style_id)
        now |= {style_id: dressing.finish.fingerprint} if dressing else {}
    found: dict[str, int] = {}
    for shot in queries.pictures_made_from(session, project_id, ids):
        plan = plan_of({name: getattr(shot, name) for name in PLANNED}, shot.by_hand)
        states = {**now, shot.id: plan_name(plan)}
        found[shot.storyboard_id] = found.get(shot.storyboard_id, 0) + is_outdated(
            shot.made_from or (), states, settings[shot.storyboard_id].style_of(shot.id)
        )
    return found


# what is asked to be reviewed


def review_page(session: Session, project_id: str, person: str, *, before: str | None, limit: int) -> ReviewPage:
    """What the project's people were asked to approve, as `person` sees it; what was put away is left out."""
    rows, following = cut(approvals.requests(session, [project_id], before=before, limit=limit), limit)
    things = _things(session, [project_id], [row.target for row in rows])
    return ReviewPage(reviews=_reviews(session, rows, things, person), next=following)


def _things(session: Session, project_ids: Sequence[str], targets: Sequence[Target]) -> dict[str, ThingOut]:
    return {row.id: ThingOut.of(row) for row in reviews.things(session, project_ids, targets)}


def _reviews(
    session: Session, rows: Sequence[ReviewRequest], things: dict[str, ThingOut], person: str
) -> list[ReviewItem]:  # fmt: skip
    shown = [row for row in rows if row.target_id in things]
    project_ids = list({row.project_id for row in shown})
    revisions = reviews.revisions(session, project_ids, [row.target for row in shown])
    looked = [Looked(row.project_id, row.target, revisions[row.target_id], row.reviewers) for row in shown]
    stood = approval_service.stand(session, looked)
    names = {LOCAL: "You", **accounts.names(session, {row.created_by for row in shown})}
    items = []
    for row in shown:
        reached = stood[row.target_id].reached
        items.append(
            ReviewItem(
                id=row.id, target=_named(row.target), thing=things[row.target_id], revision=revisions[row.target_id],
                verdict=reached.verdict, approved=len(reached.approved), needed=reached.needed,
                waits_for_you=reached.verdict == "open" and person in reached.missing,
                asked_by_you=row.created_by == person, by=names.get(row.created_by, row.created_by),
                message=row.message, since=row.created_at,
            )
        )  # fmt: skip
    return items


def _named(target: Target) -> TargetIn:
    return TargetIn(kind=target.kind, id=target.id)


# what waits for somebody


def waiting_for(session: Session, project_ids: Sequence[str], person: str) -> list[QueueItem]:
    """What waits for the person: approvals, notes that name them, answers to their notes, clips that only people can
    judge; the oldest first."""
    asked = approvals.requests(session, project_ids, limit=MOST_ASKED)
    begun = {note.id: note for note in reviews.begun_by(session, project_ids, person)}
    last = {answer.parent_id: answer for answer in reviews.replies(session, list(begun))}
    answers = [note for note in last.values() if note.created_by != person]
    naming = reviews.naming(session, project_ids, person)
    clips = queries.to_judge(session, _edited_by(session, project_ids, person))
    about = [row.target for row in asked] + [note.target for note in (*naming, *answers)]
    about += [Target("take", clip.id) for clip in clips]
    things = _things(session, project_ids, about)
    in_project = {row.id: row.project_id for row in asked}
    items = [
        QueueItem(waits_for="approval", project_id=in_project[item.id], target=item.target, thing=item.thing,
                  revision=item.revision, text=item.message, by=item.by, since=item.since)
        for item in _reviews(session, asked, things, person) if item.waits_for_you
    ]  # fmt: skip
    items += [_of_note("mention", note, note.id, things) for note in naming]
    items += [_of_note("answer", note, note.parent_id, things) for note in answers]
    items += [_of_clip(clip, things) for clip in clips]
    return sorted(items, key=lambda item: item.since)


def _of_note(
    waits_for: Literal["mention", "answer"], note: Note, thread: str | None, things: dict[str, ThingOut]
) -> QueueItem:  # fmt: skip
    return QueueItem(
        waits_for=waits_for, project_id=note.project_id, target=_named(note.target), thing=things.get(note.target_id),
        note_id=thread, text=excerpt(note.body), by=note.author_name, since=note.created_at,
    )  # fmt: skip


def _of_clip(clip: Row[Any], things: dict[str, ThingOut]) -> QueueItem:
    best = "no take has a score" if clip.value is None else f"the best take has {clip.value:.0f}"
    return QueueItem(
        waits_for="clip", project_id=clip.project_id, target=TargetIn(kind="take", id=clip.id),
        thing=things.get(clip.id), text=f"None reaches {GOOD:.0f}, {best}", by="", since=clip.created_at,
    )  # fmt: skip


def _edited_by(session: Session, project_ids: Sequence[str], person: str) -> list[str]:
    """Those of the projects in which the person may choose takes."""
    if person == LOCAL:
        return list(project_ids)
    roles = projects.roles_in(session, project_ids, [person])
    return [project_id for (project_id, _), role in roles.items() if may(role, Action.EDIT)]


def home(session: Session, person: str) -> HomeOut:
    """The person's projects, and what waits for them in all of these."""
    own = None if person == LOCAL else person
    found = projects.newest(session, user_id=own, before=None, limit=MOST_PROJECTS)[:MOST_PROJECTS]
    ids = [project.id for project in found]
    waits, failed = waiting_for(session, ids, person), _failures(session, ids)
    cards = _cards(session, found, waits, failed)
    return HomeOut(projects=sorted(cards, key=lambda card: card.changed_at, reverse=True), waits=waits, failed=failed)


def _failures(session: Session, project_ids: Sequence[str]) -> list[FailureOut]:
    """Failed orders; the parts of one that failed are told by it."""
    dead = jobs.dead(session, project_ids)
    known = {job.id for job in dead}
    whole = [job for job in dead if job.parent_id not in known]
    of = orders.things_of(session, project_ids, whole)
    return [
        FailureOut(job_id=job.id, project_id=job.project_id, kind=job.kind, of=of.get(job.id),
                   text=str((job.error or {}).get("detail") or job.message), since=job.finished_at or job.created_at)
        for job in whole
    ]  # fmt: skip


def _cards(
    session: Session, found: Sequence[Project], waits: Sequence[QueueItem], failed: Sequence[FailureOut]
) -> list[ProjectCard]:  # fmt: skip
    ids = [project.id for project in found]
    newest = {row.project_id: row for row in queries.newest_boards(session, ids)}
    boards = [row.id for row in newest.values()]
    panels = queries.panel_counts(session, ids, boards)
    pictures = {row.storyboard_id: row.asset_id for row in reversed(queries.first_pictures(session, ids, boards))}
    asked = Counter((item.project_id, item.waits_for in TO_LOOK_AT) for item in waits)
    broken = Counter(failure.project_id for failure in failed)
    cards = []
    for project in found:
        board = newest.get(project.id)
        picture = pictures.get(board.id) if board else None
        cards.append(
            ProjectCard(
                id=project.id, name=project.name, description=project.description, changed_at=project.updated_at,
                storyboard_id=board.id if board else None, board=board.title if board else "",
                panels=panels.get(board.id, 0) if board else 0,
                thumbnail_url=f"/api/assets/{picture}/thumbnail" if picture else None,
                reviews=asked[project.id, True], mentions=asked[project.id, False], failures=broken[project.id],
            )
        )  # fmt: skip
    return cards
