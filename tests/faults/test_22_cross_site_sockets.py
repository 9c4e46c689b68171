"""Fault 22, sockets: a page of another site. Promise: Origin list, tickets good once, who is put out is out in 1 s."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from pycrdt import Text
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from onmodel.accounts import service as accounts
from onmodel.accounts.rules import Credentials
from onmodel.db import Database
from onmodel.live.doors import TeamDoor
from onmodel.organizations import service as organizations
from onmodel.organizations.rules import OrganizationRole
from onmodel.projects import service as projects
from onmodel.projects.rules import Role
from onmodel.projects.tables import Project, ProjectMember
from tests.faults.size import size, within
from tests.live.conftest import Running
from tests.live.editor import Editor


@pytest.fixture
def team(database: Database, project_id: str) -> dict[str, str]:
    """An owner and an editor of the project: name → user id."""
    with database.transaction() as session:
        house = organizations.create(session, "Studio")
        project = session.get(Project, project_id)
        assert project is not None
        project.organization_id = house.id
        people = {}
        for name, role in (("ana", Role.OWNER), ("bo", Role.EDITOR)):
            user = accounts.create_user(session, f"{name}@studio.example", name, None)
            organizations.join(session, house.id, user, OrganizationRole.MEMBER)
            session.add(ProjectMember(project_id=project_id, user_id=user.id, role=role))
            people[name] = user.id
        return people


@pytest.fixture
def ticket(database: Database, project_id: str, team: dict[str, str]) -> Callable[..., str]:
    """Draws a ticket as a signed-in person; `token` gives the session's cookie."""

    def draw(name: str, token: list[str] | None = None, project: str = project_id) -> str:
        with database.transaction() as session:
            cookie = accounts.sign_in(session, team[name])
            session.flush()
            person = accounts.identify(session, Credentials(cookie, None))
            assert person is not None
            if token is not None:
                token.append(cookie)
            return accounts.issue_ticket(session, person, project)

    return draw


@pytest.fixture
def url(serve_documents: Callable[..., Running], character_id: str) -> str:
    running = serve_documents(door=TeamDoor(), solo=False, allowed=frozenset({"https://review.studio"}))
    return running.url(f"/ws/docs/character/{character_id}")


def closed(url: str, **options: Any) -> int | None:
    editor = Editor().connect(url, **options)
    editor.wait(lambda: editor.close_code)
    return editor.close_code


def test_another_sites_page_gets_a_403_even_with_a_ticket(url: str, ticket: Callable[..., str]) -> None:
    good = ticket("ana")
    with pytest.raises(InvalidStatus, match="403"):
        connect(f"{url}?ticket={good}", origin="https://evil.example")
    mine = Editor().connect(f"{url}?ticket={good}", origin="https://review.studio").wait_synced()
    mine.leave()


def test_a_ticket_opens_one_socket_of_its_project(url: str, ticket: Callable[..., str], database: Database) -> None:
    used = ticket("ana")
    Editor().connect(f"{url}?ticket={used}").wait_synced().leave()
    with database.transaction() as session:
        other = projects.create(session, "Other").id
    assert closed(f"{url}?ticket={used}") == 4401
    assert closed(f"{url}?ticket=made-up") == 4401
    assert closed(url) == 4401
    assert closed(f"{url}?ticket={ticket('ana', project=other)}") == 4403


@pytest.mark.parametrize("how", ["removed", "signed out"])
def test_who_is_put_out_is_out_within_a_second(  # noqa: PLR0917  # each is a fixture
    url: str, ticket: Callable[..., str], database: Database, project_id: str, team: dict[str, str], how: str
) -> None:
    token: list[str] = []
    ana = Editor().connect(f"{url}?ticket={ticket('ana')}").wait_synced()
    bo = Editor().connect(f"{url}?ticket={ticket('bo', token)}").wait_synced()
    with database.transaction() as session:
        if how == "removed":
            projects.remove(session, project_id, team["bo"])
        else:
            accounts.sign_out(session, token[0])
    begun = time.monotonic()
    bo.wait(lambda: bo.close_code == 4403)
    assert time.monotonic() - begun <= within(1.0)
    ana.edit(lambda root: root.__setitem__("description", Text("Still here.")))
    ana.wait_saved()
    ana.leave()


def test_an_editor_who_becomes_a_viewer_is_refused(
    url: str, ticket: Callable[..., str], database: Database, project_id: str, team: dict[str, str]
) -> None:
    bo = Editor().connect(f"{url}?ticket={ticket('bo')}").wait_synced()
    with database.transaction() as session:
        projects.change_role(session, project_id, team["bo"], Role.VIEWER)
    time.sleep(size(3, 1))
    bo.type("description", " Rich.")
    bo.wait(lambda: bo.refusals)
    ana = Editor().connect(f"{url}?ticket={ticket('ana')}").wait_synced()
    assert ana.fields["description"] == "A detective."
    for each in (ana, bo):
        each.leave()
