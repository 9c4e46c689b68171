"""What waits for whom: reviews with their pictures and names, and a person's projects, on both databases."""

from typing import Any

import pytest
from sqlalchemy import event

from onmodel.approvals import service as approvals
from onmodel.approvals.schemas import ApprovalIn, ReviewIn
from onmodel.characters.tables import Character
from onmodel.db import LOCAL, Database
from onmodel.jobs.rules import JobState
from onmodel.jobs.tables import Job
from onmodel.kit.clock import utc_now
from onmodel.overview import service
from onmodel.overview.schemas import HomeOut
from onmodel.projects import service as projects
from onmodel.projects.rules import ApprovalRule, ProjectRules, Role
from onmodel.projects.tables import ProjectMember
from onmodel.reviews import service as reviews
from onmodel.reviews.schemas import NoteIn, TargetIn
from onmodel.versions import service as versions
from onmodel.versions.rules import Subject
from tests.factories.team import team

PEOPLE = {"Ada Lovelace": Role.EDITOR, "Ben Ali": Role.REVIEWER, "Cy Dorn": Role.REVIEWER}


class Room:
    """A project whose two reviewers must both approve, and a character of one version."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.project_id, self.people = team(database, PEOPLE, ProjectRules(ApprovalRule.ALL))
        self.target = self.character("EMMA")
        self.change(1)

    def character(self, name: str, project_id: str = "") -> TargetIn:
        with self.database.transaction() as session:
            character = Character(project_id=project_id or self.project_id, name=name)
            session.add(character)
            session.flush()
            return TargetIn(kind="character", id=character.id)

    def change(self, n: int) -> None:
        with self.database.transaction() as session:
            subject = Subject("character", self.target.id)
            versions.keep(session, self.project_id, subject, snapshot={"n": n}, message="")

    def ask(self, message: str = "", target: TargetIn | None = None, project_id: str = "") -> None:
        with self.database.transaction(actor=self.people["ada"]) as session:
            asked = ReviewIn(target=target or self.target, message=message)
            approvals.ask(session, project_id or self.project_id, asked)

    def say(self, who: str, verdict: Any) -> None:
        with self.database.transaction(actor=self.people[who]) as session:
            approvals.approve(session, self.project_id, ApprovalIn(target=self.target, verdict=verdict), name=who)

    def note(self, body: str) -> str:
        with self.database.transaction(actor=self.people["ada"]) as session:
            given = NoteIn(target=self.target, body=body)
            return reviews.write_note(session, self.project_id, given, name="Ada").id

    def queue(self, who: str) -> list[tuple[str, str]]:
        with self.database.reading() as session:
            items = service.waiting_for(session, [self.project_id], self.people[who])
            return [(item.waits_for, item.text) for item in items]

    def listed(self, who: str) -> list[tuple[str, str, bool, bool]]:
        with self.database.reading() as session:
            page = service.review_page(session, self.project_id, self.people[who], before=None, limit=50)
        return [(item.thing.name, item.verdict, item.waits_for_you, item.asked_by_you) for item in page.reviews]

    def home(self, who: str) -> HomeOut:
        with self.database.reading() as session:
            return service.home(session, self.people[who])

    def film(self, name: str, role: Role) -> str:
        """Another project of the same studio, in which Ben is something and Ada edits."""
        with self.database.transaction() as session:
            studio = projects.get(session, self.project_id).organization_id
            made = projects.create(session, name, organization_id=studio)
            for who, of in (("ben", role), ("ada", Role.EDITOR)):
                session.add(ProjectMember(project_id=made.id, user_id=self.people[who], role=of))
            return made.id

    def fails(self, kind: str, why: str, parent: str | None = None, project_id: str = "") -> str:
        """A job that failed."""
        with self.database.transaction() as session:
            job = Job(project_id=project_id or self.project_id, kind=kind, queue="cpu_light", parent_id=parent)
            job.state, job.error, job.initiated_by = JobState.FAILED, {"detail": why}, self.people["ada"]
            job.finished_at = job.line_at = utc_now()
            session.add(job)
            session.flush()
            return job.id


@pytest.fixture
def room(either_database: Database) -> Room:
    return Room(either_database)


def test_the_queue_says_what_waits_for_whom(room: Room) -> None:
    room.ask("EMMA is ready")
    room.ask("EMMA is really ready")
    assert room.queue("ben") == room.queue("cy") == [("approval", "EMMA is really ready")]
    assert room.queue("ada") == []
    room.say("ben", "approved")
    assert room.queue("ben") == []
    room.say("cy", "approved")
    assert room.queue("cy") == []
    room.change(2)  # what was approved is not what there is now
    assert room.queue("ben") == [("approval", "EMMA is really ready")]
    note = room.note("@Ben is it red?")
    assert room.queue("ben")[1:] == [("mention", "@Ben is it red?")]
    with room.database.transaction(actor=room.people["ben"]) as session:
        reviews.reply(session, room.project_id, note, "it is", name="Ben")
    assert room.queue("ada") == [("answer", "it is")]
    with room.database.transaction(actor=room.people["ada"]) as session:
        reviews.resolve(session, room.project_id, note, done=True)
    assert room.queue("ada") == []
    assert len(room.queue("ben")) == 1


def test_a_review_is_listed_with_who_asked_and_where_it_stands(room: Room) -> None:
    room.ask("look")
    assert room.listed("ben") == [("EMMA", "open", True, False)]
    assert room.listed("ada") == [("EMMA", "open", False, True)]
    room.say("ben", "changes")
    room.say("cy", "approved")
    assert room.listed("cy") == [("EMMA", "changes", False, False)]
    with room.database.reading() as session:
        [item] = service.review_page(session, room.project_id, LOCAL, before=None, limit=1).reviews
    assert (item.by, item.message, item.approved, item.needed) == ("Ada Lovelace", "look", 1, 2)


def test_who_asks_anew_waits_from_then(room: Room) -> None:
    room.ask()
    with room.database.reading() as session:
        [first] = service.review_page(session, room.project_id, LOCAL, before=None, limit=9).reviews
    room.ask("again")
    with room.database.reading() as session:
        [second] = service.review_page(session, room.project_id, LOCAL, before=None, limit=9).reviews
    assert (second.id, second.message) == (first.id, "again")
    assert second.since > first.since


def test_what_was_put_away_waits_for_nobody(room: Room) -> None:
    room.ask()
    room.note("@Ben the hat")
    with room.database.transaction() as session:
        session.get_one(Character, room.target.id).deleted_at = utc_now()
    assert room.listed("ben") == []
    assert room.queue("ben") == [("mention", "@Ben the hat")]  # its words can still be read
    with room.database.reading() as session:
        [mention] = service.waiting_for(session, [room.project_id], room.people["ben"])
    assert mention.thing is None


def test_reviews_come_in_pages_from_the_newest(room: Room) -> None:
    for name in ("SAULE", "BAI"):
        room.ask(target=room.character(name))
    with room.database.reading() as session:
        first = service.review_page(session, room.project_id, LOCAL, before=None, limit=1)
        rest = service.review_page(session, room.project_id, LOCAL, before=first.next, limit=9)
    assert [item.thing.name for item in (*first.reviews, *rest.reviews)] == ["BAI", "SAULE"]
    assert rest.next is None


def _questions(room: Room, who: str) -> int:
    """How many statements the list, and Home, take."""
    asked: list[str] = []

    def count(*about: Any) -> None:
        asked.append(about[2])

    event.listen(room.database.engine, "before_cursor_execute", count)
    room.listed(who)
    room.home(who)
    event.remove(room.database.engine, "before_cursor_execute", count)
    return len(asked)


def test_many_reviews_in_many_projects_take_no_more_questions(room: Room) -> None:
    room.ask()
    room.note("@Ben one")
    few = _questions(room, "ben")
    for n in range(4):
        film = room.film(f"Film {n}", Role.REVIEWER)
        for name in ("SAULE", "BAI"):
            room.ask(target=room.character(f"{name} {n}"))
            room.ask(target=room.character(name, film), project_id=film)
        room.note(f"@Ben note {n}")
    assert len(room.home("ben").waits) == 1 + 1 + 4 * (2 + 2 + 1)
    assert _questions(room, "ben") == few


def test_home_has_ones_own_projects_and_what_waits_in_each(room: Room) -> None:
    theirs, _ = team(room.database, {"Eve": Role.OWNER})
    mine = room.film("The Ferry", Role.VIEWER)
    room.ask("look")
    room.note("@Ben the hat")
    room.ask(target=room.character("SAULE", mine), project_id=mine)
    home = room.home("ben")
    assert {card.id for card in home.projects} == {room.project_id, mine}
    assert theirs not in {card.id for card in home.projects}
    assert home.projects[0].name == "The Ferry", "the last changed comes first"
    counted = {card.id: (card.reviews, card.mentions, card.failures) for card in home.projects}
    assert counted == {room.project_id: (1, 1, 0), mine: (0, 0, 0)}, "a viewer approves nothing"
    assert [(item.project_id, item.waits_for) for item in home.waits] == [
        (room.project_id, "approval"),
        (room.project_id, "mention"),
    ]
    assert room.home("cy").waits[0].thing is not None
    assert [card.id for card in room.home("cy").projects] == [room.project_id]


def test_home_tells_what_failed_once_for_a_whole_order(room: Room) -> None:
    mine = room.film("The Ferry", Role.EDITOR)
    whole = room.fails("generation", "2 panels could not be drawn", project_id=mine)
    room.fails("frame", "no room on the disk", parent=whole, project_id=mine)
    alone = room.fails("frame", "too dark")
    home = room.home("ben")
    assert [(one.job_id, one.project_id, one.text) for one in home.failed] == [
        (alone, room.project_id, "too dark"),
        (whole, mine, "2 panels could not be drawn"),
    ]
    assert {card.id: card.failures for card in home.projects} == {room.project_id: 1, mine: 1}
    assert room.home("cy").failed == home.failed[:1]


def test_who_works_alone_has_every_project(database: Database) -> None:
    with database.transaction() as session:
        first, second = projects.default_project(session).id, projects.create(session, "The Ferry").id
    with database.reading() as session:
        found = service.home(session, LOCAL)
    assert {card.id for card in found.projects} == {first, second}
    assert (found.waits, found.failed) == ([], [])
