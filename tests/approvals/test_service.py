"""Approvals of a revision and the consensus as it forms, on both databases."""

from functools import partial
from typing import Any

import pytest
from sqlalchemy import func, select

from onmodel.approvals import service
from onmodel.approvals.schemas import ApprovalIn, ReviewIn
from onmodel.approvals.tables import Approval
from onmodel.characters.tables import Character
from onmodel.collaboration import queries as events
from onmodel.db import Database
from onmodel.projects import service as projects
from onmodel.projects.rules import ApprovalRule, ProjectRules, Role
from onmodel.reviews.rules import Target
from onmodel.reviews.schemas import TargetIn
from onmodel.versions import service as versions
from onmodel.versions.rules import Subject
from tests.factories.crowd import at_once, kinds
from tests.factories.team import team


class Room:
    """A project whose two reviewers must both approve, and a character of one version."""

    def __init__(self, database: Database) -> None:
        self.database = database
        people = {"Ada Lovelace": Role.EDITOR, "Ben Ali": Role.REVIEWER, "Cy Dorn": Role.REVIEWER}
        self.project_id, self.people = team(database, people, ProjectRules(ApprovalRule.ALL))
        with database.transaction() as session:
            character = Character(project_id=self.project_id, name="EMMA")
            session.add(character)
            session.flush()
            self.target = TargetIn(kind="character", id=character.id)
        self.change(1)

    def change(self, n: int) -> None:
        with self.database.transaction() as session:
            subject = Subject("character", self.target.id)
            versions.keep(session, self.project_id, subject, snapshot={"n": n}, message="")

    def say(self, who: str, verdict: Any, comment: str = "") -> Any:
        with self.database.transaction(actor=self.people[who]) as session:
            given = ApprovalIn(target=self.target, verdict=verdict, comment=comment)
            return service.approve(session, self.project_id, given, name=who)


@pytest.fixture
def room(either_database: Database) -> Room:
    return Room(either_database)


def test_consensus_forms_and_a_changed_character_needs_a_new_one(room: Room) -> None:
    first = room.say("ben", "approved", "lovely")
    assert (first.verdict, first.revision, first.needed) == ("open", 1, 2)
    assert {r.name: r.verdict for r in first.reviewers} == {"ben": "approved", "Cy Dorn": None}
    assert first.open_notes == 1  # the comment
    assert room.say("cy", "approved").verdict == "approved"
    room.change(2)
    with room.database.reading() as session:
        view = service.consensus_view(session, room.project_id, Target("character", room.target.id))
    assert (view.verdict, view.revision, [r.verdict for r in view.reviewers]) == ("open", 2, [None, None])
    with room.database.reading() as session:
        told = [e.kind for e in events.events_after(session, room.project_id, 0)]
        kinds = [kind for kind in told if kind.startswith(("version.", "note.", "approval.", "consensus."))]
    assert kinds == [
        "version.kept",
        "note.added",
        "approval.given",
        "approval.given",
        "consensus.reached",
        "version.kept",
    ]


def test_a_reviewer_may_change_their_mind(room: Room) -> None:
    room.say("ben", "approved")
    assert room.say("cy", "changes").verdict == "changes"
    assert room.say("cy", "approved").verdict == "approved"
    with room.database.transaction(actor=room.people["cy"]) as session:
        assert service.withdraw(session, room.project_id, room.target).verdict == "open"
        assert service.withdraw(session, room.project_id, room.target).verdict == "open"


def test_an_editors_own_word_does_not_count_where_there_are_reviewers(room: Room) -> None:
    assert room.say("ada", "approved").verdict == "open"


def test_two_approvals_of_one_person_at_one_moment_are_one(room: Room) -> None:
    verdicts = at_once(*[partial(room.say, "ben", said) for said in ("approved", "changes", "approved")])
    assert kinds(verdicts) == ["ConsensusOut"] * 3
    with room.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Approval)) == 1


def test_only_those_who_were_asked_must_agree(room: Room) -> None:
    with room.database.transaction(actor=room.people["ada"]) as session:
        asked = ReviewIn(target=room.target, reviewers=[room.people["cy"], "nobody"])
        view = service.ask(session, room.project_id, asked)
    assert [(r.name, r.verdict) for r in view.reviewers] == [("Cy Dorn", None)]
    assert room.say("ben", "approved").verdict == "open"
    assert room.say("cy", "approved").verdict == "approved"


def test_one_person_on_a_laptop_agrees_with_himself(database: Database) -> None:
    with database.transaction() as session:
        project_id = projects.default_project(session).id
        character = Character(project_id=project_id, name="EMMA")
        session.add(character)
        session.flush()
        target = TargetIn(kind="character", id=character.id)
        view = service.approve(session, project_id, ApprovalIn(target=target, verdict="approved"), name="You")
    assert (view.verdict, [r.name for r in view.reviewers]) == ("approved", ["You"])
