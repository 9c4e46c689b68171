"""People are told in the transaction of what happened; mail and webhooks leave as jobs, once."""

from collections.abc import Callable
from typing import Any

import pytest
from fastapi import APIRouter
from fastapi.testclient import TestClient
from sqlalchemy.orm import Session

from onmodel.accounts.tables import UserAccount
from onmodel.db import Database, announce
from onmodel.jobs import queries as jobs
from onmodel.kit.ids import new_id
from onmodel.notifications import endpoints, queries, service
from onmodel.projects import service as projects
from onmodel.reviews import service as reviews
from onmodel.reviews.events import PersonMentioned

TEAM = {"anna": "Anna", "ben": "Ben"}


@pytest.fixture(autouse=True)
def team(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "people_of", lambda _session, _project_id: dict(TEAM))
    assert reviews.people_of is not service.people_of


def mention(session: Session, project_id: str, person: str = "ben") -> None:
    announce(session, PersonMentioned(project_id, "take", new_id(), None, new_id(), None, "@Ben look", person=person))


def _jobs(database: Database, project_id: str, kind: str) -> list[Any]:
    with database.reading() as session:
        rows = jobs.newest(session, project_id=project_id, limit=200)
        return [job for job in rows if job.kind == kind]


def test_a_mention_is_told_in_the_app_and_by_mail(either_database: Database) -> None:
    with either_database.transaction(actor="anna") as session:
        project_id = projects.default_project(session).id
        mention(session, project_id)
    with either_database.reading() as session:
        [found] = queries.inbox(session, "ben", unread=True, before=None, limit=10)
        assert (found.text, found.kind) == ("Anna mentioned you: “@Ben look”", "person.mentioned")
        assert queries.inbox(session, "anna", unread=False, before=None, limit=10) == []
    [mail] = _jobs(either_database, project_id, service.MAIL_JOB)
    assert (mail.params, mail.queue) == ({"notification_id": found.id}, "light")


def test_an_owner_who_is_no_member_of_the_project_is_named(database: Database, project_id: str) -> None:
    with database.transaction(actor="test") as session:
        owner = UserAccount(email="ada@studio.kz", name="Ada Lovelace")
        session.add(owner)
        session.flush()
        owner_id = owner.id
    with database.transaction(actor=owner_id) as session:
        mention(session, project_id)
    with database.reading() as session:
        [found] = queries.inbox(session, "ben", unread=True, before=None, limit=10)
        assert found.text.startswith("Ada Lovelace mentioned you")


def test_what_is_undone_is_told_to_nobody(database: Database, project_id: str) -> None:
    def fail() -> None:
        with database.transaction(actor="anna") as session:
            mention(session, project_id)
            session.flush()
            raise RuntimeError("undone")

    with pytest.raises(RuntimeError):
        fail()
    with database.reading() as session:
        assert queries.unread(session, "ben") == 0
    assert _jobs(database, project_id, service.MAIL_JOB) == []


def test_who_wants_no_mail_gets_none_and_who_wants_nothing_is_left_alone(database: Database, project_id: str) -> None:
    choices = [service.Choice(kind="person.mentioned", channels=["app"])]
    with database.transaction(actor="ben") as session:
        service.choose(session, "ben", choices)
    with database.transaction(actor="anna") as session:
        mention(session, project_id)
    assert _jobs(database, project_id, service.MAIL_JOB) == []
    with database.transaction(actor="ben") as session:
        service.choose(session, "ben", [service.Choice(kind="person.mentioned", channels=[])])
    with database.transaction(actor="anna") as session:
        mention(session, project_id)
    with database.reading() as session:
        assert queries.unread(session, "ben") == 1  # the first alone


def test_a_webhook_is_told_each_event_once_but_not_of_its_own_deliveries(database: Database, project_id: str) -> None:
    with database.transaction() as session:
        hook = service.add_webhook(session, project_id, "https://hooks.studio/x", ["person."])
        everything = service.add_webhook(session, project_id, "https://hooks.studio/all", [])
    with database.transaction(actor="anna") as session:
        mention(session, project_id)
    told = [job.params["webhook_id"] for job in _jobs(database, project_id, service.WEBHOOK_JOB)]
    assert sorted(told) == sorted([hook.id, everything.id])


def test_a_webhook_that_always_fails_is_switched_off_and_the_team_told(database: Database, project_id: str) -> None:
    with database.transaction() as session:
        hook = service.add_webhook(session, project_id, "https://hooks.studio/x", ["none."])
    for _ in range(10):
        with database.transaction(actor="system") as session:
            service.failed(session, service.webhook(session, project_id, hook.id), "no answer")
    with database.reading() as session:
        assert service.webhook(session, project_id, hook.id).off
        [told] = queries.inbox(session, "ben", unread=True, before=None, limit=10)
        assert "switched off: no answer" in told.text
    with database.transaction() as session:
        assert not service.switch_on(session, project_id, hook.id).off


def test_the_inbox_over_http(
    serve: Callable[[APIRouter], TestClient], database: Database, project_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(TEAM, "local", "You")
    client = serve(endpoints.router)
    with database.transaction(actor="anna") as session:
        for _ in range(3):
            mention(session, project_id, "local")
    page = client.get("/api/notifications", params={"limit": 2}).json()
    assert (len(page["notifications"]), page["unread"]) == (2, 3)
    rest = client.get("/api/notifications", params={"before": page["next"]}).json()
    assert (len(rest["notifications"]), rest["next"]) == (1, None)
    first = page["notifications"][0]["id"]
    assert client.post("/api/notifications/read", json={"ids": [first]}).json() == {"marked": 1}
    assert client.post("/api/notifications/read", json={}).json() == {"marked": 2}
    assert client.get("/api/notifications", params={"unread": True}).json()["notifications"] == []
    wrong = {"choices": [{"kind": "tea.ready", "channels": ["app"]}]}
    assert client.put("/api/notifications/choices", json=wrong).status_code == 422
    chosen = {"choices": [{"kind": "note.added", "channels": []}]}
    kept = {c["kind"]: c["channels"] for c in client.put("/api/notifications/choices", json=chosen).json()["choices"]}
    assert (kept["note.added"], kept["job.failed"]) == ([], ["app", "mail"])


def test_webhooks_over_http(serve: Callable[[APIRouter], TestClient], project_id: str) -> None:
    client = serve(endpoints.router)
    path = f"/api/projects/{project_id}/webhooks"
    made = client.post(path, json={"url": "https://hooks.studio/x", "kinds": ["note."]}).json()
    assert made["secret"].startswith("whsec_")
    [listed] = client.get(path).json()["webhooks"]
    assert (listed["url"], listed["secret"]) == ("https://hooks.studio/x", None)
    assert client.post(path, json={"url": "file:///etc/passwd"}).status_code == 422
    assert client.post(f"{path}/{made['id']}/on").status_code == 200
    assert client.delete(f"{path}/{made['id']}").status_code == 204
    assert client.delete(f"{path}/{made['id']}").status_code == 404
